package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.core.Ledger;
import tower.simulator.world.World;
import tower.store.JournalRow;

/** What the disk can do to the tower while the lift is on its way to a sold car. */
final class FailedDiskTest {
  private OneCarTower one;
  private StoreFaults disk;

  @BeforeEach
  void liftOnItsWay() throws Exception {
    one = new OneCarTower();
    disk = one.beside.disk();
    one.liftOnItsWay();
  }

  // Without it the tower could build on a commit that the disk never took.
  @ParameterizedTest
  @ValueSource(strings = {"a sync failed", "a write failed"})
  void aFailedCommitEndsTheProcessAndTheNextLooks(String failure) {
    disk.failNext(failure);
    assertEndsAndStands();

    one.start();
    assertThat(one.live().state()).isEqualTo("looking");
    one.assertGoesOn();
  }

  // Both ends of the coin happen, and the journal is whole whichever it is.
  @Test
  void whatFailedIsThereOrNotAtTheNextStart() {
    cut();
    TreeSet<Long> written = new TreeSet<>();
    for (int i = 0; i < 20; i++) {
      long before = end();
      // The first batch of every start says that it was one.
      disk.failNext("a sync failed");
      one.start();
      assertThat(one.run(1)).isFalse();
      cut();
      written.add(end() - before);
    }
    assertThat(written).as("nothing, or the first batch").startsWith(0L).hasSizeBetween(2, 3);
    assertThat(written.last()).isLessThanOrEqualTo(2);
    assertThat(one.database.load().hold()).isNull();
    assertThat(replayed()).isEqualTo(one.database.load().ledger());
  }

  // SQLite keeps of a transaction all or nothing: a torn one must never show.
  @Test
  void aTornCommitLeavesNothing() {
    for (int i = 0; i < 10; i++) {
      long before = end();
      disk.tearNext(() -> one.tower.powerCut(one.process().ports(), World.SECOND));
      one.start();
      assertThat(one.run(1)).as("the cut comes with the first commit").isFalse();
      assertThat(end()).isEqualTo(before);
      one.world.sleepUntil(one.world.nanos() + 2 * World.SECOND);
    }
    one.start();
    one.assertGoesOn();
  }

  @Test
  void onAReadOnlyFileSystemNothingIsWritten() {
    long before = one.process().loop().snapshot().facts().seq();
    disk.readOnlyUntil(one.world.nanos() + 60 * World.SECOND);
    assertEndsAndStands();
    assertThat(end()).isEqualTo(before);
    one.world.sleepUntil(one.world.nanos() + 60 * World.SECOND);

    one.start();
    one.assertGoesOn();
  }

  // A slow card makes a slow tower, no wrong one.
  @Test
  void onASlowCardTheCarStillComes() {
    disk.slowUntil(World.NEVER);
    for (int i = 0; i < 40 && one.tower.plant().portals().getFirst().stand().car() == null; i++) {
      one.run(10);
    }
    assertThat(one.tower.plant().portals().getFirst().stand().car()).isNotNull();
    assertThat(one.tower.plant().violations()).isEmpty();
  }

  // Without it a restored backup would forget what was sold since.
  @Test
  void anOldCopyOfTheDatabaseHoldsTheTower() {
    byte[] backup = one.database.image();
    one.run(20);
    assertThat(one.process().ports().life().isAlive()).isTrue();
    one.process().loop().end("asked to end");
    one.run(1);
    one.process().store().cut();
    one.database.replace(backup);

    one.start();

    assertThat(one.live().state()).isEqualTo("held");
    assertThat(one.live().reasons())
        .anySatisfy(r -> {
          assertThat(r.code()).isEqualTo("journal-broken");
          assertThat(r.text()).contains("stepped back");
        });
    one.resume();
    assertThat(one.live().state()).isEqualTo("held");
    assertThat(one.tower.plant().anyTorque()).isFalse();
  }

  // The mark is never synced: a power cut may leave it behind, and that is no loss.
  @Test
  void aMarkThatAPowerCutLeftBehindHoldsNobody() {
    for (int i = 0; i < 8; i++) {
      one.tower.powerCut(one.process().ports(), World.SECOND);
      one.mark.powerCut();
      one.world.sleepUntil(one.world.nanos() + 40 * World.SECOND);
      one.start();
      assertThat(one.live().state()).isEqualTo("looking");
      one.run(1);
    }
  }

  private void assertEndsAndStands() {
    assertThat(one.run(30)).as("the process ends itself").isFalse();
    assertThat(one.process().ended()).isNotNull();
    cut();
    one.world.sleepUntil(one.world.nanos() + 3 * World.SECOND);
    assertThat(one.lift().moving()).isFalse();
    assertThat(one.tower.plant().anyTorque()).isFalse();
  }

  private void cut() {
    one.process().ports().life().cut();
    one.process().store().cut();
  }

  private long end() {
    return one.database.load().ledger().seq();
  }

  private Ledger replayed() {
    Ledger ledger = Ledger.empty();
    for (JournalRow row : one.database.journal(0, 10_000)) {
      ledger = ledger.apply(row.fact());
    }
    return ledger;
  }
}
