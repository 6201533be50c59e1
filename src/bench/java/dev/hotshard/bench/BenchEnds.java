package dev.hotshard.bench;

import dev.hotshard.connect.Ends;
import dev.hotshard.event.OutputRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Ends that the jobs we compare with can use, too. */
interface BenchEnds extends Ends {

    /** Takes all that a plain copy writes. */
    void writeCopies(DataStream<OutputRecord> copies);
}
