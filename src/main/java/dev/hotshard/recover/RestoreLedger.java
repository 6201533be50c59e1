package dev.hotshard.recover;

import dev.hotshard.event.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/**
 * Counts of all outcomes of a restore, and of restored events by ledger key.
 *
 * <p>The counts by key are exact for up to {@link #EXACT_KEYS} keys. Beyond that the largest remain, within an
 * error that the report states. Takes at most about 2.5 KiB per key, if its texts are as long as they may
 * be. Not thread-safe.
 */
public final class RestoreLedger {

    private static final int MAX_MAP = 1 << 17;
    /**
     * The number of keys counted exactly: what a DataSketches sketch of this size holds before it drops
     * any.
     */
    static final int EXACT_KEYS = MAX_MAP / 4 * 3;

    private final Map<Outcome, Long> totals = new EnumMap<>(Outcome.class);
    private final ItemsSketch<LedgerKey> restored = new ItemsSketch<>(MAX_MAP);
    /** The error that the counts already had when they were read from bytes. */
    private long earlierError;

    /** Adds an increase. */
    public void add(OutcomeDelta delta) {
        totals.merge(delta.outcome(), delta.count(), Long::sum);
        if (delta.key() != null) {
            restored.update(delta.key(), delta.count());
        }
    }

    /** The most by which the count of a key may be too low. */
    private long error() {
        return earlierError + restored.getMaximumError();
    }

    /** Encodes the ledger for {@link #of}. */
    public byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(totals.size());
        for (Map.Entry<Outcome, Long> total : totals.entrySet()) {
            out.writeUTF(total.getKey().name());
            out.writeLong(total.getValue());
        }
        out.writeLong(error());
        // Row by row: the library's own form can be read on some Java versions only.
        ItemsSketch.Row<LedgerKey>[] rows = restored.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
        out.writeInt(rows.length);
        for (ItemsSketch.Row<LedgerKey> row : rows) {
            row.getItem().write(out);
            out.writeLong(row.getLowerBound());
        }
        return bytes.toByteArray();
    }

    /** Decodes the bytes that {@link #toBytes} returned. */
    public static RestoreLedger of(byte[] bytes) throws IOException {
        RestoreLedger ledger = new RestoreLedger();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        for (int left = in.readInt(); left > 0; left--) {
            ledger.totals.put(Outcome.valueOf(in.readUTF()), in.readLong());
        }
        ledger.earlierError = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            ledger.restored.update(LedgerKey.read(in), in.readLong());
        }
        return ledger;
    }

    /** The counts so far, as a report. */
    public RestoreReport report() {
        List<RestoreReport.Row> rows = Stream.of(restored.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .map(row -> row(row.getItem(), row.getLowerBound(), row.getUpperBound() + earlierError))
                .sorted(Comparator.comparingLong(RestoreReport.Row::atMost)
                        .reversed()
                        .thenComparing(RestoreReport.Row::distinctId)
                        .thenComparing(RestoreReport.Row::eventDate))
                .toList();
        return new RestoreReport(new EnumMap<>(totals), rows, error());
    }

    private static RestoreReport.Row row(LedgerKey key, long atLeast, long atMost) {
        String date = key.epochDay() == Event.UNDATED
                ? ""
                : LocalDate.ofEpochDay(key.epochDay()).toString();
        return new RestoreReport.Row(key.project().text(), key.distinctId().text(), date, atLeast, atMost);
    }
}
