package tower.simulator.line;

/**
 * What becomes of one request.
 *
 * @param kind what
 * @param number milliseconds, bytes or the exception's code, as the kind says
 */
public record LineFault(Kind kind, int number) {
  /** The request is answered as it should be. */
  public static final LineFault OK = new LineFault(Kind.OK, 0);

  /**
   * What can become of a request; in all but {@link #DEAF} the drive has done what it was asked.
   */
  public enum Kind {
    OK,
    /** The request never reaches the drive. */
    DEAF,
    /** The reply never reaches the master. */
    NONE,
    /** One bit of the reply is flipped. */
    CRC,
    /** The reply begins so many milliseconds later; the drive is busy until then. */
    LATE,
    /** Only so many bytes of the reply come. */
    PARTIAL,
    /** So many milliseconds of silence in the middle of the reply. */
    GAP,
    /** A well-formed reply of another unit. */
    WRONG_UNIT,
    /** A well-formed reply to another function. */
    WRONG_FUNCTION,
    /** A well-formed refusal with this exception code. */
    EXCEPTION,
    /** A well-formed reply that is too short for the request. */
    SHORT,
    /** A well-formed reply that is too long for the request. */
    LONG,
    /** The reply twice. */
    DUPLICATE,
    /** Junk, then the reply. */
    JUNK_BEFORE,
    /** The reply, then junk. */
    JUNK_AFTER,
    /** The request comes back, then the reply. */
    ECHO,
    /** The request comes back and the drive is dead. */
    ECHO_ONLY,
    /** So many random bytes instead of a reply. */
    NOISE,
    /** So many zeros instead of a reply. */
    ZEROS
  }

  /** A fault without a number. */
  public static LineFault of(Kind kind) {
    return new LineFault(kind, 0);
  }

  /** A fault with its number. */
  public static LineFault of(Kind kind, int number) {
    return new LineFault(kind, number);
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return number == 0 ? name : name + ":" + number;
  }
}
