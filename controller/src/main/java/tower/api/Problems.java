package tower.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import tower.core.Problem;

/** Writes refusals as RFC 9457 problem documents. */
final class Problems {
  static final String MEDIA_TYPE = "application/problem+json";

  private Problems() {}

  /**
   * A problem document.
   *
   * @param type address of a page that explains the code
   * @param title the same for every occurrence
   * @param status HTTP status
   * @param detail this occurrence
   * @param code kebab-case, stable
   * @param requestId names the call in the log
   * @param retryable the same request may succeed later
   * @param clearing who can clear it: shop, technician or wait
   * @param errors everything that is wrong in the request, left out when nothing is
   * @param checks of {@code /readyz} only
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Document(
      String type,
      String title,
      int status,
      String detail,
      String code,
      String requestId,
      boolean retryable,
      String clearing,
      List<Refusal.Fault> errors,
      @Nullable List<Health.Check> checks) {}

  static Reply reply(String requestId, Refusal refusal) {
    return reply(requestId, refusal.problem(), refusal.detail(), refusal.faults(), null);
  }

  static Reply reply(String requestId, Problem problem, String detail) {
    return reply(requestId, problem, detail, List.of(), null);
  }

  static Reply reply(
      String requestId,
      Problem problem,
      String detail,
      List<Refusal.Fault> faults,
      @Nullable List<Health.Check> checks) {
    Document document =
        new Document(
            type(problem),
            problem.title(),
            problem.status(),
            detail,
            problem.code(),
            requestId,
            problem.retryable(),
            problem.clearing().name().toLowerCase(Locale.ROOT),
            faults,
            checks);
    Reply reply = new Reply(problem.status(), MEDIA_TYPE, Map.of(), Json.write(document), problem);
    return problem.clearing() == Problem.Clearing.WAIT
        ? reply.with("Retry-After", retryAfter(problem))
        : reply;
  }

  /** In seconds. Maintenance lasts for hours: whoever waits it out need not ask every second. */
  private static String retryAfter(Problem problem) {
    return problem == Problem.MAINTENANCE_WINDOW ? "60" : "1";
  }

  /** A look-up in the store whose failure a client can wait out. */
  static <T> CompletableFuture<T> orSlow(CompletableFuture<T> lookUp) {
    return lookUp.exceptionallyCompose(e -> {
      Logger.warn("a look-up in the store failed: {}", e.toString());
      return CompletableFuture.failedFuture(
          new Refusal(Problem.STORE_SLOW, "the store takes no look-ups now"));
    });
  }

  static String type(Problem problem) {
    return "/problems/" + problem.code();
  }
}
