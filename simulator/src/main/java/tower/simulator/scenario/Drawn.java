package tower.simulator.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tower.simulator.world.Chance;

/**
 * Draws the scenario of a seed. Each seed has some kinds of fault and not the others (swarm
 * testing: Groce et al., ISSTA 2012): what always comes together hides what comes alone.
 */
public final class Drawn {
  /** Six minutes of faults; in the calm behind them a seed lasts until everything has ended. */
  private static final int CALM_S = 360;

  private static final int FAULTS_FROM_MS = 10_000;

  /** How likely each kind of fault is, %: on a quiet day, on most, on a stormy one. */
  private static final int[] KIND_PER_CENT = {4, 10, 10, 20};

  /** What leaves nothing to hunt afterwards. */
  private static final int LAST_PER_CENT = 3;

  private static final int FOR_GOOD_PER_CENT = 18;
  private static final int TRIAL_PER_CENT = 25;
  private static final int LEAST = 4;
  private static final int CLOUD_PER_CENT = 6;
  private static final long CLOUD_LASTS_MS = 150_000;
  private static final int LATEST_PER_CENT = 12;
  private static final long LATEST_LASTS_MS = 200_000;

  /**
   * Seeds below draw what happens to machines of this kind within a year; from here on a seed draws
   * everything that can be thought of, several breaks at a time and what nobody will ever mend.
   */
  public static final long EVERYTHING_FROM = 1_000_000;

  private final boolean everything;

  /** A tower whose portal measures, and to which larger cars come than were announced. */
  public static final String CONTOUR = "tiny-4-contour";

  /** One seed in so many; all others are what they were before that tower was. */
  private static final int MEASURES_EVERY = 16;

  private static final int MEASURES = 9;

  private final Chance chance;
  private final List<Happening> happenings = new ArrayList<>();

  private Drawn(long seed) {
    everything = seed >= EVERYTHING_FROM;
    chance = new Chance(seed).split("scenario");
  }

  /**
   * The scenario of a seed.
   *
   * @param towers names of the towers to choose from
   */
  public static Scenario scenario(long seed, List<String> towers) {
    return new Drawn(seed).draw(seed, towers);
  }

  private Scenario draw(long seed, List<String> towers) {
    String chosen = towers.get(chance.below(towers.size()));
    String tower = seed % MEASURES_EVERY == MEASURES && towers.size() > 1 ? CONTOUR : chosen;
    int arrival = limit();
    int staged = limit();
    int full = (int) chance.between(30, 90);
    requests();
    faults();
    loans();
    cloud();
    rarely(What.Group.FOR_GOOD, FOR_GOOD_PER_CENT, CALM_S / 2, CALM_S);
    rarely(What.Group.TRIALS, TRIAL_PER_CENT, CALM_S, CALM_S + 20);
    last();
    happenings.sort(Comparator.comparingLong(Happening::atMs).thenComparing(Happening::draw));
    return new Scenario(seed, tower, CALM_S, CALM_S, full, arrival, staged, LEAST, happenings);
  }

  /** Waiting limits short enough to be met within a seed, in half of the seeds. */
  private int limit() {
    return chance.below(2) == 0 ? 3600 : 60 + chance.below(120);
  }

  private void requests() {
    int count = 6 + chance.below(6);
    for (int i = 0; i < count; i++) {
      // The first few come early, so that every day has work.
      long until = i < LEAST ? CALM_S * 250L : CALM_S * 900L;
      What what = chance.below(5) < 3 ? What.PICKUP : What.INTAKE;
      add(chance.between(1000, until), what, Happening.AT_ONCE, 0);
    }
  }

  /** In half of the seeds cars are lent, and have their times. */
  private void loans() {
    Chance own = chance.split("loans");
    for (int i = own.below(7) - 3; i > 0; i--) {
      What what = own.below(2) == 0 ? What.LOAN : What.APPOINTMENT;
      add(own.between(1000, CALM_S * 700L), what, Happening.AT_ONCE, 0);
    }
  }

  /** What befalls the shop's cloud, and what it does with its keys. */
  private void cloud() {
    Chance own = chance.split("cloud");
    for (What what : What.faults()) {
      if (what.ofTheCloud() && own.below(100) < CLOUD_PER_CENT) {
        long at = own.between(FAULTS_FROM_MS, CALM_S * 900L);
        add(at, what, Happening.AT_ONCE, own.between(5_000, CLOUD_LASTS_MS));
      }
    }
  }

  /** What has come to be drawn since seeds were noted down: each from a stream of its own. */
  private void last() {
    for (What what : What.faults()) {
      Chance own = chance.split(what.key());
      if (what.drawnLast() && own.below(100) < LATEST_PER_CENT) {
        long at = own.between(FAULTS_FROM_MS, CALM_S * 900L);
        add(at, what, Happening.AT_ONCE, own.between(5_000, LATEST_LASTS_MS));
      }
    }
  }

  private void faults() {
    int perCent = KIND_PER_CENT[chance.below(KIND_PER_CENT.length)];
    for (What what : What.faults()) {
      int likely = what.endsTheDay() ? LAST_PER_CENT : perCent;
      boolean drawn =
          what.passing()
              && !what.ofTheCloud()
              && !what.drawnLast()
              && (everything || what.everyday());
      if (drawn && chance.below(100) < likely) {
        int times = 1 + chance.below(3);
        for (int i = 0; i < times; i++) {
          long at = chance.between(FAULTS_FROM_MS, CALM_S * 1000L - 1);
          int into = chance.below(2) == 0 ? chance.below(2300) : Happening.AT_ONCE;
          add(at, what, into, chance.between(1000, 20_000));
        }
      }
    }
  }

  /** In some seeds one of a group, at any time between. */
  private void rarely(What.Group group, int perCent, int fromS, int untilS) {
    Chance own = chance.split(group.key());
    List<What> some = What.faults().stream().filter(w -> w.group() == group).toList();
    if (own.below(100) < perCent && (everything || some.getFirst().everyday())) {
      long at = own.between(fromS * 1000L, untilS * 1000L - 1);
      add(at, some.get(own.below(some.size())), Happening.AT_ONCE, own.between(1000, 20_000));
    }
  }

  private void add(long atMs, What what, int into, long lastsMs) {
    happenings.add(new Happening(atMs, what, into, lastsMs, happenings.size()));
  }
}
