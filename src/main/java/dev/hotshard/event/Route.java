package dev.hotshard.event;

/** The kind of destination of an output record. Connectors map each route to a topic or file. */
public enum Route {
    /** Events: unchanged, rewritten or restored. */
    EVENTS(0),
    /** Notices of hot ids: alerts and totals. */
    HOT_IDS(1),
    /** Dead letters. */
    DEAD_LETTERS(2),
    /** Records that a restore does not change. */
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

    /** The code of this route in serialized records. It never changes. */
    public byte code() {
        return code;
    }

    /**
     * Returns the route with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Route of(byte code) {
        Route route = code < 0 || code >= BY_CODE.length ? null : BY_CODE[code];
        if (route == null) {
            throw new IllegalArgumentException("no route has the code " + code);
        }
        return route;
    }
}
