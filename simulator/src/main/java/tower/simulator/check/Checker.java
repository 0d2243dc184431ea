package tower.simulator.check;

import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.Ledger;
import tower.loop.Snapshot;
import tower.model.AxisName;
import tower.simulator.line.LineFault;

/**
 * One invariant. It overrides what it wants to see, counts how often it looked, and says what it
 * saw when it did not hold.
 */
public abstract class Checker {
  /** A run that is lost needs no thousand findings. */
  private static final int MOST_FINDINGS = 3;

  private final Invariant invariant;
  private final Scene scene;
  private long checks;
  private int found;

  /** A checker of one run. */
  protected Checker(Invariant invariant, Scene scene) {
    this.invariant = invariant;
    this.scene = scene;
  }

  /** What it looks after. */
  public final Invariant invariant() {
    return invariant;
  }

  /** How often it has looked. */
  public final long checks() {
    return checks;
  }

  /** What it can see. */
  protected final Scene scene() {
    return scene;
  }

  /** Counts a look that found all well, where every look counts its nanoseconds. */
  protected final void looked() {
    checks++;
  }

  /** Looks: what is said must hold. */
  // The annotation that Error Prone asks for lives in a library of its own.
  @SuppressWarnings("AnnotateFormatMethod")
  protected final void must(boolean holds, String otherwise, @Nullable Object... details) {
    checks++;
    if (!holds && found++ < MOST_FINDINGS) {
      scene.found(new Finding(scene.nanos(), invariant.key(), String.format(otherwise, details)));
    }
  }

  // What happens.

  /** The steel has changed, and everything that changes at this instant has. */
  void settled() {}

  /** A while has passed with something moving. */
  void pulse() {}

  /** The master has put a write on the wire. */
  void written(Frame frame) {}

  /** True for who wants to see reads: there are thousands a minute. */
  boolean wantsReads() {
    return false;
  }

  /** The master has put a read on the wire. */
  void read(int unit) {}

  /** A fault of the run spoils the exchange that is under way. */
  void spoilt(LineFault.Kind kind) {}

  /** A drive has lost its power, for a while or for good. */
  void driveDies(AxisName axis) {}

  /** The disk takes nothing until then. */
  void diskFull(long untilNanos) {}

  /** A fact was decided just now; it may still be lost. */
  void decided(Fact fact) {}

  /** A fact has become durable; the scene's record already has it. */
  void durable(Fact fact) {}

  /** A transaction has become durable. */
  void committed() {}

  /** A client asks for something. */
  void asked(Asked asked) {}

  /** Somebody asks for what he may not have; that he asks is told, too. */
  void intrudes(Intrusion intrusion) {}

  /** A client was told something. */
  void told(Told told) {}

  /** The shop has given a customer the code of a pickup. */
  void issued(Issued issued) {}

  /** A webhook has arrived at its endpoint; what it told before is already counted. */
  void arrived(Cloud.Post post) {}

  /** Somebody listens to the event stream, after that event or with what is open now. */
  void opened(Cloud.Ear ear, @Nullable Long after) {}

  /** Somebody has read a piece of the event stream. */
  void read(Cloud.Ear ear, String text) {}

  /** Somebody looks at what the tower shows. */
  void shown(Snapshot snapshot) {}

  /** A process has started and read this from the database. */
  void loaded(Ledger ledger) {}

  /** A process has started. */
  void lifeBegan() {}

  /** A process is gone. */
  void lifeEnded() {}

  /** The process that lives does not run until then. */
  void stopped(long untilNanos) {}

  /** The run is over, and everything rests. */
  void over() {}
}
