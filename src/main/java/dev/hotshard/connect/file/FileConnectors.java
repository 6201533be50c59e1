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
 * NDJSON files: with one reader, which events of a key pass is the same at any parallelism. They take records
 * of any size. There are no hints, which would be committed with checkpoints: reading a file has none.
 *
 * @param input the files to read
 * @param files where the records of each route go
 * @param batches where events go once more, ready for import: a path with a place for the number, or null
 */
public record FileConnectors(FileInput input, Map<Route, Path> files, String batches) implements Connectors {

    /** Files without batches. */
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
