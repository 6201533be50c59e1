package dev.hotshard.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hotshard.event.DetectorInput;
import dev.hotshard.event.Event;
import dev.hotshard.event.EventReader;
import dev.hotshard.event.EventScanner;
import dev.hotshard.event.HotEvent;
import dev.hotshard.flink.serde.Types;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.generate.MixpanelEvents;
import dev.hotshard.testkit.reference.ReferenceDetector;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of one event on one thread, from its bytes to its spans or further. An operation is one event; a
 * run cycles through {@link #EVENTS} different events of about 300 bytes. Before a run, all codecs must give
 * the same answers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CodecBenchmark {

    /**
     * Enough that the branch predictor cannot memorize them, few enough to stay in the second-level cache.
     */
    static final int EVENTS = 4096;

    private static final long SEED = 42;

    private final byte[][] values = new byte[EVENTS][];
    private final Event[] events = new Event[EVENTS];
    private final byte[] copy = new byte[4096];

    private final EventScanner scanner = new EventScanner("token");
    private final EventReader reader = new EventReader(ReferenceDetector.keySpec(ZoneId.of("UTC")), 1 << 20, () -> 0);
    private final JacksonCodec jackson = new JacksonCodec();
    private final TypeSerializer<DetectorInput> serializer =
            Types.DETECTOR_INPUT.createSerializer(new SerializerConfigImpl());
    private final DataOutputSerializer out = new DataOutputSerializer(4096);
    private final DataInputDeserializer in = new DataInputDeserializer();

    /** The mean length of an event, in bytes. */
    static double meanBytes() {
        CodecBenchmark benchmark = new CodecBenchmark();
        benchmark.makeEvents();
        return Arrays.stream(benchmark.values)
                .mapToInt(value -> value.length)
                .average()
                .orElseThrow();
    }

    /** Creates the events and proves that all codecs agree on them. */
    @Setup
    public void prepare() throws IOException {
        makeEvents();
        for (int i = 0; i < EVENTS; i++) {
            verify(values[i], events[i]);
        }
    }

    private void makeEvents() {
        MixpanelEvents generator = new MixpanelEvents(SEED, 1_000_000);
        for (int i = 0; i < EVENTS; i++) {
            values[i] = generator.next();
            events[i] = Events.read(Events.record(values[i]));
        }
    }

    private void verify(byte[] value, Event event) throws IOException {
        check(scanner.scan(value) == null && event != null && event.key() != null, "the scanner takes the event");
        long[] spans = {scanner.event(), scanner.distinctId(), scanner.time(), scanner.insertId(), scanner.project()};
        check(Arrays.equals(jackson.spans(value), spans), "streaming finds the scanner's spans");
        ObjectMapper mapper = new ObjectMapper();
        check(
                mapper.readTree(jackson.rewrite(value)).equals(mapper.readTree(HotEvent.rewrite(event))),
                "the tree rewrites alike");
        out.clear();
        serializer.serialize(event, out);
        in.setBuffer(out.getSharedBuffer(), 0, out.length());
        Event back = (Event) serializer.deserialize(in);
        check(
                Arrays.equals(back.value(), value) && back.key().equals(event.key()) && back.time() == event.time(),
                "the serializer gives the event back");
        check(reader.read(event.source()).key().equals(event.key()), "the reader finds the key");
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not true that " + what);
        }
    }

    /** The lower bound: copies the bytes. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void arrayCopy(Blackhole hole) {
        for (byte[] value : values) {
            System.arraycopy(value, 0, copy, 0, value.length);
            hole.consume(copy);
        }
    }

    /** Our scanner: spans with full validation. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void scanner(Blackhole hole) {
        for (byte[] value : values) {
            hole.consume(scanner.scan(value));
            hole.consume(scanner.distinctId() + scanner.time());
        }
    }

    /** Our reader: spans, event date, counter key and the event itself. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void reader(Blackhole hole) {
        for (Event event : events) {
            hole.consume(reader.read(event.source()));
        }
    }

    /** Our serializer: writes an event to a network buffer and reads it back. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void serializer(Blackhole hole) throws IOException {
        for (Event event : events) {
            out.clear();
            serializer.serialize(event, out);
            in.setBuffer(out.getSharedBuffer(), 0, out.length());
            hole.consume(serializer.deserialize(in));
        }
    }

    /** Jackson's tokens: spans, with the bytes passed on unchanged. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void jacksonStreaming(Blackhole hole) throws IOException {
        for (byte[] value : values) {
            hole.consume(jackson.spans(value));
        }
    }

    /** Jackson's tree: read, rewritten and written. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void jacksonTree(Blackhole hole) throws IOException {
        for (byte[] value : values) {
            hole.consume(jackson.rewrite(value));
        }
    }
}
