package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Waits for answers of the brokers. Throws {@link BrokersUnreachableException} if there is none and
 * {@link TopicSetupException} for a refusal; each message says how to fix it.
 */
final class BrokerAnswers {

    /** Half of the time in which a local command must fail; its start may take the other half. */
    private static final int TIMEOUT_MILLIS = 15_000;

    private final ClientSettings settings;

    BrokerAnswers(ClientSettings settings) {
        this.settings = settings;
    }

    /** The time that brokers have to answer; a client's own timeout takes precedence if it is shorter. */
    int timeoutMillis() {
        String own = settings.properties().get("default.api.timeout.ms");
        return own == null || !own.matches("\\d{1,9}")
                ? TIMEOUT_MILLIS
                : Math.min(TIMEOUT_MILLIS, Integer.parseInt(own));
    }

    /** Waits for the settings of a topic or broker. */
    Config config(Admin admin, ConfigResource.Type type, String name, ResourceType permission) {
        ConfigResource resource = new ConfigResource(type, name);
        return get(
                admin.describeConfigs(List.of(resource)).values().get(resource),
                new Permission(AclOperation.DESCRIBE_CONFIGS, permission, name));
    }

    /** Waits for the answer to a query that needs no permission. */
    <T> T get(KafkaFuture<T> future) {
        return get(future, null);
    }

    /** Waits for the answer to a query that needs a permission. */
    <T> T get(KafkaFuture<T> future, Permission permission) {
        return unless(null, future, permission);
    }

    /**
     * Waits for an answer; returns null if it is the expected exception.
     *
     * @param permission the permission that the query needs, or null
     */
    <T> T unless(Class<? extends Exception> expected, KafkaFuture<T> future, Permission permission) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (expected != null && expected.isInstance(e.getCause())) {
                return null;
            }
            throw failure(e.getCause(), permission);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for a broker", e);
        }
    }

    private RuntimeException failure(Throwable cause, Permission permission) {
        if (cause instanceof TimeoutException timeout) {
            return new ConnectionFailure(settings).noAnswer(timeoutMillis() / 1000, timeout);
        }
        if (cause instanceof AuthorizationException && permission != null) {
            return new MissingPermissionException(permission, settings.bootstrapServers());
        }
        if (cause instanceof AuthenticationException refused) {
            return new ConnectionFailure(settings).loginRefused(refused);
        }
        return cause instanceof KafkaException kafka ? kafka : new KafkaException(cause);
    }
}
