package dev.hotshard.connect.kafka;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;

/** Logs one line when the exchange of hints starts to fail, and one when it works again. For any thread. */
final class OutageLog {

    private final Logger log;
    private final String failure;
    private final String recovery;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * @param failure the sentence to warn with
     * @param recovery the sentence for the first success after it
     */
    OutageLog(Logger log, String failure, String recovery) {
        this.log = log;
        this.failure = failure;
        this.recovery = recovery;
    }

    void failed(Throwable e) {
        if (failing.compareAndSet(false, true)) {
            log.warn(
                    "{}, which makes the job slower: {}",
                    failure,
                    e instanceof KafkaException ? e.getMessage() : e.toString());
        }
    }

    void succeeded() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            log.info(recovery);
        }
    }
}
