package dev.hotshard.bench;

/** The distribution of a benchmark's events over ids. */
enum Keys {
    UNIFORM_1M("uniform-1m") {
        @Override
        int id(double uniform) {
            return (int) (uniform * IDS);
        }
    },
    UNIFORM_10M("uniform-10m") {
        @Override
        int ids() {
            return 10 * IDS;
        }

        @Override
        int id(double uniform) {
            return (int) (uniform * ids());
        }
    },
    /** A Zipf distribution by the inverse of its continuous form: the first id has 5 % of all events. */
    ZIPF_1_0("zipf-1.0") {
        @Override
        int id(double uniform) {
            return (int) (Math.exp(uniform * LOG_IDS) - 1);
        }
    },
    /** The same with exponent 1.5: the first id has 29 %. */
    ZIPF_1_5("zipf-1.5") {
        @Override
        int id(double uniform) {
            double root = 1 - uniform * (1 - 1 / Math.sqrt(IDS));
            return Math.min(IDS - 1, (int) (1 / (root * root) - 1));
        }
    },
    HOT_50("hot-50") {
        @Override
        int id(double uniform) {
            return hot(uniform, 0.5);
        }
    },
    HOT_90("hot-90") {
        @Override
        int id(double uniform) {
            return hot(uniform, 0.9);
        }
    };

    private static final int IDS = 1_000_000;

    private static final double LOG_IDS = Math.log(IDS + 1.0);

    private final String label;

    Keys(String label) {
        this.label = label;
    }

    /** The number of ids. Each id is below this number and has at most seven digits. */
    int ids() {
        return IDS;
    }

    /** Whether a few ids have most of the events and become hot early. */
    boolean isHot() {
        return this == HOT_50 || this == HOT_90;
    }

    /** The id of the event with these 64 random bits. */
    int id(long random) {
        return id((random >>> 11) * 0x1p-53);
    }

    /** The id at a point of [0, 1). */
    abstract int id(double uniform);

    /** One id has this share of the events; the others share the rest evenly. */
    private static int hot(double uniform, double share) {
        return uniform < share ? 0 : (int) ((uniform - share) / (1 - share) * IDS);
    }

    /** The name in options and results. */
    @Override
    public String toString() {
        return label;
    }
}
