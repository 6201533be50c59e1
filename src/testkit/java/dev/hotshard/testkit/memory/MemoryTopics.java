package dev.hotshard.testkit.memory;

import static org.awaitility.Awaitility.await;

import dev.hotshard.connect.Place;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.Route;
import dev.hotshard.event.SourceRecord;
import dev.hotshard.flink.Endpoints;
import dev.hotshard.testkit.reference.DeadLetter;
import dev.hotshard.testkit.reference.Notices;
import dev.hotshard.testkit.reference.ReadNotice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.concurrent.FutureUtils;

/**
 * Topics in memory, for a job that shares the JVM of its test: the records to read, and the committed results
 * as a {@code read_committed} reader sees them. They outlive the jobs that read and write them, so that one
 * job can continue where another ended. Tasks find them by name.
 */
public final class MemoryTopics implements AutoCloseable {

    private static final Map<String, MemoryTopics> ALL = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final List<SourceRecord> input;
    private final AtomicInteger read = new AtomicInteger();
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile int readable;
    private volatile boolean hintsHeld;
    private volatile int failAt = Integer.MAX_VALUE;

    private final Map<Place, MemoryTransactions<OutputRecord>> transactions = new EnumMap<>(Place.class);
    final List<Hint> hints = new CopyOnWriteArrayList<>();

    /**
     * Creates topics with these records to read, at least one.
     *
     * @param readable the number of records that can be read before {@link #release}
     */
    public MemoryTopics(List<SourceRecord> input, int readable) {
        this.input = List.copyOf(input);
        this.readable = readable;
        for (Place place : Place.values()) {
            transactions.put(place, new MemoryTransactions<>());
        }
        ALL.put(name, this);
    }

    /** Creates topics with these records to read, at least one. */
    public MemoryTopics(List<SourceRecord> input) {
        this(input, input.size());
    }

    /** @throws SuppressRestartsException if the topics are closed, which ends jobs that outlive their test */
    static MemoryTopics of(String name) {
        MemoryTopics found = ALL.get(name);
        if (found == null) {
            throw new SuppressRestartsException(new IllegalStateException("closed"));
        }
        return found;
    }

    String name() {
        return name;
    }

    /** The transactions of the sink at a place. */
    MemoryTransactions<OutputRecord> transactions(Place place) {
        return transactions.get(place);
    }

    /** Returns connectors to these topics, with {@code readers} subtasks of the source. */
    public MemoryConnectors connectors(int readers) {
        return new MemoryConnectors(name, input.size(), readers, () -> Endpoints.NONE);
    }

    /** Makes all records readable. */
    public void release() {
        readable = input.size();
        whole.complete(null);
    }

    /** Holds hints back from the gates until the job has failed as {@link #failAt} asks. */
    public void holdHintsUntilFailure() {
        hintsHeld = true;
    }

    boolean areHintsHeld() {
        return hintsHeld;
    }

    /** Makes the job fail, once, when this number of events has {@link #arrived}. */
    public void failAt(int arrivals) {
        failAt = arrivals;
    }

    /** Whether the job has failed as {@link #failAt} asked. */
    public boolean hasFailed() {
        return failed.get();
    }

    /** The number of records read in all attempts. */
    public int read() {
        return read.get();
    }

    /** The number of events that left in all attempts, committed or not. */
    public int arrived() {
        return arrived.get();
    }

    /** Events that the detector admitted. */
    public List<OutputRecord> admitted() {
        return events(Place.DETECTOR_SIDE);
    }

    /** Rewritten and exempt events, and with slack those that the gate admitted. */
    public List<OutputRecord> scattered() {
        return Stream.of(Place.SCATTERED, Place.SOURCE_SIDE)
                .map(this::events)
                .flatMap(List::stream)
                .toList();
    }

    /** Events that never crossed the exchange: exempt ones, and those that the gate rewrote or admitted. */
    public List<OutputRecord> sourceSide() {
        return events(Place.SOURCE_SIDE);
    }

    private List<OutputRecord> events(Place place) {
        return transactions.get(place).committed().stream()
                .filter(record -> record.route() == Route.EVENTS)
                .toList();
    }

    private Stream<OutputRecord> all(Route route) {
        return transactions.values().stream()
                .map(MemoryTransactions::committed)
                .flatMap(List::stream)
                .filter(record -> record.route() == route);
    }

    /** The alerts. */
    public List<ReadNotice> hotIds() {
        return notices(ReadNotice.Type.OPENED);
    }

    /** The totals, in no order. */
    public List<ReadNotice> totals() {
        return notices(ReadNotice.Type.TOTAL);
    }

    private List<ReadNotice> notices(ReadNotice.Type type) {
        return all(Route.HOT_IDS)
                .map(Notices::read)
                .filter(id -> id.type() == type)
                .toList();
    }

    public List<DeadLetter> deadLetters() {
        return all(Route.DEAD_LETTERS).map(DeadLetter::read).toList();
    }

    /** All hints sent so far, in order. */
    public List<Hint> hints() {
        return List.copyOf(hints);
    }

    /** Waits until a number of events has {@link #arrived}. */
    public void awaitArrivals(int events) {
        await().atMost(TestCluster.BOUND).until(() -> arrived() == events);
    }

    /** Waits until a hint about each of a number of keys was sent. */
    public void awaitHints(int keys) {
        await().atMost(TestCluster.BOUND)
                .until(() -> hints.stream().map(Hint::key).distinct().count() == keys);
    }

    /** Waits until the outcomes of a number of records, events and dead letters, are committed. */
    public void awaitOutcomes(int records) {
        await().atMost(TestCluster.BOUND)
                .until(() ->
                        admitted().size() + scattered().size() + deadLetters().size() == records);
    }

    boolean isReadable(long index) {
        return index < readable;
    }

    /** A future that completes when the record can be read. */
    CompletableFuture<Void> readable(long index) {
        return isReadable(index) ? FutureUtils.completedVoidFuture() : whole;
    }

    SourceRecord read(long index) {
        of(name);
        read.incrementAndGet();
        return input.get((int) index);
    }

    void arrive() {
        if (arrived.incrementAndGet() >= failAt && !failed.getAndSet(true)) {
            hintsHeld = false;
            throw new IllegalStateException("on purpose");
        }
    }

    /** Ends the jobs that still read here. */
    @Override
    public void close() {
        ALL.remove(name);
        release();
    }
}
