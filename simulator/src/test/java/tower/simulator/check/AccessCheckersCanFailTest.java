package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.core.Result;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.ReturnReport;
import tower.model.Vehicle;
import tower.simulator.TinyTower;

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

  /** The street's door would open for it. */
  @Test
  void s26SeesACarLetOutThatNobodyAskedFor() {
    String vin = TinyTower.car(1).vin();
    scene.asked(new Asked("k-1", "/v1/intakes", "{\"vin\":\"" + vin + "\"}", false));
    intake(IntakeState.ON_HOLD);
    assertThat(found()).doesNotContain("S26");
    intake(IntakeState.REFUSED);
    assertThat(found()).contains("S26");
  }

  private void intake(IntakeState state) {
    String vin = TinyTower.car(1).vin();
    Place outside = new Place.Outside();
    Intake intake =
        new Intake(
            "i-1",
            "k-1",
            new Vehicle(vin, "B", "M", "T", "red", 1500, 4500, 1800, 1600, 50, outside),
            Purpose.RESTOCK,
            ReturnReport.NONE,
            "P1",
            state,
            WHY,
            0,
            0);
    durable(new Fact.IntakeSet(intake));
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
