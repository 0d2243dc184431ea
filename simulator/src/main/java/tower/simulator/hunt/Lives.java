package tower.simulator.hunt;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tower.api.Api;
import tower.api.VoucherDesk;
import tower.hooks.Webhooks;
import tower.simulator.VirtualTower;
import tower.simulator.check.Finding;
import tower.simulator.check.Scene;
import tower.simulator.fault.Power;
import tower.simulator.product.VirtualMark;
import tower.simulator.product.VirtualProcess;
import tower.simulator.product.VirtualStore;
import tower.simulator.product.WriteBack;
import tower.simulator.world.Chance;
import tower.simulator.world.Incarnation;
import tower.simulator.world.SimulatedError;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/**
 * The lives of the controller's process in one run: the service manager that starts it again, and
 * everybody who can end it.
 */
final class Lives implements Power {
  /** A reset loop's lives are no longer than that. */
  private static final long SHORT_LIFE = 5 * World.SECOND;

  /** Between two lives of a process that ended by itself or was asked to. */
  private static final long RESTART_LOW = 2 * World.SECOND;

  private static final long RESTART_HIGH = 6 * World.SECOND;

  private final VirtualTower tower;
  private final World world;
  private final Scene scene;
  private final Running running;
  private final Setup setup;
  private final SqliteStore database;
  private final VoucherDesk desk;
  private final Office office;
  private final VirtualMark mark;
  private final VirtualProcess.Beside beside;
  private final VirtualStore.CommitWatch watch;
  private final Chance chance;
  private @Nullable Consumer<VirtualProcess> next;
  private @Nullable Setup odd;
  private @Nullable Backup backup;
  private @Nullable WriteBack writeBack;
  private boolean powerAtBoundary;
  private boolean disarmed;
  private boolean over;
  private boolean endExpected;
  private long shortLives;
  private long restartAt;
  private long durableSeq;
  private int count;

  /** A copy of the database, and how far its journal went. */
  private static final class Backup {
    private final byte[] image;
    private final long seq;

    Backup(byte[] image, long seq) {
      this.image = image;
      this.seq = seq;
    }
  }

  Lives(
      VirtualTower tower,
      Scene scene,
      Running running,
      Setup setup,
      SqliteStore database,
      VoucherDesk desk,
      Office office,
      VirtualMark mark,
      VirtualProcess.Beside beside,
      VirtualStore.CommitWatch watch) {
    this.tower = tower;
    this.scene = scene;
    this.running = running;
    this.setup = setup;
    this.database = database;
    this.desk = desk;
    this.office = office;
    this.mark = mark;
    this.beside = beside;
    this.watch =
        new VirtualStore.CommitWatch() {
          @Override
          public void committed(List<Batch> batches) {
            durableSeq = batches.getLast().lastSeq();
            if (writeBack != null) {
              writeBack.committed();
            }
            watch.committed(batches);
          }

          @Override
          public void decided(Batch batch) {
            watch.decided(batch);
          }
        };
    world = tower.world();
    chance = world.chance("hunt");
  }

  /** How many processes there were. */
  int count() {
    return count;
  }

  /** One life after the other, until the run is over. */
  void run() {
    while (!over) {
      if (beside.disk().readOnly(world.nanos())) {
        // The product refuses to start; the service manager tries again.
        restartAt = world.nanos() + pauseBetween();
      } else {
        live();
      }
      while (!over && world.nanos() < restartAt) {
        world.sleepUntil(restartAt);
      }
    }
  }

  /** The run is over: the process ends, and none begins. */
  void over() {
    over = true;
    end("asked to end");
  }

  private long pauseBetween() {
    return chance.between(RESTART_LOW, RESTART_HIGH);
  }

  /** A power cut takes from now on what the kernel has not yet written by itself. */
  void syncSeldom() {
    writeBack = new WriteBack(world, database);
  }

  boolean syncsSeldom() {
    return writeBack != null;
  }

  private void powerFails() {
    mark.powerCut();
    if (writeBack != null) {
      writeBack.powerCut();
    }
  }

  private void live() {
    restore();
    if (writeBack != null) {
      writeBack.lifeBegins();
    }
    Setup now = odd == null ? setup : odd;
    VirtualProcess.Beside its = beside.withQueue(now.storeQueue());
    VirtualProcess process =
        VirtualProcess.start(tower, now.config(), now.site(), database, its, watch);
    Webhooks hooks = office.webhooks(now.config().layout().towerId(), process);
    Api api =
        new Api(
            now.config().layout(),
            desk,
            now.site().settings().codeKey()::tag,
            process.loop()::snapshot,
            process.loop(),
            process.store(),
            process.store(),
            process.ports().life(),
            hooks);
    count++;
    running.began(process, api);
    office.begins(process, hooks, api);
    scene.lifeBegan();
    scene.loaded(process.loop().facts());
    restartAt = 0;
    endExpected = false;
    begin(process);
    run(process);
    died(process);
    running.gone();
    office.ends();
    scene.lifeEnded();
  }

  /** What was planned for this life before it began. */
  private void begin(VirtualProcess process) {
    if (scene.recordLost() && !process.loop().snapshot().live().state().equals("held")) {
      found("the database has stepped back, and the tower does not hold");
    }
    process.ports().life().onStop(scene::stopped);
    Consumer<VirtualProcess> planned = next;
    next = null;
    if (planned != null) {
      planned.accept(process);
    }
    if (shortLives > 0) {
      shortLives--;
      long lives = chance.between(World.SECOND / 10, SHORT_LIFE);
      world.in(lives, () -> ifArmed(process, () -> kill(World.SECOND)));
    }
  }

  private void ifArmed(VirtualProcess process, Runnable what) {
    if (!disarmed) {
      ifStill(process, what);
    }
  }

  private void ifStill(VirtualProcess process, Runnable what) {
    if (running.living() == process) {
      what.run();
    }
  }

  private void run(VirtualProcess process) {
    try {
      boolean endedItself = process.run();
      boolean expected = endExpected || process.store().faulted() || over;
      if (endedItself && !expected) {
        found("the process has ended itself: " + process.ended());
      }
    } catch (SimulatedError error) {
      world.trace(0xB001, world.nanos());
    } catch (RuntimeException impossible) {
      found("the process has met an impossible state: " + Trace.of(impossible));
    }
  }

  private void died(VirtualProcess process) {
    if (powerAtBoundary && restartAt == 0 && !over) {
      tower.powerCut(process.ports(), chance.between(1, 15) * World.SECOND);
      powerFails();
    }
    powerAtBoundary = false;
    restartAt = Math.max(restartAt, world.nanos() + pauseBetween());
  }

  private void found(String text) {
    scene.found(new Finding(world.nanos(), "process", text));
  }

  /** Lets the process end in good order, if one lives. */
  private void end(String why) {
    VirtualProcess process = running.living();
    if (process != null) {
      endExpected = true;
      process.loop().end(why);
    }
  }

  // Who can end, stop and hinder it.

  private boolean living(Consumer<VirtualProcess> what) {
    VirtualProcess process = running.living();
    if (process != null) {
      what.accept(process);
    }
    return process != null;
  }

  @Override
  public boolean cut(long nanos) {
    return living(process -> {
      tower.powerCut(process.ports(), nanos);
      powerFails();
      restartAt = world.nanos() + nanos + chance.between(1, 5) * World.SECOND;
    });
  }

  @Override
  public boolean cutAgain(long afterStartNanos, long offNanos) {
    return living(now ->
        next = process -> world.in(afterStartNanos, () -> ifArmed(process, () -> cut(offNanos))));
  }

  @Override
  public boolean boardDies(long nanos) {
    return living(process -> {
      tower.boardDies(process.ports());
      powerFails();
      restartAt = world.nanos() + nanos;
    });
  }

  @Override
  public boolean kill(long nanos) {
    return living(process -> {
      process.ports().life().cut();
      restartAt = world.nanos() + nanos;
    });
  }

  /** What waited for a boundary that never came, or for a next life, does not come in the calm. */
  void disarm() {
    disarmed = true;
    powerAtBoundary = false;
    shortLives = 0;
    next = null;
    living(process -> process.ports().life().disarm());
  }

  @Override
  public boolean cutAtBoundary(long boundary, boolean withPower) {
    return living(process -> {
      Incarnation life = process.ports().life();
      powerAtBoundary = withPower;
      life.cutAtBoundary(life.boundaries() + boundary);
    });
  }

  @Override
  public boolean errorAtBoundary(long boundary) {
    return living(process -> {
      Incarnation life = process.ports().life();
      life.errorAtBoundary(life.boundaries() + boundary);
    });
  }

  @Override
  public boolean stop(long nanos) {
    return living(process -> process.ports().life().stopFor(nanos));
  }

  @Override
  public boolean stopAtBoundary(long boundary, long nanos) {
    return living(process -> {
      Incarnation life = process.ports().life();
      life.stopAtBoundary(life.boundaries() + boundary, nanos);
    });
  }

  @Override
  public boolean resetLoop(long times) {
    shortLives = times;
    return kill(World.SECOND);
  }

  @Override
  public boolean oddLimits(Chance chanceOfLimits) {
    return living(process -> {
      odd = setup.odd(chanceOfLimits);
      end("other limits are set");
    });
  }

  /** From the calm on the usual limits are in force. */
  void usualLimits() {
    if (odd != null) {
      odd = null;
      end("the usual limits are set");
    }
  }

  @Override
  public boolean restoreBackup(long nanos) {
    byte[] image = database.image();
    long seq = durableSeq;
    return living(process ->
        world.in(
            nanos,
            () ->
                ifStill(
                    process,
                    () -> {
                      backup = new Backup(image, seq);
                      end("an old backup is restored");
                    })));
  }

  /**
   * Between two lives: somebody copies the old file over the new one. Not when the power has failed
   * so soon after the copy was made that the mark beside it is no younger: nothing could tell then.
   */
  private void restore() {
    Backup old = backup;
    backup = null;
    long marked = mark.read().map(end -> end.seq()).orElse(0L);
    if (old != null && (marked > old.seq || durableSeq == old.seq)) {
      database.replace(old.image);
      scene.olderCopy().restored(durableSeq > old.seq);
    }
  }
}
