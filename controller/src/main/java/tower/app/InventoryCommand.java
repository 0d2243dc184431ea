package tower.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.store.InventoryError;
import tower.store.InventoryImport;
import tower.store.StoreException;

/** What the tower knows of its cars, while the controller does not run. */
@Command(
    name = "inventory",
    description = "Tells the tower about its cars.",
    mixinStandardHelpOptions = true)
final class InventoryCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "import",
      description = {
        "Day one: takes in a list of the cars that stand in the bays, all of it or nothing.",
        "The first line is vin,brand,model,trim,colour,height_mm,length_mm,width_mm,mass_kg,"
            + "charge_percent,bay; an empty charge is a car without traction battery."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  tower-controller inventory import cars.csv --config tower.toml --data data"
      })
  int importFile(
      @Parameters(paramLabel = "FILE.csv", description = "The list, in UTF-8.") Path file,
      @Option(
              names = "--config",
              required = true,
              paramLabel = "CONFIG",
              description = "The tower's configuration.")
          Path config,
      @Option(
              names = "--data",
              required = true,
              paramLabel = "DIR",
              description = "The tower's data folder; the controller must not run on it.")
          Path data) {
    PrintWriter err = spec.commandLine().getErr();
    try {
      InventoryImport.Outcome outcome =
          InventoryImport.run(
              ConfigReader.read(config).layout(), file, data, Clock.systemUTC().millis());
      outcome.errors().stream().map(InventoryError::render).forEach(err::println);
      if (outcome.errors().isEmpty()) {
        spec.commandLine().getOut().println(outcome.cars() + " cars taken in from " + file);
        return Exit.OK;
      }
      err.println("\n" + file + ": nothing was taken in, errors: " + outcome.errors().size());
    } catch (ConfigException e) {
      err.println(e.getMessage());
    } catch (StoreException e) {
      err.println(data + ": " + e.text() + "\n  hint: " + e.remedy());
    }
    return Exit.USAGE;
  }
}
