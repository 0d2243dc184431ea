package tower.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.model.Purpose;
import tower.model.Vehicle;
import tower.simulator.shop.Seller;

/** {@code tower-sim voucher}: what the demo's shop signs. */
@Command(
    name = "voucher",
    description = "Prints a voucher that the demo's tower takes: it is signed now, for a week.",
    footer = {"", "Example:", "  tower-sim voucher shop-4711 LTWDEMX0000000000 493817"},
    mixinStandardHelpOptions = true)
final class VoucherCommand implements Callable<Integer> {
  private static final String FORM = "[0-9]{6}|[0-9A-HJKMNP-TV-Z]{8}";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "JTI", description = "The voucher's number, new for every one.")
  private String jti = "";

  @Parameters(paramLabel = "VIN", description = "The car.")
  private String vin = "";

  @Parameters(
      paramLabel = "CODE",
      description = "What the customer will type: 6 digits or 8 characters of Crockford's base 32.")
  private String code = "";

  @Option(
      names = "--purpose",
      paramLabel = "P",
      defaultValue = "buy",
      description = "buy, test-drive or service; buy if not given.")
  private String purpose = "";

  @Option(
      names = "--tower",
      paramLabel = "ID",
      defaultValue = "guangzhou-42",
      description = "The tower's id; guangzhou-42 if not given.")
  private String tower = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "demo-data",
      description = "The demo's folder, with the key of the codes; demo-data if not given.")
  private Path data = Path.of("");

  @Override
  public Integer call() {
    Optional<Purpose> known =
        Arrays.stream(Purpose.values())
            .filter(p -> p.ends() == null && p != Purpose.RESTOCK && p.key().equals(purpose))
            .findFirst();
    String purposes =
        Arrays.stream(Purpose.values())
            .filter(p -> p.ends() == null && p != Purpose.RESTOCK)
            .map(Purpose::key)
            .collect(Collectors.joining(", "));
    require(known.isPresent(), "the purpose must be one of " + purposes);
    require(jti.matches("[!-~]{1,128}"), "the number must be 1..128 visible ASCII characters");
    require(Vehicle.validVin(vin), "a VIN has 17 of A-Z and 0-9 without I, O and Q");
    require(code.matches(FORM), "the code must be 6 digits or 8 of Crockford's base 32");
    Path key = data.resolve("code.key");
    try {
      Seller seller = Seller.of(tower, key);
      String signed =
          seller.voucher(jti, known.orElseThrow(), vin, code, System.currentTimeMillis());
      spec.commandLine().getOut().println(signed);
      return Exit.OK;
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), key + " cannot be read: name the folder of a demo that was started");
    }
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
