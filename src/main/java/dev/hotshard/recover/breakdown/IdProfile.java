package dev.hotshard.recover.breakdown;

import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.event.json.JsonText;
import java.io.Serializable;

/**
 * What is known of the rewritten events of one id in one project. Takes no more memory however many there
 * are: texts are cut, {@link SpaceSaving} and {@link BottomKSketch} are bounded.
 */
final class IdProfile implements Serializable {

    /** Names that are counted exactly; of more, the frequent ones. */
    static final int MAX_NAMES = 32;
    /** Versions of libraries that are counted exactly; of more, the frequent ones. */
    static final int MAX_LIBRARIES = 8;
    /** Of an event's name this many bytes are kept. */
    static final int MAX_NAME_BYTES = 128;

    /** The moment of an event that has none. */
    static final long NO_TIME = Long.MIN_VALUE;

    private static final long serialVersionUID = 1L;

    final DisplayText project;
    final DisplayText distinctId;
    final SpaceSaving<DisplayText> names = new SpaceSaving<>(MAX_NAMES);
    final SpaceSaving<LibraryVersion> libraries = new SpaceSaving<>(MAX_LIBRARIES);
    final BottomKSketch insertIds = new BottomKSketch();
    final BottomKSketch days = new BottomKSketch();

    /** Whether every event of the id is in here. */
    boolean complete;

    long events;
    long undated;
    long withoutLibrary;
    long withInsertId;
    int firstDay = Integer.MAX_VALUE;
    int lastDay = Integer.MIN_VALUE;
    private int recentDay = Integer.MIN_VALUE;
    long firstMillis = Long.MAX_VALUE;
    long lastMillis = Long.MIN_VALUE;

    IdProfile(Event event, boolean complete) {
        project = DisplayText.ofName(event.value(), event.project());
        distinctId = DisplayText.of(event.value(), event.distinctId());
        this.complete = complete;
    }

    /**
     * Adds an event of this id.
     *
     * @param millis when it was, or {@link #NO_TIME}; then it has no date either
     * @param library at the library that sent it, or null if it names none
     */
    void add(Event event, long millis, LibraryReader library, FieldHashes hashes) {
        events++;
        names.add(hashes.name(event), () -> DisplayText.of(event.value(), event.event(), MAX_NAME_BYTES));
        if (library == null) {
            withoutLibrary++;
        } else {
            libraries.add(library.key(hashes), library::library);
        }
        if (JsonText.isName(event.value(), event.insertId())) {
            withInsertId++;
            insertIds.add(hashes.insertId(event));
        }
        if (millis == NO_TIME) {
            undated++;
        } else {
            firstMillis = Math.min(firstMillis, millis);
            lastMillis = Math.max(lastMillis, millis);
            addDay(event.epochDay(), hashes);
        }
    }

    private void addDay(int day, FieldHashes hashes) {
        // Most events are of the day of the one before.
        if (day != recentDay) {
            recentDay = day;
            firstDay = Math.min(firstDay, day);
            lastDay = Math.max(lastDay, day);
            days.add(hashes.day(day));
        }
    }

    /** Adds what is known of other events of the same id. */
    void merge(IdProfile other) {
        complete &= other.complete;
        events += other.events;
        undated += other.undated;
        withoutLibrary += other.withoutLibrary;
        withInsertId += other.withInsertId;
        firstDay = Math.min(firstDay, other.firstDay);
        lastDay = Math.max(lastDay, other.lastDay);
        firstMillis = Math.min(firstMillis, other.firstMillis);
        lastMillis = Math.max(lastMillis, other.lastMillis);
        names.merge(other.names);
        libraries.merge(other.libraries);
        insertIds.merge(other.insertIds);
        days.merge(other.days);
    }

    /**
     * Events that repeat an {@code $insert_id}; beyond what is counted exactly, no more than there hardly
     * are fewer of.
     */
    long repeats() {
        return Math.max(0, withInsertId - insertIds.atMost());
    }
}
