package tower.simulator.real;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tower.simulator.demo.ControllerProcess.Surroundings;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The ways to hurt a real controller. */
final class Harms {
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

  private Harms() {}

  /** {@code kill -9} at any moment: while it starts, looks, homes, works. */
  static final class Kill extends Harm {
    Kill(RealTower tower, Findings findings, Chance chance) {
      super(tower, findings, chance);
    }

    @Override
    void hurt() throws IOException, InterruptedException {
      switch (chance().below(4)) {
        case 0 -> {
          tower().launch(Surroundings.USUAL);
          pause(1_500);
        }
        case 1 -> {
          begin(Surroundings.USUAL);
          pause(3_000);
        }
        default -> {
          beginWork(Surroundings.USUAL);
          pause(5_000);
        }
      }
      note();
      kill();
    }
  }

  /**
   * SIGSTOP and, later, SIGCONT. While it is stopped, node guards and the relay must stop the
   * machine; afterwards it must know that it has not looked.
   */
  static final class Stop extends Harm {
    /** The code of the reason for which a tower that was blind faults. */
    private static final String BLIND = "edge";

    /** Longer than a tower may be blind, with the time that signals take. */
    private static final long CERTAINLY_BLIND_MS = 1_500;

    private int blind;

    Stop(RealTower tower, Findings findings, Chance chance) {
      super(tower, findings, chance);
    }

    @Override
    void hurt() throws IOException, InterruptedException {
      boolean works = beginWork(Surroundings.USUAL);
      pause(4_000);
      String state = note();
      long ms = chance().between(100, 5_000);
      long at = tower().steel().nanos();
      signal("STOP");
      if (ms >= CERTAINLY_BLIND_MS) {
        tower().comesToRest(at);
        tower().steel().mustRest();
        blind += works && (state.equals("ready") || state.equals("executing")) ? 1 : 0;
      }
      Thread.sleep(Math.max(0, ms - (tower().steel().nanos() - at) / World.MS));
      signal("CONT");
      tower().awaitAnswers();
      tower().awaitWork(10_000);
      kill();
    }

    @Override
    void over() {
      int noticed = tower().account().changesFor(BLIND);
      if (noticed < blind) {
        findings().found("S17: " + blind + " times stopped at work, noticed " + noticed + " times");
      }
    }

    private void signal(String name) throws IOException, InterruptedException {
      String pid = Long.toString(tower().controller().pid());
      if (new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor() != 0) {
        throw new IOException("no signal " + name + " for process " + pid);
      }
    }
  }

  /** Calls of the disk fail; strace sees to it. */
  abstract static class Disk extends Harm {
    private final Path folder;
    private long failed;

    Disk(RealTower tower, Findings findings, Chance chance, Path folder) {
      super(tower, findings, chance);
      this.folder = folder;
    }

    final Path said() {
      return folder.resolve("strace-" + rounds());
    }

    final Surroundings failing(String calls, String error, String when) throws RealException {
      return new Surroundings(Strace.failing(calls, error, when, said()), Map.of());
    }

    final long failed() throws IOException {
      long now = Strace.injected(said());
      failed += now;
      return now;
    }

    @Override
    void over() {
      if (failed == 0) {
        findings().found("no call ever failed: nothing was tried");
      }
    }
  }

  /** {@code EIO} from fsync: the outcome of that commit is unknown, so the process ends. */
  static final class SyncFails extends Disk {
    SyncFails(RealTower tower, Findings findings, Chance chance, Path folder) {
      super(tower, findings, chance, folder);
    }

    @Override
    void hurt() throws IOException, InterruptedException, RealException {
      String when = chance().between(1, 40) + (chance().below(2) == 0 ? "" : "+");
      begin(failing("fsync,fdatasync", "EIO", when));
      mustEnd(60_000, "although a sync has failed");
      note();
      failed();
      beginWork(Surroundings.USUAL);
      kill();
    }
  }

  /** {@code ENOSPC} from pwrite64 for a while: it waits, and goes on without a new start. */
  static final class DiskFull extends Disk {
    private int accepted;

    DiskFull(RealTower tower, Findings findings, Chance chance, Path folder) {
      super(tower, findings, chance, folder);
    }

    @Override
    void hurt() throws IOException, InterruptedException, RealException {
      long first = chance().between(60, 400);
      begin(failing("pwrite64", "ENOSPC", first + ".." + (first + chance().between(0, 12))));
      boolean full = tower().await(40_000, this::hasFailed);
      note();
      int before = tower().promises().count();
      if (tower().await(30_000, () -> tower().promises().count() > before + 1)) {
        accepted++;
      } else if (full) {
        findings().found("L8: nothing is accepted any more after the disk was full");
      }
      failed();
      kill();
    }

    private boolean hasFailed() {
      try {
        return Strace.injected(said()) > 0;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    void over() {
      super.over();
      if (accepted == 0) {
        findings().found("L8: no tower went on after a full disk");
      }
    }
  }

  /** The wall clock jumps, stands, or is wrong from the start: nothing that moves may care. */
  static final class ClockJumps extends Harm {
    private static final int JUMPS = 3;

    private final WallClock clock;

    ClockJumps(RealTower tower, Findings findings, Chance chance, WallClock clock) {
      super(tower, findings, chance);
      this.clock = clock;
    }

    @Override
    void hurt() throws IOException, InterruptedException {
      clock.stands(0);
      if (chance().below(2) == 0) {
        clock.off(0);
      }
      beginWork(clock.surroundings());
      for (int i = 0; i < JUMPS; i++) {
        jump();
        note();
        int before = tower().promises().count();
        if (!tower().await(30_000, () -> tower().promises().count() > before)) {
          findings().found("S30: nothing is accepted any more after a jump of the clock");
        }
        pause(1_500);
      }
      kill();
    }

    private void jump() throws IOException {
      switch (chance().below(5)) {
        case 0 -> clock.off(3650 * DAY_MS);
        case 1 -> clock.off(-3650 * DAY_MS);
        case 2 -> clock.off(-chance().between(1, DAY_MS));
        case 3 -> clock.stands(chance().between(0, 20_000 * DAY_MS));
        default -> clock.off(0);
      }
    }

    @Override
    void over() {
      if (tower().account().wallTimeSpanMs() < DAY_MS) {
        findings().found("the process never saw another clock: nothing was tried");
      }
    }
  }
}
