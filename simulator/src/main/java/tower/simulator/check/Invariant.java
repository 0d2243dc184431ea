package tower.simulator.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: everything that must always hold (S) and finally happen (L), and who looks after
 * it. What has no surface in the product yet has its place here and gets its checker with that
 * surface.
 */
@SuppressWarnings("ImmutableEnumChecker") // a constructor reference holds no state
public enum Invariant {
  S1(
      "no torque and no motion command while the chain is open; stop on the wire in 100 ms",
      NoTorqueOpen::new),
  S2("an inner door opens only where the carrier has landed and rests braked", LandedFirst::new),
  S3(
      "no motion with a person in its zone, nor in a portal not confirmed from outside",
      NobodyInside::new),
  S4("no motion before reset and a separate resume by a person", ResumeBeforeMotion::new),
  S5("position within soft limits, speed within the limit", WithinLimits::new),
  S6("the lift moves only with the shuttle home; the shuttle only aligned", LiftOrShuttle::new),
  S7("never a car into an occupied bay", NeverIntoOccupied::new),
  S8("never a pick from a bay unless record and sensor say occupied", PickOnlyOccupied::new),
  S9("every car at exactly one place, and the record agrees", EveryCarOnce::new),
  S10(
      "a portal is taken from its customer only with the car truly gone or staying, door shut",
      CustomersPortal::new),
  S11("nothing oversize, overweight or misplaced is lifted", FitsWhereItGoes::new),
  S12("one job at a time holds lift, shuttle, portal or bay", OneJobHolds::new),
  S13("no byte that can start motion before its intent is durable", IntentBeforeBytes::new),
  S14("each planned transfer happens at most once; a finished job never moves", TransferOnce::new),
  S15("a step is done only with its sensor confirmation recorded", ConfirmedBySensors::new),
  S16("after a start: look, resume, homing, reconcile, and only then work", ReconciledFirst::new),
  S17("motion only under node guards; a dead process stops everything", GuardedMotion::new),
  S18("a dead process leaves lifter, doors and torque without power", DeadProcessDropsAll::new),
  S19(
      "the street's door opens before a car only for the shop's voucher and the right code",
      RightCodeFirst::new),
  S20("the car behind that door is the pickup's car", TheirOwnCar::new),
  S21("a voucher makes at most one pickup, and redeems at most once", VoucherOnce::new),
  S22("at most five wrong codes a pickup, through restarts", FewTries::new),
  S23("one idempotency key, one effect", OneEffect::new),
  S24("a 2xx survives a power cut at any later instant", KeptPromise::new),
  S25(
      "a cancelled car ends at a named place; a cancel becomes restow, then is refused",
      CancelsEndWell::new),
  S26(
      "nothing changes unasked, nor moves by itself while the key is in maintenance",
      KeyHoldsStill::new),
  S27(
      "a correction that the sensors contradict needs a second person",
      "comes with the technician's corrections"),
  S28("the audit chain verifies, with a row for every motion and release", AuditTrail::new),
  S29("after any crash the database is sound and has all that it acknowledged", SoundRecord::new),
  S30(
      "the wall clock only makes waiting work due, and only while it is to be believed",
      DueInTime::new),
  S31("no blind repeat of what can start motion, silence after a doubt", CarefulBus::new),
  S32("bad input changes nothing and is never a 5xx", NoEffectOfNonsense::new),
  S33("everything is bounded", WithinBounds::new),
  S34("every refusal says what refuses, for how long and what clears it", NamedRefusal::new),

  L1("each accepted job ends, with its cause, in bounded time", EverythingEnds::new),
  L2("after an emergency stop ready again in three acts", ReadyAfterStop::new),
  L3("after a power cut ready again, or a quarantine that names the car", ReadyAfterCut::new),
  L4("at most three tries a step, then a person is asked", NoHunting::new),
  L5(
      "days without the cloud: cars that wait are handed over, and later every event arrives",
      AloneForDays::new),
  L6("one bay or sensor dead for good: the others serve", OthersServe::new),
  L7("a dead drive: stopped within a second, the car's place known", DeadDrive::new),
  L8("a full disk: safe stop, refusal, recovery without restart", FullDisk::new),
  L9("overload of the API delays no control deadline", StopInFlood::new),
  L10("an accepted voucher needs no cloud, licence or date", AcceptedIsEnough::new),

  HOOKS("an endpoint is told the committed events, each once it has the last", ToldInOrder::new),
  STREAM("who listens gets what is open, and then every event", StreamedInOrder::new),
  STEEL("nothing hits anything", SoundSteel::new),
  PROCESS("the process meets no state that it holds impossible", "the hunt itself"),
  TWICE("one seed, one hash", "fuzz --twice");

  private final String text;
  private final @Nullable Function<Scene, Checker> maker;
  private final String cover;

  Invariant(String text, Function<Scene, Checker> maker) {
    this.text = text;
    this.maker = maker;
    cover = "a checker";
  }

  Invariant(String text, String cover) {
    this.text = text;
    this.maker = null;
    this.cover = cover;
  }

  /** As it is printed: {@code S1}, {@code steel}. */
  public String key() {
    return reference() ? name() : name().toLowerCase(Locale.ROOT);
  }

  /** The invariant in a few words. */
  public String text() {
    return text;
  }

  /** Who looks after it, in a few words. */
  public String cover() {
    return cover;
  }

  /** True when a checker of its own looks after it in every run. */
  public boolean checked() {
    return maker != null;
  }

  /** True for those of the reference, false for the hunt's own. */
  public boolean reference() {
    return name().length() > 1 && Character.isDigit(name().charAt(1));
  }

  /** A checker of each that has one. */
  static List<Checker> checkers(Scene scene) {
    return Arrays.stream(values()).flatMap(i -> i.checker(scene).stream()).toList();
  }

  private List<Checker> checker(Scene scene) {
    Function<Scene, Checker> make = maker;
    return make == null ? List.of() : List.of(make.apply(scene));
  }
}
