package tower.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;
import tower.hooks.Status;
import tower.hooks.Webhooks;
import tower.store.Deliveries.Answer;
import tower.store.Deliveries.Attempt;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Denied;
import tower.store.Deliveries.Granted;
import tower.store.Deliveries.Wish;

/** How the shop is told: endpoints, the log of deliveries, and one attempt more on request. */
final class WebhookRoutes {
  private static final String PATH = "/v1/webhooks";
  private static final String LOG = PATH + "/deliveries";

  /** All webhooks; there are few. */
  record EndpointList(List<EndpointView> items) {}

  /**
   * An endpoint.
   *
   * @param host of its URL, which itself may hold a secret
   * @param state enabled, waiting after a failure, or disabled
   * @param disabledBy gone (it answered 410) or configuration, null when it is not disabled
   * @param since null until the store has answered, just after a start
   * @param nextAttemptAt of a waiting one, as the tower's clock will show
   * @param pending events that it has not been told, 1,000 at most
   */
  record EndpointView(
      String name,
      String host,
      String state,
      @Nullable String disabledBy,
      @Nullable Instant since,
      @Nullable Instant nextAttemptAt,
      int pending,
      @Nullable AttemptView lastAttempt,
      Map<String, String> links) {}

  /**
   * An attempt.
   *
   * @param status HTTP status, null when there was no answer
   * @param text the beginning of the answer, or why there was none
   */
  record AttemptView(Instant at, @Nullable Integer status, String text) {}

  /**
   * A delivery.
   *
   * @param seq the event's, null for a test
   * @param state waiting, delivered or given-up
   * @param redelivery true while a person's wish for an attempt waits
   */
  record DeliveryView(
      String id,
      String endpoint,
      @Nullable Long seq,
      String type,
      String state,
      boolean redelivery,
      int attempts,
      @Nullable AttemptView lastAttempt,
      @Nullable Instant nextAttemptAt,
      Instant createdAt,
      Map<String, String> links) {}

  /** What was granted: the same whenever it is asked again under its key. */
  record GrantedView(
      String endpoint,
      @Nullable String delivery,
      @Nullable String type,
      Map<String, String> links) {}

  private final Webhooks webhooks;
  private final Writes writes;

  WebhookRoutes(Webhooks webhooks, Writes writes) {
    this.webhooks = webhooks;
    this.writes = writes;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, Reply.JSON, this::list),
        new Route("GET", LOG, Reply.JSON, this::log),
        new Route("GET", LOG + "/{id}", Reply.JSON, this::one),
        new Route("POST", LOG + "/{id}/redelivery", Reply.JSON, this::redeliver),
        new Route("POST", PATH + "/{name}/test", Reply.JSON, this::test),
        new Route("POST", PATH + "/{name}/enabling", Reply.JSON, this::enable));
  }

  private Reply list(Call call) {
    Query.of(call).refuseIfWrong();
    return Reply.json(200, new EndpointList(webhooks.statuses().stream().map(this::view).toList()));
  }

  /** Newest first: ids rise with time. */
  private CompletableFuture<Reply> log(Call call) {
    Query query = Query.of(call, "endpoint", "limit", "cursor");
    Paging paging = Paging.of(query);
    String endpoint = query.text("endpoint");
    if (endpoint != null && webhooks.status(endpoint).isEmpty()) {
      query.wrong("endpoint", "expected the name of a webhook; known here: " + names());
    }
    String after = paging.after();
    if (after != null && !after.matches("[0-9]{1,18}")) {
      query.wrong("cursor", "expected the nextCursor of an earlier page of this list");
    }
    query.refuseIfWrong();
    if (webhooks.statuses().isEmpty()) {
      return CompletableFuture.completedFuture(
          Reply.json(200, new Paging.Page<DeliveryView>(List.of(), null)));
    }
    long before = after == null ? Long.MAX_VALUE : Long.parseLong(after);
    // One more than asked for tells whether there is a next page.
    return Problems.orSlow(webhooks.deliveries(endpoint, before, paging.limit() + 1))
        .thenApply(rows ->
            Reply.json(
                200,
                paging.page(rows, d -> Long.toString(d.id()), d -> true, d -> true, this::view)));
  }

  private CompletableFuture<Reply> one(Call call) {
    Query.of(call).refuseIfWrong();
    return delivery(call).thenApply(d -> Reply.json(200, view(d)));
  }

  private CompletableFuture<Delivery> delivery(Call call) {
    String id = Bodies.id(call, "d-", "delivery");
    long number = number(id);
    if (webhooks.statuses().isEmpty()) {
      throw Bodies.unknown("delivery", id);
    }
    return Problems.orSlow(webhooks.delivery(number))
        .thenApply(d -> d.orElseThrow(() -> Bodies.unknown("delivery", id)));
  }

  private CompletableFuture<Reply> redeliver(Call call) {
    ObjectNode body = nothing(call);
    Wish wish = new Wish.Redelivery(number(Bodies.id(call, "d-", "delivery")));
    return writes.ask(
        call,
        body,
        (keyed, repeated) ->
            repeated
                ? ask(keyed, 202, wish)
                : delivery(call)
                    .thenCompose(d -> {
                      requireSending(d.endpoint());
                      return ask(keyed, 202, wish);
                    }));
  }

  private CompletableFuture<Reply> test(Call call) {
    ObjectNode body = nothing(call);
    String name = name(call);
    return writes.ask(
        call,
        body,
        (keyed, repeated) -> {
          if (!repeated) {
            requireSending(name);
          }
          return ask(keyed, 202, new Wish.Test(name));
        });
  }

  private CompletableFuture<Reply> enable(Call call) {
    ObjectNode body = nothing(call);
    String name = name(call);
    return writes.ask(
        call,
        body,
        (keyed, repeated) -> {
          if (!repeated) {
            requireConfigured(name);
          }
          return ask(keyed, 200, new Wish.Enabling(name));
        });
  }

  private static ObjectNode nothing(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields.of(body).refuseIfWrong();
    return body;
  }

  private String name(Call call) {
    String name = call.parameter("name");
    if (webhooks.status(name).isEmpty()) {
      throw Bodies.unknown("webhook", name);
    }
    return name;
  }

  private void requireSending(String name) {
    requireConfigured(name);
    if (webhooks.status(name).map(Status::condition).orElseThrow() == Status.Condition.GONE) {
      throw new Refusal(
          Problem.WEBHOOK_DISABLED, name + " has answered 410; enable it before anything is sent");
    }
  }

  private void requireConfigured(String name) {
    Status.Condition condition =
        webhooks.status(name).map(Status::condition).orElse(Status.Condition.DISABLED);
    if (condition == Status.Condition.DISABLED) {
      throw new Refusal(
          Problem.WEBHOOK_DISABLED, "the tower's configuration sends nothing to " + name);
    }
  }

  private CompletableFuture<Reply> ask(Writes.Keyed keyed, int status, Wish wish) {
    return Problems.orSlow(webhooks.ask(keyed.place(), keyed.hash(), wish))
        .thenApply(answer -> reply(status, answer));
  }

  private static Reply reply(int status, Answer answer) {
    Granted granted = answer.granted();
    if (granted == null) {
      throw answer.denied() == Denied.BUSY
          ? new Refusal(Problem.INBOX_FULL, "many deliveries that were asked for still wait")
          : new Refusal(Problem.NOT_FOUND, "there is no such delivery or webhook");
    }
    Reply reply = Reply.json(status, view(granted));
    return granted.repeated() ? reply.with("Idempotent-Replayed", "true") : reply;
  }

  private String names() {
    return String.join(", ", webhooks.statuses().stream().map(Status::name).toList());
  }

  private EndpointView view(Status s) {
    Status.Condition condition = s.condition();
    boolean disabled = condition == Status.Condition.GONE || condition == Status.Condition.DISABLED;
    String word = condition.name().toLowerCase(Locale.ROOT);
    return new EndpointView(
        s.name(),
        s.host(),
        disabled ? "disabled" : word,
        condition == Status.Condition.GONE
            ? "gone"
            : condition == Status.Condition.DISABLED ? "configuration" : null,
        instant(s.sinceUtcMs()),
        instant(webhooks.nextUtcMs(s)),
        s.pending(),
        view(s.last()),
        Map.of("deliveries", LOG + "?endpoint=" + s.name()));
  }

  private DeliveryView view(Delivery d) {
    long next =
        d.state().key().equals("waiting") && d.seq() > 0
            ? webhooks.status(d.endpoint()).map(webhooks::nextUtcMs).orElse(0L)
            : 0;
    return new DeliveryView(
        id(d.id()),
        d.endpoint(),
        d.seq() == 0 ? null : d.seq(),
        d.topic(),
        d.state().key(),
        d.asked(),
        d.attempts(),
        view(d.last()),
        instant(next),
        Instant.ofEpochMilli(d.createdUtcMs()),
        Map.of("self", LOG + "/" + id(d.id())));
  }

  private static GrantedView view(Granted g) {
    return g.delivery() == 0
        ? new GrantedView(g.endpoint(), null, null, Map.of("self", PATH))
        : new GrantedView(
            g.endpoint(),
            id(g.delivery()),
            g.topic(),
            Map.of("self", LOG + "/" + id(g.delivery())));
  }

  private static @Nullable AttemptView view(Attempt a) {
    return a.utcMs() == 0
        ? null
        : new AttemptView(
            Instant.ofEpochMilli(a.utcMs()), a.status() == 0 ? null : a.status(), a.text());
  }

  private static @Nullable Instant instant(long utcMs) {
    return utcMs == 0 ? null : Instant.ofEpochMilli(utcMs);
  }

  static String id(long number) {
    return String.format(Locale.ROOT, "d-%010d", number);
  }

  /** What is longer than a number can be is no delivery's. */
  private static long number(String id) {
    try {
      return Long.parseLong(id.substring(2));
    } catch (NumberFormatException e) {
      throw Bodies.unknown("delivery", id);
    }
  }
}
