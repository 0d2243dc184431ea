package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
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

  @Test
  void whatIsMissedIsNamed() {
    assertThat(ApiReport.missed(result(1_010, 15, 0.9), Map.of())).isEmpty();
    assertThat(ApiReport.missed(result(1_011, 14.9, 0.89), Map.of()))
        .containsExactly(
            "syncs of one client's commands: 1.0110 each, 1000 of 1000 acknowledged; goal 1.01",
            "commands: x14.90 of hello, goal x15.0",
            "/v1/tower: x0.89 of hello, goal x0.9");
    assertThat(ApiReport.missed(null, Map.of())).as("nothing was asked for").isEmpty();
  }

  /** What was measured on a machine that did not stand still shows nothing. */
  @Test
  void goalOverAFloorThatMovedIsNotReached() {
    ApiBench.Pair moved =
        new ApiBench.Pair(
            "hello",
            "/livez",
            new Sample(100, 140),
            new Sample(200),
            new Sample(1.7),
            JsonNodeFactory.instance.objectNode());
    ApiBench.Result result =
        new ApiBench.Result(
            new ApiBench.Single(1_000, 1_000, 1_000, JsonNodeFactory.instance.objectNode()),
            pair("commands", 15),
            List.of(moved),
            3,
            List.of());
    assertThat(ApiReport.missed(result, Map.of()))
        .containsExactly("/livez: x1.70 of hello, goal x0.9; the floor moved: not judged");
  }
}
