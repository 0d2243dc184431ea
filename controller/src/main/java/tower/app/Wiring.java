package tower.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Settings;
import tower.core.Site;
import tower.core.TowerState;
import tower.drive.BusSettings;
import tower.drive.DriveBus;
import tower.drive.SerialLink;
import tower.drive.WorstReaction;
import tower.gpio.Debounce;
import tower.gpio.Inputs;
import tower.gpio.Outputs;
import tower.gpio.PinMap;
import tower.loop.Inbox;
import tower.loop.Loop;
import tower.loop.Pause;
import tower.loop.Ports;
import tower.loop.Sequencing;
import tower.model.Points;
import tower.model.Time;
import tower.store.Loaded;
import tower.store.Store;

/**
 * How the house is put together, in one file. The product and the simulator call the same methods;
 * they differ in the ports they hand in.
 */
public final class Wiring {
  private static final int MOVE_MARGIN_MS = 15_000;
  private static final int BLOCKED_LIMIT_MS = 3_000;
  private static final int MAX_ATTEMPTS = 3;
  private static final int ALIGNED_MM = 5;
  private static final int ALIGNED_MDEG = 100;

  private Wiring() {}

  /** What never changes while the process runs. */
  public static Site site(TowerConfig config, CodeKey key) {
    TowerConfig.Timing timing = config.timing();
    return Site.of(
        config.layout(),
        new Settings(
            key,
            MOVE_MARGIN_MS,
            timing.doorTimeoutMs(),
            timing.doorLeastMs(),
            timing.lifterTimeoutMs(),
            timing.lifterLeastMs(),
            timing.sensorSettleMs(),
            BLOCKED_LIMIT_MS,
            timing.arrivalLimitS() * 1000,
            timing.stagedLimitS() * 1000,
            config.pickup().leadS() * 1000,
            config.store().commitSlowMs(),
            config.limits().maxOpenRequests(),
            config.intake().maxChargePercent(),
            MAX_ATTEMPTS,
            ALIGNED_MM,
            ALIGNED_MDEG,
            config.windows()));
  }

  /** The line as the configuration has it. */
  public static BusSettings busSettings(TowerConfig.Serial serial) {
    return new BusSettings(
        serial.baud(),
        serial.parity() == TowerConfig.Parity.EVEN,
        serial.timeoutMs(),
        serial.quarantineMs(),
        serial.stopAnswerMs());
  }

  /**
   * How late a stop can be on this line: an edge that nobody woke the loop for is seen next cycle.
   */
  public static WorstReaction worstReaction(TowerConfig config) {
    return WorstReaction.of(
        busSettings(config.serial()), config.drives().values(), config.timing().cycleMs());
  }

  /** All drives of the tower on one line. */
  public static DriveBus bus(TowerConfig config, SerialLink link, Time time) {
    return new DriveBus(
        link, time, busSettings(config.serial()), config.layout().axes(), config.drives());
  }

  /** Chips and pins; what opens the safety chain acts on its first sample. */
  public static PinMap pinMap(TowerConfig config) {
    TowerConfig.Gpio gpio = config.gpio();
    List<PinMap.Chip> chips = new ArrayList<>();
    chips.add(new PinMap.Header(TowerConfig.Gpio.HEADER, gpio.headerDevice()));
    gpio.expanders().forEach(e -> chips.add(new PinMap.Mcp23017(e.name(), e.bus(), e.address())));
    Points points = config.layout().inputs();
    Set<Integer> stops = Set.of(points.chainA(), points.chainB(), points.doorsLocked());
    List<PinMap.Input> inputs = new ArrayList<>();
    for (int i = 0; i < gpio.inputs().size(); i++) {
      TowerConfig.InputPin pin = gpio.inputs().get(i);
      inputs.add(new PinMap.Input(pin.name(), pin(pin), pin.debounceMs(), stops.contains(i)));
    }
    return new PinMap(
        chips,
        inputs,
        gpio.outputs().stream().map(o -> new PinMap.Output(o.name(), pin(o))).toList(),
        pin(gpio.permit()),
        pin(gpio.alive()),
        gpio.interrupts().stream().map(Wiring::pin).toList(),
        gpio.board().orElse(""));
  }

  private static PinMap.Pin pin(TowerConfig.InputPin pin) {
    return new PinMap.Pin(pin.chip(), pin.line(), pin.activeHigh());
  }

  private static PinMap.Pin pin(TowerConfig.OutputPin pin) {
    return new PinMap.Pin(pin.chip(), pin.line(), pin.activeHigh());
  }

  /**
   * The loop over its ports.
   *
   * @param loaded what the store has loaded
   * @param inbox the way in, known to the store
   * @param version of the program, for the journal
   */
  public static Loop loop(
      TowerConfig config,
      Site site,
      Edges edges,
      Store store,
      Sequencing sequencing,
      Loaded loaded,
      Inbox inbox,
      String version) {
    Ports ports =
        new Ports(
            edges.time(),
            edges.pause(),
            edges.inputs(),
            new Debounce(pinMap(config)),
            edges.outputs(),
            bus(config, edges.link(), edges.time()),
            store,
            sequencing);
    return new Loop(
        site,
        ports,
        inbox,
        TowerState.start(site.layout(), loaded.ledger(), loaded.hold(), version),
        config.timing().cycleMs());
  }

  /**
   * What stands between the controller and the world: real in the product, simulated elsewhere.
   *
   * @param time clocks
   * @param pause the wait between two cycles
   * @param inputs input pins
   * @param outputs output pins
   * @param link the serial line
   */
  public record Edges(Time time, Pause pause, Inputs inputs, Outputs outputs, SerialLink link) {}
}
