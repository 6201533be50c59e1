package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaBreakdownSettings;
import dev.hotshard.event.SourceRecord;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads the records of a topic up to a fixed end, with all subtasks. */
public record TopicInput(ClientSettings clients, TopicRange range) {

    /**
     * Returns the topic up to its current end, after waiting until no transaction is open before it. Blocks
     * for 15 s if no broker answers.
     *
     * @param waiting receives lines for the user about what a wait is for
     * @throws BrokersUnreachableException if no broker answers
     * @throws TopicSetupException if the topic does not exist or may not be read
     */
    public static TopicInput upToNow(
            KafkaBreakdownSettings settings, Consumer<String> waiting, Consumer<String> warning) {
        Preflight.check(settings.clients(), settings.topics(), warning);
        TopicRange range =
                TopicRange.upToNow(settings.clients(), settings.topics().input());
        OpenTransactions.await(settings.clients(), range, settings.openTransactionsWait(), waiting);
        return new TopicInput(settings.clients(), range);
    }

    /** An upper bound on the number of records: markers of transactions take offsets too. */
    public long records() {
        return range.records(clients);
    }

    /** Adds the source. */
    public DataStream<SourceRecord> read(StreamExecutionEnvironment env) {
        return EventSource.of(clients, range).addTo(env);
    }
}
