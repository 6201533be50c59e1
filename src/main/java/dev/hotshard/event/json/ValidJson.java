package dev.hotshard.event.json;

/**
 * Skips parts of JSON that {@link JsonScanner} has validated, and so without a check of any kind. Each method
 * takes the position to start from and returns the one after what it has skipped.
 */
final class ValidJson {

    private ValidJson() {}

    static int afterValue(byte[] value, int at) {
        return switch (value[at]) {
            case '"' -> afterString(value, at);
            case '{', '[' -> afterContainer(value, at);
            default -> afterAtom(value, at);
        };
    }

    private static int afterAtom(byte[] value, int at) {
        while (value[at] > ' ' && value[at] != ',' && value[at] != '}' && value[at] != ']') {
            at++;
        }
        return at;
    }

    private static int afterContainer(byte[] value, int at) {
        int depth = 0;
        do {
            switch (value[at]) {
                case '"' -> at = afterString(value, at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
        } while (depth > 0);
        return at;
    }

    /** Skips a string, from its opening quote. */
    static int afterString(byte[] value, int at) {
        for (at++; value[at] != '"'; at++) {
            if (value[at] == '\\') {
                at++;
            }
        }
        return at + 1;
    }

    static int skipSpace(byte[] value, int at) {
        while (value[at] == ' ' || value[at] == '\n' || value[at] == '\r' || value[at] == '\t') {
            at++;
        }
        return at;
    }
}
