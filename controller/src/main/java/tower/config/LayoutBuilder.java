package tower.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.OutputPoints;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reach;
import tower.model.Side;

/** Axes, places and points of a checked tower file. */
final class LayoutBuilder {
  /** The sequence of homing: the shuttle comes home before the carrier may move. */
  private static final List<AxisName> HOMING =
      List.of(AxisName.SHUTTLE, AxisName.LIFT, AxisName.TURN, AxisName.TRAVERSE);

  private final View tower;
  private final Map<String, Integer> inputs;
  private final Map<String, Integer> outputs;

  private LayoutBuilder(View tower, Wires wires) {
    this.tower = tower;
    this.inputs = index(wires.inputs());
    this.outputs = index(wires.outputs());
  }

  static Layout build(View tower, Wires wires) {
    LayoutBuilder builder = new LayoutBuilder(tower, wires);
    return new Layout(
        tower.string("id"),
        builder.axes(),
        tower.list("bays").stream().map(builder::bay).toList(),
        tower.list("portals").stream().map(LayoutBuilder::portal).toList(),
        builder.inputs(wires),
        builder.outputs(wires));
  }

  private static Map<String, Integer> index(List<Pin> pins) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < pins.size(); i++) {
      index.put(pins.get(i).name(), i);
    }
    return index;
  }

  private List<AxisSpec> axes() {
    List<AxisSpec> axes = new ArrayList<>();
    Map<String, View> settings = tower.table("axes");
    for (AxisName name : HOMING) {
      View axis = settings.get(name.key());
      if (axis != null) {
        axes.add(axis(name, axis));
      }
    }
    return axes;
  }

  private static AxisSpec axis(AxisName name, View axis) {
    String unit = name == AxisName.TURN ? "mdeg" : "mm";
    return new AxisSpec(
        name,
        axis.number("bus_unit"),
        axis.number("travel_min_" + unit),
        axis.number("travel_max_" + unit),
        axis.number("speed_" + unit + "_per_s"),
        axis.number("acceleration_" + unit + "_per_s2"),
        axis.number("homing_method"),
        axis.number("homing_speed_" + unit + "_per_s"),
        axis.number("window_" + unit));
  }

  private Bay bay(View bay) {
    View size = tower.get("classes").get(bay.string("class"));
    return new Bay(
        bay.string("id"),
        reach(bay, bay.number("depth")),
        size.number("max_height_mm"),
        size.number("max_length_mm"),
        size.number("max_width_mm"),
        size.number("max_mass_kg"));
  }

  private static Portal portal(View portal) {
    return new Portal(portal.string("id"), reach(portal, 1), portal.number("max_height_mm"));
  }

  private static Reach reach(View place, int depth) {
    return new Reach(
        place.number("level"),
        place.number("lift_mm"),
        place.number("turn_mdeg"),
        place.number("traverse_mm"),
        Side.valueOf(place.string("side").toUpperCase(Locale.ROOT)),
        depth,
        place.number("shuttle_mm"));
  }

  private int in(String name) {
    return inputs.getOrDefault(name, -1);
  }

  private int out(String name) {
    return outputs.getOrDefault(name, -1);
  }

  private Points inputs(Wires wires) {
    return new Points(
        in("chain_a"),
        in("chain_b"),
        in("key"),
        in("reset"),
        in("resume"),
        in("doors_locked"),
        in(Wires.SERVICE_LOCKED),
        in("shuttle_home"),
        in("carrier_level"),
        in("carrier_load"),
        in("carrier_beam"),
        in("lifter_up"),
        in("lifter_down"),
        tower.list("bays").stream().map(b -> in(Wires.bay(b.string("id")))).toList(),
        tower.list("portals").stream().map(p -> portalInputs(p.string("id"))).toList(),
        wires.inputs().stream().map(Pin::name).toList());
  }

  private Points.OfPortal portalInputs(String id) {
    return new Points.OfPortal(
        in(Wires.portal(id, "inner_closed")),
        in(Wires.portal(id, "inner_locked")),
        in(Wires.portal(id, "inner_open")),
        in(Wires.portal(id, "outer_closed")),
        in(Wires.portal(id, "outer_locked")),
        in(Wires.portal(id, "outer_open")),
        in(Wires.portal(id, "car_floor")),
        in(Wires.portal(id, "car_beam")),
        in(Wires.portal(id, "field_clear")),
        in(Wires.portal(id, "confirm")),
        new Points.Contour(
            in(Wires.portal(id, "high_class")),
            in(Wires.portal(id, "too_high")),
            in(Wires.portal(id, "too_wide")),
            in(Wires.portal(id, "too_long")),
            in(Wires.portal(id, "overload"))));
  }

  private OutputPoints outputs(Wires wires) {
    return new OutputPoints(
        out("lifter_raise"),
        out("lifter_lower"),
        out("lamp_alarm"),
        out("lamp_resume"),
        tower.list("portals").stream().map(p -> portalOutputs(p.string("id"))).toList(),
        wires.outputs().stream().map(Pin::name).toList());
  }

  private OutputPoints.OfPortal portalOutputs(String id) {
    return new OutputPoints.OfPortal(
        out(Wires.portal(id, "open_inner")),
        out(Wires.portal(id, "close_inner")),
        out(Wires.portal(id, "open_outer")),
        out(Wires.portal(id, "close_outer")),
        out(Wires.portal(id, "lamp_go")),
        out(Wires.portal(id, "lamp_stop")));
  }
}
