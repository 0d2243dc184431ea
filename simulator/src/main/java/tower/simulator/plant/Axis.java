package tower.simulator.plant;

import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * The steel of one axis with its motor, brake, encoder and switches. Positions are of the steel, in
 * the axis's unit (mm or millidegrees), unless they say encoder.
 */
public final class Axis {
  /** A motor that cannot follow its setpoint trips after so long. */
  private static final long FOLLOWING_ERROR_NANOS = 200 * World.MS;

  private final World world;
  private final AxisSpec spec;
  private final AxisWatch watch;
  private final AxisTraits traits;
  private final Profile profile = new Profile();
  private final Timer rest;
  private final Timer brakeTimer;
  private final Timer end;
  private final Timer stall;
  private AxisListener listener = AxisListener.NOBODY;

  private boolean torque;
  private Brake brake = Brake.CLOSED;
  private boolean moving;
  private boolean safeTorqueOff = true;

  /** Encoder minus steel, where the present course began. */
  private double encoderShift;

  private double courseBegan;
  private double unseenPerUnit;

  private boolean brakeStuck;
  private double brakeSlip;

  Axis(World world, AxisSpec spec, AxisWatch watch) {
    this.world = world;
    this.spec = spec;
    this.watch = watch;
    traits = AxisTraits.of(spec);
    rest = world.timer(this::rested);
    brakeTimer = world.timer(this::brakeDone);
    end = world.timer(this::ranIntoEnd);
    stall = world.timer(() -> listener.blocked());
    profile.rest(world.nanos(), 0);
  }

  private enum Brake {
    CLOSED,
    LIFTING,
    OPEN,
    CLOSING
  }

  /** Which axis. */
  public AxisName name() {
    return spec.name();
  }

  /** As configured. */
  public AxisSpec spec() {
    return spec;
  }

  /** What the configuration does not say: switches, ends, brake times. */
  public AxisTraits traits() {
    return traits;
  }

  /** Connects the drive; an axis has one. */
  public void connect(AxisListener drive) {
    listener = drive;
  }

  /** Where the steel is. */
  public double position() {
    return profile.position(world.nanos());
  }

  /** Speed of the steel, units per second, signed. */
  public double speed() {
    return profile.speed(world.nanos());
  }

  /** What the encoder says. */
  public double encoder() {
    double at = position();
    return at + encoderShift + (at - courseBegan) * unseenPerUnit / (1 - unseenPerUnit);
  }

  /** True while the steel moves. */
  public boolean moving() {
    return moving;
  }

  /** True while the motor has torque. */
  public boolean torque() {
    return torque;
  }

  /** True while the brake holds the steel. */
  public boolean braked() {
    return brake == Brake.CLOSED;
  }

  /** True while safe torque off is active. */
  public boolean safeTorqueOff() {
    return safeTorqueOff;
  }

  /** True while the negative limit switch is pressed. */
  public boolean limitNegative() {
    return position() < traits.limitNegative();
  }

  /** True while the positive limit switch is pressed. */
  public boolean limitPositive() {
    return position() > traits.limitPositive();
  }

  /** True while the home switch is pressed; its cam covers one half of the travel. */
  public boolean homeSwitch() {
    return traits.camNegative() ? position() < 0 : position() > 0;
  }

  /** When the steel next reaches a position on its present course, {@link World#NEVER} if not. */
  public long reaches(double position) {
    return moving ? profile.reaches(position, world.nanos()) : World.NEVER;
  }

  /** Where the steel comes to rest on its present course. */
  public double restPosition() {
    return profile.restPosition();
  }

  /** Gives the motor torque and lifts the brake; does nothing under safe torque off. */
  public void energise() {
    if (safeTorqueOff || torque) {
      return;
    }
    torque = true;
    if (moving) {
      course(() -> profile.run(world.nanos(), 0, traits.brakeDeceleration()));
    }
    brake = Brake.LIFTING;
    brakeTimer.set(world.nanos() + traits.brakeLiftNanos());
    changed(AxisEvent.TORQUE_ON);
  }

  /** Closes the brake, then takes the torque away. */
  public void release() {
    if (!torque || brake == Brake.CLOSING) {
      return;
    }
    brake = Brake.CLOSING;
    stall.cancel();
    halt(traits.brakeDeceleration());
    brakeTimer.set(world.nanos() + traits.brakeCloseNanos());
  }

  /** Takes the torque away at once; the brake falls in after its delay. */
  public void cut() {
    if (!torque) {
      return;
    }
    torque = false;
    stall.cancel();
    brakeTimer.cancel();
    brake = Brake.CLOSED;
    if (moving) {
      course(() ->
          profile.coastAndStop(
              world.nanos(), traits.brakeCloseNanos(), traits.brakeDeceleration()));
    }
    changed(AxisEvent.TORQUE_OFF);
    sag();
  }

  /** Goes to a position of the encoder, when it has torque and the brake is lifted. */
  public void moveTo(double encoderSetpoint, double top, double up, double down) {
    if (free()) {
      double way = (encoderSetpoint - encoder()) * (1 - unseenPerUnit);
      double setpoint = position() + way;
      course(() -> profile.moveTo(world.nanos(), setpoint, top, up, down));
    }
  }

  /** Runs at a speed until stopped, when it has torque and the brake is lifted. */
  public void run(double speed, double ramp) {
    if (free()) {
      course(() -> profile.run(world.nanos(), speed, ramp));
    }
  }

  /** Ramps down to rest. */
  public void halt(double ramp) {
    if (moving) {
      course(() -> profile.run(world.nanos(), 0, ramp));
    }
  }

  /** Declares what the encoder reads here. */
  public void setEncoder(double reads) {
    courseBegan = position();
    encoderShift = reads - courseBegan;
  }

  // What a fault script can do to an axis.

  /** Moves the steel without the encoder seeing it: a rope or a belt slips. */
  public void slip(double units) {
    settle();
    profile.shift(units);
    courseBegan += units;
    encoderShift -= units;
    if (moving) {
      follow();
    }
    world.trace(0x180 + spec.busUnit(), Math.round(units * 1000));
    watch.axisChanged(this, AxisEvent.STOPPED);
  }

  /** Loses such a share (0 to below 1) of every further way, unseen by the encoder. */
  public void slipPerUnit(double share) {
    settle();
    unseenPerUnit = share;
  }

  /** Lets the closed brake slip at a signed speed, units per second: 0 mends it. */
  public void brakeSlip(double unitsPerSecond) {
    brakeSlip = unitsPerSecond;
    if (brakeSlip == 0 && !torque) {
      halt(traits.brakeDeceleration());
    } else {
      sag();
    }
  }

  /** Keeps the brake from lifting, or lets it lift again. */
  public void brakeStuck(boolean stuck) {
    brakeStuck = stuck;
  }

  /** Somebody turns the motor's shaft by hand while it has no torque; its encoder sees it. */
  public void crank(double to) {
    if (torque || moving) {
      return;
    }
    settle();
    courseBegan += to - position();
    profile.shift(to - position());
    world.trace(0x1C0 + spec.busUnit(), Math.round(to * 1000));
    watch.axisChanged(this, AxisEvent.STOPPED);
  }

  /** Puts the steel somewhere while it stands without torque; the encoder does not see it. */
  public void place(double at) {
    slip(at - position());
  }

  void safeTorqueOff(boolean active) {
    if (active == safeTorqueOff) {
      return;
    }
    safeTorqueOff = active;
    boolean had = torque;
    if (active) {
      cut();
    }
    listener.safeTorqueOff(active, had);
  }

  private boolean free() {
    if (torque && brake == Brake.CLOSED) {
      stall.set(world.nanos() + FOLLOWING_ERROR_NANOS);
    }
    return torque && brake == Brake.OPEN;
  }

  /** Remembers what the encoder has not seen so far, before a new course begins here. */
  private void settle() {
    double at = position();
    encoderShift += (at - courseBegan) * unseenPerUnit / (1 - unseenPerUnit);
    courseBegan = at;
  }

  private void course(Runnable change) {
    settle();
    change.run();
    boolean was = moving;
    moving = true;
    follow();
    if (!was) {
      changed(AxisEvent.STARTED);
    } else {
      watch.courseChanged(this);
    }
  }

  /** Sets the timers that belong to the present course. */
  private void follow() {
    long now = world.nanos();
    long restsAt = profile.restsAt();
    rest.set(restsAt);
    long ends =
        Math.min(
            profile.reaches(traits.endNegative(), now), profile.reaches(traits.endPositive(), now));
    end.set(ends);
  }

  private void rested() {
    settle();
    moving = false;
    end.cancel();
    changed(AxisEvent.STOPPED);
    listener.standstill();
  }

  private void ranIntoEnd() {
    settle();
    boolean low = position() < 0;
    profile.rest(world.nanos(), low ? traits.endNegative() : traits.endPositive());
    rest.cancel();
    moving = false;
    changed(AxisEvent.END_STOP);
    listener.blocked();
  }

  private void brakeDone() {
    if (brake == Brake.LIFTING) {
      brake = brakeStuck ? Brake.CLOSED : Brake.OPEN;
      listener.brakeLifted();
    } else if (brake == Brake.CLOSING) {
      brake = Brake.CLOSED;
      torque = false;
      changed(AxisEvent.TORQUE_OFF);
      listener.brakeClosed();
      sag();
    }
  }

  private void sag() {
    boolean atEnd =
        brakeSlip < 0 ? position() <= traits.endNegative() : position() >= traits.endPositive();
    if (brakeSlip != 0 && brake == Brake.CLOSED && !torque && !atEnd) {
      course(() -> profile.run(world.nanos(), brakeSlip, traits.brakeDeceleration()));
    }
  }

  private void changed(AxisEvent event) {
    world.trace(0x1000 + spec.busUnit() * 16 + event.code, Math.round(position() * 1000));
    watch.axisChanged(this, event);
  }
}
