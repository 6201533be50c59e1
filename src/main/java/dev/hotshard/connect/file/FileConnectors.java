package dev.hotshard.connect.file;

import dev.hotshard.connect.Connectors;
import dev.hotshard.connect.Place;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Uids;
import dev.hotshard.recover.ImportLimits;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads and writes NDJSON files. One reader keeps the order of the input, so the same events of a key pass
 * at any parallelism. Accepts records of any size. Sends no hints: they are committed by checkpoints, and a
 * job that reads files has none.
 *
 * @param input the files to read
 * @param files the file of each route that has one
 * @param batches the path of additional files of events, ready for import, with a format specifier for the
 *     number; or null
 */
public record FileConnectors(FileInput input, Map<Route, Path> files, String batches) implements Connectors {

    /** Creates connectors that write no batches. */
    public FileConnectors(FileInput input, Map<Route, Path> files) {
        this(input, files, null);
    }

    @Override
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return input.read(env);
    }

    @Override
    public void write(DataStream<OutputRecord> records, Place place) {
        write(records, new LinesSink(files), place.uid(), place);
        if (batches != null) {
            ImportLimits limits = ImportLimits.PRODUCT;
            Sink<OutputRecord> sink = new BatchesSink(batches, limits.batchEvents(), limits.batchBytes());
            write(records, sink, Uids.BATCHES_SINK, place);
        }
    }

    private static void write(DataStream<OutputRecord> records, Sink<OutputRecord> sink, String uid, Place place) {
        records.sinkTo(sink).uid(uid).name(uid).setParallelism(place.parallelism(records));
    }
}
