package tower.simulator.real;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import tower.app.Exit;
import tower.simulator.demo.ControllerProcess.Surroundings;
import tower.simulator.world.Chance;

/**
 * One way to hurt a real controller. A round begins with a start and ends with the process dead.
 */
abstract class Harm {
  private static final long WORK_MS = 30_000;

  private final RealTower tower;
  private final Findings findings;
  private final Chance chance;

  /** What the tower was doing when it was hurt, and how often. */
  private final Map<String, Integer> hurtWhile = new TreeMap<>();

  private int rounds;

  Harm(RealTower tower, Findings findings, Chance chance) {
    this.tower = tower;
    this.findings = findings;
    this.chance = chance;
  }

  /** One round. */
  final void round() throws IOException, InterruptedException, RealException {
    rounds++;
    hurt();
  }

  abstract void hurt() throws IOException, InterruptedException, RealException;

  /** The rounds are over, and the tower has worked once more. */
  void over() {}

  final int rounds() {
    return rounds;
  }

  final Map<String, Integer> hurtWhile() {
    return hurtWhile;
  }

  final RealTower tower() {
    return tower;
  }

  final Findings findings() {
    return findings;
  }

  final Chance chance() {
    return chance;
  }

  final void pause(long mostMs) throws InterruptedException {
    Thread.sleep(chance.between(0, mostMs));
  }

  /** Notes what the tower does now. */
  final String note() throws InterruptedException {
    String state = tower.state();
    String shown = state.isEmpty() ? "starting" : state.substring(0, state.indexOf('/'));
    hurtWhile.merge(shown, 1, Integer::sum);
    return shown;
  }

  /** A start in usual surroundings that answers. */
  final boolean begin(Surroundings surroundings) throws IOException, InterruptedException {
    tower.launch(surroundings);
    return tower.awaitAnswers();
  }

  /** A tower that does not come to work is no finding: the next round hurts it where it is. */
  final boolean beginWork(Surroundings surroundings) throws IOException, InterruptedException {
    return begin(surroundings) && tower.awaitWork(WORK_MS);
  }

  /** Kills it; one that has ended by itself is a finding. */
  final void kill() throws IOException, InterruptedException {
    OptionalInt ended = tower.awaitEnd(0);
    if (ended.isPresent()) {
      findings.found("the process has ended by itself with " + ended.getAsInt());
    }
    tower.kill();
  }

  /** One that gives up as designed ends with a code for the service manager. */
  final void mustEnd(long limitMs, String because) throws IOException, InterruptedException {
    OptionalInt ended = tower.awaitEnd(limitMs);
    if (ended.isEmpty()) {
      findings.found("the process goes on, " + because);
    } else if (ended.getAsInt() != Exit.INTERNAL && ended.getAsInt() != Exit.USAGE) {
      findings.found("the process ended with " + ended.getAsInt() + ", " + because);
    }
    tower.kill();
  }
}
