package tower.drive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A line in virtual time with drives behind it; single requests can be made to go wrong. */
final class FakeLine implements SerialLink {
  /** How long a drive takes to answer. */
  static final long ANSWER_NANOS = 1_000_000;

  /** What happens to the reply of one request. */
  interface Fault {
    void apply(FakeLine line, byte[] request, byte[] reply, long atNanos);
  }

  /** A request as it went out. */
  static final class Sent {
    private final long nanos;
    private final byte[] bytes;

    Sent(long nanos, byte[] bytes) {
      this.nanos = nanos;
      this.bytes = bytes;
    }

    long nanos() {
      return nanos;
    }

    byte[] bytes() {
      return bytes;
    }

    int word(int at) {
      return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    int unit() {
      return bytes[0] & 0xFF;
    }

    int function() {
      return bytes[1] & 0xFF;
    }

    int register() {
      return word(2);
    }

    /** The low word of the first value written. */
    int value() {
      return word(9);
    }

    boolean writes(int register) {
      return function() == 16 && register() == register;
    }

    boolean controls(int value) {
      return writes(FakeDrive.CONTROLWORD) && value() == value;
    }
  }

  private static final class Arrival {
    private final long nanos;
    private final byte[] bytes;

    Arrival(long nanos, byte[] bytes) {
      this.nanos = nanos;
      this.bytes = bytes;
    }
  }

  private record Rule(Predicate<Sent> when, Fault fault, boolean once) {}

  final List<Sent> sent = new ArrayList<>();
  final List<FakeDrive> drives = new ArrayList<>();
  private final FakeTime time;
  private final Deque<Arrival> arrivals = new ArrayDeque<>();
  private final List<Rule> rules = new ArrayList<>();
  private boolean open;
  boolean unplugged;
  int opened;

  FakeLine(FakeTime time) {
    this.time = time;
  }

  /** The next request that fits goes wrong. */
  void once(Predicate<Sent> when, Fault fault) {
    rules.add(new Rule(when, fault, true));
  }

  /** Every request that fits goes wrong. */
  void always(Predicate<Sent> when, Fault fault) {
    rules.add(new Rule(when, fault, false));
  }

  void heal() {
    rules.clear();
  }

  /** Bytes that come by themselves. */
  void arrive(long nanos, byte... bytes) {
    arrivals.add(new Arrival(nanos, bytes));
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    check();
    Sent request = new Sent(time.nanos(), Arrays.copyOf(bytes, length));
    sent.add(request);
    for (FakeDrive drive : drives) {
      if (drive.unit == request.unit()) {
        serve(drive, request);
      }
    }
  }

  private void serve(FakeDrive drive, Sent request) {
    Rule rule = rules.stream().filter(r -> r.when().test(request)).findFirst().orElse(null);
    if (rule != null && rule.once()) {
      rules.remove(rule);
    }
    long at = time.nanos() + ANSWER_NANOS;
    if (rule != null && rule.fault() == Faults.DEAF) {
      return;
    }
    byte[] reply = answer(drive, request);
    if (rule == null) {
      arrive(at, reply);
    } else {
      rule.fault().apply(this, request.bytes(), reply, at);
    }
  }

  private static byte[] answer(FakeDrive drive, Sent request) {
    int register = request.register();
    int count = request.word(4);
    if (request.function() == 16) {
      for (int i = 0; i < count; i++) {
        drive.write(register + i, request.word(7 + 2 * i));
      }
      return Faults.withCrc(Arrays.copyOf(request.bytes(), 6));
    }
    byte[] body = new byte[3 + 2 * count];
    body[0] = (byte) drive.unit;
    body[1] = 3;
    body[2] = (byte) (2 * count);
    for (int i = 0; i < count; i++) {
      int word = drive.word(register + i);
      body[3 + 2 * i] = (byte) (word >>> 8);
      body[4 + 2 * i] = (byte) word;
    }
    return Faults.withCrc(body);
  }

  @Override
  public int read(byte[] into, int offset, long deadlineNanos) throws IOException {
    check();
    Arrival next = arrivals.peek();
    if (next == null || next.nanos > Math.max(deadlineNanos, time.nanos())) {
      time.sleepUntil(deadlineNanos);
      return 0;
    }
    time.sleepUntil(next.nanos);
    arrivals.remove();
    System.arraycopy(next.bytes, 0, into, offset, next.bytes.length);
    return next.bytes.length;
  }

  @Override
  public void discardInput() throws IOException {
    check();
    arrivals.removeIf(a -> a.nanos <= time.nanos());
  }

  private void check() throws IOException {
    if (!open || unplugged) {
      throw new IOException("port /dev/fake is gone: plug the adapter in again");
    }
  }

  @Override
  public String name() {
    return "/dev/fake";
  }

  @Override
  public void open() throws IOException {
    opened++;
    open = true;
    try {
      check();
    } catch (IOException e) {
      open = false;
      throw e;
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    arrivals.clear();
  }
}
