package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.P1;
import static tower.core.TinyTower.car;
import static tower.core.TinyTower.vin;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;

/** The tables of what may follow, and that the ledger keeps to them. */
class LivesTest {
  @Test
  void theLedgerLetsAPickupGoWhereItsTableLeadsAndNowhereElse() {
    TestTower t = TestTower.ready(car(1, B001));
    Pickup queued = t.order(1);
    for (PickupState from : PickupState.values()) {
      for (PickupState to : PickupState.values()) {
        Ledger before = put(t.ledger(), queued.in(from, queued.reason(), 1));
        Fact fact = new Fact.PickupSet(queued.in(to, queued.reason(), 2));
        if (from == to || from.next().contains(to)) {
          assertThat(before.apply(fact).pickups().get(queued.id()).state()).isEqualTo(to);
        } else {
          assertThatThrownBy(() -> before.apply(fact))
              .hasMessage("fact takes " + queued.id() + " from " + from + " to " + to);
        }
      }
    }
  }

  @Test
  void theLedgerLetsNoIntakeSkipThePortal() {
    TestTower t = TestTower.ready();
    var taken = ((Result.IntakeTaken) t.ask(RequestsTest.intake(1))).intake();
    Fact stored = new Fact.IntakeSet(taken.in(IntakeState.STORED, taken.reason(), 1));
    assertThatThrownBy(() -> t.ledger().apply(stored)).hasMessageContaining("QUEUED to STORED");
  }

  @Test
  void theLedgerLetsNoCarLeaveABayWithoutTheCarrier() {
    TestTower t = TestTower.ready(car(1, B001));
    Fact gone = new Fact.VehicleMoved(vin(1), B001, new Place.Outside(), "nobody");
    assertThatThrownBy(() -> t.ledger().apply(gone)).hasMessageContaining("BAY to OUTSIDE");
    Fact declared = new Fact.VehicleSet(car(1, P1));
    assertThatThrownBy(() -> t.ledger().apply(declared)).hasMessageContaining("BAY to PORTAL");
  }

  /** Money hangs on it: what is final stays so, and what is not final can end. */
  @Test
  void exactlyTheFinalStatesHaveNothingAfterThem() {
    for (PickupState state : EnumSet.complementOf(EnumSet.of(PickupState.ON_HOLD))) {
      assertThat(state.next().isEmpty()).as(state.key()).isEqualTo(state.terminal());
    }
    for (IntakeState state : IntakeState.values()) {
      assertThat(state.next().isEmpty()).as(state.key()).isEqualTo(state.terminal());
    }
  }

  /** The reserved word of the contract: no life of today comes there. */
  @Test
  void everyOtherStateCanBeReached() {
    assertThat(unreached(PickupState.values(), PickupState.first(), PickupState::next))
        .containsExactly(PickupState.ON_HOLD);
    assertThat(unreached(IntakeState.values(), IntakeState.first(), IntakeState::next)).isEmpty();
  }

  private static <E extends Enum<E>> Set<E> unreached(
      E[] all, Collection<E> first, Function<E, Set<E>> next) {
    Set<E> reached = new TreeSet<>(first);
    while (reached.addAll(reached.stream().flatMap(s -> next.apply(s).stream()).toList())) {
      // Until nothing is new.
    }
    Set<E> rest = new TreeSet<>(Arrays.asList(all));
    rest.removeAll(reached);
    return rest;
  }

  /** A pickup in a state, whatever led there. */
  private static Ledger put(Ledger l, Pickup pickup) {
    Ledger none =
        new Ledger(
            l.seq(),
            l.incarnation(),
            l.vehicles(),
            new java.util.TreeMap<>(),
            l.intakes(),
            l.jobs(),
            l.portals(),
            l.doubted(),
            l.withheld(),
            l.keys(),
            l.floorUtcMs(),
            l.openStep());
    return none.apply(new Fact.PickupSet(pickup));
  }
}
