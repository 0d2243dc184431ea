package tower.voucher;

/** Carries a refusal from where it is found to the verifier that answers with it. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refused refused;

  RefusedException(Flaw flaw, String detail) {
    this(flaw, "", detail);
  }

  RefusedException(Flaw flaw, String pointer, String detail) {
    // Without a stack trace: a refusal is an answer, and a hostile client may want many.
    super(detail, null, false, false);
    refused = new Refused(flaw, pointer, detail);
  }

  Refused refused() {
    return refused;
  }
}
