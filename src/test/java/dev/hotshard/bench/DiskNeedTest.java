package dev.hotshard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskNeedTest {

    private static final long UNLIMITED = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    @Test
    void growsWithEventsAndKindsOfKeys() {
        DiskNeed one = DiskNeed.of(1_000_000, List.of(Keys.HOT_90));
        DiskNeed two = DiskNeed.of(1_000_000, List.of(Keys.HOT_90, Keys.UNIFORM_1M));

        assertThat(DiskNeed.of(2_000_000, List.of(Keys.HOT_90)).bytes()).isEqualTo(2 * one.bytes());
        assertThat(two.bytes()).isGreaterThan(one.bytes() + one.backlogBytes());
    }

    @Test
    void whatTheDiskDoesNotHaveIsRefused() {
        DiskNeed need = new DiskNeed(1_000_000_000_000L, 1, 1_000);

        assertThatThrownBy(() -> need.require(folder, UNLIMITED))
                .hasMessageStartingWith("needs up to 4000000.0 GB of disk and 1.0 GB to spare, and " + folder + " has ")
                .hasMessageContaining("choose fewer kinds of keys with --only");
    }

    @Test
    void whatIsAboveTheBoundIsRefused() {
        DiskNeed need = new DiskNeed(1_000, 1, 100);

        assertThatCode(() -> need.require(folder, need.bytes())).doesNotThrowAnyException();
        assertThatThrownBy(() -> need.require(folder, need.bytes() - 1)).hasMessageContaining("--disk allows 0.0 GB");
    }
}
