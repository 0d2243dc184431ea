package tower.store;

/**
 * What the store's thread has done and has before it.
 *
 * @param queuedBatches batches submitted and not yet durable
 * @param queuedLookups lookups not yet answered
 * @param pendingSinceMs monotonic time when the oldest batch that is not durable was submitted, -1
 *     when there is none
 * @param commits transactions that became durable
 * @param facts facts that became durable
 * @param lastCommitMicros how long the last commit took
 * @param longestCommitMicros how long the longest one took
 * @param full true while the disk is full
 * @param failed true after a failed commit: nothing is taken any more
 */
public record StoreMetrics(
    int queuedBatches,
    int queuedLookups,
    long pendingSinceMs,
    long commits,
    long facts,
    long lastCommitMicros,
    long longestCommitMicros,
    boolean full,
    boolean failed) {}
