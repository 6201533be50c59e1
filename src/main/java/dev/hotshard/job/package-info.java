/**
 * The graphs of the jobs, and nothing else: the order of operators, their uids and their parallelism.
 * The detection job:
 *
 * <pre>
 * read ─▶ scan ─▶ gate ──▶ keyBy(counter key) ─▶ detect ─┬─▶ sink (detector side: records under their ids)
 *                  │  ▲                                  ├─▶ rebalance (scattered records) ─▶ sink
 *                  │  │                                  ├─▶ notices, low rate ─▶ one sink
 *                  │  └──────────────── hints ◀──────────┘
 *                  └─▶ sink (source side: gated and exempt records, dead letters)
 * </pre>
 *
 * <p>Knows operators, settings and connectors, and Flink; nothing of commands.
 */
package dev.hotshard.job;
