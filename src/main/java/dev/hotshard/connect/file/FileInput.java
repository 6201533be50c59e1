package dev.hotshard.connect.file;

import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Uids;
import dev.hotshard.flink.serde.Types;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * NDJSON files as input, read by one subtask, so that records come in the order of the files.
 *
 * @param names of the files to read, in order
 */
public record FileInput(List<String> names) {

    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
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
