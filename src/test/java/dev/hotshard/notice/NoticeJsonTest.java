package dev.hotshard.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hotshard.event.CounterKey;
import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.testkit.generate.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class NoticeJsonTest {

    private static final Instant NOW = Instant.parse("2021-04-18T03:28:01.5Z");

    @Test
    void shouldWriteMembersInTheOrderOfTheSchema() {
        assertThat(json("\"Signed up\"", "\"p1\"", "\"alice\"")).isEqualTo("""
                {"schema_version":1,"type":"OPENED","project":"p1","distinct_id":"alice","event_date":"2021-04-18",\
                "threshold":200000,"count":200001,"event_name":"Signed up",\
                "detected_at":"2021-04-18T03:28:01.500Z"}""");
    }

    @Test
    void shouldWriteCountsAndNoEventNameInATotal() {
        HotId id = new HotId(
                new CounterKey(1, 2),
                new DisplayText("p1", false),
                new DisplayText("alice", true),
                LocalDate.of(2021, 4, 18),
                new DisplayText("Signed up", false),
                NOW);
        TotalNotice total = new TotalNotice(id, 200_000, 200_010, 9, NOW.plusSeconds(60));

        assertThat(new String(NoticeJson.bytes(total), StandardCharsets.UTF_8)).isEqualTo("""
                {"schema_version":1,"type":"TOTAL","project":"p1","distinct_id":"alice","distinct_id_truncated":true,\
                "event_date":"2021-04-18","threshold":200000,"count":200010,"rewritten":9,\
                "counted_at":"2021-04-18T03:29:01.500Z"}""");
    }

    @Test
    void shouldWriteNumbersAsStringsAsSpelled() {
        assertThat(json("1.50", "7e0", "-0"))
                .contains("\"project\":\"7e0\",\"distinct_id\":\"-0\"", "\"event_name\":\"1.50\"");
    }

    @Test
    void shouldWriteANameThatIsNotAStringAsItsJson() throws IOException {
        assertThat(tree("{\"a\": [1, \"\\u0062\"]}", "null", "1")
                        .get("event_name")
                        .textValue())
                .isEqualTo("{\"a\": [1, \"\\u0062\"]}");
        assertThat(tree("null", "null", "1").get("event_name").textValue()).isEqualTo("null");
    }

    @Test
    void shouldWriteAnUnusableProjectAsEmpty() throws IOException {
        assertThat(tree("\"e\"", "[1]", "1").get("project").textValue()).isEmpty();
    }

    @Test
    void shouldWriteUtf8() throws IOException {
        assertThat(json("\"é\"", "\"日\"", "\"😀\"")).contains("\"日\"", "\"😀\"", "\"é\"");
        assertThat(tree("\"e\"", "\"p\"", "\"\\\"\\u0000\\n\"")
                        .get("distinct_id")
                        .textValue())
                .isEqualTo("\"\0\n");
    }

    @Test
    void shouldEscapeLoneSurrogates() throws IOException {
        assertThat(json("\"e\"", "\"é\"", "\"a\\ud800b\"").toLowerCase())
                .contains("\"distinct_id\":\"a\\ud800b\"", "\"project\":\"\\u00e9\"")
                .doesNotContain("?");
        assertThat(tree("\"😀\"", "\"p\"", "\"\\udfff\\ud83d\\ude00\"")
                        .get("distinct_id")
                        .textValue())
                .isEqualTo("\udfff😀");
        assertThat(tree("\"😀\"", "\"p\"", "\"\\udfff\"").get("event_name").textValue())
                .isEqualTo("😀");
    }

    @Test
    void shouldNotTruncateAnIdOfOneKibibyte() throws IOException {
        JsonNode alert = tree("\"e\"", "\"p\"", '"' + "x".repeat(1024) + '"');

        assertThat(alert.get("distinct_id").textValue()).isEqualTo("x".repeat(1024));
        assertThat(alert.has("distinct_id_truncated")).isFalse();
    }

    @Test
    void shouldTruncateALongerIdBetweenCharactersAndFlagIt() throws IOException {
        JsonNode alert = tree("\"e\"", "\"p\"", '"' + "x".repeat(1022) + "日x\"");

        assertThat(alert.get("distinct_id").textValue()).isEqualTo("x".repeat(1022));
        assertThat(alert.get("distinct_id_truncated").booleanValue()).isTrue();
        assertThat(alert.has("project_truncated")).isFalse();
        assertThat(alert.has("event_name_truncated")).isFalse();
    }

    @Test
    void shouldTruncateAndFlagLongProjectsAndNames() throws IOException {
        JsonNode alert = tree('"' + "e".repeat(2000) + '"', '"' + "p".repeat(2000) + '"', "1");

        assertThat(alert.get("project").textValue()).hasSize(1024);
        assertThat(alert.get("project_truncated").booleanValue()).isTrue();
        assertThat(alert.get("event_name").textValue()).hasSize(1024);
        assertThat(alert.get("event_name_truncated").booleanValue()).isTrue();
    }

    private static JsonNode tree(String event, String project, String id) throws IOException {
        return new ObjectMapper().readTree(json(event, project, id));
    }

    private static String json(String event, String project, String id) {
        Event crossing = Events.read("{\"event\":%s,\"properties\":{\"token\":%s,\"distinct_id\":%s,\"time\":%d}}"
                .formatted(event, project, id, Events.TIME_MILLIS));
        OpenedNotice opened = OpenedNotice.of(crossing, 200_000, 200_001, NOW.toEpochMilli());
        return new String(NoticeJson.bytes(opened), StandardCharsets.UTF_8);
    }
}
