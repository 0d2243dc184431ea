package tower.simulator.hunt;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.api.Api;
import tower.core.Ledger;
import tower.loop.Snapshot;
import tower.simulator.product.VirtualProcess;

/** The process that runs now, if one does, as everybody outside can reach it. */
public final class Running {
  private final Onlooker onlooker;
  private @Nullable VirtualProcess process;
  private @Nullable Api api;
  private @Nullable Ledger shownLast;

  /** Nothing runs yet. */
  public Running(Onlooker onlooker) {
    this.onlooker = onlooker;
  }

  /** A process has begun. */
  public void began(VirtualProcess newProcess, Api newApi) {
    process = newProcess;
    api = newApi;
    onlooker.lifeBegan();
  }

  /** It is gone. */
  public void gone() {
    VirtualProcess ended = process;
    shownLast = ended == null ? shownLast : ended.loop().facts();
    process = null;
    api = null;
    onlooker.lifeEnded();
  }

  /** The process, null while none lives; it may be stopped. */
  public @Nullable VirtualProcess living() {
    VirtualProcess now = process;
    return now != null && now.ports().life().isAlive() ? now : null;
  }

  /** The process, null while none runs: one that is stopped answers nobody. */
  public @Nullable VirtualProcess process() {
    VirtualProcess now = living();
    return now != null && !now.ports().life().stopped() ? now : null;
  }

  /** It has answered somebody: a cut just now must not take that back. */
  void told() {
    VirtualProcess now = living();
    if (now != null) {
      now.ports().life().mark();
    }
  }

  /** Its API, null while none lives. */
  @Nullable Api api() {
    return process() == null ? null : api;
  }

  /** What it shows, as of its last cycle. */
  public Optional<Snapshot> snapshot() {
    return Optional.ofNullable(process()).map(p -> p.loop().snapshot());
  }

  /** The durable part of what it shows. */
  public Optional<Ledger> facts() {
    return Optional.ofNullable(process()).map(p -> p.loop().facts());
  }

  /** The same, or what was shown last while no process lives or runs; empty before the first. */
  Optional<Ledger> factsShownLast() {
    VirtualProcess now = living();
    return Optional.ofNullable(now == null ? shownLast : now.loop().facts());
  }
}
