package dev.hotshard.connect.kafka;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Queries about transactions. */
final class BrokerTransactions {

    private final Admin admin;
    private final BrokerAnswers answers;

    BrokerTransactions(Admin admin, BrokerAnswers answers) {
        this.admin = admin;
        this.answers = answers;
    }

    /**
     * The states of the transactions whose ids {@code wanted} accepts and that this principal may see.
     */
    Map<String, TransactionState> states(Predicate<String> wanted) {
        Map<String, TransactionState> states = new HashMap<>();
        answers.get(admin.listTransactions().all()).stream()
                .filter(listing -> wanted.test(listing.transactionalId()))
                .forEach(listing -> states.put(listing.transactionalId(), listing.state()));
        return states;
    }

    /** The descriptions of transactions, by id. */
    Map<String, TransactionDescription> describe(Collection<String> transactionalIds) {
        return transactionalIds.isEmpty()
                ? Map.of()
                : answers.get(admin.describeTransactions(transactionalIds).all());
    }

    /**
     * The transactions that are open in partitions, each as its id and start. Empty if the brokers are too
     * old to list them, or this principal lacks the permission.
     */
    List<String> openIn(String topic, Collection<Integer> partitions) {
        try {
            Set<Long> producers = producersIn(topic, partitions);
            List<String> ids = producers.isEmpty()
                    ? List.of()
                    : answers
                            .get(admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                                    .all())
                            .stream()
                            .map(TransactionListing::transactionalId)
                            .toList();
            return describe(ids).entrySet().stream()
                    .map(open -> open.getKey() + since(open.getValue()))
                    .sorted()
                    .toList();
        } catch (KafkaException | BrokersUnreachableException e) {
            return List.of();
        }
    }

    private Set<Long> producersIn(String topic, Collection<Integer> partitions) {
        Set<Long> producers = new HashSet<>();
        answers.get(admin.describeProducers(partitions.stream()
                                .map(partition -> new TopicPartition(topic, partition))
                                .toList())
                        .all())
                .values()
                .forEach(states -> states.activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .forEach(producer -> producers.add(producer.producerId())));
        return producers;
    }

    private static String since(TransactionDescription open) {
        return open.transactionStartTimeMs().isEmpty()
                ? ""
                : " since "
                        + Instant.ofEpochMilli(open.transactionStartTimeMs().getAsLong())
                                .truncatedTo(ChronoUnit.SECONDS);
    }
}
