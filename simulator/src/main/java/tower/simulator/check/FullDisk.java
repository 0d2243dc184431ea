package tower.simulator.check;

import tower.core.Fact;
import tower.core.Known;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * L8: while the disk is full nothing new starts and nothing new is promised; when it has space
 * again, the same process takes work again.
 */
final class FullDisk extends Checker {
  /** The first refusal has to be seen. */
  private static final long SEEN_NANOS = 2 * World.SECOND;

  /** The product tries again every half second; a slow card may take twice its five seconds. */
  private static final long BACK_NANOS = 12 * World.SECOND;

  private final Timer back;
  private long since = World.NEVER;
  private long until = Long.MIN_VALUE;
  private long intended;

  FullDisk(Scene scene) {
    super(Invariant.L8, scene);
    back = scene.world().timer(this::back);
  }

  @Override
  void diskFull(long untilNanos) {
    if (!full()) {
      since = scene().nanos();
    }
    until = untilNanos;
    back.set(until + BACK_NANOS);
  }

  @Override
  void durable(Fact fact) {
    if (fact instanceof Fact.StepIntended) {
      intended = scene().nanos();
    }
  }

  /** What was durable before may still begin: a travel may wait for a door to be locked first. */
  private boolean intendedBefore() {
    return scene().record().open() != null && intended < since;
  }

  private boolean full() {
    return scene().nanos() < until;
  }

  private boolean seen() {
    return full() && scene().nanos() - since > SEEN_NANOS && scene().lifeBeganAt() < since;
  }

  @Override
  void written(Frame frame) {
    if (frame.starts() && seen() && !scene().wakes() && !intendedBefore()) {
      must(
          false,
          "the %s starts %d ms after the disk was full",
          frame.axis().name().key(),
          (scene().nanos() - since) / World.MS);
    }
  }

  @Override
  void told(Told told) {
    if (seen() && told.byTower()) {
      must(
          scene().database().known(Known.place("shop", told.key())).isPresent(),
          "%s was promised while the disk was full",
          told.path());
    }
  }

  private void back() {
    if (scene().alive() && scene().lifeBeganAt() < since) {
      must(
          scene().calm().panel().stream().noneMatch(r -> r.code().equals("store-full")),
          "the disk has space again, but the tower shows %s",
          scene().calm().panel());
    }
  }
}
