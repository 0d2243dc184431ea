package tower.simulator.product;

import java.util.Optional;
import tower.simulator.world.Chance;
import tower.simulator.world.World;
import tower.store.HighMark;

/**
 * The second place that knows how far the journal went, as a file that nobody syncs: a power cut
 * may leave it as it was some seconds ago, the death of a process does not.
 */
public final class VirtualMark implements HighMark {
  /** The kernel writes what nobody syncs back after so long at the most. */
  private static final long WRITE_BACK = 30 * World.SECOND;

  private final World world;
  private final Chance chance;
  private End now = new End(0, "");
  private End onDisk = now;
  private long writtenBack;
  private boolean written;

  /** An empty file. */
  public VirtualMark(World world) {
    this.world = world;
    chance = world.chance("mark");
  }

  @Override
  public Optional<End> read() {
    return written ? Optional.of(now) : Optional.empty();
  }

  @Override
  public void write(long seq, String hash) {
    if (world.nanos() - writtenBack >= WRITE_BACK) {
      onDisk = now;
      writtenBack = world.nanos();
    }
    now = new End(seq, hash);
    written = true;
  }

  /** The power has failed: what the kernel had not yet written is gone, or was just written. */
  public void powerCut() {
    if (chance.below(2) == 0) {
      now = onDisk;
      written = !onDisk.hash().isEmpty();
    }
  }

  @Override
  public void close() {}
}
