package dev.hotshard.connect.kafka;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Copies keys and, within the consumer's {@link PollBudget}, values. Public because Kafka's client creates
 * it.
 */
public final class BudgetedDeserializer extends ByteArrayDeserializer {

    private PollBudget budget;
    private boolean isKey;

    @Override
    public void configure(Map<String, ?> configs, boolean key) {
        budget = (PollBudget) configs.get(PollBudget.CONFIG);
        isKey = key;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        int bytes = data.remaining();
        if (isKey) {
            budget.use(bytes);
            return super.deserialize(topic, headers, data);
        }
        for (Header header : headers) {
            bytes += header.value() == null ? 0 : header.value().length;
        }
        return budget.allows(bytes) ? super.deserialize(topic, headers, data) : PollBudget.LEFT_OUT;
    }
}
