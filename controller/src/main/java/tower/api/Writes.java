package tower.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tower.core.Asker;
import tower.core.Known;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.loop.Commands;
import tower.store.Store;

/**
 * The way of everything that changes something: one idempotency key, one effect.
 *
 * <p>A key is open from the moment it is first seen until the tower's real answer is durable, no
 * matter how long its client waited. Only when it is not open is the store asked what it knew, so
 * between "being decided" and "decided" there is no gap for a second effect.
 */
final class Writes {
  private final Commands commands;
  private final Store store;
  private final UnaryOperator<String> tag;

  /** Open keys, each at its principal's, with the hash of their request. Guarded by itself. */
  private final Map<String, String> open = new HashMap<>();

  /**
   * Nothing is open.
   *
   * @param tag a keyed hash: what is kept and logged of a request must not tell the code in it
   */
  Writes(Commands commands, Store store, UnaryOperator<String> tag) {
    this.commands = commands;
    this.store = store;
    this.tag = tag;
  }

  /**
   * Asks the tower.
   *
   * @param body as parsed, already checked: a request that is refused for its form uses no key
   */
  CompletableFuture<Reply> ask(Call call, ObjectNode body, Request request) {
    return open(call, body, keyed -> decide(keyed, () -> request));
  }

  /**
   * Asks the tower for what must be looked at more closely before it is asked.
   *
   * @param request refuses only what was not answered before: a repeat gets its answer, whatever
   *     has become of what it was asked with
   */
  CompletableFuture<Reply> askOnce(Call call, ObjectNode body, Supplier<Request> request) {
    Supplier<Request> looked = looked(request);
    return open(call, body, keyed -> decide(keyed, looked));
  }

  /** What came of a closer look, to be had when it is wanted. */
  private static Supplier<Request> looked(Supplier<Request> request) {
    try {
      Request now = request.get();
      return () -> now;
    } catch (Refusal refusal) {
      return () -> {
        throw refusal;
      };
    }
  }

  /**
   * Asks somebody else than the tower, who keeps key and answer.
   *
   * @param deed must answer a repeat with what it answered before
   */
  CompletableFuture<Reply> ask(Call call, ObjectNode body, Deed deed) {
    return open(
        call,
        body,
        keyed ->
            Problems.orSlow(store.known(keyed.place()))
                .thenCompose(k ->
                    k.isPresent() && !k.get().bodyHash().equals(keyed.hash())
                        ? CompletableFuture.completedFuture(
                            Problems.reply(keyed.requestId(), reused()))
                        : deed.perform(keyed, k.isPresent())));
  }

  /** What is done once per key. */
  @FunctionalInterface
  interface Deed {
    /**
     * Does it.
     *
     * @param repeated true when it was done before
     */
    CompletableFuture<Reply> perform(Keyed keyed, boolean repeated);
  }

  /**
   * A call with its key.
   *
   * @param hash of method, path, body and principal
   * @param by who calls
   * @param requestId the same for every repeat
   */
  record Keyed(String key, String hash, Asker by, String requestId) {
    /** Where the key is kept: another principal's is another key. */
    String place() {
      return Known.place(by.name(), key);
    }
  }

  private CompletableFuture<Reply> open(
      Call call, ObjectNode body, Function<Keyed, CompletableFuture<Reply>> decision) {
    String key = key(call);
    String hash = hash(call, body);
    Asker by = new Asker(call.caller().principal().name(), call.caller().from());
    Keyed keyed = new Keyed(key, hash, by, requestId(key, hash));
    Refusal refusal = opened(keyed.place(), hash);
    if (refusal != null) {
      return CompletableFuture.completedFuture(Problems.reply(keyed.requestId(), refusal));
    }
    CompletableFuture<Reply> answered;
    try {
      answered = decision.apply(keyed);
    } catch (RuntimeException e) {
      answered = CompletableFuture.failedFuture(e);
    }
    return answered.whenComplete((reply, failure) -> closed(keyed.place()));
  }

  /**
   * The call's idempotency key.
   *
   * @throws Refusal when there is none, more than one, or none that can be kept
   */
  static String key(Call call) {
    if (call.keys().isEmpty()) {
      throw new Refusal(Problem.MISSING_IDEMPOTENCY_KEY, "every POST needs one");
    }
    String key = call.keys().getFirst();
    boolean fits =
        call.keys().size() == 1
            && !key.isEmpty()
            && key.length() <= ApiLimits.KEY_CHARACTERS
            && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!fits) {
      throw new Refusal(
          Problem.MALFORMED,
          "the Idempotency-Key must be one value of 1.."
              + ApiLimits.KEY_CHARACTERS
              + " visible ASCII characters");
    }
    return key;
  }

  /** Requests being decided. */
  int openRequests() {
    synchronized (open) {
      return open.size();
    }
  }

  /** Both questions at once: each may have to wait for a commit under way. */
  private CompletableFuture<Reply> decide(Keyed keyed, Supplier<Request> request) {
    CompletableFuture<Optional<Known>> known = Problems.orSlow(store.known(keyed.place()));
    CompletableFuture<Optional<Result>> used = used(request);
    return known.thenCompose(k ->
        k.isPresent()
            ? CompletableFuture.completedFuture(repeated(k.get(), keyed.hash(), keyed.requestId()))
            : decide(keyed, request.get(), used)
                .thenApply(result -> Results.reply(keyed.requestId(), result)));
  }

  private CompletableFuture<Result> decide(
      Keyed keyed, Request request, CompletableFuture<Optional<Result>> before) {
    return before
        .thenCompose(used ->
            used.isPresent()
                ? CompletableFuture.completedFuture(used.get())
                : commands.submit(keyed.key(), keyed.hash(), keyed.by(), request, null))
        .thenCompose(result -> inTheStore(request, result));
  }

  /** The tower keeps the latest pickups at hand; the store knows every voucher that made one. */
  private CompletableFuture<Optional<Result>> used(Supplier<Request> request) {
    String jti;
    try {
      if (!(request.get() instanceof Request.NewPickup pickup)) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
      jti = pickup.release().jti();
    } catch (Refusal refused) {
      return CompletableFuture.completedFuture(Optional.empty()); // said to whoever asks anew
    }
    return Problems.orSlow(store.pickupOfVoucher(jti))
        .thenApply(found ->
            found.map(p -> new Result.Refused(Problem.VOUCHER_USED, jti + " has made " + p.id())));
  }

  /**
   * The tower keeps the latest ended pickups and intakes at hand; of an older one the store knows
   * that it has ended.
   */
  private CompletableFuture<Result> inTheStore(Request request, Result result) {
    if (!(result instanceof Result.Refused r) || r.problem() != Problem.NOT_FOUND) {
      return CompletableFuture.completedFuture(result);
    }
    CompletableFuture<Optional<Result>> ended =
        switch (request) {
          case Request.CancelPickup c ->
              store
                  .pickup(c.id())
                  .thenApply(found ->
                      found.map(p -> ended("pickup", p.state().key(), Problem.ALREADY_ENDED)));
          case Request.Handover h ->
              store
                  .pickup(h.id())
                  .thenApply(found ->
                      found.map(p -> ended("pickup", p.state().key(), Problem.NOT_STAGED)));
          case Request.CancelIntake c ->
              store
                  .intake(c.id())
                  .thenApply(found ->
                      found.map(i -> ended("intake", i.state().key(), Problem.ALREADY_ENDED)));
          case Request.SettleIntake s ->
              store
                  .intake(s.id())
                  .thenApply(found ->
                      found.map(i -> ended("intake", i.state().key(), Problem.NOTHING_TO_SETTLE)));
          case Request.SettlePickup s ->
              store
                  .pickup(s.id())
                  .thenApply(found ->
                      found.map(p -> ended("pickup", p.state().key(), Problem.NOTHING_TO_SETTLE)));
          case Request.NewPickup n -> CompletableFuture.completedFuture(Optional.empty());
          case Request.NewIntake n -> CompletableFuture.completedFuture(Optional.empty());
          case Request.ReturnIntake n -> CompletableFuture.completedFuture(Optional.empty());
          case Request.ReleaseVehicle n -> CompletableFuture.completedFuture(Optional.empty());
          case Request.SetKeys n -> CompletableFuture.completedFuture(Optional.empty());
          case Request.NoteRefusals n -> CompletableFuture.completedFuture(Optional.empty());
        };
    return Problems.orSlow(ended).thenApply(found -> found.orElse(result));
  }

  private static Result ended(String what, String state, Problem problem) {
    return new Result.Refused(problem, "the " + what + " is " + state);
  }

  private static Reply repeated(Known known, String hash, String requestId) {
    return known.bodyHash().equals(hash)
        ? Results.reply(requestId, known.result()).with("Idempotent-Replayed", "true")
        : Problems.reply(requestId, reused());
  }

  private @Nullable Refusal opened(String place, String hash) {
    synchronized (open) {
      String other = open.get(place);
      if (other != null) {
        return other.equals(hash)
            ? new Refusal(
                Problem.REQUEST_IN_PROGRESS, "the first request with this key is not decided yet")
            : reused();
      }
      if (open.size() >= ApiLimits.OPEN_REQUESTS) {
        return new Refusal(Problem.INBOX_FULL, open.size() + " requests are being decided");
      }
      open.put(place, hash);
      return null;
    }
  }

  private void closed(String place) {
    synchronized (open) {
      open.remove(place);
    }
  }

  private static Refusal reused() {
    return new Refusal(
        Problem.KEY_REUSED, "this key was sent with another method, path or body before");
  }

  /** The principal's name stands in it since answers were kept without it. */
  private String hash(Call call, ObjectNode body) {
    String by = call.caller().principal().name();
    return tag.apply(call.method() + "\n" + call.path() + "\n" + by + "\n" + Json.canonical(body));
  }

  /** A repeat bears the id of the request that it repeats: its answer is the same to the byte. */
  private String requestId(String key, String hash) {
    return "k-" + tag.apply(key + "\n" + hash).substring(0, 16);
  }
}
