package tower.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tower.core.Asker;
import tower.core.Dispatch;
import tower.core.Effect;
import tower.core.Event;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Ledger;
import tower.core.Outcome;
import tower.core.Outputs;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.core.Site;
import tower.core.Stamp;
import tower.core.Tower;
import tower.core.TowerState;
import tower.gpio.Levels;
import tower.model.AxisReport;
import tower.model.InputImage;
import tower.model.OutputImage;
import tower.model.Points;
import tower.model.Reason;
import tower.store.Batch;

/**
 * The one writer. A cycle is a list, PLC style: read the inputs, poll the drives, take what came,
 * decide, stop, submit, act, publish, beat.
 */
public final class Loop implements Commands {
  /** More facts than this waiting for a queue that takes none: the disk is lost. */
  private static final int MOST_UNSUBMITTED = 10_000;

  /** Requests that are decided between two looks at the stop inputs: an edge may wait for them. */
  private static final int MOST_A_GAP = 16;

  /** Nor is another one begun when they have taken so long together. */
  private static final long GAP_NANOS = 500_000L;

  private final Site site;
  private final Ports ports;
  private final Inbox inbox;
  private final Waiting waiting = new Waiting();
  private final Levels levels;
  private final long cycleNanos;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Book book;
  private final Relay relay;
  private TowerState tower;
  private OutputImage outputs = OutputImage.OFF;
  private InputImage image;
  private long firstSeq;
  private boolean stopSeen;
  private boolean looked;
  private long lookedNanos;
  private String blind = "";
  private volatile @Nullable String ended;

  /**
   * A loop that has not begun.
   *
   * @param inbox the way in; the store's thread already knows it
   * @param begin the state to begin in, with the facts that the start itself is
   * @param cycleMs the period of a cycle; a cycle whose bus takes longer takes longer
   */
  public Loop(Site site, Ports ports, Inbox inbox, Outcome begin, int cycleMs) {
    this.site = site;
    this.ports = ports;
    this.inbox = inbox;
    this.levels = new Levels(site.layout().inputs().names().size());
    this.cycleNanos = cycleMs * 1_000_000L;
    this.tower = begin.next();
    this.image = ports.debounce().image();
    this.relay = new Relay(ports);
    this.book = new Book(site, tower, cycleNanos);
    take(begin);
    inbox.onDurable(this::written);
    ports.inputs().onEdge(ports.pause()::wake);
  }

  /** Cycles until the tower ends itself or is ended; leaves no axis under torque. */
  public void run() {
    try {
      while (ended == null) {
        long next = ports.time().nanos() + cycleNanos;
        cycle();
        ports.pause().until(next);
      }
    } catch (RuntimeException impossible) {
      end("an impossible state: " + impossible);
      testify(impossible);
      throw impossible;
    } finally {
      rest();
    }
  }

  /** The last row of the journal says what was found impossible, if the disk still takes it. */
  private void testify(RuntimeException impossible) {
    Reason why = new Reason("impossible", String.valueOf(impossible), "report it with the journal");
    take(
        new Outcome(
            tower,
            List.of(new Fact.StateChanged(tower.state().key(), "held", why)),
            tower.ledger().seq() + 1,
            List.of()));
    submit();
  }

  /** Ends the loop after its present cycle; from any thread. */
  public void end(String why) {
    if (ended == null) {
      ended = why;
    }
    ports.pause().wake();
  }

  /** Why the loop has ended, null while it has not. */
  public @Nullable String ended() {
    return ended;
  }

  /** What everybody else may see; from any thread. */
  public Snapshot snapshot() {
    return book.snapshot(inbox.queued());
  }

  /** The durable part of it alone, at no cost; from any thread. */
  public Ledger facts() {
    return book.facts();
  }

  /** One cycle. */
  public void cycle() {
    long begun = ports.time().nanos();
    readInputs();
    pollDrives();
    drainInbox();
    decide();
    stop();
    submit();
    act();
    publish(begun);
    heartbeat();
  }

  private void readInputs() {
    stopSeen = false;
    if (sees()) {
      ports.inputs().readAll(levels);
      image = ports.debounce().feed(levels, ports.time().millis());
    }
  }

  /**
   * A process that was stopped, or starved, has not watched anything: it sees nothing for a cycle,
   * as if every chip had been silent, and the tower faults rather than going on where it was.
   */
  private boolean sees() {
    long gap = sinceLookNanos();
    looked = true;
    lookedNanos = ports.time().nanos();
    if (Relay.mayHaveDropped(gap)) {
      blind = "nothing was looked at for " + gap / 1_000_000 + " ms: the process was held up";
      levels.clear();
      image = ports.debounce().feed(levels, ports.time().millis());
    }
    return blind.isEmpty();
  }

  private long sinceLookNanos() {
    return looked ? ports.time().nanos() - lookedNanos : 0;
  }

  private void pollDrives() {
    ports.bus().poll(this::proceed);
  }

  /**
   * Looks at the stop inputs before every exchange: nothing may stand between an edge and the stop.
   */
  private boolean proceed() {
    serve();
    if (!sees()) {
      stopSeen |= outputs.permit();
      return !outputs.permit();
    }
    ports.inputs().readHeader(levels);
    image = ports.debounce().feedHeader(levels, ports.time().millis());
    boolean proceeds = !outputs.permit() || chainGood();
    stopSeen |= !proceeds;
    return proceeds;
  }

  private boolean chainGood() {
    Points p = site.layout().inputs();
    boolean closed = image.on(p.chainA()) && image.on(p.chainB()) && image.on(p.doorsLocked());
    return closed && !image.on(p.key());
  }

  /**
   * Clients need not wait for the whole bus: some of what they ask is decided and given to the disk
   * before each look at the stop inputs. What the decisions want of the machine is done in its
   * place of the cycle, and so is what the disk and the planner say.
   */
  private void serve() {
    // Between an open stop input and its stop no client is served, nor on what was seen long ago.
    boolean good = !outputs.permit() || chainGood();
    if (stopSeen || !good || Relay.mayHaveDropped(sinceLookNanos()) || inbox.queued() == 0) {
      return;
    }
    decideRequests();
    submit();
  }

  private void decideRequests() {
    long over = ports.time().nanos() + GAP_NANOS;
    for (int i = 0; i < MOST_A_GAP && ports.time().nanos() < over; i++) {
      Event.Requested request = inbox.poll();
      if (request == null) {
        return;
      }
      take(Tower.on(site, tower, stamp(), request));
      reply();
    }
  }

  /** An answer waits for the disk, not for its place in the cycle. */
  private void reply() {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Reply reply) {
        waiting.decided(reply, tower.durableSeq());
      }
    }
    effects.removeIf(effect -> effect instanceof Effect.Reply);
  }

  private void drainInbox() {
    for (Event event : inbox.drain()) {
      take(Tower.on(site, tower, stamp(), event));
    }
    // Between an open stop input and its stop no client is served.
    if (!stopSeen) {
      decideRequests();
      if (inbox.queued() > 0) {
        ports.pause().wake();
      }
    }
  }

  /** Called by the disk's thread: whoever hears that something is done finds it done. */
  private void written(long seq) {
    book.durable(seq);
    waiting.durable(seq);
  }

  private void decide() {
    if (Relay.mayHaveDropped(sinceLookNanos())) {
      sees(); // held up since it looked: what it saw then is nothing to decide on
    }
    List<AxisReport> axes = ports.bus().reports();
    take(Tower.on(site, tower, stamp(), new Event.Observed(image, axes, trouble())));
    blind = "";
  }

  private String trouble() {
    if (!blind.isEmpty()) {
      return blind;
    }
    String first = ports.inputs().trouble();
    String second = first.isEmpty() ? ports.outputs().trouble() : first;
    return second.isEmpty() ? ports.bus().trouble() : second;
  }

  private Stamp stamp() {
    return new Stamp(ports.time().millis(), ports.time().utcMs(), ports.time().utcTrusted());
  }

  private void take(Outcome outcome) {
    tower = outcome.next();
    if (!outcome.facts().isEmpty()) {
      if (facts.isEmpty()) {
        firstSeq = outcome.firstSeq();
      }
      facts.addAll(outcome.facts());
      book.decided(tower);
    }
    effects.addAll(outcome.effects());
  }

  /** Before the disk, before anything else: a stop waits for nothing. */
  private void stop() {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Stop stop) {
        ports.outputs().permit(false);
        ports.bus().stop(stop.why());
      }
    }
  }

  private void submit() {
    if (facts.isEmpty()) {
      return;
    }
    if (ports.store().submit(new Batch(firstSeq, ports.time().utcMs(), facts))) {
      facts.clear();
    } else if (facts.size() > MOST_UNSUBMITTED) {
      end("the store has taken nothing for " + facts.size() + " facts");
    }
  }

  private void act() {
    reply();
    OutputImage wanted = Outputs.of(site, tower);
    outputs = wanted;
    ports.outputs().write(wanted);
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Move e -> ports.bus().move(e.moveId(), e.axis(), e.setpoint());
        case Effect.Home e -> ports.bus().home(e.moveId(), e.axis());
        case Effect.Stop e -> {}
        case Effect.ResetDrives e -> ports.bus().resetFaults();
        case Effect.Reply e -> {}
        case Effect.AskPlanner e -> askPlanner();
        case Effect.Exit e -> end(e.why());
      }
    }
    effects.clear();
  }

  private void askPlanner() {
    long revision = tower.ledger().seq();
    ports.sequencing().ask(revision, Dispatch.waiting(tower.ledger()), this::propose);
  }

  private void propose(Event.Proposed proposal) {
    inbox.propose(proposal);
  }

  private void publish(long begun) {
    long now = ports.time().nanos();
    book.cycle(tower, now, now - begun, ports.bus().exchanges(), ports.bus().doubtful());
  }

  private void heartbeat() {
    String starved = relay.feed(outputs.permit());
    blind = starved.isEmpty() ? blind : starved;
  }

  /** The last act of every loop: no permit, no torque, nobody left waiting. */
  private void rest() {
    String why = "the loop has ended" + (ended == null ? "" : ": " + ended);
    try {
      ports.outputs().permit(false);
      ports.outputs().write(OutputImage.OFF);
    } finally {
      try {
        ports.bus().stop(why);
      } finally {
        waiting.end(
            new Result.Refused(
                Problem.TIMED_OUT, "the tower is ending; ask again with the same key"));
      }
    }
  }

  @Override
  public CompletableFuture<Result> submit(
      String key, String bodyHash, Asker by, Request request, @Nullable Known known) {
    CompletableFuture<Result> future = new CompletableFuture<>();
    if (ended != null) {
      future.complete(new Result.Refused(Problem.NOT_TAKING, "the tower is ending"));
      return future;
    }
    long id = waiting.open(future);
    if (!inbox.offer(new Event.Requested(id, key, bodyHash, by, request, known))) {
      waiting.forget(id);
      future.complete(new Result.Refused(Problem.INBOX_FULL, "ask again in a second"));
    }
    return future;
  }
}
