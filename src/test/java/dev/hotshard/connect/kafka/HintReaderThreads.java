package dev.hotshard.connect.kafka;

import java.util.Map;
import java.util.stream.Stream;

/** The threads of this JVM that read hints. */
final class HintReaderThreads {

    private HintReaderThreads() {}

    static long count() {
        return stacks().count();
    }

    /** The number of threads that are in a method, given as {@code class.method}. */
    static long countIn(String method) {
        return stacks().filter(stack -> Stream.of(stack)
                        .anyMatch(call -> (call.getClassName() + "." + call.getMethodName()).equals(method)))
                .count();
    }

    private static Stream<StackTraceElement[]> stacks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("hotshard-hints"))
                .map(Map.Entry::getValue);
    }
}
