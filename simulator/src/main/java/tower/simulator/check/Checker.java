package tower.simulator.check;

import java.util.List;
import tower.core.Fact;
import tower.simulator.line.LineFault;

/**
 * One invariant. It overrides what it wants to see, counts how often it looked, and says what it
 * saw when it did not hold.
 */
public abstract class Checker {
  /** A run that is lost needs no thousand findings. */
  private static final int MOST_FINDINGS = 3;

  private final String name;
  private final String text;
  private final Scene scene;
  private long checks;
  private int found;

  /**
   * A checker of one run.
   *
   * @param name of the invariant, as in the reference
   * @param text the invariant in a few words
   */
  protected Checker(String name, String text, Scene scene) {
    this.name = name;
    this.text = text;
    this.scene = scene;
  }

  /** The invariant's name. */
  public final String name() {
    return name;
  }

  /** The invariant in a few words. */
  public final String text() {
    return text;
  }

  /** How often it has looked. */
  public final long checks() {
    return checks;
  }

  /** What it can see. */
  protected final Scene scene() {
    return scene;
  }

  /** Looks: what is said must hold. */
  // The annotation that Error Prone asks for lives in a library of its own.
  @SuppressWarnings("AnnotateFormatMethod")
  protected final void must(boolean holds, String otherwise, Object... details) {
    checks++;
    if (!holds && found++ < MOST_FINDINGS) {
      scene.found(new Finding(scene.nanos(), name, String.format(otherwise, details)));
    }
  }

  // What happens.

  /** The steel has changed, and everything that changes at this instant has. */
  void settled() {}

  /** A while has passed with something moving. */
  void pulse() {}

  /** The master has put a write on the wire. */
  void written(Frame frame) {}

  /** The master has put a read on the wire. */
  void read(int unit) {}

  /** A fault of the run spoils the exchange that is under way. */
  void spoilt(LineFault.Kind kind) {}

  /** A fact has become durable; the scene's record already has it. */
  void durable(Fact fact) {}

  /** A transaction has become durable. */
  void committed() {}

  /** A client was told something. */
  void told(Told told) {}

  /** A process has started. */
  void lifeBegan() {}

  /** A process is gone. */
  void lifeEnded() {}

  /** The run is over, and everything rests. */
  void over() {}

  /** Every checker of the hunt. */
  static List<Checker> all(Scene scene, CarefulBus bus) {
    return List.of(
        new NoTorqueOpen(scene),
        new ResumeBeforeMotion(scene),
        new WithinLimits(scene),
        new LiftOrShuttle(scene),
        new NeverIntoOccupied(scene),
        new PickOnlyOccupied(scene),
        new EveryCarOnce(scene),
        new OneJobHolds(scene),
        new IntentBeforeBytes(scene),
        new TransferOnce(scene),
        new ConfirmedBySensors(scene),
        new ReconciledFirst(scene),
        new GuardedMotion(scene),
        new DeadProcessDropsAll(scene),
        bus,
        new OneEffect(scene),
        new KeptPromise(scene),
        new SoundSteel(scene));
  }
}
