package tower.api;

import java.util.List;
import tower.core.Problem;

/** Carries a problem from where a call is refused to where the answer is written. */
final class Refusal extends RuntimeException {
  /**
   * One thing that is wrong in a request.
   *
   * @param pointer JSON pointer into the body, or {@code ?name} for a query parameter
   * @param detail what is wrong and what is expected
   */
  record Fault(String pointer, String detail) {}

  private final transient Problem problem;
  private final transient List<Fault> faults;

  Refusal(Problem problem, String detail) {
    this(problem, detail, List.of());
  }

  Refusal(Problem problem, String detail, List<Fault> faults) {
    super(detail, null, false, false);
    this.problem = problem;
    this.faults = List.copyOf(faults);
  }

  Problem problem() {
    return problem;
  }

  String detail() {
    String message = getMessage();
    return message == null ? problem.title() : message;
  }

  List<Fault> faults() {
    return faults;
  }
}
