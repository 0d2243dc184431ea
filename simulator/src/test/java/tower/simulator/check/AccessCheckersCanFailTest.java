package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.core.Result;

/** Whoever may not, and comes to something: every lie about that is seen. */
final class AccessCheckersCanFailTest extends LyingTower {
  private static final String PATH = "/v1/vehicles";

  @Test
  void s26BelievesWhoTurnsThemAway() {
    intrudes("x-1", "");
    told("x-1", 401, "unauthenticated");
    intrudes("x-2", "viewer");
    told("x-2", 403, "missing-scope");
    told("k-1", 404, "not-found");
    assertThat(found()).isEmpty();
  }

  @Test
  void s26SeesSomebodyLetIn() {
    intrudes("x-1", "");
    told("x-1", 200, "");
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesAnotherRefusalThanThatHeMayNot() {
    intrudes("x-1", "viewer");
    told("x-1", 404, "not-found");
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesAStrangerToldThatHeIsKnown() {
    intrudes("x-1", "");
    told("x-1", 403, "missing-scope");
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesAProblemOfAnotherName() {
    intrudes("x-1", "viewer");
    told("x-1", 403, "wrong-code");
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesHisAnswerInTheJournal() {
    intrudes("x-1", "");
    durable(new Fact.Answered("x-1", "", "", "", new Result.KeysSet(1)));
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesHisNameInTheJournal() {
    intrudes("x-1", "viewer");
    durable(new Fact.Answered("k-1", "", "viewer", "", new Result.KeysSet(1)));
    assertThat(found()).contains("S26");
  }

  private void intrudes(String key, String who) {
    scene.cloud().intrudes(new Intrusion(key, who, ""));
  }

  private void told(String key, int status, String problem) {
    String answer =
        "{\"code\":\"%s\",\"status\":%d,\"detail\":\"d\",\"clearing\":\"shop\",\"retryable\":false,"
                .formatted(problem, status)
            + "\"requestId\":\"r\"}";
    scene.told(new Told(key, PATH, "", status, problem.isEmpty() ? "{}" : answer));
  }
}
