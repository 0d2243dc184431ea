package tower.core;

import tower.model.AxisName;

/** What is to be done, at once unless it says otherwise. */
public sealed interface Effect {
  /** Move an axis to an absolute setpoint in its unit. Its intent is already durable. */
  record Move(long moveId, AxisName axis, int setpoint) implements Effect {}

  /** Home an axis. Its intent is already durable. */
  record Home(long moveId, AxisName axis) implements Effect {}

  /** Stop all axes now, drop the motion permit, forget every move under way. */
  record Stop(String why) implements Effect {}

  /** Reset the drives' latched faults; starts nothing. */
  record ResetDrives() implements Effect {}

  /** Answer a client, once everything up to {@code afterSeq} is durable. */
  record Reply(long requestId, Result result, long afterSeq) implements Effect {}

  /** Let the planner look at the ledger as it is now. */
  record AskPlanner() implements Effect {}

  /** Stop everything and end the process; the service manager starts it anew. */
  record Exit(String why) implements Effect {}
}
