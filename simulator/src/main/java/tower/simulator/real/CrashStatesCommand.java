package tower.simulator.real;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;

/** {@code tower-sim crash-states}: what a power cut leaves of real files. */
@Command(
    name = "crash-states",
    mixinStandardHelpOptions = true,
    description = {
      "Records every write and sync of the store on real files, rebuilds what a power cut at any of"
          + " them can leave, and opens it with the product.",
      "Exit 1 when a state lost what was acknowledged, or when the control, which syncs less, lost"
          + " nothing."
    },
    footer = {"", "Example:", "  tower-sim crash-states --rows 4000 --samples 20 --seed 7"})
public final class CrashStatesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "3000",
      description =
          "Rows of the journal to record, three quarters of them in one life (default:"
              + " ${DEFAULT-VALUE}, with a checkpoint in the middle of that life).")
  private int rows;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "10",
      description = "States drawn between two syncs (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the day and of the states (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "The figures as one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (rows < 1 || samples < 0) {
      throw new ParameterException(
          spec.commandLine(), "--rows: at least 1, and --samples: at least 0");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path work = Files.createTempDirectory("tower-crash").toRealPath();
    try {
      CrashStates hunt = new CrashStates(work, seed, rows, samples, text -> say(err, text));
      CrashStates.Result product = hunt.product();
      CrashStates.Result control = hunt.control();
      boolean seen = control.count(Reopened.Kind.FEWER) > 0;
      print(json ? err : out, product, control, seen);
      if (json) {
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.put("seed", seed).set("product", product.json());
        out.println(all.set("control", control.json()).toString());
      }
      out.flush();
      return product.ok() && seen ? Exit.OK : Exit.FAILED;
    } catch (RealException e) {
      err.println(e.getMessage());
      return Exit.USAGE;
    } finally {
      Folders.delete(work);
    }
  }

  private static void say(PrintWriter err, String text) {
    err.println(text);
    err.flush();
  }

  private static void print(
      PrintWriter out, CrashStates.Result product, CrashStates.Result control, boolean seen) {
    out.println(product.text());
    product.failures().forEach(f -> out.println("  " + f));
    out.println(control.text());
    out.println(
        seen
            ? "the control, without a sync for each commit, loses acknowledged rows, as it must"
            : "THE CONTROL LOST NOTHING: this hunt sees nothing");
    out.flush();
  }
}
