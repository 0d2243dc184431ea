package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tower.drive.Reply.Verdict;

class ReplyTest {
  private static final Request READ = Request.read(0x11, 0x006B, 3);
  private static final byte[] READ_REPLY = bytes("110306ae415652434049ad");
  private static final Request WRITE = Request.write(0x11, 0x0001, 0x000A, 0x0102);
  private static final byte[] WRITE_REPLY = bytes("1110000100021298");

  @Test
  void goldenRepliesAreAnswersAndEveryBeginningOfThemWaitsForMore() {
    assertChopped(READ, READ_REPLY, Verdict.ANSWER);
    assertChopped(WRITE, WRITE_REPLY, Verdict.ANSWER);
    assertChopped(READ, Faults.withCrc(bytes("118302")), Verdict.EXCEPTION);
    assertChopped(WRITE, Faults.withCrc(bytes("119006")), Verdict.EXCEPTION);
  }

  private static void assertChopped(Request request, byte[] reply, Verdict whole) {
    for (int length = 0; length < reply.length; length++) {
      assertThat(Reply.judge(request, reply, length)).isEqualTo(Verdict.MORE);
    }
    assertThat(Reply.judge(request, reply, reply.length)).isEqualTo(whole);
  }

  // Every bit of a reply matters: whatever flips, it is no answer any more.
  @Test
  void noFlippedBitGoesUnnoticed() {
    for (byte[] good : new byte[][] {READ_REPLY, WRITE_REPLY}) {
      Request request = good == READ_REPLY ? READ : WRITE;
      for (int bit = 0; bit < good.length * 8; bit++) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(Reply.judge(request, bad, bad.length))
            .isNotIn(Verdict.ANSWER, Verdict.EXCEPTION);
      }
    }
  }

  @Test
  void rightCrcDoesNotExcuseAnotherUnit() {
    assertThat(judge(READ, "120306ae4156524340")).isEqualTo(Verdict.WRONG_UNIT);
  }

  @Test
  void rightCrcDoesNotExcuseAnotherFunction() {
    assertThat(judge(READ, "110406ae4156524340")).isEqualTo(Verdict.WRONG_FUNCTION);
    assertThat(judge(READ, "119002")).isEqualTo(Verdict.WRONG_FUNCTION);
  }

  @Test
  void rightCrcDoesNotExcuseAnotherLength() {
    assertThat(judge(READ, "110302ae41")).isEqualTo(Verdict.WRONG_SHAPE);
    assertThat(judge(READ, "110308ae41565243400000")).isEqualTo(Verdict.WRONG_SHAPE);
  }

  @Test
  void rightCrcDoesNotExcuseAnotherAddressOrCount() {
    assertThat(judge(WRITE, "111000020002")).isEqualTo(Verdict.WRONG_SHAPE);
    assertThat(judge(WRITE, "111000010003")).isEqualTo(Verdict.WRONG_SHAPE);
  }

  @Test
  void bytesBehindTheReplySpoilIt() {
    byte[] longer = Arrays.copyOf(READ_REPLY, READ_REPLY.length + 1);
    assertThat(Reply.judge(READ, longer, longer.length)).isEqualTo(Verdict.EXTRA_BYTES);
  }

  // An adapter that hears itself repeats the request; with FC16 its first six bytes are the
  // reply's.
  @Test
  void ownEchoIsNoAnswer() {
    for (Request request : new Request[] {READ, WRITE}) {
      for (int length = 8; length <= request.length(); length++) {
        assertThat(Reply.judge(request, request.frame(), length)).isNotEqualTo(Verdict.ANSWER);
      }
    }
  }

  @Test
  void noiseIsNeverAnAnswer() {
    Random random = new Random(7);
    byte[] noise = new byte[64];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(noise);
      noise[0] = 0x11;
      noise[1] = 3;
      noise[2] = 6;
      assertThat(Reply.judge(READ, noise, 10)).isEqualTo(Verdict.MORE);
    }
  }

  @Test
  void exceptionCodesHaveTheirNames() {
    assertThat(Reply.exceptionName(2)).isEqualTo("exception 2 (illegal data address)");
    assertThat(Reply.exceptionName(6)).isEqualTo("exception 6 (server device busy)");
    assertThat(Reply.exceptionName(0x90)).contains("144", "maker's own");
  }

  private static Verdict judge(Request request, String bodyHex) {
    byte[] frame = Faults.withCrc(bytes(bodyHex));
    return Reply.judge(request, frame, frame.length);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
