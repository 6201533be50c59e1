package dev.hotshard.bench;

/** The state backend of a job. */
enum BackendKind {
    HEAP("heap", "hashmap"),
    ROCKSDB("rocksdb", "rocksdb");

    private final String label;
    private final String backend;

    BackendKind(String label, String backend) {
        this.label = label;
        this.backend = backend;
    }

    /** Flink's name of the backend. */
    String backend() {
        return backend;
    }

    /** The name in options and results. */
    @Override
    public String toString() {
        return label;
    }
}
