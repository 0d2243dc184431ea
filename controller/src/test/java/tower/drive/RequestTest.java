package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RequestTest {
  // Worked examples that Modbus texts print; a wrong table or byte order shows here first.
  @Test
  void readLooksAsInTheSpecification() {
    assertThat(hex(Request.read(0x11, 0x006B, 3))).isEqualTo("1103006b00037687");
  }

  @Test
  void writeLooksAsInTheSpecification() {
    assertThat(hex(Request.write(0x11, 0x0001, 0x000A, 0x0102)))
        .isEqualTo("11100001000204000a0102c6f0");
  }

  // The reply to FC06 equals its request: an echoing line with a dead drive would look like
  // success.
  @Test
  void evenASingleRegisterIsWrittenByFunction16() {
    assertThat(Request.write(1, 6914, 15).function()).isEqualTo(16);
    assertThat(hex(Request.write(1, 6914, 15))).startsWith("01101b020001");
  }

  @Test
  void framesOutsideTheSpecificationCannotBeMade() {
    assertThatThrownBy(() -> Request.read(0, 1, 1)).hasMessageContaining("bus unit 0");
    assertThatThrownBy(() -> Request.read(248, 1, 1)).hasMessageContaining("bus unit 248");
    assertThatThrownBy(() -> Request.read(1, 65_535, 2)).hasMessageContaining("65535");
    assertThatThrownBy(() -> Request.read(1, 1, 126)).hasMessageContaining("126");
    assertThatThrownBy(() -> Request.write(1, 1, new int[124])).hasMessageContaining("124");
  }

  private static String hex(Request request) {
    return HexFormat.of().formatHex(request.frame());
  }
}
