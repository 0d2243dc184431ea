package tower.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.world.RealTime;

/** A foreign master on the simulated drive: mbpoll of Debian, by libmodbus. */
class PtySlaveTest {
  private final VirtualTower tower = TinyTower.of(1);
  private final RealTime clock = new RealTime(tower.world());
  @TempDir private Path dir;
  private PtySlave slave;

  @BeforeEach
  void plugIn() throws IOException {
    slave = PtySlave.open(tower.world(), tower.wire(), clock, dir.resolve("line"));
  }

  @AfterEach
  void unplug() throws IOException {
    assertThat(slave.trouble()).isNull();
    slave.close();
  }

  private String mbpoll(int unit, int baud, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("mbpoll", "-m", "rtu", "-P", "none", "-0"));
    command.addAll(List.of("-1", "-q", "-o", "1", "-t", "4", "-a", "" + unit, "-b", "" + baud));
    command.addAll(List.of(more));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError("install Debian's package mbpoll", e);
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  /** On a starved machine the master's own select may come to nothing: it is asked three times. */
  private String read(int unit, int address) throws Exception {
    String said = "";
    for (int i = 0; i < 3; i++) {
      said = mbpoll(unit, 115_200, "-r", "" + address, "-c", "2", slave.path());
      if (!said.contains("temporarily unavailable")) {
        return said;
      }
    }
    return said;
  }

  @Test
  void mbpollReadsStatusAndIdentity() throws Exception {
    assertThat(read(1, 6916)).contains("[6916]:").containsPattern("\\[6917\\]:\\s+592");
    assertThat(read(3, 282)).containsPattern("\\[283\\]:\\s+32");
  }

  @Test
  void mbpollWritesAndReadsBack() throws Exception {
    assertThat(mbpoll(1, 115_200, "-r", "6918", slave.path(), "0", "6")).contains("Written 2");
    assertThat(read(1, 6918)).containsPattern("\\[6919\\]:\\s+6");
  }

  @Test
  void mbpollIsRefusedWhereNoRegisterIs() throws Exception {
    assertThat(read(1, 1)).contains("Illegal data address");
    assertThat(read(9, 6916)).contains("timed out");
  }

  @Test
  void aMasterWithAnotherSpeedIsNotUnderstood() throws Exception {
    slave.baud(115_200);
    assertThat(mbpoll(1, 19_200, "-r", "6916", "-c", "2", slave.path())).contains("timed out");
    assertThat(read(1, 6916)).contains("592");
  }

  @Test
  void theLinkLeadsToTheDeviceWhileItIsPluggedIn() throws Exception {
    Path link = dir.resolve("line");
    assertThat(link.toRealPath()).isEqualTo(Path.of(slave.path()));
    assertThat(mbpoll(1, 115_200, "-r", "6916", "-c", "2", link.toString())).contains("592");
    slave.close();
    assertThat(Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isFalse();
    plugIn();
    assertThat(read(1, 6916)).contains("592");
  }
}
