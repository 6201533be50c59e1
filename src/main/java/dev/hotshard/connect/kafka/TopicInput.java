package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientOptions;
import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.DefaultJobName;
import dev.hotshard.config.InvalidOptionsException;
import dev.hotshard.config.Validation;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Uids;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A topic up to an end that stays where it is as input, read by all subtasks. */
public record TopicInput(ClientSettings clients, TopicRange range) {

    /**
     * A topic up to its end as it is now, once no transaction is open before it. Takes 15 s if no broker
     * answers.
     *
     * @param waiting told what a wait is for
     * @param flag how the topic is named on the command line
     * @throws InvalidOptionsException naming every bad or missing value at once
     */
    public static TopicInput upToNow(Configuration conf, String flag, String topic, Consumer<String> waiting) {
        Validation options = new Validation(conf);
        ClientSettings clients = ClientOptions.read(options, DefaultJobName.PREFIX);
        ClientOptions.requireTopic(options, flag, topic);
        Duration wait = ClientOptions.openTransactionsWait(options);
        options.finish();
        TopicRange range = TopicRange.upToNow(clients, topic);
        OpenTransactions.await(clients, range, wait, waiting);
        return new TopicInput(clients, range);
    }

    /** How many records there are at the most. */
    public long records() {
        return range.records(clients);
    }

    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return env.fromSource(range.source(clients), WatermarkStrategy.noWatermarks(), Uids.KAFKA_SOURCE)
                .uid(Uids.KAFKA_SOURCE);
    }
}
