package tower.simulator.cuts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tower.simulator.hunt.Crowd;
import tower.simulator.hunt.Hunt;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.Drawn;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;

/**
 * Cuts under load: days of the hunt with many requests, in which nothing goes wrong but power and
 * board, and those all the time.
 */
public final class BusyDays {
  private static final int CUTS_A_DAY = 12;
  private static final int DAYS_AT_A_TIME = 4;
  private static final int FROM_MS = 5_000;
  private static final int LONGEST_OFF_MS = 4_000;
  private static final int TRANSFER_MS = 2_300;

  private final Towers towers;
  private final int clients;
  private final boolean syncs;
  private final int jobs;
  private final List<Crowd.Tally> tallies = new ArrayList<>();

  /**
   * Days that have not begun.
   *
   * @param clients who all ask in the same instants, beside the day's own shop; 0 for none
   * @param syncs false for a disk that loses at a power cut what was committed last
   */
  public BusyDays(Towers towers, int clients, boolean syncs, int jobs) {
    this.towers = towers;
    this.clients = clients;
    this.syncs = syncs;
    this.jobs = Math.max(1, jobs);
  }

  /** Who is told how it goes. */
  public interface Listener {
    /** So many cuts were made, and this day has ended. */
    void ended(long cuts, SeedReport report);
  }

  /**
   * Lives through day after day until there were so many cuts.
   *
   * @param first seed of the first day
   * @return the reports of all days, in their order
   */
  public List<SeedReport> run(long cuts, long first, Listener listener)
      throws InterruptedException {
    List<SeedReport> reports = new ArrayList<>();
    long[] made = new long[1];
    for (long day = first; made[0] < cuts; day += DAYS_AT_A_TIME) {
      SeedReport[] some = new SeedReport[DAYS_AT_A_TIME];
      long from = day;
      new Workers<SeedReport>(
              jobs,
              (i, report) -> {
                some[(int) i] = report;
                made[0] += cuts(report);
                listener.ended(made[0], report);
                return true;
              })
          .run(DAYS_AT_A_TIME, i -> day(from + i));
      reports.addAll(List.of(some));
    }
    return reports;
  }

  private SeedReport day(long seed) {
    try (Hunt hunt = new Hunt(scenario(seed, towers, clients > 0), towers)) {
      hunt.crowd().gather(clients);
      if (!syncs) {
        hunt.syncSeldom();
      }
      SeedReport report = hunt.run();
      synchronized (tallies) {
        tallies.add(hunt.crowd().tally());
      }
      return report;
    }
  }

  /** What became of all that the crowds of all days were told. */
  public Crowd.Tally tally() {
    synchronized (tallies) {
      return new Crowd.Tally(
          tallies.stream().mapToInt(Crowd.Tally::acknowledged).sum(),
          tallies.stream().mapToInt(Crowd.Tally::lost).sum(),
          tallies.stream().mapToInt(Crowd.Tally::doubled).sum(),
          tallies.stream().mapToInt(Crowd.Tally::mostInFlight).max().orElse(0));
    }
  }

  /** How many processes of a day did not die of old age. */
  public static long cuts(SeedReport report) {
    return report.figures().lives() - 1L;
  }

  /** A day: what the seed's shop wants, and cuts. */
  private static Scenario scenario(long seed, Towers towers, boolean waves) {
    Scenario drawn = Drawn.scenario(seed, towers.names());
    Chance chance = new Chance(seed).split("cuts");
    List<Happening> happenings = new ArrayList<>();
    for (Happening one : drawn.happenings()) {
      if (!one.what().fault()) {
        happenings.add(one);
      }
    }
    int draw = happenings.size();
    for (int i = 0; i < CUTS_A_DAY; i++) {
      What what = chance.below(2) == 0 ? What.POWER_CUT : What.PROCESS_DEATH;
      int into = chance.below(2) == 0 ? chance.below(TRANSFER_MS) : Happening.AT_ONCE;
      long at = chance.between(FROM_MS, drawn.calmS() * 1000L - 1);
      if (waves && chance.below(4) != 0) {
        at += -at % Crowd.WAVE_MS + chance.below(Crowd.DECIDED_MS);
      }
      happenings.add(new Happening(at, what, into, chance.between(200, LONGEST_OFF_MS), draw + i));
    }
    happenings.sort(Comparator.comparingLong(Happening::atMs).thenComparing(Happening::draw));
    return drawn.with(happenings);
  }
}
