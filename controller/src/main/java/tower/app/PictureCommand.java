package tower.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerPicture;

/** Draws a tower from its configuration. */
@Command(
    name = "picture",
    description = "Draws a tower from its configuration as SVG.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  tower-controller picture config/towers/tiny-4.toml -o tiny.svg"})
final class PictureCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A tower's file.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "SVG",
      description = "Where the picture goes; standard output without it.")
  private @Nullable Path output;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path to = output;
    try {
      String svg = TowerPicture.svg(ConfigReader.read(file));
      if (to == null) {
        spec.commandLine().getOut().print(svg);
        spec.commandLine().getOut().flush();
      } else {
        Files.writeString(to, svg, StandardCharsets.UTF_8);
      }
      return Exit.OK;
    } catch (ConfigException e) {
      spec.commandLine().getErr().println(e.getMessage());
    } catch (IOException e) {
      spec.commandLine().getErr().println(to + " cannot be written: " + e.getMessage());
    }
    return Exit.USAGE;
  }
}
