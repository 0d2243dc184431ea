package tower.simulator.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short recording in every build; the long one is a command. */
final class CrashStatesTest {
  @TempDir Path work;

  /**
   * Whatever a power cut leaves, every acknowledged row is there; and the same hunt sees the loss
   * when commits are not synced.
   */
  @Test
  void nothingAcknowledgedIsLostAndALossWouldBeSeen() throws Exception {
    CrashStates hunt = new CrashStates(work.toRealPath(), 5, 60, 4, text -> {});
    CrashStates.Result product = hunt.product();
    assertThat(product.failures()).isEmpty();
    assertThat(product.ok()).isTrue();
    assertThat(product.rows()).isGreaterThanOrEqualTo(60);
    assertThat(product.syncs()).isGreaterThan(20);
    assertThat(product.states()).isGreaterThan(product.syncs() * 5);
    CrashStates.Result control = hunt.control();
    assertThat(control.count(Reopened.Kind.FEWER)).isPositive();
    assertThat(control.ok()).isFalse();
  }
}
