package tower.drive;

/**
 * Judges what has come back so far against what was asked. Only the right unit, function, byte
 * count (FC03) or address and count (FC16), length and CRC make an answer; everything else is
 * doubtful.
 */
final class Reply {
  /** Length of an exception reply: unit, function with its top bit set, code, CRC. */
  private static final int EXCEPTION_LENGTH = 5;

  private Reply() {}

  /** What the bytes received so far are. */
  enum Verdict {
    /** The beginning of an answer: read on. */
    MORE("the reply is cut short"),
    /** The whole answer and nothing else. */
    ANSWER(""),
    /** The drive understood and refuses: a Modbus exception. */
    EXCEPTION(""),
    WRONG_UNIT("another unit answers"),
    WRONG_FUNCTION("the reply has another function"),
    WRONG_SHAPE("the reply is for another address or length"),
    WRONG_CRC("the reply's CRC is wrong"),
    EXTRA_BYTES("more bytes than the reply has");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** What is wrong, for people; empty when nothing is. */
    String text() {
      return text;
    }
  }

  /**
   * Judges the first {@code length} bytes of {@code in}; wrong ones are named as soon as they show.
   */
  static Verdict judge(Request request, byte[] in, int length) {
    if (length >= 1 && (in[0] & 0xFF) != request.unit()) {
      return Verdict.WRONG_UNIT;
    }
    if (length < 2) {
      return Verdict.MORE;
    }
    int function = in[1] & 0xFF;
    if (function == (request.function() | 0x80)) {
      return whole(in, length, EXCEPTION_LENGTH, Verdict.EXCEPTION);
    }
    if (function != request.function()) {
      return Verdict.WRONG_FUNCTION;
    }
    if (!shapeHolds(request, in, length)) {
      return Verdict.WRONG_SHAPE;
    }
    return whole(in, length, request.replyLength(), Verdict.ANSWER);
  }

  private static boolean shapeHolds(Request request, byte[] in, int length) {
    if (request.function() == Request.READ) {
      return length < 3 || (in[2] & 0xFF) == 2 * request.count();
    }
    // An FC16 reply repeats the request's address and count, bytes 2 to 5.
    for (int i = 2; i < Math.min(length, 6); i++) {
      if (in[i] != request.frame()[i]) {
        return false;
      }
    }
    return true;
  }

  private static Verdict whole(byte[] in, int length, int expected, Verdict good) {
    if (length < expected) {
      return Verdict.MORE;
    }
    if (length > expected) {
      return Verdict.EXTRA_BYTES;
    }
    return Crc16.holds(in, length) ? good : Verdict.WRONG_CRC;
  }

  /** The name of a Modbus exception code, as the specification has it. */
  static String exceptionName(int code) {
    String name =
        switch (code) {
          case 1 -> "illegal function";
          case 2 -> "illegal data address";
          case 3 -> "illegal data value";
          case 4 -> "server device failure";
          case 5 -> "acknowledge";
          case 6 -> "server device busy";
          case 7 -> "negative acknowledge";
          case 8 -> "memory parity error";
          case 10 -> "gateway path unavailable";
          case 11 -> "gateway target failed to respond";
          default -> "maker's own";
        };
    return "exception " + code + " (" + name + ")";
  }
}
