package tower.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.drive.JSerialCommLink;
import tower.drive.WorstReaction;
import tower.gpio.Pi4jPins;
import tower.gpio.PinException;
import tower.model.Time;

/** Runs the controller until it is asked to end. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs the tower: line, pins, database and API. Nothing moves before a person resumes.",
    footer = {"", "Example:", "  tower-controller run /etc/tower/tower.toml --data /var/lib/tower"})
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CONFIG", description = "The tower's TOML file.")
  private Path config = Path.of("");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of tower.db.")
  private Path data = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Port of the API instead of the file's.")
  private @Nullable Integer port;

  @Override
  public Integer call() throws InterruptedException {
    try {
      TowerConfig tower = ConfigReader.read(config);
      return run(port == null ? tower : tower.with(tower.api().onPort(port)));
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return Exit.USAGE;
    } catch (StartException e) {
      System.err.println(e.getMessage() + "\n  remedy: " + e.remedy());
      return e.passing() ? Exit.INTERNAL : Exit.USAGE;
    } catch (PinException e) {
      // Not a usage error: a device that appears late must be found by the next start.
      System.err.println(e.getMessage());
      return Exit.INTERNAL;
    }
  }

  private int run(TowerConfig tower) throws StartException, InterruptedException {
    WorstReaction reaction = Wiring.worstReaction(tower);
    if (!reaction.withinLimit()) {
      throw new StartException(
          "this line cannot stop every axis in time: " + reaction.text(), "use a faster line");
    }
    Time time = new SystemTime();
    try (Pi4jPins pins = Pi4jPins.open(Wiring.pinMap(tower), time);
        JSerialCommLink link =
            new JSerialCommLink(tower.serial().port(), Wiring.busSettings(tower.serial()), time)) {
      return Service.run(Controller.start(tower, data, pins, pins, link));
    }
  }
}
