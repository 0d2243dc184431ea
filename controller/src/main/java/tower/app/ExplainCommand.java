package tower.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.config.ConfigReference;
import tower.config.Explain;

/** Says what a configuration key means. */
@Command(
    name = "explain",
    description = "Says what a key of the configuration files means.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  tower-controller explain bays.level",
      "  tower-controller explain timing",
      "  tower-controller explain --reference"
    })
final class ExplainCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Subject subject = new Subject();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** One key or all of them. */
  private static final class Subject {
    @Parameters(
        paramLabel = "KEY",
        description = "A key's path or the end of it, such as bays.level or level.")
    private @Nullable String key;

    @Option(names = "--reference", description = "Prints the reference of all keys as Markdown.")
    private boolean reference;
  }

  @Override
  public Integer call() {
    String key = subject.key;
    if (subject.reference || key == null) {
      spec.commandLine().getOut().print(ConfigReference.markdown());
      spec.commandLine().getOut().flush();
      return Exit.OK;
    }
    Optional<String> text = Explain.of(key);
    if (text.isPresent()) {
      spec.commandLine().getOut().println(text.get());
      return Exit.OK;
    }
    List<String> near = Explain.near(key);
    spec.commandLine().getErr().println("there is no key `" + key + "`");
    spec.commandLine()
        .getErr()
        .println(
            near.isEmpty()
                ? "  hint: `tower-controller explain --reference` lists all keys"
                : "  hint: did you mean `" + String.join("`, `", near) + "`?");
    return Exit.USAGE;
  }
}
