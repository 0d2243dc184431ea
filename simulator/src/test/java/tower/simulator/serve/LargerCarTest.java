package tower.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver comes with another car than the shop has announced. */
@Timeout(120)
class LargerCarTest {
  private static final String VIN = "LTWDEMX0000009999";

  @TempDir private Path keys;

  private static String with(String intake, String measure) {
    return "{\"intake\":\"" + Script.id(intake) + "\"," + measure + "}";
  }

  @Test
  void aPortalThatMeasuresTurnsItAwayAndTheDriverTakesItOutAgain() throws Exception {
    try (Script script = Script.begin(keys, "tiny-4-contour", 1, null)) {
      script.ready();
      script.does("people", "{\"automatic\":false}");
      String intake = script.announced(VIN);
      script.does("driver-brings", with(intake, "\"massKg\":4500"));
      script.untilState(intake, "refused");
      script.untilState(intake, "failed");
      script.until("/v1/tower", t -> t.at("/portals/0/phase").asText().equals("shut"));
      assertThat(RehearsalTest.place(script.state(), VIN)).isEqualTo("outside");

      script.does("people", "{\"automatic\":true}");
      String next = script.announced("LTWDEMX0000009998");
      script.untilState(next, "stored");
    }
  }

  @Test
  void aCarThatNobodyDrivesOutIsToldOfAndLeavesWhenItsDriverComes() throws Exception {
    try (Script script = Script.begin(keys, "tiny-4-contour", 1, null)) {
      script.ready();
      script.does("speed", "{\"factor\":10}");
      String intake = script.announced(VIN);
      script.does("driver-brings", with(intake, "\"heightMm\":2400"));
      script.untilState(intake, "refused");
      script.does("driver-never-comes", "{\"intake\":\"" + Script.id(intake) + "\"}");
      script.advance("PT20M");
      assertThat(script.get(intake).body().path("state").asText()).isEqualTo("refused");
      assertThat(script.get("/v1/tower").body().path("reasons").toString())
          .contains("refused-car-stays");
      script.does("driver-brings", "{\"intake\":\"" + Script.id(intake) + "\"}");
      script.untilState(intake, "failed");
    }
  }

  /** It would be lifted into a bay of what was announced, and the rehearsal would end there. */
  @Test
  void wherePortalsMeasureNothingItIsNotBrought() throws Exception {
    try (Script script = Script.begin(keys, "tiny-4", 1, null)) {
      script.ready();
      script.does("people", "{\"automatic\":false}");
      String intake = script.announced(VIN);
      Script.Answer answer = script.helper("driver-brings", with(intake, "\"heightMm\":2400"));
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body().toString()).contains("tiny-4-contour");
    }
  }
}
