package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final WireLimit WIRE = new WireLimit(115_200, 10, 0);

  private static Throughput.ArmResult arm(String name, double perSecond, long errors) {
    return new Throughput.ArmResult(
        name,
        WIRE.readsPerSecond(10),
        new Sample(perSecond, perSecond + 1, perSecond + 2),
        new Sample(0.9),
        errors,
        4,
        new Sample(120));
  }

  private static String bus(double perSecond, long errors) {
    return ThroughputReport.text(
        List.of(
            new Throughput.Result(
                WIRE,
                List.of(arm("floor, C loop", 150, 0), arm("product, line", perSecond, errors)))));
  }

  @Test
  void theBusReportStatesLineLimitAndGoal() {
    assertThat(bus(145, 0))
        .contains("115,200 baud, 8N1 (10 bits a character as paced), FC03 x10: wire limit 157.1/s")
        .contains("the drive's own answer time of 1.75 ms")
        .contains("the floor moved 1 %")
        .contains("product, line: 92.9 % of the limit, goal 90 %: reached");
  }

  @Test
  void aMasterThatIsSlowOrMakesErrorsMissesTheGoal() {
    assertThat(bus(120, 0)).contains("goal 90 %: MISSED");
    assertThat(bus(145, 1)).contains("goal 90 %: MISSED");
  }

  private static EdgeBench.Result edges(long slowestNanos, int silent) {
    List<EdgeWatch.Stop> stops = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      stops.add(new EdgeWatch.Stop(1 + i % 2, 6_000_000, 200_000, 1));
    }
    stops.add(new EdgeWatch.Stop(2, slowestNanos, 300_000, 0));
    return new EdgeBench.Result(
        WIRE,
        13,
        stops,
        silent,
        new Sample(100, 200),
        new Sample(100, 101),
        5_000,
        2_500,
        JsonNodeFactory.instance.objectNode(),
        List.of("-Xmx40m"));
  }

  @Test
  void stopsAreJudgedByTheNumberOfTheirFrames() {
    assertThat(EdgeReport.groups(edges(9_000_000, 0)))
        .extracting(EdgeReport.Group::frames)
        .containsExactly(1, 2);
    assertThat(EdgeReport.text(edges(9_000_000, 0)))
        .contains("1 stop frame ")
        .contains("2 stop frames")
        .contains("p99.9 within the bound: yes");
    assertThat(EdgeReport.json(edges(9_000_000, 0)).path("within").asBoolean()).isTrue();
  }

  @Test
  void aLateStopOrNoneAtAllIsNotWithinTheBound() {
    assertThat(EdgeReport.within(edges(30_000_000, 0))).isFalse();
    assertThat(EdgeReport.within(edges(9_000_000, 1))).isFalse();
    assertThat(EdgeReport.text(edges(30_000_000, 0))).contains("p99.9 within the bound: NO");
  }

  private static Footprint.Result footprint(long loadedKb) {
    Footprint.Starts starts = new Footprint.Starts(new Sample(900, 1000), new Sample(800));
    Footprint.Kept kept =
        new Footprint.Kept(
            90_000,
            loadedKb,
            loadedKb,
            28,
            0.12,
            JsonNodeFactory.instance.objectNode(),
            Map.of("tower_cycles_total", 200.0, "tower_cycle_seconds_total", 4.0));
    return new Footprint.Result(
        List.of("-Xmx40m"), starts, starts, starts, new Sample(0.5), new Sample(0.4), kept, 60, 50);
  }

  @Test
  void theFootprintReportJudgesResidentMemory() {
    assertThat(FootprintReport.text(footprint(100 * 1024)))
        .contains("100.0 MB at the end")
        .contains("goal 128 MB: reached")
        .contains("200 cycles, mean 20.0 ms");
    assertThat(FootprintReport.text(footprint(129 * 1024))).contains("goal 128 MB: MISSED");
  }

  @Test
  void theKernelsFiguresAreReadByTheirKeys() throws IOException {
    List<String> lines = List.of("VmHWM:\t  120000 kB", "VmRSS:\t  110000 kB", "Threads:\t28");
    assertThat(ProcessFigures.value(lines, "VmRSS")).isEqualTo(110_000);
    assertThat(ProcessFigures.value(lines, "Threads")).isEqualTo(28);
    assertThatThrownBy(() -> ProcessFigures.value(lines, "VmSwap"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("VmSwap");
  }

  @Test
  void metricsAreReadWithoutLabelsOnly() {
    String text = "# TYPE tower_cycles counter\ntower_cycles_total 42.0\njvm{a=\"b\"} 1.0\n";
    assertThat(Prometheus.figures(text, List.of("tower_cycles_total", "jvm")))
        .isEqualTo(Map.of("tower_cycles_total", 42.0));
  }
}
