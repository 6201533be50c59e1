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
 * Finds out why no broker answers, which Kafka's clients do not tell: a host or port that is wrong, TLS on
 * one side only, a login that cannot work.
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

    /** What is wrong if a client cannot even be made. */
    BrokersUnreachableException notMade(Exception failure) {
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
            return silent(
                    ": no address is known of host " + String.join(", ", unknown)
                            + "; check its spelling, and DNS on this machine",
                    failure);
        }
        return new BrokersUnreachableException(
                "no Kafka client can be made for " + servers + ": " + reason(failure) + "; check the options "
                        + PROPERTIES + "*",
                failure);
    }

    /** What is wrong if no broker answered within some seconds. Takes a few seconds more. */
    BrokersUnreachableException silent(int seconds, Exception failure) {
        for (String server : servers.split(",")) {
            InetSocketAddress address = new InetSocketAddress(Utils.getHost(server), Utils.getPort(server));
            if (takesConnections(address)) {
                return silent(
                        " within " + seconds + " s" + mismatch(server, TlsProbe.isTls(address, PROBE_MILLIS)), failure);
            }
        }
        return silent(" within " + seconds + " s", failure);
    }

    /** What is wrong if the brokers do not take the client, or it not them. */
    TopicSetupException refused(AuthenticationException failure) {
        String check = failure instanceof SslAuthenticationException
                ? "check ssl.truststore.* and ssl.keystore.* of "
                : "check security.protocol, sasl.mechanism and sasl.jaas.config of ";
        return new TopicSetupException(List.of("no login to the Kafka brokers at " + servers + ": " + reason(failure)
                + "; " + check + PROPERTIES + "*"));
    }

    private BrokersUnreachableException silent(String why, Exception failure) {
        return new BrokersUnreachableException("no Kafka broker answers at " + servers + why, failure);
    }

    private String mismatch(String server, boolean tls) {
        boolean asksForTls = protocol.endsWith("SSL");
        if (tls && !asksForTls) {
            return ": " + server + " speaks TLS, and " + PROPERTIES + "security.protocol is " + protocol
                    + "; set it to SSL or SASL_SSL, and ssl.truststore.* with it";
        }
        if (!tls && asksForTls) {
            return ": " + server + " speaks no TLS, and " + PROPERTIES + "security.protocol is " + protocol
                    + "; name the brokers' TLS port, or change it";
        }
        return ", though " + server + " takes connections: check that " + PROPERTIES + "security.protocol, now "
                + protocol
                + ", is what this port expects, and that the brokers' advertised.listeners are reached from here";
    }

    private static boolean takesConnections(InetSocketAddress address) {
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

    private static boolean saysWhy(Throwable failure) {
        String message = failure.getMessage();
        boolean quotes = false;
        for (Throwable cause = failure.getCause(); cause != null && message != null; cause = cause.getCause()) {
            quotes |= message.contains(cause.getClass().getName());
        }
        return message != null && !quotes && !message.startsWith("Failed to create new ");
    }

    /** The first cause that says more than that something failed, or what its own cause is. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        while (cause.getCause() != null && !saysWhy(cause)) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
