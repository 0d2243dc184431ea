package tower.simulator;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tower.simulator.hunt.Onlooker;
import tower.simulator.report.Recording;

/** What a command about one run tells of it, beside its findings. */
final class RunOutput {
  private final Recording recording = new Recording();

  @Option(names = "--journal", description = "Every durable fact, with its time.")
  private boolean journal;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "The whole run as one page: picture, bars, events, figures.")
  private @Nullable Path report;

  /** Before the run: a page that cannot be written must not be learned of after it. */
  void check(CommandSpec spec) {
    OutputFile.mustBeWritable(spec, "--report", report);
  }

  /** How many of the facts are told when nothing else is asked for than so many. */
  int facts(int otherwise) {
    return journal ? Integer.MAX_VALUE : otherwise;
  }

  /** Who looks on for the page, if one is asked for. */
  Onlooker onlooker() {
    return report == null ? Onlooker.NOBODY : recording.onlooker();
  }

  /** Writes the page, if one is asked for. */
  void write(Given given) throws IOException {
    if (report != null) {
      OutputFile.write(report, recording.html(given.name(), given.replay()));
    }
  }
}
