package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JSerialCommLinkTest {
  private final FakeTime time = new FakeTime();
  private final SerialPort port = mock(SerialPort.class);
  private final List<String> asked = new ArrayList<>();
  private final JSerialCommLink link = link("/dev/null", BusSettings.reference());

  private JSerialCommLink link(String path, BusSettings settings) {
    return new JSerialCommLink(
        path,
        settings,
        time,
        name -> {
          asked.add(name);
          return port;
        });
  }

  private void open() throws IOException {
    when(port.openPort(0)).thenReturn(true);
    when(port.isOpen()).thenReturn(true);
    link.open();
  }

  @Test
  void referenceLineIsOpenedAsEightEvenOneAndKernelRs485IsLeftAlone() throws IOException {
    open();
    verify(port).setComPortParameters(115_200, 8, SerialPort.ONE_STOP_BIT, SerialPort.EVEN_PARITY);
    verify(port).disableRs485ModeControl();
    verify(port).setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    verify(port, never()).addDataListener(any());
    assertThat(link.isOpen()).isTrue();
  }

  @Test
  void everyOpenResolvesThePathAnew() throws IOException {
    open();
    open();
    assertThat(asked).containsExactly("/dev/null", "/dev/null");
    verify(port, times(1)).closePort();
  }

  // The library returns 0 from a write to an unplugged adapter and says that it is still open.
  @Test
  void writeThatTakesNothingIsADeadPort() throws IOException {
    open();
    when(port.writeBytes(any(), anyInt())).thenReturn(0);
    assertThatThrownBy(() -> link.write(new byte[8], 8))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/dev/null")
        .hasMessageContaining("is gone (took 0 of 8 bytes)");
  }

  @Test
  void readThatFailsIsADeadPort() throws IOException {
    open();
    when(port.readBytes(any(), anyInt(), anyInt())).thenReturn(-1);
    when(port.readBytes(any(), anyInt())).thenReturn(-1);
    assertThatThrownBy(() -> link.read(new byte[8], 0, 0)).hasMessageContaining("is gone");
    assertThatThrownBy(link::discardInput).hasMessageContaining("is gone");
  }

  @Test
  void readEndsAtItsDeadlineToTheMillisecond() throws IOException {
    open();
    long before = time.nanos();
    assertThat(link.read(new byte[8], 0, before + 1_750_000)).isZero();
    assertThat(time.nanos() - before).isEqualTo(1_750_000);
  }

  @Test
  void lineThatNeverFallsSilentDoesNotHoldTheBus() throws IOException {
    open();
    when(port.readBytes(any(), anyInt())).thenReturn(512);
    assertThatCode(link::discardInput).doesNotThrowAnyException();
  }

  @Test
  void closedLinkThrowsInsteadOfGuessing() throws IOException {
    open();
    link.close();
    link.close();
    assertThat(link.isOpen()).isFalse();
    assertThatThrownBy(() -> link.write(new byte[8], 8)).hasMessageContaining("is not open");
    verify(port, times(1)).closePort();
  }

  @Test
  void refusalsNameCauseAndRemedy() {
    assertThatThrownBy(() -> link("/dev/no-such-port", BusSettings.reference()).open())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/dev/no-such-port is missing")
        .hasMessageContaining("plug in");
    assertThat(refusal(13)).contains("may not be opened", "dialout");
    assertThat(refusal(16)).contains("in use", "end that one");
    assertThat(refusal(11)).contains("in use");
    assertThat(refusal(22)).contains("8E1", "pseudo-terminal");
    assertThat(refusal(25)).contains("no serial port");
    assertThat(refusal(5)).contains("plug");
    assertThat(refusal(99)).contains("error 99");
  }

  private String refusal(int code) {
    when(port.openPort(0)).thenReturn(false);
    when(port.getLastErrorCode()).thenReturn(code);
    try {
      link.open();
    } catch (IOException e) {
      assertThat(link.isOpen()).isFalse();
      return e.getMessage();
    }
    throw new AssertionError("opened");
  }

  @Test
  void portThatVanishesBetweenLookingAndOpeningIsMissing() {
    JSerialCommLink vanishing =
        new JSerialCommLink(
            "/dev/null",
            BusSettings.reference(),
            time,
            name -> {
              throw new SerialPortInvalidPortException("no", null);
            });
    assertThatThrownBy(vanishing::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is missing");
  }
}
