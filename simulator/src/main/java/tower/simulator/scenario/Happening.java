package tower.simulator.scenario;

/**
 * One thing that happens in a run.
 *
 * @param atMs from when on it may happen, ms from the run's beginning
 * @param what it is
 * @param intoTransferMs it waits for the next time that shuttle or lifter begins to move and
 *     happens so many ms later; -1 when it does not wait
 * @param lastsMs how long it lasts, where it does
 * @param draw names the stream of random numbers for everything that is not said here
 */
public record Happening(long atMs, What what, int intoTransferMs, long lastsMs, int draw) {
  /** It happens at its time, whatever the tower does. */
  public static final int AT_ONCE = -1;

  /** True when it waits for a car to change hands. */
  public boolean waitsForTransfer() {
    return intoTransferMs != AT_ONCE;
  }
}
