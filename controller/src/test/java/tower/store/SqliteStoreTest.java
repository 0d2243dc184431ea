package tower.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Ledger;
import tower.core.Problem;
import tower.core.Result;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Terms;
import tower.model.Vehicle;
import tower.store.StoreException.Code;

class SqliteStoreTest {
  private static final String VIN = "WVWZZZ1JZ3W000001";
  private static final String OTHER_VIN = "WVWZZZ1JZ3W000002";
  private static final Reason NONE = new Reason("", "", "");

  @TempDir Path folder;

  /**
   * The tables are a second fold of the facts; were one wrong, a restart would change the tower.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void replayingTheJournalGivesTheTables(long seed) {
    Random random = new Random(seed);
    RandomFacts facts = new RandomFacts(seed);
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      assertThat(store.load().ledger()).isEqualTo(Ledger.empty());
      for (int round = 0; round < 200; round++) {
        List<Batch> group = new ArrayList<>();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
          group.add(facts.batch());
        }
        store.commit(group);
        if (round % 40 == 0) {
          assertThat(store.load()).isEqualTo(new Loaded(facts.ledger(), null));
        }
      }
      assertThat(store.load()).isEqualTo(new Loaded(facts.ledger(), null));
      assertThat(replayed(store)).isEqualTo(facts.ledger());
      assertThat(store.verifyAll()).isEmpty();
    }
  }

  /** Whoever reads page by page sees every event once, and could see that one is missing. */
  @Test
  void eventsNameTheOneBeforeAndTheirPlaceAmongThoseOfTheirSubject() {
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      store.load();
      Fact noise = new Fact.PersonActed("panel", "reset");
      store.commit(List.of(new Batch(1, 10, List.of(told("p-1"), noise, told("i-2")))));
      store.commit(List.of(new Batch(4, 20, List.of(told("p-1")))));
      List<String> all = List.of("VIN", "why");
      Outbox.Event first = new Outbox.Event(1, 0, 10, "pickup.queued", "p-1", 1, all);
      Outbox.Event second = new Outbox.Event(3, 1, 10, "pickup.queued", "i-2", 1, all);
      Outbox.Event third = new Outbox.Event(4, 3, 20, "pickup.queued", "p-1", 2, all);
      assertThat(store.events(0, 2)).containsExactly(first, second);
      assertThat(store.events(3, 2)).containsExactly(third);
      assertThat(store.events(4, 2)).isEmpty();
    }
  }

  private static Fact told(String subject) {
    return new Fact.Published("pickup.queued", subject, List.of("VIN", "why"));
  }

  /** What the simulator does when somebody copies an old file over the new one. */
  @Test
  void anEarlierImageHoldsTheTowerWhileTheMarkKnowsBetter() {
    RandomFacts facts = new RandomFacts(1);
    Mark mark = new Mark();
    try (SqliteStore store = SqliteStore.inMemory("t", 0, mark)) {
      store.load();
      store.commit(List.of(facts.batch()));
      Loaded before = store.load();
      byte[] image = store.image();
      store.replace(image);
      assertThat(store.load()).as("nothing was lost").isEqualTo(before);
      store.commit(List.of(facts.batch()));
      store.replace(image);
      Loaded loaded = store.load();
      assertThat(loaded.hold()).isNotNull();
      assertThat(loaded.hold().text()).contains("stepped back");
      assertThat(loaded.ledger().seq()).as("no number is given twice").isEqualTo(mark.end.seq());
    }
  }

  private static final class Mark implements HighMark {
    private End end = new End(0, "");

    @Override
    public Optional<End> read() {
      return Optional.of(end);
    }

    @Override
    public void write(long seq, String hash) {
      end = new End(seq, hash);
    }

    @Override
    public void close() {}
  }

  /** The ledger keeps the latest of what ended; the tables must choose the same ones. */
  @Test
  void thousandEndedPickupsLeaveTheSameLedger() {
    Ledger ledger = Ledger.empty();
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      store.load();
      for (int i = 1; i <= 1_000; i++) {
        Pickup taken = pickup(String.format("p-%08d", i), "r" + i);
        for (PickupState state : List.of(PickupState.QUEUED, PickupState.CANCELLED)) {
          Fact fact = new Fact.PickupSet(taken.in(state, NONE, i));
          store.commit(List.of(new Batch(ledger.seq() + 1, i, List.of(fact))));
          ledger = ledger.apply(fact);
        }
      }
      assertThat(store.load().ledger()).isEqualTo(ledger);
      assertThat(store.pickup("p-00000001")).isPresent();
    }
  }

  @Test
  void fileGivesBackWhatWasCommitted() {
    RandomFacts facts = new RandomFacts(7);
    for (int start = 0; start < 3; start++) {
      try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
        assertThat(store.load()).isEqualTo(new Loaded(facts.ledger(), null));
        for (int i = 0; i < 50; i++) {
          store.commit(List.of(facts.batch()));
        }
      }
    }
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      assertThat(store.load()).isEqualTo(new Loaded(facts.ledger(), null));
      assertThat(store.verifyAll()).isEmpty();
    }
  }

  @Test
  void answerIsFoundUnderItsKeyForEver() {
    Result result = new Result.Refused(Problem.WRONG_CODE, "no");
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      commit(store, new Fact.Answered("k", "h", "shop", "", result));
    }
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      assertThat(store.known("shop k")).contains(new Known("h", result));
      assertThat(store.known("shop other")).isEmpty();
    }
  }

  /** A key answered twice is two effects of one request. */
  @Test
  void keyIsAnsweredOnce() {
    Fact answer =
        new Fact.Answered("k", "h", "shop", "", new Result.Refused(Problem.WRONG_CODE, "no"));
    refused(List.of(answer), answer);
  }

  @Test
  void carMovesOnlyFromWhereItIs() {
    refused(
        List.of(car(VIN, new Place.InBay("B1"))),
        new Fact.VehicleMoved(VIN, new Place.InBay("B2"), new Place.OnCarrier(), ""));
  }

  @Test
  void bayTakesOneCar() {
    refused(List.of(car(VIN, new Place.InBay("B1"))), car(OTHER_VIN, new Place.InBay("B1")));
  }

  @Test
  void carrierTakesOneCar() {
    refused(
        List.of(car(VIN, new Place.OnCarrier()), car(OTHER_VIN, new Place.InBay("B1"))),
        new Fact.VehicleMoved(OTHER_VIN, new Place.InBay("B1"), new Place.OnCarrier(), ""));
  }

  @Test
  void quarantineTakesMany() {
    Place place = new Place.Quarantined(List.of(new Place.InBay("B1"), new Place.OnCarrier()));
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      commit(store, car(VIN, place), car(OTHER_VIN, place));
      assertThat(store.load().ledger().vehicles()).hasSize(2);
    }
  }

  @Test
  void secondStepIsNotIntendedWhileOneIsOpen() {
    Fact step =
        new Fact.StepIntended(
            null, 1, new Step.LowerHere(new tower.model.Place.OnCarrier()), "", "");
    refused(List.of(step), step);
  }

  @Test
  void stepIsConfirmedOnlyWhenIntended() {
    refused(
        List.of(
            new Fact.StepIntended(
                null, 1, new Step.LowerHere(new tower.model.Place.OnCarrier()), "", "")),
        new Fact.StepConfirmed(null, 2, new Step.LowerHere(new tower.model.Place.OnCarrier()), ""));
  }

  @Test
  void endedPickupNeverChanges() {
    Pickup pickup = pickup("p-1", "r");
    refused(
        List.of(new Fact.PickupSet(pickup.in(PickupState.CANCELLED, NONE, 1))),
        new Fact.PickupSet(pickup.in(PickupState.RETRIEVING, NONE, 2)));
  }

  /** A customer's wrong codes are counted for the pickup's life. */
  @Test
  void triesNeverRise() {
    Pickup pickup = pickup("p-1", "r");
    refused(
        List.of(new Fact.PickupSet(pickup.withTriesLeft(2))),
        new Fact.PickupSet(pickup.withTriesLeft(3)));
  }

  @Test
  void carIsReservedOnce() {
    refused(
        List.of(new Fact.PickupSet(pickup("p-1", "r1"))), new Fact.PickupSet(pickup("p-2", "r2")));
  }

  @Test
  void finishedJobNeverMovesAgain() {
    Job job = new Job("j-1", JobKind.RELOCATION, VIN, null, null, JobState.DONE, 1, NONE);
    refused(List.of(new Fact.JobSet(job)), new Fact.JobSet(job.in(JobState.RUNNING, NONE)));
  }

  @Test
  void incarnationNeverFalls() {
    refused(List.of(new Fact.Started("1", 3)), new Fact.Started("1", 2));
  }

  /** A gap in the numbers would be a hole in the evidence. */
  @Test
  void batchFollowsWithoutAGap() {
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      store.load();
      Batch batch = new Batch(2, 0, List.of(new Fact.PersonActed("a", "b")));
      assertThatThrownBy(() -> store.commit(List.of(batch)))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.ASSERTION));
    }
  }

  /** One wrong fact takes its whole group with it, the good ones before it too. */
  @Test
  void groupIsOneTransaction() {
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      store.load();
      Batch good = new Batch(1, 0, List.of(car(VIN, new Place.InBay("B1"))));
      Batch bad = new Batch(2, 0, List.of(car(OTHER_VIN, new Place.InBay("B1"))));
      assertThatThrownBy(() -> store.commit(List.of(good, bad))).isInstanceOf(StoreException.class);
      // The outcome of a failed commit is unknown to this handle, whatever the reason.
      assertThatThrownBy(() -> store.commit(List.of(good)))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.FAILED));
    }
    try (SqliteStore store = SqliteStore.open(folder, "t", 0)) {
      assertThat(store.load()).isEqualTo(new Loaded(Ledger.empty(), null));
    }
  }

  private static void refused(List<Fact> before, Fact fact) {
    try (SqliteStore store = SqliteStore.inMemory("t", 0)) {
      commit(store, before.toArray(new Fact[0]));
      Batch batch = new Batch(before.size() + 1L, 0, List.of(fact));
      assertThatThrownBy(() -> store.commit(List.of(batch)))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.ASSERTION));
    }
  }

  private static void commit(SqliteStore store, Fact... facts) {
    long seq = store.load().ledger().seq();
    store.commit(List.of(new Batch(seq + 1, 0, List.of(facts))));
  }

  private static Ledger replayed(SqliteStore store) {
    Ledger ledger = Ledger.empty();
    for (List<JournalRow> page = store.journal(0, 100);
        !page.isEmpty();
        page = store.journal(ledger.seq(), 100)) {
      for (JournalRow row : page) {
        assertThat(row.seq()).isEqualTo(ledger.seq() + 1);
        ledger = ledger.apply(row.fact());
      }
    }
    return ledger;
  }

  private static Fact car(String vin, Place place) {
    return new Fact.VehicleSet(
        new Vehicle(vin, "Nio", "ET5", "", "blue", 1500, 4790, 1960, 2200, 80, place));
  }

  private static Pickup pickup(String id, String reference) {
    return new Pickup(
        id,
        reference,
        "kid",
        VIN,
        Purpose.BUY,
        "hash",
        Terms.NONE,
        5,
        false,
        null,
        PickupState.QUEUED,
        NONE,
        1,
        1);
  }
}
