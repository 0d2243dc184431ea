package tower.core;

/**
 * Every way the tower refuses a client: the only source of problem codes, their HTTP status and who
 * can clear them (RFC 9457 type {@code /problems/<code>}).
 */
public enum Problem {
  MALFORMED(400, "The request is malformed", Clearing.SHOP, false),
  MISSING_IDEMPOTENCY_KEY(400, "The Idempotency-Key header is missing", Clearing.SHOP, false),
  INVALID_FIELD(422, "A field's value is not acceptable", Clearing.SHOP, false),
  KEY_REUSED(422, "The Idempotency-Key was used with another body", Clearing.SHOP, false),
  REQUEST_IN_PROGRESS(
      409, "A request with this Idempotency-Key is still being decided", Clearing.WAIT, true),
  UNAUTHENTICATED(401, "No valid credential came with the request", Clearing.SHOP, false),
  MISSING_SCOPE(403, "The credential does not allow this", Clearing.SHOP, false),
  WRONG_HOST(421, "The request is for another host", Clearing.SHOP, false),
  TOO_MANY_REQUESTS(429, "Requests come faster than they are taken", Clearing.WAIT, true),
  TOO_MANY_CONNECTIONS(429, "The client has too many connections", Clearing.WAIT, true),
  NOT_FOUND(404, "There is no such resource", Clearing.SHOP, false),
  METHOD_NOT_ALLOWED(405, "The resource does not take this method", Clearing.SHOP, false),
  NOT_ACCEPTABLE(406, "No representation fits the Accept header", Clearing.SHOP, false),
  TOO_LARGE(413, "The body is larger than 16 KiB", Clearing.SHOP, false),
  TOO_SLOW(408, "The request did not arrive in time", Clearing.SHOP, true),
  HEADERS_TOO_LARGE(
      431, "The request line and headers are larger than 8 KiB", Clearing.SHOP, false),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json", Clearing.SHOP, false),
  UNKNOWN_VEHICLE(404, "The tower has no vehicle with this VIN", Clearing.SHOP, false),
  VOUCHER_NOT_GENUINE(
      403, "The voucher is not one of this shop for this tower", Clearing.SHOP, false),
  VOUCHER_MISMATCH(422, "The voucher is for something else", Clearing.SHOP, false),
  VOUCHER_USED(409, "The voucher has been used", Clearing.SHOP, false),
  VOUCHER_REVOKED(403, "The voucher or its key was revoked", Clearing.SHOP, false),
  VOUCHER_EXPIRED(403, "The voucher has expired", Clearing.SHOP, false),
  VOUCHER_TOO_EARLY(409, "The voucher is not valid yet", Clearing.WAIT, true),
  NO_KEYS(503, "The tower has no list of the shop's keys yet", Clearing.SHOP, true),
  KEYS_REFUSED(422, "The list of keys is not genuine, or not newer", Clearing.SHOP, false),
  CLOCK_NOT_TRUSTED(503, "The tower does not know what time it is", Clearing.TECHNICIAN, true),
  VEHICLE_RESERVED(409, "The vehicle is already reserved", Clearing.SHOP, false),
  VEHICLE_QUARANTINED(409, "The vehicle is in quarantine", Clearing.TECHNICIAN, true),
  VEHICLE_OUT(409, "The vehicle is out with a customer", Clearing.WAIT, true),
  VEHICLE_NOT_OUT(409, "The vehicle is not out, so it cannot come back", Clearing.SHOP, false),
  VEHICLE_WITHHELD(409, "The vehicle came back damaged and was not released", Clearing.SHOP, false),
  VEHICLE_PRESENT(409, "The tower already has a vehicle with this VIN", Clearing.SHOP, false),
  DOES_NOT_FIT(422, "No bay of this tower takes a vehicle of this size", Clearing.SHOP, false),
  CHARGE_TOO_HIGH(
      422, "The vehicle's battery has more charge than the tower stores", Clearing.SHOP, false),
  NO_FREE_BAY(409, "No bay that fits is free", Clearing.WAIT, true),
  MAINTENANCE_WINDOW(409, "Maintenance is planned for that time", Clearing.WAIT, true),
  TOO_LATE_TO_CANCEL(409, "The point of no return has passed", Clearing.SHOP, false),
  ALREADY_EXPIRED(422, "The time of the pickup is over already", Clearing.SHOP, false),
  NOTHING_TO_SETTLE(409, "Nothing is left for a person to decide", Clearing.TECHNICIAN, false),
  ALREADY_ENDED(409, "It has already ended", Clearing.SHOP, false),
  NOT_STAGED(409, "The car is not waiting in a portal", Clearing.WAIT, true),
  WEBHOOK_DISABLED(409, "The webhook is disabled", Clearing.SHOP, false),
  WRONG_CODE(403, "The code is not right", Clearing.SHOP, false),
  NO_TRIES_LEFT(403, "No tries are left for this code", Clearing.SHOP, false),
  EVENTS_RESET(410, "The tower does not have these events any more", Clearing.SHOP, false),
  TOO_MANY_STREAMS(503, "The tower has as many event streams as it serves", Clearing.WAIT, true),
  TOO_MANY_OWN_STREAMS(429, "The client has too many event streams", Clearing.WAIT, true),
  TOO_MANY_OPEN(503, "The tower has as many open requests as it takes", Clearing.WAIT, true),
  INBOX_FULL(503, "The tower is busy", Clearing.WAIT, true),
  STORE_FULL(507, "The tower's disk is full", Clearing.TECHNICIAN, true),
  STORE_SLOW(503, "The tower's disk does not answer", Clearing.WAIT, true),
  NOT_TAKING(503, "The tower takes no new work in its present state", Clearing.TECHNICIAN, true),
  TIMED_OUT(
      503, "The tower did not decide in time; ask again with the same key", Clearing.WAIT, true),
  INTERNAL(500, "The tower made a mistake", Clearing.TECHNICIAN, true);

  /** Who can clear a problem. */
  public enum Clearing {
    SHOP,
    TECHNICIAN,
    WAIT
  }

  private final int status;
  private final String title;
  private final Clearing clearing;
  private final boolean retryable;

  Problem(int status, String title, Clearing clearing, boolean retryable) {
    this.status = status;
    this.title = title;
    this.clearing = clearing;
    this.retryable = retryable;
  }

  /** Stable kebab-case code. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** One sentence, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** Who can clear it. */
  public Clearing clearing() {
    return clearing;
  }

  /** True when the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
