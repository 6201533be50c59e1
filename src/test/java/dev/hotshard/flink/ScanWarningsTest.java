package dev.hotshard.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.testkit.generate.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScanWarningsTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final List<String> log = new ArrayList<>();
    /** Close to an overflow, as a clock like {@link System#nanoTime} may be. */
    private long now = Long.MAX_VALUE - MINUTE / 2;

    private final ScanWarnings warnings = new ScanWarnings(() -> now, log::add);

    @Test
    void shouldWarnOfUnusableTimesOnceAMinute() {
        warnings.timeFellBack(dated("\"yesterday\\u202e\u202e\""));
        for (int i = 0; i < 5_000; i++) {
            now += MINUTE / 5_001;
            warnings.timeFellBack(dated("true"));
        }
        assertThat(log).singleElement().asString().contains(": 1; 'time' is \"yesterday\\u202e\\u202e\" in one");

        now += MINUTE / 10;
        warnings.timeFellBack(Events.read("{\"event\":\"e\",\"properties\":{\"distinct_id\":1}}"));
        assertThat(log).hasSize(2);
        assertThat(log.get(1)).contains(": 5,001; 'time' is nothing in one");
    }

    @Test
    void shouldNotShowATimeThatIsAContainer() {
        warnings.timeFellBack(dated("{\"email\":\"alice@example.com\"}"));

        assertThat(log.get(0)).contains("'time' is an object in one").doesNotContain("alice");
    }

    @Test
    void shouldCutALongTime() {
        warnings.timeFellBack(dated('"' + "x".repeat(1000) + '"'));

        assertThat(log.get(0)).contains("\"" + "x".repeat(59) + "...").hasSizeLessThan(300);
    }

    @Test
    void shouldWarnOfTenThousandRecordsWithoutAnIdOnceAMinute() {
        without(ScanWarnings.MANY - 1);
        warnings.hasId();
        without(ScanWarnings.MANY - 1);
        assertThat(log).isEmpty();

        without(1);
        assertThat(log).singleElement().asString().startsWith("None of the last 10,000 records had an id");
        without(5 * ScanWarnings.MANY);
        assertThat(log).hasSize(1);
        now += MINUTE;
        without(ScanWarnings.MANY);
        assertThat(log).hasSize(2);
    }

    private void without(int records) {
        for (int i = 0; i < records; i++) {
            warnings.hasNoId();
        }
    }

    private static Event dated(String time) {
        return Events.read("{\"event\":\"e\",\"properties\":{\"distinct_id\":1,\"time\":%s}}".formatted(time));
    }
}
