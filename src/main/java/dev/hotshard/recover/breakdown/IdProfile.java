package dev.hotshard.recover.breakdown;

import dev.hotshard.event.DisplayText;
import dev.hotshard.event.Event;
import dev.hotshard.event.json.JsonText;
import java.io.Serializable;

/**
 * A summary of the rewritten events of one id in one project. Its memory is bounded whatever the number of
 * events: texts are truncated, and {@link SpaceSaving} and {@link BottomKSketch} are bounded.
 */
final class IdProfile implements Serializable {

    /** The number of names counted exactly; of more, the frequent ones are kept. */
    static final int MAX_NAMES = 32;
    /** The number of library versions counted exactly; of more, the frequent ones are kept. */
    static final int MAX_LIBRARIES = 8;
    /** The length at which event names are truncated, in bytes. */
    static final int MAX_NAME_BYTES = 128;

    /** The time of an event without one. */
    static final long NO_TIME = Long.MIN_VALUE;

    private static final long serialVersionUID = 1L;

    final DisplayText project;
    final DisplayText distinctId;
    final SpaceSaving<DisplayText> names = new SpaceSaving<>(MAX_NAMES);
    final SpaceSaving<LibraryVersion> libraries = new SpaceSaving<>(MAX_LIBRARIES);
    final BottomKSketch insertIds = new BottomKSketch();
    final BottomKSketch dates = new BottomKSketch();

    /** Whether the profile covers every event of the id. */
    boolean complete;

    long events;
    long undated;
    long withoutLibrary;
    long withInsertId;
    int firstDate = Integer.MAX_VALUE;
    int lastDate = Integer.MIN_VALUE;
    private int recentDate = Integer.MIN_VALUE;
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
     * @param millis the event's time in milliseconds since 1970, or {@link #NO_TIME} for an event without a
     *     date
     * @param library a reader positioned at the library that sent the event, or null if the event names
     *     none
     */
    void add(Event event, long millis, LibraryReader library, FieldHashes hashes) {
        events++;
        names.add(hashes.name(event), () -> DisplayText.of(event.value(), event.event(), MAX_NAME_BYTES));
        if (library == null) {
            withoutLibrary++;
        } else {
            libraries.add(library.hash(hashes), library::library);
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
            addDate(event.epochDay(), hashes);
        }
    }

    private void addDate(int epochDay, FieldHashes hashes) {
        // Most events have the date of the one before.
        if (epochDay != recentDate) {
            recentDate = epochDay;
            firstDate = Math.min(firstDate, epochDay);
            lastDate = Math.max(lastDate, epochDay);
            dates.add(hashes.eventDate(epochDay));
        }
    }

    /** Adds the events of another profile of the same id. */
    void merge(IdProfile other) {
        complete &= other.complete;
        events += other.events;
        undated += other.undated;
        withoutLibrary += other.withoutLibrary;
        withInsertId += other.withInsertId;
        firstDate = Math.min(firstDate, other.firstDate);
        lastDate = Math.max(lastDate, other.lastDate);
        firstMillis = Math.min(firstMillis, other.firstMillis);
        lastMillis = Math.max(lastMillis, other.lastMillis);
        names.merge(other.names);
        libraries.merge(other.libraries);
        insertIds.merge(other.insertIds);
        dates.merge(other.dates);
    }

    /**
     * The number of events that repeat an {@code $insert_id}. Where distinct ones are estimated, a lower
     * bound that hardly ever exceeds the truth.
     */
    long repeats() {
        return Math.max(0, withInsertId - insertIds.atMost());
    }
}
