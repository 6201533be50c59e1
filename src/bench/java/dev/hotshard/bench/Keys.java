package dev.hotshard.bench;

/** How the events of a benchmark spread over ids. */
enum Keys {
    UNIFORM_1M("uniform-1m") {
        @Override
        int id(long random) {
            return (int) ((random >>> 32) * IDS >>> 32);
        }
    };

    /** Ids are below this: seven digits at most. */
    static final int IDS = 1_000_000;

    private final String label;

    Keys(String label) {
        this.label = label;
    }

    /** The id of the event with these 64 random bits. */
    abstract int id(long random);

    /** The name in options and results. */
    @Override
    public String toString() {
        return label;
    }
}
