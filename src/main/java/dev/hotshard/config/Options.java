package dev.hotshard.config;

import static org.apache.flink.configuration.ConfigOptions.key;

import dev.hotshard.mitigate.ScatterMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** All options of the job. Each can stand on the command line, in a file, or in Flink's configuration. */
public final class Options {

    /** The beginning of all keys. */
    public static final String PREFIX = "hotshard.";

    public static final ConfigOption<Long> THRESHOLD = key("hotshard.threshold")
            .longType()
            .defaultValue(200_000L)
            .withDescription(
                    "How many events of a (project, distinct_id, event date) pass; every later one is rewritten.");

    public static final ConfigOption<String> TIMEZONE = key("hotshard.event-date.timezone")
            .stringType()
            .defaultValue("UTC")
            .withDescription("IANA time zone in which an event's date is the calendar day of its time.");

    public static final ConfigOption<Duration> STATE_TTL = key("hotshard.state-ttl")
            .durationType()
            .defaultValue(Duration.ofHours(48))
            .withDescription("How long a key is remembered without an event, in processing time.");

    public static final ConfigOption<String> PROJECT_PROPERTY = key("hotshard.project-property")
            .stringType()
            .defaultValue("token")
            .withDescription("The direct member of properties that holds the project.");

    /** Flink masks values by the word "secret" in their keys wherever it shows its configuration. */
    public static final ConfigOption<String> HASH_SECRET = key("hotshard.hash-secret")
            .stringType()
            .defaultValue("hotshard")
            .withDescription(
                    "Key of all hashes. Set a secret one if strangers choose ids, so that they cannot aim them "
                            + "at one subtask.");

    public static final ConfigOption<String> HASH_SECRET_FILE = key("hotshard.hash-secret-file")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "File that holds the hash secret, in UTF-8, instead of hotshard.hash-secret; read where the "
                            + "job is submitted.");

    public static final ConfigOption<ScatterMode> SCATTER_KEY = key("hotshard.scatter-key")
            .enumType(ScatterMode.class)
            .defaultValue(ScatterMode.DEDUP)
            .withDescription("Keys of rewritten and exempt events: dedup puts a retry beside its first copy, random "
                    + "scatters copies too.");

    public static final ConfigOption<Integer> MAX_EVENT_BYTES = key("hotshard.max-event-bytes")
            .intType()
            .defaultValue(1_048_576)
            .withDescription(
                    "Longest value in bytes, before and after the rewrite; a longer one becomes a dead letter.");

    public static final ConfigOption<Boolean> TRUST_RESTORED = key("hotshard.trust-restored")
            .booleanType()
            .defaultValue(false)
            .withDescription("Pass events that have the header hotshard-restored without counting them, under their "
                    + "scatter key. Set it only where no stranger can write that header.");

    public static final ConfigOption<Boolean> GATE = key("hotshard.gate")
            .booleanType()
            .defaultValue(true)
            .withDescription("Rewrite events of ids known to be hot at the source, so that they never cross the keyed "
                    + "exchange.");

    public static final ConfigOption<Double> ADMISSION_SLACK = key("hotshard.admission.slack")
            .doubleType()
            .defaultValue(0.0)
            .withDescription("How many events more than the threshold may pass, as a fraction of it, so that ids far "
                    + "below it need neither exchange nor state; 0 counts exactly.");

    public static final ConfigOption<MemorySize> ADMISSION_MEMORY = key("hotshard.admission.memory")
            .memoryType()
            .defaultValue(MemorySize.ofMebiBytes(8))
            .withDescription(
                    "Memory in which each gate subtask counts what it admits within the slack; rounded down to "
                            + "a power of two.");

    public static final ConfigOption<MemorySize> COUNT_CACHE = key("hotshard.count-cache")
            .memoryType()
            .defaultValue(MemorySize.ofMebiBytes(8))
            .withDescription("Memory in which each detector subtask keeps the counts of ids seen last, so that RocksDB "
                    + "is not read and written for each event; rounded down to a power of two, 0 for none.");

    public static final ConfigOption<Boolean> FORGET_CHANGED_STATE = key("hotshard.forget-changed-state")
            .booleanType()
            .defaultValue(false)
            .withDescription("On resume with another time zone, project property or hash secret: forget all counts "
                    + "instead of refusing.");

    public static final ConfigOption<String> BOOTSTRAP_SERVERS = key("hotshard.kafka.bootstrap-servers")
            .stringType()
            .noDefaultValue()
            .withDescription("Kafka brokers to start from, host:port, separated by commas.");

    public static final ConfigOption<Boolean> REBALANCE_INPUT = key("hotshard.kafka.rebalance-input")
            .booleanType()
            .defaultValue(false)
            .withDescription("Spread raw records over all subtasks right after the source: for input partitions of "
                    + "unequal load.");

    public static final ConfigOption<String> GROUP_ID = key("hotshard.kafka.group-id")
            .stringType()
            .noDefaultValue()
            .withDescription("Consumer group whose committed offsets a first start begins from. If not set, a name "
                    + "derived from the job's topics: hotshard- and 12 hexadecimal digits.");

    public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX = key("hotshard.kafka.transactional-id-prefix")
            .stringType()
            .noDefaultValue()
            .withDescription(
                    "Beginning of all transactional ids, unlike that of any other job on the brokers. If not set, a "
                            + "name derived from the job's topics: hotshard- and 12 hexadecimal digits.");

    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT = key("hotshard.kafka.transaction-timeout")
            .durationType()
            .defaultValue(Duration.ofMinutes(15))
            .withDescription(
                    "How long a transaction may stay open: as long as all tolerated failures of checkpoints in "
                            + "a row take, plus the longest outage to survive.");

    public static final ConfigOption<Duration> OPEN_TRANSACTIONS_WAIT = key("hotshard.kafka.open-transactions-wait")
            .durationType()
            .defaultValue(Duration.ofMinutes(16))
            .withDescription(
                    "How long restore and breakdown wait for transactions that are open in a topic before they "
                            + "read it. Brokers abort one after its timeout, 15 min at most by default.");

    public static final ConfigOption<Boolean> CREATE_TOPICS = key("hotshard.kafka.create-topics")
            .booleanType()
            .defaultValue(false)
            .withDescription("Create topics that do not exist.");

    public static final ConfigOption<Boolean> ACCEPT_CHANGED_TOPICS = key("hotshard.kafka.accept-changed-topics")
            .booleanType()
            .defaultValue(false)
            .withDescription("Resume although a topic that the job writes to was replaced, by another name or by a "
                    + "re-created topic. A replaced input is refused in any case.");

    public static final ConfigOption<Map<String, String>> KAFKA_PROPERTIES = key("hotshard.kafka.properties")
            .mapType()
            .defaultValue(Map.of())
            .withDescription("Properties of the Kafka clients, each as hotshard.kafka.properties.NAME.");

    /** All options, in the order of docs/options.md. */
    public static final List<ConfigOption<?>> ALL = Stream.of(
                    Stream.of(
                            THRESHOLD,
                            TIMEZONE,
                            STATE_TTL,
                            PROJECT_PROPERTY,
                            HASH_SECRET,
                            HASH_SECRET_FILE,
                            SCATTER_KEY,
                            MAX_EVENT_BYTES,
                            TRUST_RESTORED,
                            GATE,
                            ADMISSION_SLACK,
                            ADMISSION_MEMORY,
                            COUNT_CACHE,
                            FORGET_CHANGED_STATE,
                            BOOTSTRAP_SERVERS),
                    TopicRole.of(JobCommand.RUN).stream().map(TopicRole::option),
                    Stream.of(
                            REBALANCE_INPUT,
                            GROUP_ID,
                            TRANSACTIONAL_ID_PREFIX,
                            TRANSACTION_TIMEOUT,
                            OPEN_TRANSACTIONS_WAIT,
                            CREATE_TOPICS,
                            ACCEPT_CHANGED_TOPICS,
                            KAFKA_PROPERTIES))
            .<ConfigOption<?>>flatMap(options -> options)
            .toList();

    private Options() {}
}
