package dev.hotshard.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotshard.event.CounterKey;
import dev.hotshard.testkit.generate.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CountCacheTest {

    /** The number of keys that fit into one set. */
    private static final int WAYS = 8;

    private static final CounterKey KEY = key(1);

    private final State state = new State();

    @Test
    void shouldReadAKeyOnceAndWriteItOncePerFlush() throws Exception {
        state.counts.put(KEY, new KeyCount(7, 70, false));
        CountCache cache = cache(CountCache.SET_BYTES);
        for (int i = 0; i < 100; i++) {
            count(cache, KEY, 100 + i);
        }
        assertThat(state.log).containsExactly("get 1");

        cache.flush();
        cache.flush();
        assertThat(state.log).containsExactly("get 1", "put 1");
        assertThat(state.counts).containsExactly(Map.entry(KEY, new KeyCount(107, 199, false)));

        count(cache, KEY, 200);
        cache.flush();
        assertThat(state.log).containsExactly("get 1", "put 1", "put 1");
        assertThat(state.counts).containsExactly(Map.entry(KEY, new KeyCount(108, 200, false)));
    }

    @Test
    void shouldEvictTheLeastRecentlyUsedKey() throws Exception {
        CountCache cache = fullSet();
        cache.get(key(1));
        assertThat(state.log).isEmpty();

        cache.put(key(100), new KeyCount(100, 100, false));

        assertThat(state.log)
                .as("the evicted key and the keys to evict next")
                .containsExactlyInAnyOrder("put 2", "put 3", "put 4", "put 5");
        assertThat(state.counts).containsEntry(key(2), new KeyCount(2, 2, false));
        state.log.clear();
        for (int i : new int[] {1, 3, 4, 5, 6, 7, 8, 100}) {
            assertThat(cache.get(key(i))).isEqualTo(new KeyCount(i, i, false));
        }
        assertThat(state.log).isEmpty();
    }

    @Test
    void shouldNotWriteAnUnchangedKeyOnEviction() throws Exception {
        CountCache cache = cache(CountCache.SET_BYTES);
        cache.put(KEY, new KeyCount(1, 1, false));
        cache.flush();
        for (int i = 2; i <= WAYS + 1; i++) {
            cache.put(key(i), new KeyCount(i, i, false));
        }
        assertThat(cache.get(KEY)).isEqualTo(new KeyCount(1, 1, false));
        assertThat(state.log).containsExactly("put 1", "get 1");
    }

    @Test
    void shouldRemoveAKeyFromCacheAndStore() throws Exception {
        CountCache cache = cache(CountCache.SET_BYTES);
        cache.put(KEY, new KeyCount(1, 1, true));
        cache.flush();
        cache.put(KEY, new KeyCount(2, 2, true));
        cache.remove(KEY);
        cache.flush();

        assertThat(cache.get(KEY)).isNull();
        assertThat(state.counts).isEmpty();
    }

    @Test
    void shouldReuseTheSpaceOfRemovedKeysBeforeEvicting() throws Exception {
        CountCache cache = fullSet();
        cache.remove(key(5));
        cache.remove(key(8));
        cache.put(key(100), new KeyCount(100, 100, false));
        cache.put(key(101), new KeyCount(101, 101, false));

        assertThat(state.log).containsExactly("remove 5", "remove 8");
    }

    @Test
    void shouldLookUpANewKeyOnce() throws Exception {
        CountCache cache = cache(CountCache.SET_BYTES);
        count(cache, KEY, 5);
        count(cache, KEY, 6);

        assertThat(state.log).containsExactly("get 1");
        assertThat(cache.get(KEY)).isEqualTo(new KeyCount(2, 6, false));
    }

    @Test
    void shouldKeepTheLargestCountOfAnAllZeroKey() throws Exception {
        CounterKey zero = new CounterKey(0, 0);
        KeyCount large = new KeyCount(Long.MAX_VALUE / 2, Long.MIN_VALUE, true);
        CountCache cache = cache(CountCache.SET_BYTES);
        assertThat(cache.get(zero)).as("an empty entry is not a key").isNull();
        cache.put(zero, large);

        assertThat(cache.get(zero)).isEqualTo(large);
        cache.flush();
        assertThat(state.counts).containsExactly(Map.entry(zero, large));
    }

    @Test
    void shouldFlushKeysInOrder() throws Exception {
        SplittableRandom random = Seed.random(getClass());
        CountCache cache = cache(1 << 20);
        List<CounterKey> keys = random.longs(500, 0, Long.MAX_VALUE)
                .mapToObj(high -> new CounterKey(high, 1))
                .toList();
        for (CounterKey key : keys) {
            cache.put(key, new KeyCount(1, 1, false));
        }
        assertThat(state.counts).as("evicted keys").isEmpty();
        cache.flush();

        assertThat(state.order).hasSameElementsAs(keys);
        long set = Long.MAX_VALUE / ((1 << 20) / CountCache.SET_BYTES) + 1;
        assertThat(state.order).isSortedAccordingTo(Comparator.comparingLong(key -> key.high() / set));
    }

    @Test
    void shouldRefuseASizeOutOfRange() {
        assertThatThrownBy(() -> cache(CountCache.SET_BYTES - 1)).hasMessage("255 bytes");
        assertThatThrownBy(() -> cache((1L << 30) + 1)).hasMessage("1073741825 bytes");
    }

    /**
     * After any operations, the cache returns the last count that was put, and a flush writes exactly these
     * counts to the store.
     */
    @Test
    void shouldBehaveLikeAMap() throws Exception {
        SplittableRandom random = Seed.random(getClass());
        for (int world = 0; world < 200; world++) {
            state.counts.clear();
            CountCache cache = cache((long) CountCache.SET_BYTES << random.nextInt(4));
            Map<CounterKey, KeyCount> model = new HashMap<>();
            List<CounterKey> keys = LongStream.range(0, 1 + random.nextInt(80))
                    .mapToObj(i -> new CounterKey(random.nextLong(), i))
                    .toList();
            for (int step = 0; step < 500; step++) {
                CounterKey key = keys.get(random.nextInt(keys.size()));
                switch (random.nextInt(20)) {
                    case 0 -> {
                        cache.remove(key);
                        model.remove(key);
                    }
                    case 1 -> {
                        cache.flush();
                        assertThat(state.counts).isEqualTo(model);
                    }
                    case 2, 3, 4 -> assertThat(cache.get(key)).isEqualTo(model.get(key));
                    default -> {
                        KeyCount count =
                                new KeyCount(1 + random.nextLong(1L << 61), random.nextLong(), random.nextBoolean());
                        cache.put(key, count);
                        model.put(key, count);
                    }
                }
            }
            cache.flush();
            assertThat(state.counts).isEqualTo(model);
        }
    }

    /** A cache with keys 1 to {@value #WAYS}, each with its number as its count. */
    private CountCache fullSet() throws Exception {
        CountCache cache = cache(CountCache.SET_BYTES);
        for (int i = 1; i <= WAYS; i++) {
            cache.put(key(i), new KeyCount(i, i, false));
        }
        return cache;
    }

    private CountCache cache(long bytes) {
        return new CountCache(bytes, state, key -> key.high() & Long.MAX_VALUE);
    }

    private static void count(CountCache cache, CounterKey key, long nowMillis) throws Exception {
        KeyCount before = cache.get(key);
        cache.put(key, new KeyCount(before == null ? 1 : before.count() + 1, nowMillis, false));
    }

    private static CounterKey key(long n) {
        return new CounterKey(0x123456789abcdefL, n);
    }

    /** A store in a map that logs its calls. */
    private static final class State implements CountStore {

        private final Map<CounterKey, KeyCount> counts = new HashMap<>();
        private final List<String> log = new ArrayList<>();
        private final List<CounterKey> order = new ArrayList<>();

        @Override
        public KeyCount get(CounterKey key) {
            log.add("get " + key.low());
            return counts.get(key);
        }

        @Override
        public void put(CounterKey key, KeyCount count) {
            log.add("put " + key.low());
            order.add(key);
            counts.put(key, count);
        }

        @Override
        public void remove(CounterKey key) {
            log.add("remove " + key.low());
            counts.remove(key);
        }
    }
}
