package tower.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tower.simulator.check.Invariant;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.Onlooker;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.Drawn;

/** A run that is looked at is the run that is not, and its page tells what was. */
final class RecordingTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

  private static Towers towers;

  @BeforeAll
  static void readTowers() throws Exception {
    towers = Towers.read(Sources.config("towers"));
  }

  private static SeedReport run(long seed, Onlooker onlooker) {
    return Campaign.one(Drawn.scenario(seed, towers.names()), towers, onlooker);
  }

  private static JsonNode data(String page) throws Exception {
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  /** A recorder that drew a number, set a timer or woke a sensor would change the run. */
  @Test
  void lookingOnChangesNothing() {
    for (long seed : new long[] {2, 5, 13, 21}) {
      Onlooker all =
          Onlooker.all(List.of(new Recording().onlooker(), new Chronicle(true), new Exchanges()));
      assertThat(run(seed, all).hash()).isEqualTo(run(seed, Onlooker.NOBODY).hash());
    }
  }

  @Test
  void oneSeedGivesOneTraceLineByLine() {
    Chronicle one = new Chronicle(true);
    Chronicle two = new Chronicle(true);
    Chronicle other = new Chronicle(true);
    run(5, one);
    run(5, two);
    run(6, other);
    assertThat(one.lines()).hasSizeGreaterThan(10_000);
    assertThat(one.differsAt(two)).isEqualTo(-1);
    assertThat(one.differsAt(other)).isNotNegative();
    assertThat(other.line(Integer.MAX_VALUE)).isEqualTo("(nothing more)");
  }

  @Test
  void thePageHasEverythingInItAndAsksForNothing() throws Exception {
    Recording recording = new Recording();
    SeedReport report = run(5, recording.onlooker());
    String page = recording.html("seed 5", "simulator/tower-sim replay 5");
    assertThat(page).doesNotContain("{{");
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://");
    JsonNode data = data(page);
    assertThat(data.path("hash").asText()).isEqualTo(report.hashText());
    assertThat(data.path("invariants")).hasSize(Invariant.values().length);
    assertThat(data.path("tracks").path("stands"))
        .hasSize(data.path("layout").path("stands").size());
    assertThat(data.path("jobs")).isNotEmpty();
    assertThat(data.path("visits")).isNotEmpty();
    assertThat(data.path("events")).hasSizeGreaterThan(100);
  }

  /** What the picture shows at the end is where the cars really are. */
  @Test
  void tracksEndWhereTheSteelDoes() throws Exception {
    Recording recording = new Recording();
    run(5, recording.onlooker());
    JsonNode data = data(recording.html("seed 5", "x"));
    int shown = 0;
    for (JsonNode track : data.path("tracks").path("stands")) {
      double before = -1;
      for (int i = 0; i < track.size(); i += 2) {
        assertThat(track.get(i).asDouble()).isGreaterThanOrEqualTo(before);
        before = track.get(i).asDouble();
      }
      shown += track.get(track.size() - 1).asInt() >= 0 ? 1 : 0;
    }
    assertThat(shown).isPositive();
    for (JsonNode track : data.path("tracks").path("doors")) {
      for (int i = 1; i < track.size(); i += 2) {
        assertThat(track.get(i).asDouble()).isBetween(0.0, 1.0);
      }
    }
  }

  /** A car named like the end of a script must not end it. */
  @Test
  void noTextCanBecomeMarkup() {
    assertThat(Page.harmless("{\"a\":\"</script><b>&\"}"))
        .doesNotContain("<", ">", "&")
        .isEqualTo("{\"a\":\"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\"}");
  }

  @Test
  void barsHoldWhatFallsBetweenTheirBounds() {
    Histogram histogram = new Histogram("x", "s", 1, 2.5, 10);
    for (double value : new double[] {0, 1, 2.4, 2.5, 9, 10, 99}) {
      histogram.add(value);
    }
    assertThat(histogram.counts()).containsExactly(1L, 2L, 2L, 2L);
    assertThat(histogram.labels()).containsExactly("< 1", "1–2.5", "2.5–10", "≥ 10");
    assertThat(histogram.largest()).isEqualTo(99);
  }
}
