package tower.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every pin of a tower's file, in the sequence of the points.
 *
 * @param inputs the input points
 * @param outputs the output points
 * @param commands motion permit and alive, which are outputs but no points
 * @param interrupts the expanders' interrupts, which are inputs but no points
 */
record Wires(List<Pin> inputs, List<Pin> outputs, List<Pin> commands, List<Pin> interrupts) {
  static final String PERMIT = "permit";
  static final String ALIVE = "alive";
  static final String SERVICE_LOCKED = "service_locked";

  /** Points that are read before every exchange on the bus, and act without a bus between. */
  static final List<String> VITAL =
      List.of("chain_a", "chain_b", "key", "reset", "resume", "doors_locked", PERMIT, ALIVE);

  private static final List<String> TOWER_INPUTS =
      List.of(
          "chain_a",
          "chain_b",
          "key",
          "reset",
          "resume",
          "doors_locked",
          "shuttle_home",
          "carrier_level",
          "carrier_load",
          "carrier_beam",
          "lifter_up",
          "lifter_down");
  private static final List<String> TOWER_OUTPUTS =
      List.of("lifter_raise", "lifter_lower", "lamp_alarm", "lamp_resume");
  private static final List<String> PORTAL_INPUTS =
      List.of(
          "inner_closed",
          "inner_locked",
          "inner_open",
          "outer_closed",
          "outer_locked",
          "outer_open",
          "car_floor",
          "car_beam",
          "field_clear",
          "confirm",
          "high_class",
          "too_high",
          "too_wide",
          "too_long",
          "overload");
  private static final List<String> PORTAL_OUTPUTS =
      List.of("open_inner", "close_inner", "open_outer", "close_outer", "lamp_go", "lamp_stop");

  static String bay(String id) {
    return "bay." + id;
  }

  static String portal(String id, String point) {
    return "portal." + id + "." + point;
  }

  /** The pins of a file, as far as they are pins. */
  static Wires of(View tower) {
    List<Pin> inputs = new ArrayList<>();
    List<Pin> outputs = new ArrayList<>();
    List<Pin> commands = new ArrayList<>();
    List<Pin> interrupts = new ArrayList<>();
    View in = tower.get("inputs");
    View out = tower.get("outputs");
    TOWER_INPUTS.forEach(key -> add(inputs, in.get(key), key));
    add(inputs, tower.get("service_opening").get("locked"), SERVICE_LOCKED);
    for (View bay : tower.list("bays")) {
      add(inputs, bay.get("sensor"), bay(bay.text("id").orElse("?")));
    }
    TOWER_OUTPUTS.forEach(key -> add(outputs, out.get(key), key));
    for (View portal : tower.list("portals")) {
      String id = portal.text("id").orElse("?");
      PORTAL_INPUTS.forEach(k -> add(inputs, portal.get("inputs").get(k), portal(id, k)));
      PORTAL_OUTPUTS.forEach(k -> add(outputs, portal.get("outputs").get(k), portal(id, k)));
    }
    List.of(PERMIT, ALIVE).forEach(key -> add(commands, out.get(key), key));
    for (View v : tower.get("gpio").get("header").list("expander_interrupts")) {
      add(interrupts, v, "expander_interrupt");
    }
    return new Wires(inputs, outputs, commands, interrupts);
  }

  private static void add(List<Pin> pins, View value, String name) {
    Optional<Pin> pin = Pin.of(value, name);
    pin.ifPresent(pins::add);
  }
}
