package tower.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tower.model.Purpose;

/** Every helper does what its contract says. */
@Timeout(120)
class HelpersTest {
  private static final String FIRST = "LTWDEMX0000000001";

  @TempDir private Path keys;
  private Script script;

  @BeforeEach
  void begin() throws Exception {
    script = Script.begin(keys);
    script.ready();
  }

  @AfterEach
  void close() {
    script.close();
  }

  private String staged(String jti) throws Exception {
    String pickup = script.order(jti, FIRST, Purpose.BUY);
    script.untilState(pickup, "staged");
    return pickup;
  }

  private static String of(String pickup) {
    return "{\"pickup\":\"" + Script.id(pickup) + "\"}";
  }

  /** The document has every helper, and none that there is not. */
  @Test
  void theContractIsWhatIsServed() throws Exception {
    Set<String> documented =
        Script.contract()
            .lines()
            .filter(line -> line.startsWith("  " + Helpers.PATH))
            .map(line -> line.strip().replace(":", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> served = new TreeSet<>(script.rehearsal.helpers());
    assertThat(served).isEqualTo(documented);
    assertThat(
            script
                .http()
                .send(
                    HttpRequest.newBuilder(script.at(Helpers.PATH + "openapi.yaml")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body())
        .isEqualTo(Script.contract());
  }

  /** An hour is there when the answer is, and the wall has hardly noticed. */
  @Test
  void advanceMovesTimeByWhatWasAsked() throws Exception {
    script.does("speed", "{\"factor\":1}");
    Instant before = Instant.parse(script.state().path("now").asText());
    Instant after = Instant.parse(script.advance("PT20M").path("now").asText());
    assertThat(Duration.between(before, after))
        .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(21));
  }

  /** The pace is what was asked for, within what a busy machine allows. */
  @Test
  void timeRunsAtTheSpeedThatWasSet() throws Exception {
    script.does("speed", "{\"factor\":5}");
    Instant before = Instant.parse(script.state().path("now").asText());
    long begun = System.nanoTime();
    Thread.sleep(1_000);
    JsonNode state = script.state();
    double wall = (System.nanoTime() - begun) / 1e9;
    double passed =
        Duration.between(before, Instant.parse(state.path("now").asText())).toMillis() / 1e3;
    assertThat(state.path("speed").asInt()).isEqualTo(5);
    assertThat(passed).isBetween(2.5, 5.5 * wall);
  }

  /** Who takes too long gets a word, and time goes on; a second one does not make it faster. */
  @Test
  void aLongAdvanceIsAnsweredBeforeItIsOver() throws Exception {
    Script.Answer first = script.helper("advance", "{\"duration\":\"PT72H\"}");
    assertThat(first.status()).isEqualTo(202);
    Script.Answer second = script.helper("advance", "{\"duration\":\"PT1M\"}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(script.state().path("advancing").asBoolean()).isTrue();
  }

  @Test
  void aCarWhoseCustomerNeverComesIsRestowed() throws Exception {
    String pickup = staged("never-1");
    script.does("customer-never-comes", of(pickup));
    script.advance("PT20M");
    script.untilState(pickup, "restowed");
    assertThat(RehearsalTest.place(script.state(), FIRST)).startsWith("bay ");
  }

  /** The door stays open for a car in its way, and the sale ends when it drives on. */
  @Test
  void aCarHalfOutHoldsThePortalUntilItDrivesOn() throws Exception {
    String pickup = staged("half-1");
    script.does("customer-leaves-half", of(pickup));
    script.enterCode(pickup);
    JsonNode half = script.advance("PT10M").path("portals").path(0);
    assertThat(half.path("halfOut").asText()).isEqualTo(FIRST);
    assertThat(half.path("outerDoor").asText()).isEqualTo("open");
    script.does("customer-collects", of(pickup));
    script.untilState(pickup, "collected");
  }

  /** With nobody about a sale waits at every step until a script sends somebody. */
  @Test
  void withoutPeopleNothingHappensByItself() throws Exception {
    script.does("people", "{\"automatic\":false}");
    String pickup = staged("alone-1");
    script.enterCode(pickup);
    script.advance("PT1M");
    assertThat(script.get(pickup).body().path("state").asText()).isEqualTo("handing-over");
    script.does("customer-collects", of(pickup));
    script.untilState(pickup, "collected");
  }

  @Test
  void aDriverBringsWhatTheScriptSaysOrNothing() throws Exception {
    String sold = staged("room-1"); // four bays with two cars have no room for a third
    script.enterCode(sold);
    script.untilState(sold, "collected");
    script.does("people", "{\"automatic\":false}");
    String none = script.announced("LTWDEMX0000009998");
    script.does("driver-never-comes", "{\"intake\":\"" + Script.id(none) + "\"}");
    script.advance("PT20M");
    script.untilState(none, "expired");

    script.does("confirm", "{\"portal\":\"P1\"}");
    String brought = script.announced("LTWDEMX0000009999");
    script.does("driver-brings", "{\"intake\":\"" + Script.id(brought) + "\",\"massKg\":1900}");
    script.untilState(brought, "stored");
    assertThat(RehearsalTest.place(script.state(), "LTWDEMX0000009999")).startsWith("bay ");
    AtomicInteger massKg = new AtomicInteger();
    script
        .rehearsal
        .onStage(s -> massKg.set(s.tower().plant().car("LTWDEMX0000009999").orElseThrow().massKg()))
        .join();
    assertThat(massKg).hasValue(1_900); // what the script said, not what the shop did
  }

  @Test
  void aBlockedDoorHoldsUpTheHandoverUntilItIsFree() throws Exception {
    String pickup = staged("door-1");
    script.does("block-door", "{\"portal\":\"P1\"}");
    script.enterCode(pickup);
    JsonNode stuck = script.advance("PT1M");
    assertThat(stuck.path("portals").path(0).path("outerDoor").asText()).isNotEqualTo("open");
    script.does("unblock-door", "{\"portal\":\"P1\",\"door\":\"outer\"}");
    script.untilState(pickup, "staged");
    script.enterCode(pickup);
    script.untilState(pickup, "collected");
  }

  @Test
  void aDeadLiftStopsTheTowerUntilItIsMended() throws Exception {
    assertThat(script.does("fail-lift", "{}").path("liftFailed").asBoolean()).isTrue();
    assertThat(script.advance("PT1M").path("state").asText()).isNotEqualTo("ready");
    script.does("mend-lift", "{}");
    script.ready();
    script.untilState(script.order("lift-1", FIRST, Purpose.BUY), "staged");
  }

  /** Nobody at the panel pulls out what a script has pushed in. */
  @Test
  void anEmergencyStopHoldsUntilItIsReset() throws Exception {
    script.does("emergency-stop", "{}");
    JsonNode stopped = script.advance("PT1M");
    assertThat(stopped.path("emergencyStop").asBoolean()).isTrue();
    assertThat(stopped.path("state").asText()).isEqualTo("faulted");
    script.does("people", "{\"automatic\":false}");
    script.does("reset", "{}");
    JsonNode reset = script.advance("PT10S");
    assertThat(reset.path("state").asText()).isEqualTo("awaiting-resume");
    script.does("resume", "{}");
    script.untilState("/v1/tower", "ready");
  }

  /** What the tower writes down is what its clock says. */
  @Test
  void aWrongClockStandsInTheRecord() throws Exception {
    script.does("clock", "{\"offset\":\"PT1H\"}");
    JsonNode made = script.get(script.order("clock-1", FIRST, Purpose.BUY)).body();
    Instant written = Instant.parse(made.path("createdAt").asText());
    Instant right = Instant.parse(script.state().path("now").asText());
    assertThat(Duration.between(right, written))
        .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(61));
    assertThat(script.does("clock", "{\"offset\":\"PT0S\"}").path("clockOffset").asText())
        .isEqualTo("PT0S");
  }

  /** Helpers that are refused leave everything as it was. */
  @Test
  void badInputIsRefusedAndChangesNothing() throws Exception {
    script.does("people", "{\"automatic\":false}");
    ObjectNode before = still(script.state());
    String[][] bad = {
      {"advance", "{}", "422"},
      {"advance", "{\"duration\":\"PT73H\"}", "422"},
      {"advance", "{\"duration\":\"PT-1S\"}", "422"},
      {"advance", "{\"duration\":10}", "422"},
      {"advance", "{\"duration\":\"PT1S\",\"more\":1}", "422"},
      {"advance", "{\"duration\":\"PT1S\",\"duration\":\"PT1S\"}", "400"},
      {"advance", "[]", "400"},
      {"advance", "{", "400"},
      {"speed", "{\"factor\":0}", "422"},
      {"speed", "{\"factor\":101}", "422"},
      {"speed", "{\"factor\":1.5}", "422"},
      {"speed", "{\"factor\":\"5\"}", "422"},
      {"people", "{\"automatic\":1}", "422"},
      {"customer-collects", "{}", "422"},
      {"customer-collects", "{\"pickup\":\"p-000000999\"}", "404"},
      {"customer-never-comes", "{\"pickup\":\"" + "p".repeat(65) + "\"}", "422"},
      {"customer-leaves-half", "{\"pickup\":null}", "422"},
      {"driver-brings", "{\"intake\":\"i-1\",\"massKg\":99}", "422"},
      {"driver-brings", "{\"intake\":\"i-1\"}", "404"},
      {"driver-never-comes", "{\"intake\":\"i-1\"}", "404"},
      {"block-door", "{\"portal\":\"P9\"}", "422"},
      {"block-door", "{\"portal\":\"P1\",\"door\":\"back\"}", "422"},
      {"unblock-door", "{\"door\":\"inner\"}", "422"},
      {"fail-lift", "{\"lift\":1}", "422"},
      {"mend-lift", "{\"lift\":1}", "422"},
      {"emergency-stop", "{\"now\":true}", "422"},
      {"reset", "{\"now\":true}", "422"},
      {"confirm", "{\"portal\":\"P9\"}", "422"},
      {"resume", "{\"now\":true}", "422"},
      {"cut-power", "{}", "422"},
      {"cut-power", "{\"forSeconds\":0}", "422"},
      {"cut-power", "{\"forSeconds\":259201}", "422"},
      {"cloud-down", "{\"now\":true}", "422"},
      {"cloud-up", "{\"now\":true}", "422"},
      {"clock", "{\"offset\":\"a while\"}", "422"},
      {"clock", "{\"offset\":\"P4000D\"}", "422"},
    };
    for (String[] one : bad) {
      Script.Answer answer = script.helper(one[0], one[1]);
      assertThat(answer.status()).as("%s %s", one[0], one[1]).isEqualTo(Integer.valueOf(one[2]));
    }
    assertThat(still(script.state())).isEqualTo(before);
  }

  private static ObjectNode still(JsonNode state) {
    ObjectNode copy = state.deepCopy();
    copy.remove("now");
    copy.remove("elapsed");
    return copy;
  }
}
