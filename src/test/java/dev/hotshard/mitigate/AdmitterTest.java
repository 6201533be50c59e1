package dev.hotshard.mitigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotshard.event.Event;
import dev.hotshard.event.OutputRecord;
import dev.hotshard.event.RecordLimit;
import dev.hotshard.event.Route;
import dev.hotshard.testkit.generate.Events;
import dev.hotshard.testkit.reference.Wtf8;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AdmitterTest {

    @Test
    void shouldKeepTheBytesOfAColdEvent() {
        Event event = Events.read(Events.value("alice"));

        OutputRecord out = new Admitter(RecordLimit.NONE).admit(event);

        assertThat(out.route()).isEqualTo(Route.EVENTS);
        assertThat(out.value()).isSameAs(event.value());
        assertThat(out.headers()).isSameAs(event.source().headers());
        assertThat(out.timestampMillis()).isEqualTo(Events.TIME_MILLIS);
        assertThat(out.key()).isEqualTo("alice".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldKeyByTheTextOfTheId() {
        assertThat(key("\"\\u0061lice\"")).isEqualTo(Wtf8.bytes("alice"));
        assertThat(key("1e2")).isEqualTo(Wtf8.bytes("1e2"));
        assertThat(key("\"日\"")).isEqualTo(Wtf8.bytes("日"));
        assertThat(key("\"\\ud800\"")).isEqualTo(Wtf8.bytes("\ud800"));
        assertThat(key("\"\\ud83d\\ude00\"")).isEqualTo(Wtf8.bytes("😀"));
    }

    private static byte[] key(String id) {
        Event event = Events.read("{\"event\":\"e\",\"properties\":{\"distinct_id\":%s}}".formatted(id));
        return new Admitter(RecordLimit.NONE).admit(event).key();
    }

    @Test
    void shouldNotAdmitARecordThatIsTooLargeForItsDestination() {
        Event event = Events.read(Events.value("alice"));

        assertThat(new Admitter(record -> false).admit(event)).isNull();
    }
}
