package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import dev.hotshard.config.KafkaTopics;
import dev.hotshard.config.ProducerProperties;
import dev.hotshard.connect.Place;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.flink.Endpoints;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The topics of a job: its sinks, which write exactly once for {@code read_committed} readers, and the
 * endpoints of its state. Even an idle sink opens a transaction at every checkpoint.
 *
 * @param clients the settings of all clients
 * @param topics by role; records of a route go to the topic whose role has it
 * @param optional the routes whose records are dropped if they have no topic
 */
record ConnectedTopics(ClientSettings clients, KafkaTopics topics, Set<Route> optional) {

    /** The largest record that each topic accepts. */
    RecordLimit limit() {
        return new TopicLimits(clients, topics.byRoute());
    }

    /** The endpoints of all topics except advisory ones, to which no state belongs. */
    Endpoints.Lookup endpoints() {
        return new TopicEndpoints(clients, topics);
    }

    /** Adds the sink of a place. */
    void write(DataStream<OutputRecord> records, Place place) {
        records.sinkTo(sink(place)).uid(place.uid()).name(place.uid()).setParallelism(place.parallelism(records));
    }

    private Sink<OutputRecord> sink(Place place) {
        return new SafeCloseSink<>(
                KafkaSink.<OutputRecord>builder()
                        .setKafkaProducerConfig(ProducerProperties.of(clients))
                        .setBootstrapServers(clients.bootstrapServers())
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(clients.transactionalIdPrefix() + "-" + place.label())
                        .setRecordSerializer(new OutputRecordSchema(topics.byRoute(), optional))
                        .build(),
                place.label());
    }
}
