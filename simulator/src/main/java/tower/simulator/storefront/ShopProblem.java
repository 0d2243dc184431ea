package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The shop's no, as RFC 9457 has it: what, and what to do; perhaps with the tower's own no. */
final class ShopProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why. */
  enum Kind {
    MALFORMED(400, "malformed", "Send one JSON object with the fields that the contract names."),
    BAD_SIGNATURE(401, "bad-signature", "Sign with the key of this webhook, and set the clock."),
    NOT_YOURS(403, "not-yours", "Use the browser that the order was made with."),
    NOT_FOUND(404, "not-found", "Look at the list of cars or of your orders."),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "Use a method that the path has."),
    KEY_REUSED(409, "key-reused", "Use a new Idempotency-Key for another order."),
    WRONG_TIME(409, "wrong-time", "Look at the order: it is in another state now."),
    REFUSED(409, "tower-refuses", "Read the tower's reason; choose another car or another time."),
    TOO_LARGE(413, "too-large", "Send a smaller body."),
    NOT_JSON(415, "not-json", "Send Content-Type: application/json."),
    INVALID(422, "invalid-field", "Mend the named field."),
    SHOP_FULL(503, "shop-full", "Wait until open orders have ended."),
    TOWER_SILENT(503, "tower-silent", "Try again in a moment: nothing happens twice."),
    INTERNAL(500, "internal", "Tell whoever runs this shop; its log has the cause.");

    final int status;
    final String code;
    final String remedy;

    Kind(int status, String code, String remedy) {
      this.status = status;
      this.code = code;
      this.remedy = remedy;
    }

    /** The no for a status that the server sets by itself. */
    static Kind of(int status) {
      for (Kind kind : values()) {
        if (kind.status == status) {
          return kind;
        }
      }
      return status >= 500 ? INTERNAL : MALFORMED;
    }
  }

  private final Kind kind;
  private final String detail;
  private final transient @Nullable JsonNode tower;

  ShopProblem(Kind kind, String detail) {
    this(kind, detail, null);
  }

  /**
   * A no of the tower's, handed on.
   *
   * @param tower its problem
   */
  ShopProblem(Kind kind, String detail, @Nullable JsonNode tower) {
    super(kind.code + ": " + detail);
    this.kind = kind;
    this.detail = detail;
    this.tower = tower;
  }

  Kind kind() {
    return kind;
  }

  /** As it is sent. */
  ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "about:blank");
    body.put("title", kind.code.replace('-', ' '));
    body.put("status", kind.status);
    body.put("detail", detail);
    body.put("code", kind.code);
    body.put("remedy", kind.remedy);
    body.put("retryable", kind.status == 503);
    if (tower != null) {
      body.set("tower", tower);
    }
    return body;
  }
}
