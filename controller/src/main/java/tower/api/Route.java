package tower.api;

import java.util.concurrent.CompletableFuture;

/**
 * One operation of the contract.
 *
 * @param method in capitals
 * @param path with parameters in braces, as in {@code openapi.yaml}
 * @param produces media type of its answer when all is well
 * @param endpoint what answers it
 */
public record Route(String method, String path, String produces, Endpoint endpoint) {
  /** Answers a call; may throw {@link Refusal}, at once or through the future. */
  @FunctionalInterface
  public interface Endpoint {
    /** The answer, when it may be told. */
    CompletableFuture<Reply> answer(Call call);
  }

  /** An endpoint that needs to wait for nothing. */
  @FunctionalInterface
  interface Immediate {
    Reply answer(Call call);
  }

  static Route get(String path, String produces, Immediate endpoint) {
    return new Route(
        "GET", path, produces, c -> CompletableFuture.completedFuture(endpoint.answer(c)));
  }
}
