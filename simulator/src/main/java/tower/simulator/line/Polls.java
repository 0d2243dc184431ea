package tower.simulator.line;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.AxisSpec;
import tower.simulator.drive.DriveSlave;
import tower.simulator.plant.Axis;

/**
 * Tells the replies that bring a process news from those that repeat what it has read before. A
 * read of the position alone counts as the same while the axis is in the same eighth of its travel:
 * else every reply of a moving axis would be news, and no two of them would decide otherwise.
 */
final class Polls {
  private static final int READ = 3;
  private static final int PARTS = 8;

  private final List<DriveSlave> slaves;

  /** Unit, address and length of every read that was ever asked, and what came of it last. */
  private long[] reads = new long[32];

  private long[] answers = new long[32];
  private int count;

  /** The read that is under way, -1 for none. */
  private int open = -1;

  private boolean position;
  private int unit;

  Polls(List<DriveSlave> slaves) {
    this.slaves = slaves;
  }

  /**
   * A request is sent.
   *
   * @return true for a read, which by itself changes nothing
   */
  boolean asked(byte[] request, int length) {
    open = -1;
    if (length != 8 || request[1] != READ) {
      return false;
    }
    unit = request[0] & 0xFF;
    long read = 0;
    for (int i = 0; i < 6; i++) {
      read = (read << 8) | (request[i] & 0xFF);
    }
    open = 0;
    while (open < count && reads[open] != read) {
      open++;
    }
    if (open == count) {
      add(read);
    }
    DriveSlave slave = slave();
    position = slave != null && slave.isPositionRead(request);
    return true;
  }

  private void add(long read) {
    if (count == reads.length) {
      reads = Arrays.copyOf(reads, 2 * count);
      answers = Arrays.copyOf(answers, 2 * count);
    }
    reads[count] = read;
    answers[count++] = 0;
  }

  /** True when these bytes say what the last answer to this request did not say. */
  boolean news(byte[] bytes, int offset, int length) {
    if (open < 0) {
      return true; // the reply to a write
    }
    long answer = position ? part() : length;
    for (int i = offset; !position && i < offset + length; i++) {
      answer = answer * 31 + bytes[i];
    }
    boolean news = answers[open] != answer;
    answers[open] = answer;
    return news;
  }

  /** In which part of its travel the axis is, counted from 1. */
  private long part() {
    DriveSlave slave = slave();
    if (slave == null) {
      return 1;
    }
    Axis axis = slave.drive().axis();
    AxisSpec spec = axis.spec();
    double travel = (double) spec.travelMax() - spec.travelMin();
    return 1 + (long) Math.floor((axis.position() - spec.travelMin()) * PARTS / travel);
  }

  private @Nullable DriveSlave slave() {
    for (int i = 0; i < slaves.size(); i++) {
      if (slaves.get(i).unit() == unit) {
        return slaves.get(i);
      }
    }
    return null;
  }
}
