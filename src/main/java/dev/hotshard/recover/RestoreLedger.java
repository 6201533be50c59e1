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
 * All that was restored, by id and date, and what became of the rest. Exact up to {@link #EXACT} ids with a
 * date; with more of them the largest are known within an error that the report states. Takes at most about
 * 2.5 KiB for each of these, when their names are as long as names may be. Not thread-safe.
 */
public final class RestoreLedger {

    private static final int MAX_MAP = 1 << 17;
    /**
     * How many ids and dates are counted exactly: what the sketch of Apache DataSketches takes before it
     * drops any.
     */
    public static final int EXACT = MAX_MAP / 4 * 3;

    private final Map<Outcome, Long> totals = new EnumMap<>(Outcome.class);
    private final ItemsSketch<LedgerKey> restored = new ItemsSketch<>(MAX_MAP);
    /** What the counts may have lacked already when they were read from bytes. */
    private long earlierError;

    public void add(OutcomeDelta count) {
        totals.merge(count.outcome(), count.count(), Long::sum);
        if (count.key() != null) {
            restored.update(count.key(), count.count());
        }
    }

    /** How much the count of an id and date can be too low. */
    private long error() {
        return earlierError + restored.getMaximumError();
    }

    /** Item by item: what the sketch's library writes itself it can read on some Java versions only. */
    public byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(totals.size());
        for (Map.Entry<Outcome, Long> total : totals.entrySet()) {
            out.writeUTF(total.getKey().name());
            out.writeLong(total.getValue());
        }
        out.writeLong(error());
        ItemsSketch.Row<LedgerKey>[] rows = restored.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
        out.writeInt(rows.length);
        for (ItemsSketch.Row<LedgerKey> row : rows) {
            row.getItem().write(out);
            out.writeLong(row.getLowerBound());
        }
        return bytes.toByteArray();
    }

    /** What {@link #toBytes} gave. */
    public static RestoreLedger of(byte[] bytes) throws IOException {
        RestoreLedger tally = new RestoreLedger();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        for (int left = in.readInt(); left > 0; left--) {
            tally.totals.put(Outcome.valueOf(in.readUTF()), in.readLong());
        }
        tally.earlierError = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            tally.restored.update(LedgerKey.read(in), in.readLong());
        }
        return tally;
    }

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

    private static RestoreReport.Row row(LedgerKey of, long atLeast, long atMost) {
        String date = of.epochDay() == Event.UNDATED
                ? ""
                : LocalDate.ofEpochDay(of.epochDay()).toString();
        return new RestoreReport.Row(of.project().text(), of.distinctId().text(), date, atLeast, atMost);
    }
}
