package tower.simulator.fault;

import tower.simulator.world.Chance;

/**
 * Who can end, stop and hinder the process of a run. Every method returns false, having done
 * nothing, when no process lives.
 */
public interface Power {
  /** The power of the whole tower fails for so long. */
  boolean cut(long nanos);

  /** So long after the next process has started the power fails again. */
  boolean cutAgain(long afterStartNanos, long offNanos);

  /** The board alone has no power for so long: its outputs fall at once, the drives live on. */
  boolean boardDies(long nanos);

  /** The process dies and is started again after so long; the pins stay as it left them. */
  boolean kill(long nanos);

  /** The process dies at its n-th boundary from now, by a power cut or alone. */
  boolean cutAtBoundary(long boundary, boolean power);

  /** An error ends the loop's thread at the process's n-th boundary from now. */
  boolean errorAtBoundary(long boundary);

  /** The process is stopped for so long while the world goes on. */
  boolean stop(long nanos);

  /** The process is stopped for so long at its n-th boundary from now. */
  boolean stopAtBoundary(long boundary, long nanos);

  /** The process dies now and soon after each of so many starts. */
  boolean resetLoop(long times);

  /** The process is started anew with limits that nobody would choose, until the calm. */
  boolean oddLimits(Chance chance);

  /** A copy of the database as it is now is put in its place after so long. */
  boolean restoreBackup(long nanos);
}
