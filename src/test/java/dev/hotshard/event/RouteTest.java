package dev.hotshard.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RouteTest {

    @Test
    void shouldFindEachRouteByItsCode() {
        for (Route route : Route.values()) {
            assertThat(Route.of(route.code())).isEqualTo(route);
        }
    }

    @Test
    void shouldNeverChangeCodes() {
        assertThat(Route.values())
                .extracting(route -> route + " " + route.code())
                .contains("EVENTS 0", "HOT_IDS 1", "DEAD_LETTERS 2", "LEFT 3");
    }

    @Test
    void shouldRejectOtherCodes() {
        for (byte code : new byte[] {-1, 100, Byte.MAX_VALUE, Byte.MIN_VALUE}) {
            assertThatThrownBy(() -> Route.of(code)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
