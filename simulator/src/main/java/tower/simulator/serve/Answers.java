package tower.simulator.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tower.api.Reply;
import tower.core.Problem;

/** What goes back to a script: JSON, or a problem document like the tower's own. */
final class Answers {
  private Answers() {}

  /** A refusal of a helper; what is wrong in its body stands there as pointer and text by turns. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient List<String> pointers;

    Refused(Problem problem, String detail, String... pointers) {
      super(detail, null, false, false);
      this.problem = problem;
      this.pointers = List.of(pointers);
    }

    Reply reply(String requestId) {
      return Answers.reply(requestId, problem, String.valueOf(getMessage()), pointers);
    }
  }

  static Reply json(int status, ObjectNode body) {
    return new Reply(status, "application/json", Map.of(), body.toString(), null);
  }

  static Reply problem(String requestId, Problem problem, String detail) {
    return reply(requestId, problem, detail, List.of());
  }

  private static Reply reply(
      String requestId, Problem problem, String detail, List<String> pointers) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "/problems/" + problem.code());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", detail);
    body.put("code", problem.code());
    body.put("requestId", requestId);
    body.put("retryable", problem.retryable());
    body.put("clearing", problem.clearing().name().toLowerCase(Locale.ROOT));
    if (!pointers.isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      for (int i = 0; i + 1 < pointers.size(); i += 2) {
        errors.addObject().put("pointer", pointers.get(i)).put("detail", pointers.get(i + 1));
      }
    }
    Map<String, String> headers =
        problem.clearing() == Problem.Clearing.WAIT ? Map.of("Retry-After", "1") : Map.of();
    return new Reply(
        problem.status(), "application/problem+json", headers, body.toString(), problem);
  }
}
