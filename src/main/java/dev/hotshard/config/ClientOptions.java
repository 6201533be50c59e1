package dev.hotshard.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the options that every job on Kafka has: brokers, clients, transactions. */
final class ClientOptions {

    /** A name or an IP address, in brackets if of version 6, and a port. */
    private static final Pattern SERVER = Pattern.compile("(?:[^\\s,:\\[\\]]+|\\[[^\\s,\\[\\]]+]):(\\d{1,5})");

    private static final Duration SHORTEST_TRANSACTION = Duration.ofSeconds(1);
    static final Duration LONGEST_TRANSACTION = Duration.ofMillis(Integer.MAX_VALUE);

    private ClientOptions() {}

    /**
     * Reads the settings that all clients share.
     *
     * @param prefix the default beginning of transactional ids; no other job's ids may begin with it
     */
    static ClientSettings read(Validation options, String prefix) {
        String chosen = options.get(Options.TRANSACTIONAL_ID_PREFIX, prefix);
        ClientSettings clients = new ClientSettings(
                options.get(
                        Options.BOOTSTRAP_SERVERS, ClientOptions::areServers, "host:port[,host:port...] (--bootstrap)"),
                chosen.isBlank() ? prefix : chosen,
                options.get(
                        Options.TRANSACTION_TIMEOUT,
                        ClientOptions::isTimeout,
                        "a duration such as 15 min, at least 1 s and at most 24 d"),
                options.get(Options.KAFKA_PROPERTIES, map -> true, "names and values"));
        rejectWrongProperties(options, clients);
        return clients;
    }

    /** Reads how long to wait for open transactions in a topic that is read to its end. */
    static Duration openTransactionsWait(Validation options) {
        return options.get(
                Options.OPEN_TRANSACTIONS_WAIT,
                wait -> !wait.isNegative() && wait.compareTo(LONGEST_TRANSACTION) <= 0,
                "a duration such as 16 min, at most 24 d; 0 s for no wait");
    }

    private static boolean areServers(String servers) {
        return Stream.of(servers.split(",", -1))
                .map(SERVER::matcher)
                .allMatch(server -> server.matches() && isPort(server.group(1)));
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port < 1 << 16;
    }

    private static boolean isTimeout(Duration timeout) {
        return timeout.compareTo(SHORTEST_TRANSACTION) >= 0 && timeout.compareTo(LONGEST_TRANSACTION) <= 0;
    }

    private static void rejectWrongProperties(Validation options, ClientSettings clients) {
        List<String> reserved = clients.properties().keySet().stream()
                .filter(ClientSettings.RESERVED_PROPERTIES::contains)
                .sorted()
                .toList();
        reserved.forEach(name -> options.reject(
                Options.KAFKA_PROPERTIES.key() + "." + name + " cannot be set: the job sets it from its own options"));
        Map<String, String> refusals = clients.refusals();
        refusals.forEach((name, why) -> options.reject(Options.KAFKA_PROPERTIES.key() + "." + name + " " + why));
        if (reserved.isEmpty() && refusals.isEmpty() && clients.bootstrapServers() != null) {
            clients.refusal().ifPresent(why -> options.reject(Options.KAFKA_PROPERTIES.key() + ": " + why));
        }
    }
}
