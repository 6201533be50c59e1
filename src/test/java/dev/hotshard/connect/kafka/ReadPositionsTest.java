package dev.hotshard.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadPositionsTest {
    private final List<String> seen = new ArrayList<>();
    private final ReadPositions positions = new ReadPositions(new ReadPositions.Listener() {
        @Override
        public void began(int partition, long offset) {
            seen.add(partition + " began " + offset);
        }

        @Override
        public void jumped(int partition, long expected, long offset) {
            seen.add(partition + " jumped " + expected + " " + offset);
        }
    });

    @Test
    void shouldReportFirstRecordsAndJumpsInBothDirections() {
        positions.add(2);
        positions.add(0);
        positions.read(2, 5);
        positions.read(0, 0);
        positions.read(2, 6);
        positions.read(2, 9);
        positions.read(0, 1);
        positions.read(2, 10);
        positions.read(2, 3);

        assertThat(seen).containsExactly("2 began 5", "0 began 0", "2 jumped 7 9", "2 jumped 11 3");
    }

    @Test
    void shouldKeepPositionsWhenPartitionsAreAdded() {
        positions.add(0);
        positions.read(0, 4);
        positions.add(3);
        positions.read(3, 1);
        positions.read(0, 5);

        assertThat(seen).containsExactly("0 began 4", "3 began 1");
    }
}
