package tower.simulator.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tower.app.Controller;
import tower.app.Exit;
import tower.app.Service;
import tower.app.StartException;
import tower.app.SystemTime;
import tower.app.Wiring;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.drive.JSerialCommLink;
import tower.simulator.shop.Seller;

/**
 * The demo's second process: the product with its pins on a socket and its line on a
 * pseudo-terminal.
 */
@Command(
    name = "demo-controller",
    hidden = true,
    description = "The controller's process of the demo; started by it.")
public final class DemoController implements Callable<Integer> {
  @Parameters(paramLabel = "CONFIG")
  private Path config = Path.of("");

  @Option(names = "--data", required = true)
  private Path data = Path.of("");

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--pins", required = true)
  private Path pins = Path.of("");

  @Option(names = "--line", required = true)
  private String line = "";

  @Option(names = "--code-key", required = true)
  private Path codeKey = Path.of("");

  @Option(names = "--plant-speed")
  private int speed = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      return run(adapted(Faster.config(ConfigReader.read(config), speed)));
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return Exit.USAGE;
    } catch (StartException e) {
      System.err.println(e.getMessage() + "\n  remedy: " + e.remedy());
      return Exit.USAGE;
    }
  }

  /** The configured tower, with its line, key and port where the demo has them. */
  private TowerConfig adapted(TowerConfig c) {
    return c.with(c.serial().onPseudoTerminal(line))
        .with(c.api().onPort(port).inDevelopment())
        .with(new TowerConfig.Pickup(codeKey, c.pickup().leadS()))
        .with(new TowerConfig.Voucher(Seller.ISSUER, List.of(Seller.rootKeyFile(codeKey))));
  }

  private int run(TowerConfig tower) throws IOException, StartException, InterruptedException {
    SystemTime time = new SystemTime();
    try (SocketPins socket = new SocketPins(pins);
        JSerialCommLink link =
            new JSerialCommLink(tower.serial().port(), Wiring.busSettings(tower.serial()), time)) {
      return Service.run(Controller.start(tower, data, socket, socket, link));
    }
  }
}
