package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.simulator.demo.Sources;

/** A short run in every build, whose figures are not judged; a long one is a command. */
final class ApiBenchTest {
  @TempDir Path folder;

  /** One client's commands cannot share a sync: each that is acknowledged has had its own. */
  @Test
  void everyArmIsServedAndEveryCommandIsSynced() throws Exception {
    Path file = Sources.config("towers/guangzhou-42.toml");
    ApiBench bench = new ApiBench(file, folder.toRealPath(), text -> {});
    ApiBench.Result result = bench.measure(1, 400, 5);
    assertThat(result.single().commands()).isGreaterThanOrEqualTo(5);
    assertThat(result.single().syncs()).isGreaterThanOrEqualTo(result.single().commands());
    assertThat(result.commands().floor().min()).isPositive();
    assertThat(result.commands().ratio().count()).isEqualTo(1);
    assertThat(result.reads()).allSatisfy(pair -> assertThat(pair.own().min()).isPositive());
  }
}
