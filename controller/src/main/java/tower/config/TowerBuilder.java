package tower.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tower.model.AxisName;
import tower.model.DriveProfile;
import tower.model.MaintenanceWindow;

/** A checked tower file as records. */
final class TowerBuilder {
  private TowerBuilder() {}

  static TowerConfig build(Path file, View tower, Map<AxisName, DriveProfile> drives) {
    Wires wires = Wires.of(tower);
    return new TowerConfig(
        file,
        LayoutBuilder.build(tower, wires),
        drives,
        service(tower),
        serial(tower.get("serial")),
        gpio(tower.get("gpio"), wires),
        timing(tower.get("timing")),
        new TowerConfig.Store(tower.get("store").number("commit_slow_ms")),
        ApiBuilder.build(file, tower.get("api")),
        new TowerConfig.Pickup(
            file.resolveSibling(tower.get("pickup").string("code_key_file")).normalize(),
            tower.get("pickup").number("lead_s")),
        new TowerConfig.Intake(tower.get("intake").number("max_charge_percent")),
        voucher(file, tower.get("voucher")),
        clock(tower.get("clock")),
        new TowerConfig.Limits(
            tower.get("limits").number("max_open_requests"),
            tower.get("limits").number("inbox_events")),
        tower.list("webhooks").stream().map(w -> webhook(file, w)).toList(),
        tower.list("maintenance_windows").stream().map(TowerBuilder::window).toList());
  }

  private static MaintenanceWindow window(View window) {
    return new MaintenanceWindow(
        WindowChecks.day(window.string("day")),
        LocalTime.parse(window.string("from")),
        window.number("minutes"),
        ZoneId.of(window.string("zone")));
  }

  private static TowerConfig.Webhook webhook(Path file, View webhook) {
    return new TowerConfig.Webhook(
        webhook.string("name"),
        URI.create(webhook.string("url")),
        webhook.texts("secret_files").stream()
            .map(name -> file.resolveSibling(name).normalize())
            .toList(),
        webhook.texts("topics"),
        webhook.flag("disabled"));
  }

  private static Optional<TowerConfig.ServiceOpening> service(View tower) {
    View opening = tower.get("service_opening");
    return tower.has("service_opening")
        ? Optional.of(
            new TowerConfig.ServiceOpening(
                opening.number("level"),
                opening.number("turn_mdeg"),
                opening.number("traverse_mm")))
        : Optional.empty();
  }

  private static TowerConfig.Serial serial(View serial) {
    return new TowerConfig.Serial(
        serial.string("port"),
        serial.number("baud"),
        TowerConfig.Parity.valueOf(serial.string("parity").toUpperCase(Locale.ROOT)),
        serial.number("timeout_ms"),
        serial.number("quarantine_ms"),
        serial.number("stop_answer_ms"));
  }

  private static TowerConfig.Gpio gpio(View gpio, Wires wires) {
    int debounceMs = gpio.number("debounce_ms");
    List<TowerConfig.Expander> expanders =
        gpio.table("expanders").entrySet().stream()
            .map(e ->
                new TowerConfig.Expander(
                    e.getKey(), e.getValue().number("bus"), e.getValue().number("address")))
            .toList();
    List<TowerConfig.OutputPin> commands =
        wires.commands().stream().map(TowerBuilder::out).toList();
    return new TowerConfig.Gpio(
        gpio.get("header").string("device"),
        gpio.text("board"),
        expanders,
        wires.interrupts().stream().map(p -> in(p, debounceMs)).toList(),
        wires.inputs().stream().map(p -> in(p, debounceMs)).toList(),
        wires.outputs().stream().map(TowerBuilder::out).toList(),
        commands.get(0),
        commands.get(1));
  }

  private static TowerConfig.InputPin in(Pin pin, int debounceMs) {
    return new TowerConfig.InputPin(
        pin.name(), pin.chip(), pin.line(), pin.activeHigh(), pin.debounceMs().orElse(debounceMs));
  }

  private static TowerConfig.OutputPin out(Pin pin) {
    return new TowerConfig.OutputPin(pin.name(), pin.chip(), pin.line(), pin.activeHigh());
  }

  private static TowerConfig.Timing timing(View timing) {
    return new TowerConfig.Timing(
        timing.number("cycle_ms"),
        timing.number("sensor_settle_ms"),
        timing.number("door_timeout_ms"),
        timing.number("door_least_ms"),
        timing.number("lifter_timeout_ms"),
        timing.number("lifter_least_ms"),
        timing.number("arrival_limit_s"),
        timing.number("staged_limit_s"));
  }

  private static TowerConfig.Voucher voucher(Path file, View voucher) {
    List<Path> roots =
        Stream.of(voucher.text("root_key_file"), voucher.text("next_root_key_file"))
            .flatMap(Optional::stream)
            .map(name -> file.resolveSibling(name).normalize())
            .toList();
    return new TowerConfig.Voucher(voucher.string("issuer"), roots);
  }

  private static TowerConfig.Clock clock(View clock) {
    boolean always = clock.string("trust").equals("always");
    return new TowerConfig.Clock(
        always ? Optional.empty() : Optional.of(Path.of(clock.string("synchronized_file"))));
  }
}
