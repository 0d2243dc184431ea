package tower.drive;

import java.util.List;
import java.util.Map;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.DriveProfile;
import tower.model.Time;

/**
 * All drives on one RS-485 line: the one master, used by the loop's thread only, one transaction at
 * a time, every wait bounded.
 *
 * <p>Orders ({@link #move}, {@link #home}, {@link #resetFaults}) are only noted; {@link #poll}
 * carries them out with at most one exchange per axis and cycle. Only {@link #stop} sends at once.
 */
public final class DriveBus implements AutoCloseable {

  /**
   * Opens nothing yet; the first {@link #poll} does.
   *
   * @param link the line; this bus owns it from now on
   * @param axes every axis of the tower, in the order in which they are polled and stopped
   * @param profiles the drive of every axis
   * @throws IllegalArgumentException when a profile cannot be used, naming drive and remedy
   */
  public DriveBus(
      SerialLink link,
      Time time,
      BusSettings settings,
      List<AxisSpec> axes,
      Map<AxisName, DriveProfile> profiles) {
    throw new UnsupportedOperationException();
  }

  /**
   * Orders one axis to a setpoint: enable, travel, in position, disable and brake. Nothing is sent
   * before the next {@link #poll}. An order that cannot be carried out (setpoint outside the soft
   * limits, axis not referenced, drive in fault, link not up, a move under way) ends as FAILED with
   * its reason in the next report; an order while a move is under way also stops all axes.
   *
   * @param moveId the caller's number for it, shown in the reports
   * @param setpoint in the axis's unit, mm or millidegrees
   */
  public void move(long moveId, AxisName axis, int setpoint) {
    throw new UnsupportedOperationException();
  }

  /** Orders one axis to find its reference; otherwise as {@link #move}. */
  public void home(long moveId, AxisName axis) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stops every axis now: quick stop to each drive whose identity was once proven on this
   * connection, doubtful and lost drives last, quarantine ignored, gate not asked. Moves under way
   * end with progress NONE and the reason. What is not confirmed is sent again after the quarantine
   * and read back in the following polls; until then {@link #trouble} says so. Never throws. Calling
   * it again while all axes are already stopping or without torque sends nothing more than the
   * first call did.
   *
   * @param why for people
   */
  public void stop(String why) {
    throw new UnsupportedOperationException();
  }

  /** Asks for a fault reset of every drive that is in fault; done in the following polls. */
  public void resetFaults() {
    throw new UnsupportedOperationException();
  }

  /**
   * One cycle: per axis its status block, its position block and at most one exchange of its
   * sequence. Returns early when the gate closes, while the line is in quarantine and when the port
   * is gone. A drive that does not answer while anything moves makes it {@link #stop} by itself.
   */
  public void poll(Gate gate) {
    throw new UnsupportedOperationException();
  }

  /** What is known of every axis after the last poll, in the constructor's order; never blocks. */
  public List<AxisReport> reports() {
    throw new UnsupportedOperationException();
  }

  /** What is wrong with the line as a whole, with cause and remedy; empty for nothing. */
  public String trouble() {
    throw new UnsupportedOperationException();
  }

  /** How many exchanges were begun since the start, for the metrics. */
  public long exchanges() {
    throw new UnsupportedOperationException();
  }

  /** How many exchanges ended doubtful since the start, for the metrics. */
  public long doubtful() {
    throw new UnsupportedOperationException();
  }

  /** Closes the port without sending anything. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
