package tower.gpio;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.OutputImage;

/**
 * The board's own pins. An input that cannot be read is invalid, an output that cannot be written
 * is trouble; both are tried again at every call, as they cost next to nothing.
 */
final class HeaderPins {
  private final PinMap.Header chip;
  private final List<In> inputs = new ArrayList<>();
  private final List<Out> outputs = new ArrayList<>();
  private final Out permit;
  private final Out alive;
  private volatile @Nullable Runnable wake;
  private String inputTrouble = "";

  private record In(int point, PinMap.Input as, DigitalInput pin) {}

  /** One output and how its last write went. */
  private static final class Out {
    final int point;
    final String name;
    final boolean activeHigh;
    final DigitalOutput pin;
    String trouble = "";

    Out(int point, String name, boolean activeHigh, DigitalOutput pin) {
      this.point = point;
      this.name = name;
      this.activeHigh = activeHigh;
      this.pin = pin;
    }
  }

  /** Opens the lines, outputs off; throws what Pi4J throws. */
  HeaderPins(PinMap map, Context pi4j) {
    chip = map.header();
    permit = open(pi4j, -1, "motion permit", map.permit());
    alive = open(pi4j, -1, "alive", map.alive());
    for (int point = 0; point < map.outputs().size(); point++) {
      PinMap.Output output = map.outputs().get(point);
      if (output.pin().chip().equals(chip.id())) {
        outputs.add(open(pi4j, point, output.name(), output.pin()));
      }
    }
    for (int point = 0; point < map.inputs().size(); point++) {
      if (map.onHeader(point)) {
        PinMap.Input input = map.inputs().get(point);
        inputs.add(new In(point, input, open(pi4j, input.pin())));
      }
    }
    map.interrupts().forEach(pin -> open(pi4j, pin));
  }

  void onEdge(Runnable newWake) {
    wake = newWake;
  }

  void read(Levels into) {
    String failed = "";
    for (In in : inputs) {
      DigitalState state = DigitalState.UNKNOWN;
      @Nullable RuntimeException cause = null;
      try {
        state = in.pin().state();
      } catch (RuntimeException e) {
        cause = e;
      }
      if (state == DigitalState.UNKNOWN) {
        into.invalidate(in.point());
        if (failed.isEmpty()) {
          failed = trouble("input " + in.as().name(), in.as().pin().line(), "read", cause);
        }
      } else {
        into.set(in.point(), state.isHigh() == in.as().pin().activeHigh());
      }
    }
    inputTrouble = failed;
  }

  void write(OutputImage image) {
    for (Out out : outputs) {
      set(out, image.on(out.point));
    }
    set(permit, image.permit());
  }

  void permit(boolean on) {
    set(permit, on);
  }

  void alive(boolean level) {
    set(alive, level);
  }

  /** Switches everything off, permit first. */
  void off() {
    set(permit, false);
    set(alive, false);
    outputs.forEach(out -> set(out, false));
  }

  /** What is wrong with the first line that has trouble, empty when all is read and written. */
  String trouble() {
    if (!inputTrouble.isEmpty()) {
      return inputTrouble;
    }
    if (!permit.trouble.isEmpty()) {
      return permit.trouble;
    }
    if (!alive.trouble.isEmpty()) {
      return alive.trouble;
    }
    for (Out out : outputs) {
      if (!out.trouble.isEmpty()) {
        return out.trouble;
      }
    }
    return "";
  }

  private void set(Out out, boolean on) {
    try {
      out.pin.state(on == out.activeHigh ? DigitalState.HIGH : DigitalState.LOW);
      out.trouble = "";
    } catch (RuntimeException e) {
      out.trouble = trouble("output " + out.name, out.pin.address(), "written", e);
    }
  }

  private String trouble(String user, int line, String what, @Nullable RuntimeException cause) {
    return String.format(
        "%s on line %d of %s cannot be %s%s; check that no other program holds the line and restart"
            + " the controller",
        user, line, chip.label(), what, cause == null ? "" : " (" + Causes.innermost(cause) + ")");
  }

  private void edge() {
    Runnable told = wake;
    if (told != null) {
      told.run();
    }
  }

  private Out open(Context pi4j, int point, String name, PinMap.Pin pin) {
    DigitalState off = pin.activeHigh() ? DigitalState.LOW : DigitalState.HIGH;
    DigitalOutput output =
        pi4j.create(
            DigitalOutput.newConfigBuilder(pi4j)
                .id("tower-" + pin.line())
                .address(pin.line())
                .initial(off)
                .shutdown(off)
                .build());
    return new Out(point, name, pin.activeHigh(), output);
  }

  /**
   * Debounce is off: Pi4J's adds 10 ms, and {@link Debounce} has the say. The pull goes against the
   * active level, so that a broken wire reads as off.
   */
  private DigitalInput open(Context pi4j, PinMap.Pin pin) {
    DigitalInput input =
        pi4j.create(
            DigitalInput.newConfigBuilder(pi4j)
                .id("tower-" + pin.line())
                .address(pin.line())
                .pull(pin.activeHigh() ? PullResistance.PULL_DOWN : PullResistance.PULL_UP)
                .debounce(0L)
                .build());
    input.addListener(event -> edge());
    return input;
  }
}
