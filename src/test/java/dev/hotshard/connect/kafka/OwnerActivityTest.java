package dev.hotshard.connect.kafka;

import static org.apache.kafka.clients.admin.TransactionState.COMPLETE_ABORT;
import static org.apache.kafka.clients.admin.TransactionState.COMPLETE_COMMIT;
import static org.apache.kafka.clients.admin.TransactionState.EMPTY;
import static org.apache.kafka.clients.admin.TransactionState.ONGOING;
import static org.apache.kafka.clients.admin.TransactionState.PREPARE_ABORT;
import static org.apache.kafka.clients.admin.TransactionState.PREPARE_COMMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerActivityTest {

    private static final String ID = "hotshard-0123456789ab-detector-side-0-7";

    @ParameterizedTest
    @CsvSource({
        "EMPTY, ONGOING",
        "COMPLETE_COMMIT, ONGOING",
        "COMPLETE_ABORT, ONGOING",
        "ONGOING, PREPARE_COMMIT",
        "ONGOING, COMPLETE_COMMIT",
        "EMPTY, COMPLETE_COMMIT",
        "ONGOING, EMPTY",
        "COMPLETE_ABORT, EMPTY",
        "COMPLETE_COMMIT, EMPTY",
        "COMPLETE_ABORT, COMPLETE_COMMIT"
    })
    void shouldSeeActivityInAChangeByAnOwner(TransactionState before, TransactionState after) {
        assertThat(OwnerActivity.between(Map.of(ID, before), Map.of(ID, after)))
                .contains(ID + " went from " + before + " to " + after);
    }

    @ParameterizedTest
    @CsvSource({
        "ONGOING, PREPARE_ABORT",
        "ONGOING, COMPLETE_ABORT",
        "ONGOING, PREPARE_EPOCH_FENCE",
        "PREPARE_EPOCH_FENCE, COMPLETE_ABORT",
        "PREPARE_ABORT, COMPLETE_ABORT",
        "PREPARE_COMMIT, COMPLETE_COMMIT",
        "ONGOING, ONGOING",
        "EMPTY, EMPTY",
        "EMPTY, UNKNOWN"
    })
    void shouldSeeNoneInAChangeByBrokersAlone(TransactionState before, TransactionState after) {
        assertThat(OwnerActivity.between(Map.of(ID, before), Map.of(ID, after))).isEmpty();
    }

    @Test
    void shouldSeeActivityInANewIdButNotInAForgottenOne() {
        assertThat(OwnerActivity.between(Map.of(ID, EMPTY), Map.of(ID, EMPTY, "p-source-side-1-8", EMPTY)))
                .contains("p-source-side-1-8 is new");
        assertThat(OwnerActivity.between(Map.of(ID, EMPTY, "p-source-side-1-8", COMPLETE_COMMIT), Map.of(ID, EMPTY)))
                .isEmpty();
    }

    @Test
    void shouldSeeOneChangeAmongMany() {
        Map<String, TransactionState> before =
                Map.of("a", ONGOING, "b", PREPARE_COMMIT, "c", EMPTY, "d", PREPARE_ABORT);
        Map<String, TransactionState> after =
                Map.of("a", COMPLETE_ABORT, "b", COMPLETE_COMMIT, "c", ONGOING, "d", COMPLETE_ABORT);

        assertThat(OwnerActivity.between(before, after)).contains("c went from " + EMPTY + " to " + ONGOING);
    }

    @Test
    void shouldNotOwnIdsWithALongerPrefix() {
        TransactionIds ids = new TransactionIds("hotshard", TransactionIds.JOB);

        assertThat(ids.has("hotshard-notices-0-12")).isTrue();
        assertThat(ids.has(ID)).isFalse();
        assertThat(ids.has("hotshard-source-side-0-7-x")).isFalse();
        assertThat(ids.checkpoint("hotshard-detector-side-1-12")).hasValue(12);
    }
}
