package tower.core;

import java.util.List;
import tower.model.Job;
import tower.model.Reason;

/**
 * The tower's state machine: outer switch over states, one method per state, inner switch over
 * events. No {@code default}: a new event stops the build at every state that has not thought about
 * it.
 */
public final class Tower {
  private Tower() {}

  /** Decides one event. Pure: same site, tower, stamp and event, same outcome. */
  public static Outcome on(Site site, TowerState tower, Stamp stamp, Event event) {
    Turn t = new Turn(site, tower, stamp);
    if (event instanceof Event.Observed seen) {
      t.seen = seen;
      t.clock = tower.clock().look(stamp);
      t.stance = t.stance.look(t);
      if (Mode.of(t.state).takesCancel()) {
        Appointments.observe(t);
      }
    }
    switch (t.state) {
      case State.Looking s -> looking(t, s, event);
      case State.AwaitingResume s -> awaitingResume(t, s, event);
      case State.Homing s -> homing(t, s, event);
      case State.Recovering s -> recovering(t, s, event);
      case State.Ready s -> ready(t, event);
      case State.Executing s -> executing(t, s, event);
      case State.Faulted s -> faulted(t, event);
      case State.Held s -> held(t, s, event);
      case State.Manual s -> manual(t, event);
    }
    return t.outcome();
  }

  private static void looking(Turn t, State.Looking s, Event event) {
    switch (event) {
      case Event.Observed e -> Look.look(t, s);
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  private static void awaitingResume(Turn t, State.AwaitingResume s, Event event) {
    switch (event) {
      case Event.Observed e -> {
        if (Safety.watch(t)) {
          return;
        }
        PortalKeeper.observe(t, false);
        // A resume that the disk cannot take would move the machine at some later time by surprise.
        boolean written = Dispatch.storeReason(t).isEmpty();
        if (Safety.resumePressed(t, s) && written) {
          t.fact(new Fact.PersonActed("panel", "resume"));
          Recovery.begin(t);
        }
      }
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  private static void homing(Turn t, State.Homing s, Event event) {
    switch (event) {
      case Event.Observed e -> {
        if (!Safety.watch(t)) {
          PortalKeeper.observe(t, true);
          Recovery.advance(t, s.run());
        }
      }
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  private static void recovering(Turn t, State.Recovering s, Event event) {
    switch (event) {
      case Event.Observed e -> {
        if (Safety.watch(t)) {
          return;
        }
        PortalKeeper.observe(t, true);
        Recovery.reconcile(t, s);
        Doubts.observe(t);
      }
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  private static void ready(Turn t, Event event) {
    switch (event) {
      case Event.Observed e -> {
        if (!Safety.watch(t)) {
          PortalKeeper.observe(t, true);
          Recovery.retry(t);
          Dispatch.look(t);
          Doubts.observe(t);
        }
      }
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  private static void executing(Turn t, State.Executing s, Event event) {
    switch (event) {
      case Event.Observed e -> {
        if (!Safety.watch(t)) {
          PortalKeeper.observe(t, true);
          Execution.advance(t, s.run());
          Doubts.observe(t);
        }
      }
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  private static void faulted(Turn t, Event event) {
    switch (event) {
      case Event.Observed e -> {
        PortalKeeper.observe(t, false);
        Safety.resetEdge(t);
      }
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  private static void held(Turn t, State.Held s, Event event) {
    switch (event) {
      case Event.Observed e -> {
        if (s.resettable()) {
          PortalKeeper.observe(t, false);
          Safety.resetEdge(t);
        }
      }
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  private static void manual(Turn t, Event event) {
    switch (event) {
      case Event.Observed e -> {
        PortalKeeper.observe(t, false);
        if (t.inputs().off(t.layout().inputs().key())) {
          Reason why =
              Reasons.of("key-turned-back", "the key left maintenance", "reset and resume");
          t.become(new State.Looking(false, why), why);
        }
      }
      case Event.Requested e -> Requests.decide(t, e);
      case Event.Proposed e -> propose(t, e);
      case Event.Durable e -> durable(t, e);
      case Event.StoreFull e -> t.storeFull(e.text());
      case Event.StoreFailed e -> Safety.end(t, e.text());
    }
  }

  /** A proposal made for other jobs than those that wait now is stale and dropped. */
  private static void propose(Turn t, Event.Proposed e) {
    List<String> waiting = Dispatch.waiting(t.ledger).stream().map(Job::id).sorted().toList();
    if (e.jobs().stream().sorted().toList().equals(waiting)) {
      t.sequence = e.jobs();
    }
  }

  private static void durable(Turn t, Event.Durable e) {
    t.durableSeq = Math.max(t.durableSeq, e.seq());
    boolean all = t.durableSeq >= t.ledger.seq();
    t.pendingSinceMs = all ? TowerState.NONE_WAITS : t.stamp.nowMs();
    t.storeTakes();
  }
}
