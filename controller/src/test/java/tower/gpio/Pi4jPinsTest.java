package tower.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.pi4j.Pi4J;
import com.pi4j.boardinfo.definition.BoardModel;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProviderBase;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.provider.Provider;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tower.model.OutputImage;

class Pi4jPinsTest {
  private static final int CHAIN = 0;
  private static final int RESET = 1;
  private static final int BAY = 2;
  private static final int DOOR = 16;

  private final PinMap map = Maps.small().build();
  private final TestTime time = new TestTime();
  private final Levels levels = new Levels(map.inputs().size());
  private final Chips chips = new Chips(time);
  private final Context pi4j =
      context(
          MockDigitalInputProvider.newInstance(), MockDigitalOutputProvider.newInstance(), chips);

  @AfterEach
  void shutDown() {
    if (!pi4j.isShutdown()) {
      pi4j.shutdown();
    }
  }

  @Test
  void headerIsReadWithItsActiveLevels() {
    Pi4jPins pins = new Pi4jPins(map, pi4j, time);
    input(5).mockState(DigitalState.HIGH);
    input(6).mockState(DigitalState.HIGH);

    pins.readHeader(levels);
    assertThat(levels.on(CHAIN)).isTrue();
    assertThat(levels.on(RESET)).isFalse();
    assertThat(levels.valid(BAY)).as("not on the header").isFalse();

    input(5).mockState(DigitalState.LOW);
    input(6).mockState(DigitalState.LOW);
    pins.readHeader(levels);
    assertThat(levels.on(CHAIN)).isFalse();
    assertThat(levels.on(RESET)).isTrue();
    assertThat(pins.trouble()).isEmpty();
  }

  // Pi4J's own debounce adds 10 ms; a broken wire must read as off.
  @Test
  void inputsHaveNoDebounceOfPi4jAndArePulledOff() {
    new Pi4jPins(map, pi4j, time);

    assertThat(input(5).config().debounce()).isZero();
    assertThat(input(5).config().pull()).isEqualTo(PullResistance.PULL_DOWN);
    assertThat(input(6).config().pull()).isEqualTo(PullResistance.PULL_UP);
  }

  @Test
  void allIsReadFromHeaderAndExpanders() {
    Pi4jPins pins = new Pi4jPins(map, pi4j, time);
    chips.at(0x20).pins(0xFFFF & ~1);

    pins.readAll(levels);

    assertThat(levels.valid(CHAIN)).isTrue();
    assertThat(levels.on(BAY)).isTrue();
    assertThat(levels.valid(BAY + 1)).isTrue();
    assertThat(levels.on(BAY + 1)).isFalse();
    assertThat(levels.valid(DOOR)).isTrue();
  }

  @Test
  void outputsStartOffAndFollow() {
    Pi4jPins pins = new Pi4jPins(map, pi4j, time);
    assertThat(output(20).state()).isEqualTo(DigitalState.LOW);
    pins.readAll(levels);

    pins.write(new OutputImage(true, 1));
    pins.alive(true);
    assertThat(output(20).state()).isEqualTo(DigitalState.HIGH);
    assertThat(output(21).state()).isEqualTo(DigitalState.HIGH);
    assertThat(chips.at(0x21).driven()).isEqualTo(0x8080);

    pins.permit(false);
    pins.alive(false);
    assertThat(output(20).state()).isEqualTo(DigitalState.LOW);
    assertThat(output(21).state()).isEqualTo(DigitalState.LOW);
  }

  @Test
  void closeSwitchesEverythingOff() {
    Pi4jPins pins = new Pi4jPins(map, pi4j, time);
    pins.readAll(levels);
    pins.write(new OutputImage(true, 1));
    MockDigitalOutput permit = output(20);

    pins.close();

    assertThat(permit.state()).isEqualTo(DigitalState.LOW);
    assertThat(chips.at(0x21).driven()).isEqualTo(0x8000);
    assertThat(pi4j.isShutdown()).isTrue();
  }

  // The way out of a start that failed half-way: nobody calls close() then.
  @Test
  void outputsGoOffWithTheContextToo() {
    new Pi4jPins(map, pi4j, time).permit(true);
    MockDigitalOutput permit = output(20);

    pi4j.shutdown();

    assertThat(permit.state()).isEqualTo(DigitalState.LOW);
  }

  @Test
  void edgesOfInputsAndInterruptsWake() {
    AtomicInteger woken = new AtomicInteger();
    Pi4jPins pins = new Pi4jPins(map, pi4j, time);
    input(5).mockState(DigitalState.HIGH);
    pins.onEdge(woken::incrementAndGet);

    input(5).mockState(DigitalState.LOW);
    input(17).mockState(DigitalState.HIGH);

    assertThat(woken).hasValue(2);
  }

  @Test
  void silentExpanderIsTroubleAndTheOthersGoOn() {
    chips.at(0x20).absent = true;
    Pi4jPins pins = new Pi4jPins(map, pi4j, time);

    pins.readAll(levels);

    assertThat(pins.trouble()).startsWith("expander1 (MCP23017 at address 0x20 of /dev/i2c-1)");
    assertThat(levels.valid(BAY)).isFalse();
    assertThat(levels.valid(DOOR)).isTrue();
  }

  @Test
  void everyChipInTroubleHasItsLine() {
    chips.at(0x20).absent = true;
    chips.at(0x21).allOnes = true;
    Pi4jPins pins = new Pi4jPins(map, pi4j, time);

    pins.readAll(levels);

    assertThat(pins.trouble().lines())
        .satisfiesExactly(
            one -> assertThat(one).contains("expander1", "does not answer"),
            two -> assertThat(two).contains("expander2", "reads all ones"));
  }

  @Test
  void inputThatThrowsIsInvalidUntilItReadsAgain() {
    DigitalInput broken = mock(DigitalInput.class);
    when(broken.state())
        .thenThrow(new IllegalStateException("c_gpiod_line_get_value failed: -1 (No such device)"))
        .thenReturn(DigitalState.HIGH);
    Pi4jPins pins = new Pi4jPins(map, withInputs(broken), time);

    pins.readHeader(levels);
    assertThat(levels.valid(CHAIN)).isFalse();
    assertThat(pins.trouble())
        .contains("input chain_a on line 5 of header (/dev/gpiochip0) cannot be read")
        .contains("No such device");

    pins.readHeader(levels);
    assertThat(levels.valid(CHAIN)).isTrue();
    assertThat(pins.trouble()).isEmpty();
  }

  @Test
  void inputOfUnknownStateIsInvalid() {
    DigitalInput unsure = mock(DigitalInput.class);
    when(unsure.state()).thenReturn(DigitalState.UNKNOWN);
    Pi4jPins pins = new Pi4jPins(map, withInputs(unsure), time);

    pins.readHeader(levels);

    assertThat(levels.valid(CHAIN)).isFalse();
    assertThat(pins.trouble()).contains("chain_a");
  }

  @Test
  void outputThatThrowsIsTrouble() {
    DigitalOutput stuck = mock(DigitalOutput.class);
    when(stuck.address()).thenReturn(20);
    doThrow(new com.pi4j.io.exception.IOException("Failed to set state"))
        .when(stuck)
        .state(any(DigitalState.class));
    Pi4jPins pins =
        new Pi4jPins(
            map,
            context(MockDigitalInputProvider.newInstance(), new OneOutput(stuck), chips),
            time);

    pins.permit(false);

    assertThat(pins.trouble())
        .contains("output motion permit on line 20 of header (/dev/gpiochip0) cannot be written")
        .contains("Failed to set state");
  }

  @Test
  void missingProviderIsNamedAndTheContextClosed() {
    Context without = context(MockDigitalInputProvider.newInstance(), chips);

    assertThatThrownBy(() -> new Pi4jPins(map, without, time))
        .isInstanceOf(PinException.class)
        .hasMessageContaining("header (/dev/gpiochip0)")
        .hasMessageContaining("could not start its provider for DIGITAL_OUTPUT");
    assertThat(without.isShutdown()).isTrue();
  }

  @Test
  void missingI2cProviderNamesTheExpander() {
    Context without =
        context(MockDigitalInputProvider.newInstance(), MockDigitalOutputProvider.newInstance());

    assertThatThrownBy(() -> new Pi4jPins(map, without, time))
        .hasMessageContaining("expander1")
        .hasMessageContaining("provider for I2C");
  }

  @Test
  void lineThatCannotBeRequestedEndsTheStartWithItsCause() {
    Context busy =
        context(
            new InputsOf(null) {
              @Override
              public DigitalInput create(DigitalInputConfig config) {
                throw new IllegalStateException(
                    "Failed to initialize", new IllegalStateException("Device or resource busy"));
              }
            },
            MockDigitalOutputProvider.newInstance(),
            chips);

    assertThatThrownBy(() -> new Pi4jPins(map, busy, time))
        .isInstanceOf(PinException.class)
        .hasMessageContaining("Device or resource busy")
        .hasMessageContaining("gpioinfo");
    assertThat(busy.isShutdown()).isTrue();
  }

  @Test
  void boardModelIsTakenByNameAndAWrongOneListsTheRightOnes() {
    assertThat(Pi4jPins.boardModel("GENERIC")).isEqualTo(BoardModel.GENERIC);
    assertThatThrownBy(() -> Pi4jPins.boardModel("UNKNOWN"))
        .hasMessageContaining("no board model UNKNOWN")
        .hasMessageContaining("MODEL_4_B");
  }

  private MockDigitalInput input(int line) {
    return pi4j.registry().get("tower-" + line, MockDigitalInput.class);
  }

  private MockDigitalOutput output(int line) {
    return pi4j.registry().get("tower-" + line, MockDigitalOutput.class);
  }

  private Context withInputs(DigitalInput any) {
    return context(new InputsOf(any), MockDigitalOutputProvider.newInstance(), chips);
  }

  private static Context context(Provider<?, ?, ?>... providers) {
    return Pi4J.newContextBuilder().noAutoDetect().add(providers).build();
  }

  /** The bus with a chip at every address. */
  private static final class Chips extends I2CProviderBase implements com.pi4j.io.i2c.I2CProvider {
    private final TestTime time;
    private final Map<Integer, FakeMcp23017> byAddress = new HashMap<>();

    Chips(TestTime time) {
      super("chips", "chips");
      this.time = time;
    }

    FakeMcp23017 at(int address) {
      return byAddress.computeIfAbsent(address, a -> new FakeMcp23017(time));
    }

    @Override
    public I2C create(I2CConfig config) {
      return at(config.device()).device;
    }
  }

  private static class InputsOf extends DigitalInputProviderBase {
    private final DigitalInput any;

    InputsOf(DigitalInput any) {
      super("inputs", "inputs");
      this.any = any;
    }

    @Override
    public DigitalInput create(DigitalInputConfig config) {
      return any;
    }
  }

  private static final class OneOutput extends DigitalOutputProviderBase {
    private final DigitalOutput any;

    OneOutput(DigitalOutput any) {
      super("outputs", "outputs");
      this.any = any;
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      return any;
    }
  }
}
