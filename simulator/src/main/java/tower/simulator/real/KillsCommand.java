package tower.simulator.real;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.simulator.demo.Sources;

/** {@code tower-sim kills}: the real process is hurt while plant and drives live on. */
@Command(
    name = "kills",
    mixinStandardHelpOptions = true,
    description = {
      "Runs real controllers against a simulated plant in real time, under load, and kills or hurts"
          + " them at random moments; compares after each what clients were told, what the journal"
          + " says and what the steel has seen.",
      "Exit 1 when anything that was acknowledged is lost, a car is lost or moved twice, or a"
          + " process did not do as it must."
    },
    footer = {
      "",
      "Examples:",
      "  tower-sim kills --times 300",
      "  tower-sim kills --how all --times 10 --json"
    })
public final class KillsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "10",
      description = "Rounds of each kind (default: ${DEFAULT-VALUE}).")
  private int times;

  @Option(
      names = "--how",
      paramLabel = "kill|stop|eio|enospc|clock|all",
      defaultValue = "kill",
      description = {
        "kill: SIGKILL; stop: SIGSTOP for 0.1 to 5 s; eio: a sync fails; enospc: the disk is full for"
            + " a while; clock: the wall clock jumps (default: ${DEFAULT-VALUE})."
      })
  private String how = "kill";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the moments and of the load (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "32",
      description = "Clients of each tower that ask at the same time (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Towers at a time (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--plant-speed",
      paramLabel = "1..10",
      defaultValue = "10",
      description = "How many times faster the machine is (default: ${DEFAULT-VALUE}).")
  private int speed;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "The tower's TOML file (default: config/towers/tiny-4.toml).")
  private @Nullable Path config;

  @Option(names = "--keep", description = "Keep databases and logs, and say where.")
  private boolean keep;

  @Option(names = "--json", description = "The figures as one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (times < 1 || jobs < 1 || speed < 1 || speed > 10) {
      throw usage("--times and --jobs: at least 1, and --plant-speed: 1..10");
    }
    if (clients < 1 || clients > Market.MOST_CLIENTS) {
      throw usage("--clients: 1.." + Market.MOST_CLIENTS);
    }
    List<Kills.How> hows = hows();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path file = config == null ? Sources.config("towers/tiny-4.toml") : config;
    Path folder = Files.createTempDirectory("tower-kills").toRealPath();
    try {
      List<Kills.Result> results = new ArrayList<>();
      for (Kills.How one : hows) {
        Kills kills =
            new Kills(one, times, seed, file, speed, clients, jobs, folder, t -> say(err, t));
        Kills.Result result = kills.run();
        results.add(result);
        print(json ? err : out, result);
      }
      if (json) {
        ArrayNode all = new ObjectMapper().createArrayNode();
        results.forEach(r -> all.add(r.json()));
        out.println(new ObjectMapper().createObjectNode().put("seed", seed).set("kills", all));
        out.flush();
      }
      return results.stream().allMatch(Kills.Result::ok) ? Exit.OK : Exit.FAILED;
    } catch (RealException e) {
      err.println(e.getMessage());
      return Exit.USAGE;
    } finally {
      leave(folder, err);
    }
  }

  private void leave(Path folder, PrintWriter err) throws IOException {
    if (keep) {
      say(err, "databases and logs are in " + folder);
    } else {
      Folders.delete(folder);
    }
  }

  private List<Kills.How> hows() {
    List<Kills.How> hows = new ArrayList<>();
    for (Kills.How one : Kills.How.values()) {
      if (how.equals("all") || how.toLowerCase(Locale.ROOT).equals(one.key())) {
        hows.add(one);
      }
    }
    if (hows.isEmpty()) {
      throw usage("--how " + how + ": there is kill, stop, eio, enospc, clock and all");
    }
    return hows;
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private static void say(PrintWriter err, String text) {
    err.println(text);
    err.flush();
  }

  private static void print(PrintWriter out, Kills.Result result) {
    out.println(result.text());
    result.findings().forEach(f -> out.println("  " + f));
    out.flush();
  }
}
