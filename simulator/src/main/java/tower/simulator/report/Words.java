package tower.simulator.report;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Layout;
import tower.simulator.line.LineFault;
import tower.simulator.plant.Stand;
import tower.simulator.plant.Violation;
import tower.simulator.report.Happened.Kind;
import tower.simulator.scenario.What;

/** The numbers that go into a run's hash, as words. What it does not know it gives as a number. */
final class Words {
  /** A reply that a fault of the run spoils. */
  static final int SPOILT = 0x9002;

  private static final List<String> AXIS_EVENTS =
      List.of("", "has torque", "has no torque", "starts", "rests", "is at its end stop");

  private final Layout layout;
  private final List<Stand> stands;
  private final Map<Integer, String> axes = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();

  Words(Layout layout, List<Stand> stands) {
    this.layout = layout;
    this.stands = stands;
    for (AxisSpec axis : layout.axes()) {
      axes.put(axis.busUnit(), axis.name().key());
    }
    for (Violation.Kind kind : Violation.Kind.values()) {
      names.put((long) kind.name().hashCode(), kind.name());
    }
    for (What what : What.values()) {
      names.put((long) what.key().hashCode(), what.key());
    }
  }

  /** What was traced. */
  Happened of(long nanos, int what, long value) {
    return switch (what >> 12) {
      case 0x1 -> axisEvent(nanos, what, value);
      case 0x2 -> motion(nanos, "lifter " + way(what - 0x2000) + " at " + value / 10 + " %");
      case 0x3 -> carrier(nanos, what, value);
      case 0x4 -> portal(nanos, what, value);
      case 0x5 -> chain(nanos, what, value);
      case 0x6 -> new Happened(nanos, Kind.FINDING, "the steel: " + name(value));
      case 0x7 -> new Happened(nanos, Kind.FAULT, "sensor " + point(value) + " fails or is mended");
      case 0x8 -> drive(nanos, what, value);
      case 0x9 -> line(nanos, what, value);
      case 0xA -> new Happened(nanos, Kind.PROCESS, "a client is answered " + value);
      case 0xB ->
          new Happened(
              nanos, Kind.FAULT, what == 0xB000 ? name(value) : "an error ends the process");
      default -> unknown(nanos, what, value);
    };
  }

  private static Happened motion(long nanos, String text) {
    return new Happened(nanos, Kind.MOTION, text);
  }

  private static Happened unknown(long nanos, int what, long value) {
    return new Happened(nanos, Kind.DETAIL, String.format(Locale.ROOT, "trace %x %d", what, value));
  }

  private String name(long value) {
    return names.getOrDefault(value, "number " + value);
  }

  private String axis(int unit) {
    return axes.getOrDefault(unit, "axis " + unit);
  }

  private String point(long index) {
    List<String> all = layout.inputs().names();
    return index >= 0 && index < all.size() ? all.get((int) index) : String.valueOf(index);
  }

  private static String way(int direction) {
    return direction > 0 ? "rises" : direction < 0 ? "sinks" : "stops";
  }

  private Happened axisEvent(long nanos, int what, long value) {
    int unit = (what - 0x1000) / 16;
    int event = (what - 0x1000) % 16;
    String says = event < AXIS_EVENTS.size() ? AXIS_EVENTS.get(event) : "event " + event;
    return motion(nanos, axis(unit) + " " + says + " at " + units(unit, value));
  }

  private String units(int unit, long thousandths) {
    boolean turns = axis(unit).equals(AxisName.TURN.key());
    return turns
        ? String.format(Locale.ROOT, "%.1f deg", thousandths / 1e6)
        : String.format(Locale.ROOT, "%.1f mm", thousandths / 1e3);
  }

  private Happened carrier(long nanos, int what, long value) {
    return switch (what) {
      case 0x3001 -> motion(nanos, "the carrier takes a car at " + stand(value));
      case 0x3002 -> motion(nanos, "the carrier gives its car at " + stand(value));
      default -> new Happened(nanos, Kind.DETAIL, "shuttle passes " + value + " mm");
    };
  }

  private String stand(long number) {
    return number < 0 || number >= stands.size()
        ? "its own stand"
        : stands.get((int) number).place().label();
  }

  private Happened portal(long nanos, int what, long value) {
    int rest = what & 0xFF;
    if (rest < 0x10) {
      return steel(nanos, "people in portal " + id(rest) + ": " + value);
    }
    if (rest < 0x20) {
      String car = (value & 1) == 0 ? "nothing passes" : "a car passes";
      return steel(nanos, car + " the outer door of portal " + id(rest - 0x10));
    }
    int door = rest - 0x20;
    String name = (door % 2 == 0 ? "inner" : "outer") + " door of portal " + id(door / 2);
    String how = (value & 1) == 1 ? ", locked" : (value & 2) == 2 ? ", closing" : "";
    return steel(nanos, name + " " + (value >> 2) / 10 + " % open" + how);
  }

  private String id(int portal) {
    return portal < layout.portals().size() ? layout.portals().get(portal).id() : "?" + portal;
  }

  private static Happened steel(long nanos, String text) {
    return new Happened(nanos, Kind.STEEL, text);
  }

  private static Happened chain(long nanos, int what, long value) {
    if (what != 0x5001) {
      return new Happened(nanos, Kind.DETAIL, "outputs " + Long.toHexString(value));
    }
    String text =
        (value & 3) == 3
            ? "chain closed"
            : (value & 3) == 0 ? "chain open" : "chain: one channel open";
    return steel(
        nanos,
        text
            + ((value & 4) == 0 ? "" : ", latched")
            + ((value & 8) == 0 ? ", relay dropped" : "")
            + ((value & 16) == 0 ? ", no permit" : ""));
  }

  private Happened drive(long nanos, int what, long value) {
    String drive = "drive of " + axis(what & 0xFF);
    return switch (what & 0xFF00) {
      case 0x8000 ->
          new Happened(nanos, Kind.DETAIL, drive + String.format(" reads 0x%04x", value));
      case 0x8100 -> motion(nanos, drive + " goes to " + units(what & 0xFF, value));
      case 0x8200 -> motion(nanos, drive + " homes by method " + value);
      case 0x8300 -> motion(nanos, drive + String.format(" is in status 0x%04x", value));
      default -> unknown(nanos, what, value);
    };
  }

  private static Happened line(long nanos, int what, long value) {
    return switch (what) {
      case 0x9000 -> new Happened(nanos, Kind.DETAIL, "exchange " + Long.toHexString(value));
      case 0x9001 ->
          new Happened(nanos, Kind.FAULT, "the line is " + (value == 1 ? "" : "un") + "plugged");
      case SPOILT -> new Happened(nanos, Kind.BUS, "spoilt reply: " + lineFault(value));
      default -> unknown(nanos, what, value);
    };
  }

  /** Kind and number were added up; the number is a small one. */
  static String lineFault(long value) {
    for (LineFault.Kind kind : LineFault.Kind.values()) {
      long number = value - kind.name().hashCode();
      if (number >= 0 && number < 100_000) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
    return "number " + value;
  }
}
