package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Frames on a line of 100 ns a byte and 1,000 ns of silence. */
class EdgeWatchTest {
  private static final int CONTROLWORD = 6914;
  private static final byte[] STOP = {1, 16, 0x1B, 0x02, 0, 2, 4, 0, 0, 0, 2, 9, 9};
  private static final byte[] ENABLE = {1, 16, 0x1B, 0x02, 0, 2, 4, 0, 0, 0, 15, 9, 9};
  private static final byte[] READ = {1, 3, 0x1B, 0x02, 0, 8, 9, 9};
  private static final byte[] REPLY = new byte[8];

  private final EdgeWatch watch = new EdgeWatch(CONTROLWORD, 100, 1_000);

  private void request(long at, byte[] frame) {
    watch.request(at, frame, frame.length);
  }

  private void reply(long ends) {
    watch.reply(ends, REPLY, REPLY.length);
  }

  @Test
  void theExchangeInFlightAndTheFramesThemselvesAreTheLinesTime() {
    request(0, READ);
    watch.edge(500);
    reply(5_000);
    request(6_000, STOP);
    reply(9_300);
    request(10_300, STOP);
    assertThat(watch.over()).isFalse();
    reply(14_000);
    request(20_000, READ);
    assertThat(watch.over()).isTrue();
    // The last byte of the second frame, 13 bytes after 10,300.
    assertThat(watch.stop(13)).isEqualTo(new EdgeWatch.Stop(2, 11_600 - 500, 0, 0));
  }

  @Test
  void whatTheControllerTakesForItselfIsOver() {
    request(0, READ);
    reply(5_000);
    watch.edge(10_000);
    request(10_250, STOP);
    request(20_000, READ);
    assertThat(watch.stop(13)).isEqualTo(new EdgeWatch.Stop(1, 1_550, 250, 0));
  }

  @Test
  void anExchangeBegunAfterTheEdgeIsCounted() {
    watch.edge(100);
    request(200, READ);
    reply(4_000);
    request(5_000, ENABLE);
    reply(8_000);
    request(9_000, STOP);
    request(20_000, READ);
    assertThat(watch.stop(13).missedLooks()).isEqualTo(2);
  }

  @Test
  void whatFollowsTheStopDoesNotChangeIt() {
    watch.edge(100);
    request(200, STOP);
    reply(2_000);
    request(4_000, READ);
    EdgeWatch.Stop stop = watch.stop(13);
    reply(9_000);
    request(20_000, STOP);
    assertThat(watch.stop(13)).isEqualTo(stop);
  }

  @Test
  void theLongestExchangeAndTheLongestAnswerToAStopAreKept() {
    request(0, READ);
    reply(5_000);
    watch.edge(5_500);
    request(6_000, STOP);
    reply(9_000);
    assertThat(watch.longestExchange()).isEqualTo(5_000);
    assertThat(watch.longestStopAnswer()).isEqualTo(9_000 - 7_300);
  }
}
