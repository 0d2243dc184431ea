package tower.simulator;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.config.TowerConfig;
import tower.simulator.check.Checker;
import tower.simulator.check.Invariant;
import tower.simulator.check.Scene;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.What;
import tower.store.SqliteStore;

/** {@code tower-sim faults}: what can go wrong in a run, and what must hold all the same. */
@Command(
    name = "faults",
    description = "The catalogue: what can happen in a run, and every invariant that is checked.",
    mixinStandardHelpOptions = true)
final class FaultsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.println("what can happen; the first column is its name in scenario files");
    for (What.Group group : What.Group.values()) {
      out.println();
      out.println(group.key());
      for (What what : What.values()) {
        if (what.group() == group) {
          out.printf("  %-22s %s%n", what.key(), what.text());
        }
      }
    }
    out.println();
    out.println("what must hold, and the class that looks, or who else does");
    out.println();
    invariants(out, Towers.read(Sources.config("towers")).get("tiny-4"));
    out.flush();
    return Exit.OK;
  }

  private static void invariants(PrintWriter out, TowerConfig config) {
    Map<Invariant, String> classes = new EnumMap<>(Invariant.class);
    VirtualTower tower = new VirtualTower(1, config.layout(), config::drive);
    try (SqliteStore database =
        SqliteStore.inMemory(config.layout().towerId(), tower.world().utcMs())) {
      for (Checker checker : new Scene(tower, config::drive, database).checkers()) {
        classes.put(checker.invariant(), checker.getClass().getSimpleName());
      }
    }
    for (Invariant one : Invariant.values()) {
      out.printf(
          "  %-8s %-22s %s%n",
          one.key(), classes.getOrDefault(one, "(" + one.cover() + ")"), one.text());
    }
  }
}
