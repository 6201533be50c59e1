package dev.hotshard.event;

/** Where a record goes when it leaves. A connector says which topic or file that is. */
public enum Route {
    /** Events: as they came, rewritten, or restored. */
    EVENTS(0),
    /** Alerts and totals of hot ids. */
    HOT_IDS(1),
    /** Records that cannot go on, and why. */
    DEAD_LETTERS(2),
    /** Records that a restore leaves as they came. */
    LEFT(3);

    private static final Route[] BY_CODE = new Route[Byte.MAX_VALUE];

    static {
        for (Route route : values()) {
            BY_CODE[route.code] = route;
        }
    }

    private final byte code;

    Route(int code) {
        this.code = (byte) code;
    }

    /** The number that stands for this route in serialized records; it never changes. */
    public byte code() {
        return code;
    }

    /**
     * The route that a number stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    public static Route of(byte code) {
        Route route = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        if (route == null) {
            throw new IllegalArgumentException("no route has the code " + code);
        }
        return route;
    }
}
