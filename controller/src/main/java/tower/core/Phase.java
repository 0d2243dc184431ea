package tower.core;

import tower.model.Reason;

/** How far the step under way is. */
public sealed interface Phase {
  /** Its intent is on its way to the disk; nothing moves before it is durable. */
  record AwaitIntent(long seq, long sinceMs) implements Phase {}

  /** Its intent is durable, but an interlock does not allow it yet. */
  record Blocked(long seq, Reason reason, long sinceMs) implements Phase {}

  /** It is being done and must be confirmed by its witnesses before the deadline. */
  record Underway(long moveId, long deadlineMs) implements Phase {}
}
