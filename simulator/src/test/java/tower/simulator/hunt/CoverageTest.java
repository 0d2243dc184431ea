package tower.simulator.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Step;
import tower.simulator.demo.Sources;
import tower.simulator.line.LineFault;
import tower.simulator.scenario.What;

/** A mark that cannot be hit, or that is hit for nothing, would flatter every campaign. */
final class CoverageTest {
  private static final Reason WHY = new Reason("extend", "text", "clears");

  private final Coverage coverage = new Coverage();

  private SortedMap<String, Long> marks() {
    return coverage.marks(Map.of(), Map.of());
  }

  private static Catalogue catalogue() throws Exception {
    return Catalogue.read(Sources.root().resolve(Catalogue.STATES));
  }

  @Test
  void everyTableOfTheProductIsRead() throws Exception {
    assertThat(catalogue().marks())
        .contains(
            "tower: executing -> faulted (drive)",
            "tower: executing -> faulted (safety-chain)",
            "pickup: (new) -> queued (queued)",
            "intake: queued -> arriving (arriving)",
            "portal: shut -> opening for a user",
            "job: waiting -> running (running)",
            "fault: swizzle",
            "line: echo-only",
            "step closed: LowerHere interrupted")
        .noneMatch(mark -> mark.contains("---") || mark.contains("from -> to"));
    assertThat(catalogue().marks().stream().filter(m -> m.startsWith("fault: ")))
        .hasSize(What.faults().size());
  }

  @Test
  void transitionsAndFindingsOfTheJournalAreMarks() {
    coverage.durable(new Fact.StateChanged("executing", "faulted", WHY));
    Step raise = new Step.Raise(new Place.InBay("L0"));
    coverage.durable(new Fact.StepClosed("j-1", 3, raise, "interrupted; shuttle=0"));
    coverage.durable(new Fact.StepClosed("j-1", 3, raise, "not begun: blocked"));
    coverage.durable(new Fact.BayDoubted("L0", true, "why"));
    List<Place> possible = List.of(new Place.OnCarrier(), new Place.InBay("L0"));
    coverage.durable(
        new Fact.VehicleMoved(
            "X", new Place.OnCarrier(), new Place.Quarantined(possible), "neither sees it"));
    coverage.durable(
        new Fact.VehicleMoved("X", new Place.OnCarrier(), new Place.InBay("L0"), "shuttle=0"));
    assertThat(marks())
        .containsOnlyKeys(
            "tower: executing -> faulted (extend)",
            "step closed: Raise interrupted",
            "step closed: Raise not begun",
            "bay: doubted",
            "reconcile: lost on its way");
  }

  @Test
  void faultsAndSpoiltExchangesCountOnlyWhenTheyWere() throws Exception {
    Map<What, Integer> faults = new EnumMap<>(What.class);
    faults.put(What.DOOR_JAMMED, 3);
    SortedMap<String, Long> hit =
        new TreeMap<>(coverage.marks(faults, Map.of(LineFault.Kind.CRC, 2)));
    assertThat(hit).containsEntry("fault: door-jammed", 3L).containsEntry("line: crc", 2L);
    hit.put("tower: here -> there (never)", 1L);
    assertThat(catalogue().missed(hit))
        .contains("fault: door-forced", "line: gap")
        .doesNotContain("fault: door-jammed", "line: crc");
    assertThat(catalogue().unlisted(hit)).containsOnlyKeys("tower: here -> there (never)");
  }
}
