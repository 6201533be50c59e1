package dev.hotshard.flink;

import dev.hotshard.detect.gate.AdmissionSketch;
import dev.hotshard.detect.gate.AdmissionSlack;
import dev.hotshard.detect.gate.HeldHints;
import dev.hotshard.detect.gate.Hint;
import dev.hotshard.testkit.reference.ReadNotice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A {@link GateJob} of real gates and detectors in a simulation. The model controls the order of steps, the
 * clocks, checkpoints, failures and the topic of hints. It collects committed results in a
 * {@link GateHistory} and judges them at the end.
 *
 * <p>Time passes in steps that are either tiny or much longer than the TTL, so that the end of a key's life
 * is never in doubt.
 */
final class GateModel implements AutoCloseable, GateJob.Observer {

    private static final long START = 1_700_000_000_000L;
    private static final long TTL = DetectHarness.TTL.toMillis();
    private static final long TINY = TTL / 2_000;

    /** Everything that a restore returns to. */
    private record Checkpoint(GateJob.State state, int position, GateHistory history, List<Hint> heldHints) {}

    private final SplittableRandom random;
    /** How far the clock may fall below the latest time; the job tolerates anything below TTL/2. */
    private final long behind;
    /** Longer than a key can live, even if the clock was or will be set back. */
    private final long longTime;

    private final boolean perEvent;
    private final GateInput input;

    private BigDecimal slack;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Hint> hintsTopic = new ArrayList<>();
    private HeldHints heldHints = new HeldHints();

    private GateJob job;
    private GateHistory history;
    private UUID submission;
    private int run;

    private int position;
    private long clock = START;
    private long latest = START;
    private int kept;

    /**
     * @param slack the number of further events that may pass, as a fraction of the threshold, until it
     *     changes; with slack, sketches are far too small in many runs
     * @param perEvent whether events of one key have different thresholds, which change at any time
     */
    GateModel(SplittableRandom random, BigDecimal slack, boolean perEvent) throws Exception {
        this.random = random;
        this.slack = slack;
        this.perEvent = perEvent;
        input = new GateInput(random, perEvent);
        history = new GateHistory(slack.signum() == 0, !perEvent);
        behind = 1 + random.nextInt(2) * random.nextLong(TTL / 2 - 1);
        longTime = TTL + TTL / 8 + 2 * behind;
        input.setThreshold(1 + random.nextInt(6));
        start(null, 1 + random.nextInt(3));
    }

    /** The number of events that left at the gates, in all runs. */
    int kept() {
        return kept;
    }

    void step() throws Exception {
        if (perEvent && random.nextInt(10) == 0) {
            input.setThreshold(random.nextInt(12));
        }
        switch (random.nextInt(40)) {
            case 0 -> fail();
            case 1 -> resubmit();
            case 2 -> sleepLong();
            case 3 -> setClockBack();
            case 4, 5, 6 -> checkpoint();
            case 7, 8, 9 -> moveTo(clock + random.nextLong(TINY));
            case 10, 11, 12, 13, 14 -> deliverHints();
            case 15, 16, 17, 18, 19, 20, 21 -> job.detect(random.nextInt(job.gates()));
            default -> read();
        }
    }

    private void read() throws Exception {
        int gate = random.nextInt(job.gates());
        job.read(input.read(position, gate), gate);
        position++;
    }

    private void checkpoint() throws Exception {
        GateJob.State state = job.snapshot();
        heldHints.barrier(checkpoints.size() + 1);
        checkpoints.add(new Checkpoint(state, position, history.copy(), heldHints.all()));
        if (random.nextInt(4) > 0) {
            // Otherwise the notification is late, and a failure may come first.
            hintsTopic.addAll(heldHints.complete(checkpoints.size()));
        }
    }

    /** Delivers some hints, late, repeatedly and in any order; others never arrive. */
    private void deliverHints() {
        for (int i = random.nextInt(4); i >= 0 && !hintsTopic.isEmpty(); i--) {
            Hint hint = hintsTopic.get(random.nextInt(hintsTopic.size()));
            if (hint.submission().equals(submission)) {
                job.learn(List.of(hint), random.nextInt(job.gates()), clock);
            }
        }
    }

    /**
     * Restarts the submission from its last checkpoint. If its JVM has survived, it still knows the
     * committed hints.
     */
    private void fail() throws Exception {
        List<Hint> known = random.nextBoolean() ? List.copyOf(hintsTopic) : List.of();
        if (checkpoints.isEmpty()) {
            return;
        }
        restart(checkpoints.get(checkpoints.size() - 1), job.detectors());
        List<Hint> own = known.stream()
                .filter(hint -> hint.submission().equals(submission))
                .toList();
        for (int gate = 0; gate < job.gates(); gate++) {
            job.learn(own, gate, clock);
        }
    }

    /**
     * Starts another submission from any checkpoint, perhaps with another threshold or slack. Newer hints
     * stay in the topic.
     */
    private void resubmit() throws Exception {
        if (checkpoints.isEmpty()) {
            return;
        }
        int back = random.nextBoolean() ? checkpoints.size() - 1 : random.nextInt(checkpoints.size());
        Checkpoint from = checkpoints.get(back);
        checkpoints.subList(back + 1, checkpoints.size()).clear();
        if (random.nextBoolean()) {
            input.setThreshold(1 + random.nextInt(6));
        }
        if (slack.signum() > 0 && random.nextBoolean()) {
            slack = BigDecimal.valueOf(1 + random.nextInt(6)).movePointLeft(random.nextInt(2));
        }
        submission = null;
        restart(from, 1 + random.nextInt(3));
    }

    private void restart(Checkpoint from, int parallelism) throws Exception {
        job.close();
        heldHints = new HeldHints();
        hintsTopic.addAll(from.heldHints());
        position = from.position();
        history = from.history().copy();
        clock += random.nextInt(3) == 0 ? longTime : random.nextLong(TINY);
        latest = Math.max(latest, clock);
        start(from.state(), parallelism);
    }

    private void start(GateJob.State from, int parallelism) throws Exception {
        run++;
        if (submission == null) {
            submission = new UUID(random.nextLong(), random.nextLong());
        }
        AdmissionSlack admission = new AdmissionSlack(slack, AdmissionSketch.BLOCK << random.nextInt(4));
        GateJob.Settings settings =
                new GateJob.Settings(input.thresholds(), submission, admission, parallelism, 1 + random.nextInt(3));
        job = new GateJob(from, settings, clock, this);
    }

    /** Lets more than the TTL pass without an event. */
    private void sleepLong() throws Exception {
        // The harness, unlike Flink, has no timers that a clock set back cannot delay.
        moveTo(latest + 2_000);
        job.detectAll();
        moveTo(clock + longTime);
        input.endLives();
    }

    private void setClockBack() throws Exception {
        moveTo(Math.max(latest - behind, clock - random.nextLong(behind)));
    }

    private void moveTo(long millis) throws Exception {
        clock = millis;
        latest = Math.max(latest, clock);
        job.setTime(clock);
    }

    @Override
    public void decided(long position, boolean passed, boolean atGate) {
        kept += atGate ? 1 : 0;
        long threshold = input.thresholdOf(position);
        history.add(new GateHistory.Outcome(
                position,
                input.keyOf(position),
                run,
                input.gateOf(position),
                passed,
                threshold,
                slack.multiply(BigDecimal.valueOf(threshold)).longValue(),
                clock));
    }

    @Override
    public void noticed(List<ReadNotice> notices) {
        history.add(notices);
    }

    @Override
    public void hinted(List<Hint> hints) {
        hints.forEach(heldHints::add);
    }

    /** Ends the input and judges the history. */
    void finish() throws Exception {
        job.end();
        history.judgeAll(position);
        for (int key = 0; key < GateInput.KEYS; key++) {
            history.judge(key, GateInput.counterKey(key));
        }
    }

    @Override
    public void close() throws Exception {
        job.close();
    }
}
