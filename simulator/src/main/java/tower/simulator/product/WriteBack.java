package tower.simulator.product;

import org.jspecify.annotations.Nullable;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/**
 * What {@code synchronous=NORMAL} is worth: commits are in the kernel's cache, and a power cut
 * takes those that it has not written by itself. The death of a process takes none. The product
 * does not run so; the simulator shows with it that it would see the loss.
 */
public final class WriteBack {
  /** The kernel writes what nobody syncs after so long; a disk that has work, later. */
  private static final long EVERY = 5 * World.SECOND;

  private final World world;
  private final SqliteStore database;
  private byte @Nullable [] written;
  private long writtenAt;
  private boolean cut;

  /** A kernel under a database. */
  public WriteBack(World world, SqliteStore database) {
    this.world = world;
    this.database = database;
  }

  /** A transaction has been committed; its caller believes that it lasts. */
  public void committed() {
    if (written == null || world.nanos() - writtenAt >= EVERY) {
      written = database.image();
      writtenAt = world.nanos();
    }
  }

  /** The power has failed. */
  public void powerCut() {
    cut = true;
  }

  /** A process begins on what is on the disk. */
  public void lifeBegins() {
    byte[] onDisk = written;
    if (cut && onDisk != null) {
      database.replace(onDisk);
      writtenAt = world.nanos();
    }
    cut = false;
  }
}
