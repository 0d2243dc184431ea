package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;
import tower.store.Store;

final class VirtualStoreTest {
  private final World world = new World(1);
  private final Incarnation life = new Incarnation(world);
  private final StoreFaults disk = new StoreFaults(world.chance("disk"), 2 * World.MS);
  private final SqliteStore database = SqliteStore.inMemory("t", 0, new VirtualMark(world));
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void load() {
    database.load();
  }

  private VirtualStore store(int capacity) {
    VirtualStore store = new VirtualStore(life, database, disk, capacity, batches -> {});
    store.listener(
        new Store.Listener() {
          @Override
          public void durable(long seq) {
            told.add("durable " + seq);
          }

          @Override
          public void full(String text) {
            told.add("full");
          }

          @Override
          public void failed(String text) {
            told.add("failed");
          }
        });
    return store;
  }

  private static Batch batch(long seq) {
    return new Batch(seq, 0, List.of(new Fact.PersonActed("operator", "resume")));
  }

  // A thread that is stopped cannot say that its sync has returned.
  @Test
  void aStoppedProcessHearsOfItsCommitAfterwards() {
    store(256).submit(batch(1));
    life.stopFor(3 * World.SECOND);
    world.sleepUntil(2 * World.SECOND);
    assertThat(told).isEmpty();
    world.sleepUntil(4 * World.SECOND);
    assertThat(told).containsExactly("durable 1");
  }

  @Test
  void aQueueOfOneTakesTheNextWhenTheDiskHasTheLast() {
    VirtualStore store = store(1);
    assertThat(store.submit(batch(1))).isTrue();
    assertThat(store.submit(batch(2))).isFalse();
    world.sleepUntil(World.SECOND);
    assertThat(store.submit(batch(2))).isTrue();
    world.sleepUntil(2 * World.SECOND);
    assertThat(told).containsExactly("durable 1", "durable 2");
  }

  // A group is one transaction: at a cut all of it is there or nothing.
  @Test
  void aCutLeavesOfAGroupAllOrNothing() {
    int all = 0;
    int nothing = 0;
    for (int i = 0; i < 40; i++) {
      long before = database.load().ledger().seq();
      VirtualStore store =
          new VirtualStore(new Incarnation(world), database, disk, 256, batches -> {});
      store.submit(batch(before + 1));
      store.submit(batch(before + 2));
      world.sleepUntil(world.nanos() + 10 * World.MS);
      store.submit(batch(before + 3));
      store.submit(batch(before + 4));
      store.cut();
      long after = database.load().ledger().seq();
      // The first alone had begun; two and then one were queued behind it.
      assertThat(after - before).isIn(2L, 3L);
      all += after - before == 3 ? 1 : 0;
      nothing += after - before == 2 ? 1 : 0;
    }
    assertThat(all).isPositive();
    assertThat(nothing).isPositive();
  }

  @Test
  void aFullDiskIsTriedAgainAndAFailedOneIsNot() {
    VirtualStore store = store(256);
    disk.fullUntil(2 * World.SECOND);
    store.submit(batch(1));
    world.sleepUntil(3 * World.SECOND);
    assertThat(told).contains("full").last().isEqualTo("durable 1");
    disk.failNext("a sync failed");
    store.submit(batch(2));
    world.sleepUntil(4 * World.SECOND);
    assertThat(told).last().isEqualTo("failed");
    assertThat(store.faulted()).isTrue();
    assertThat(store.submit(batch(3))).isFalse();
  }
}
