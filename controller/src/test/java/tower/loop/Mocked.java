package tower.loop;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.mockito.ArgumentCaptor;
import tower.app.Wiring;
import tower.core.Effect;
import tower.core.Fact;
import tower.core.Ledger;
import tower.core.Outcome;
import tower.core.PortalPhase;
import tower.core.State;
import tower.core.TowerState;
import tower.drive.DriveBus;
import tower.drive.Gate;
import tower.gpio.Debounce;
import tower.gpio.Inputs;
import tower.gpio.Levels;
import tower.gpio.Outputs;
import tower.model.AxisReport;
import tower.model.DriveState;
import tower.model.Link;
import tower.model.MoveProgress;
import tower.model.OutputImage;
import tower.model.Points;
import tower.model.Time;
import tower.store.Batch;
import tower.store.Store;

/** A loop between edges that only write down what they are asked, in a tower at rest. */
final class Mocked implements Time {
  static final int INBOX = 3;
  private static final int CYCLE_MS = 50;

  final Inputs inputs = mock(Inputs.class);
  final Outputs outputs = mock(Outputs.class);
  final DriveBus bus = mock(DriveBus.class);
  final Store store = mock(Store.class);
  final Sequencing sequencing = mock(Sequencing.class);
  final Pause pause = mock(Pause.class);
  final Inbox inbox = new Inbox(INBOX, pause);

  /** What the bus does with its gate. */
  Consumer<Gate> atPoll = gate -> {};

  long nanos = 1_000_000_000L;

  /** What goes by with every look at the clock. */
  long tick;

  boolean diskTakes = true;

  /** Whatever was submitted, taken or not. */
  private final List<Fact> disk = new ArrayList<>();

  private long lastSeq;
  private final World world = new World(1);
  private final Set<Integer> on = new HashSet<>(world.on);

  Mocked() {
    Points p = points();
    on.addAll(List.of(p.shuttleHome(), p.carrierLevel(), p.lifterDown()));
    for (Points.OfPortal portal : p.portals()) {
      on.addAll(
          List.of(
              portal.innerClosed(),
              portal.innerLocked(),
              portal.outerClosed(),
              portal.outerLocked(),
              portal.fieldClear()));
    }
    when(inputs.trouble()).thenReturn("");
    when(outputs.trouble()).thenReturn("");
    when(bus.trouble()).thenReturn("");
    when(store.submit(any()))
        .thenAnswer(call -> {
          Batch batch = call.getArgument(0);
          disk.addAll(batch.facts());
          lastSeq = batch.firstSeq() + batch.facts().size() - 1;
          return diskTakes;
        });
    when(bus.reports()).thenAnswer(call -> reports());
    doAnswer(call -> sample(call.getArgument(0))).when(inputs).readAll(any());
    doAnswer(call -> sample(call.getArgument(0))).when(inputs).readHeader(any());
    doAnswer(
            call -> {
              atPoll.accept(call.getArgument(0));
              return null;
            })
        .when(bus)
        .poll(any());
  }

  private Object sample(Levels into) {
    for (int point = 0; point < into.size(); point++) {
      into.set(point, on.contains(point));
    }
    return into;
  }

  private List<AxisReport> reports() {
    return world.site.layout().axes().stream()
        .map(axis ->
            new AxisReport(
                axis.name(),
                Link.UP,
                DriveState.SWITCH_ON_DISABLED,
                true,
                true,
                0,
                true,
                0,
                MoveProgress.NONE,
                millis(),
                ""))
        .toList();
  }

  /** A contact closes or opens. */
  void level(int point, boolean level) {
    if (level) {
      on.add(point);
    } else {
      on.remove(point);
    }
  }

  Points points() {
    return world.site.layout().inputs();
  }

  /** The state of a process that has just begun. */
  TowerState start() {
    return begin().next();
  }

  private Outcome begin() {
    return TowerState.start(world.site.layout(), Ledger.empty(), null, "test");
  }

  /** The same tower as if it had been brought up. */
  TowerState readyToWork() {
    TowerState t = start();
    return new TowerState(
        t.ledger(),
        new State.Ready(),
        t.durableSeq(),
        t.pendingSinceMs(),
        t.last(),
        t.clock(),
        true,
        t.stance(),
        t.portals(),
        t.disagreeing(),
        t.sequence(),
        t.recent(),
        t.storeTrouble(),
        t.troubleSeq(),
        t.triedSeq(),
        t.triedMs());
  }

  /** A loop that begins with the fact of its start. */
  Loop loop(TowerState tower, List<Effect> effects) {
    return loop(tower, begin().facts(), effects);
  }

  /** A loop with another way in. */
  Loop loop(TowerState tower, Inbox other) {
    return loop(tower, begin().facts(), List.of(), other);
  }

  /** A loop whose inputs have been seen for a second. */
  Loop loop(TowerState tower, List<Fact> facts, List<Effect> effects) {
    return loop(tower, facts, effects, inbox);
  }

  private Loop loop(TowerState tower, List<Fact> facts, List<Effect> effects, Inbox way) {
    Debounce debounce = new Debounce(Wiring.pinMap(world.config));
    Levels levels = new Levels(points().names().size());
    sample(levels);
    debounce.feed(levels, millis() - 1_000);
    debounce.feed(levels, millis() - 500);
    debounce.feed(levels, millis());
    Ports ports = new Ports(this, pause, inputs, debounce, outputs, bus, store, sequencing);
    return new Loop(world.site, ports, way, new Outcome(tower, facts, 1, effects), CYCLE_MS);
  }

  String state(Loop loop) {
    return loop.snapshot().live().state();
  }

  String reasons(Loop loop) {
    return loop.snapshot().live().reasons().toString();
  }

  /** The last image that was written. */
  OutputImage written() {
    ArgumentCaptor<OutputImage> image = ArgumentCaptor.forClass(OutputImage.class);
    verify(outputs, atLeastOnce()).write(image.capture());
    return image.getValue();
  }

  /** Sequence number of the last fact that was submitted. */
  long lastSeq() {
    return lastSeq;
  }

  /** The phases that a portal went through. */
  List<PortalPhase> phases() {
    return disk.stream()
        .filter(Fact.PortalSet.class::isInstance)
        .map(fact -> ((Fact.PortalSet) fact).use().phase())
        .toList();
  }

  @Override
  public long nanos() {
    nanos += tick;
    return nanos;
  }

  @Override
  public void sleepUntil(long until) {
    nanos = Math.max(nanos, until);
  }

  @Override
  public long utcMs() {
    return 1_700_000_000_000L;
  }
}
