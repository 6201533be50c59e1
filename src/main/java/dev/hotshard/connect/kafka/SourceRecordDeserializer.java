package dev.hotshard.connect.kafka;

import dev.hotshard.event.Headers;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.serde.Types;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Copies Kafka records without parsing; an operator parses them, where bad data does not fail the job. */
final class SourceRecordDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {

    private static final long serialVersionUID = 1L;

    private final transient ReadPositions positions;

    /** @param positions receives the offset of each record; null on the enumerator, which reads none */
    SourceRecordDeserializer(ReadPositions positions) {
        this.positions = positions;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> out) {
        if (PollBudget.isLeftOut(record.value())) {
            throw new IllegalStateException("the consumer returned a record that its interceptor should have dropped");
        }
        positions.read(record.partition(), record.offset());
        out.collect(new SourceRecord(
                record.key(),
                record.value(),
                headers(record.headers().toArray()),
                record.timestamp(),
                record.partition(),
                record.offset()));
    }

    private static Headers headers(Header[] headers) {
        if (headers.length == 0) {
            return Headers.NONE;
        }
        String[] names = new String[headers.length];
        byte[][] values = new byte[headers.length][];
        for (int i = 0; i < headers.length; i++) {
            names[i] = headers[i].key();
            values[i] = headers[i].value();
        }
        return new Headers(names, values);
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return Types.SOURCE_RECORD;
    }
}
