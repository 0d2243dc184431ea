package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ApiReportTest {
  private static ApiBench.Pair pair(String name, double ratio) {
    return new ApiBench.Pair(
        "hello",
        name,
        new Sample(100, 101),
        new Sample(100 * ratio),
        new Sample(ratio),
        JsonNodeFactory.instance.objectNode());
  }

  private static ApiBench.Result result(long syncs, double times, double reads) {
    return new ApiBench.Result(
        new ApiBench.Single(1_000, 1_000, syncs, JsonNodeFactory.instance.objectNode()),
        pair("commands", times),
        List.of(pair("/v1/tower", reads)),
        3,
        List.of("-Xmx40m"));
  }

  @Test
  void everyGoalIsJudged() {
    assertThat(ApiReport.text(result(1_010, 15, 0.9)))
        .contains("1.0100 each; goal 1.01: reached")
        .contains("x15.00", "goal x15.0: reached", "goal x0.9: reached")
        .doesNotContain("MISSED");
  }

  @Test
  void everyGoalCanBeMissed() {
    assertThat(ApiReport.text(result(1_011, 15, 0.9))).contains("goal 1.01: MISSED");
    assertThat(ApiReport.text(result(1_000, 14.9, 0.9))).contains("goal x15.0: MISSED");
    assertThat(ApiReport.json(result(1_000, 15, 0.89)).at("/reads/~1v1~1tower/goalReached"))
        .isEqualTo(JsonNodeFactory.instance.booleanNode(false));
  }

  /** A tower that took too few commands was not measured. */
  @Test
  void tooFewAcknowledgedIsNoGoalReached() {
    ApiBench.Single few = new ApiBench.Single(60, 4, 4, JsonNodeFactory.instance.objectNode());
    assertThat(ApiReport.reached(few)).isFalse();
  }
}
