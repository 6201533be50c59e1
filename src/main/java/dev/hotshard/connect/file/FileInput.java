package dev.hotshard.connect.file;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Uids;
import dev.hotshard.flink.serde.Types;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads NDJSON files with one subtask, which keeps the order of files and lines.
 *
 * @param names the names of the files, in order
 */
public record FileInput(List<String> names) {

    /** Adds the source. */
    DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return env.fromData(names)
                .uid(Uids.FILES)
                .name(Uids.FILES)
                .setParallelism(1)
                .flatMap(new ReadLinesFunction())
                .returns(Types.SOURCE_RECORD)
                .uid(Uids.LINES)
                .name(Uids.LINES)
                .setParallelism(1);
    }
}
