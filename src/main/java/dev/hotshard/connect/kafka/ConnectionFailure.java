package dev.hotshard.connect.kafka;

import dev.hotshard.config.ClientSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.utils.Utils;

/**
 * Finds out why no broker answers, which Kafka's clients do not say: a wrong host or port, TLS on one side
 * only, or a login that cannot work.
 */
final class ConnectionFailure {

    private static final int PROBE_MILLIS = 2_000;
    private static final String PROPERTIES = "hotshard.kafka.properties.";

    private final String servers;
    private final String protocol;

    ConnectionFailure(ClientSettings settings) {
        servers = settings.bootstrapServers();
        protocol = settings.properties().getOrDefault("security.protocol", "PLAINTEXT");
    }

    /** Explains why no client can be created. */
    BrokersUnreachableException noClient(Exception failure) {
        List<String> unknown = Stream.of(servers.split(","))
                .map(Utils::getHost)
                .filter(ConnectionFailure::isUnknown)
                .distinct()
                .toList();
        if (unknown.size() > 0
                && unknown.size()
                        == Stream.of(servers.split(","))
                                .map(Utils::getHost)
                                .distinct()
                                .count()) {
            return noAnswer(
                    ": no address is known for host " + String.join(", ", unknown)
                            + "; check its spelling, and DNS on this machine",
                    failure);
        }
        return new BrokersUnreachableException(
                "cannot create a Kafka client for " + servers + ": " + reason(failure) + "; check the options "
                        + PROPERTIES + "*",
                failure);
    }

    /**
     * Explains why no broker answered within some seconds. Probes the servers, which takes a few seconds
     * more.
     */
    BrokersUnreachableException noAnswer(int seconds, Exception failure) {
        for (String server : servers.split(",")) {
            InetSocketAddress address = new InetSocketAddress(Utils.getHost(server), Utils.getPort(server));
            if (acceptsConnections(address)) {
                return noAnswer(
                        " within " + seconds + " s" + mismatch(server, TlsProbe.isTls(address, PROBE_MILLIS)), failure);
            }
        }
        return noAnswer(" within " + seconds + " s", failure);
    }

    /** Explains why brokers and client do not accept each other's credentials. */
    TopicSetupException loginRefused(AuthenticationException failure) {
        String check = failure instanceof SslAuthenticationException
                ? "check ssl.truststore.* and ssl.keystore.* of "
                : "check security.protocol, sasl.mechanism and sasl.jaas.config of ";
        return new TopicSetupException(List.of("cannot log in to the Kafka brokers at " + servers + ": "
                + reason(failure) + "; " + check + PROPERTIES + "*"));
    }

    private BrokersUnreachableException noAnswer(String why, Exception failure) {
        return new BrokersUnreachableException("no Kafka broker answers at " + servers + why, failure);
    }

    private String mismatch(String server, boolean tls) {
        boolean asksForTls = protocol.endsWith("SSL");
        if (tls && !asksForTls) {
            return ": " + server + " speaks TLS, and " + PROPERTIES + "security.protocol is " + protocol
                    + "; set it to SSL or SASL_SSL, and ssl.truststore.* with it";
        }
        if (!tls && asksForTls) {
            return ": " + server + " does not speak TLS, and " + PROPERTIES + "security.protocol is " + protocol
                    + "; name the brokers' TLS port, or change it";
        }
        return ", though " + server + " accepts connections: check that " + PROPERTIES + "security.protocol, now "
                + protocol
                + ", is what this port expects, and that the brokers' advertised.listeners are reachable from here";
    }

    private static boolean acceptsConnections(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, PROBE_MILLIS);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isUnknown(String host) {
        try {
            InetAddress.getByName(host);
            return false;
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static boolean isInformative(Throwable failure) {
        String message = failure.getMessage();
        boolean namesCause = false;
        for (Throwable cause = failure.getCause(); cause != null && message != null; cause = cause.getCause()) {
            namesCause |= message.contains(cause.getClass().getName());
        }
        return message != null && !namesCause && !message.startsWith("Failed to create new ");
    }

    /** The message of the first cause that says more than "failed" or the name of its own cause. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        while (cause.getCause() != null && !isInformative(cause)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
