package tower.simulator.scenario;

import java.util.List;

/**
 * A whole run.
 *
 * @param seed of everything that is not said here: delays, sizes of cars, who comes late
 * @param tower its name, as {@code tiny-4}
 * @param lengthS how long it is, s
 * @param calmS from when on no fault begins or lasts and the operator does only what is asked, s
 * @param fullPercent how full the tower is at first
 * @param arrivalLimitS how long the tower waits for a car that was announced, s
 * @param stagedLimitS how long the tower keeps a car waiting in a portal, s
 * @param least the shop goes on asking until so many pickups and intakes were accepted
 * @param happenings in the order of their times
 */
public record Scenario(
    long seed,
    String tower,
    int lengthS,
    int calmS,
    int fullPercent,
    int arrivalLimitS,
    int stagedLimitS,
    int least,
    List<Happening> happenings) {
  /** How long before its appointment a car is fetched, in every run, s. */
  public static final int LEAD_S = 30;

  /** Copies the list. */
  public Scenario {
    happenings = List.copyOf(happenings);
  }

  /** The same run with other things happening. */
  public Scenario with(List<Happening> others) {
    return new Scenario(
        seed, tower, lengthS, calmS, fullPercent, arrivalLimitS, stagedLimitS, least, others);
  }

  /** The same run without what is due at a time of day. */
  public Scenario undated() {
    return with(happenings.stream().filter(h -> !h.what().dated()).toList());
  }

  /** The same run, with a shop that asks only for what is written down. */
  public Scenario withLeast(int count) {
    return new Scenario(
        seed, tower, lengthS, calmS, fullPercent, arrivalLimitS, stagedLimitS, count, happenings);
  }

  /** The same run in another tower. */
  public Scenario in(String otherTower) {
    return new Scenario(
        seed,
        otherTower,
        lengthS,
        calmS,
        fullPercent,
        arrivalLimitS,
        stagedLimitS,
        least,
        happenings);
  }

  /** The same run, so long, and calm from then on. */
  public Scenario lasting(int newLengthS, int newCalmS) {
    return new Scenario(
        seed,
        tower,
        newLengthS,
        newCalmS,
        fullPercent,
        arrivalLimitS,
        stagedLimitS,
        least,
        happenings);
  }

  /** The same run in a tower that is so full at first. */
  public Scenario full(int percent) {
    return new Scenario(
        seed, tower, lengthS, calmS, percent, arrivalLimitS, stagedLimitS, least, happenings);
  }

  /** The same run with other waiting limits. */
  public Scenario limited(int newArrivalLimitS, int newStagedLimitS) {
    return new Scenario(
        seed,
        tower,
        lengthS,
        calmS,
        fullPercent,
        newArrivalLimitS,
        newStagedLimitS,
        least,
        happenings);
  }
}
