package tower.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import tower.core.Ledger;
import tower.core.Problem;
import tower.hooks.Status;
import tower.hooks.Webhooks;
import tower.loop.Snapshot;

/** Figures for Prometheus, read out of the snapshot when somebody asks for them. */
final class Metrics {
  /** The text format of Prometheus. */
  static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Duration[] REQUEST_BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Supplier<Snapshot> snapshots;
  private final MultiGauge state;

  /** So that nobody is looked up by his tags with every request; as many as the contract has. */
  private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();

  private record Answered(String method, String route, int status) {}

  Metrics(Supplier<Snapshot> snapshots, Writes writes, StreamCounts streams, Webhooks webhooks) {
    this.snapshots = snapshots;
    state =
        MultiGauge.builder("tower.state")
            .description("1 for the state it is in")
            .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    loop();
    bus();
    queues(writes);
    gauge("tower.sse.clients", "clients of the event stream", s -> streams.clients());
    counter("tower.sse.dropped", "of these, dropped for not reading", s -> streams.dropped());
    webhooks.statuses().forEach(status -> webhook(webhooks, status.name()));
  }

  List<Route> routes() {
    return List.of(Route.get("/metrics", "text/plain", this::scrape));
  }

  /** One request that was answered. */
  void request(String method, String route, int status, long nanos) {
    requests
        .computeIfAbsent(new Answered(method, route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answered a) {
    return Timer.builder("tower.http.requests")
        .description("time from the request's head to its answer")
        .tags("method", a.method, "route", a.route, "status", Integer.toString(a.status))
        .serviceLevelObjectives(REQUEST_BUCKETS)
        .register(registry);
  }

  /** One request that was refused before a route was asked. */
  void refused(Problem problem) {
    registry.counter("tower.http.refused", "code", problem.code()).increment();
  }

  private Reply scrape(Call call) {
    Snapshot.Live live = snapshots.get().live();
    state.register(
        List.of(MultiGauge.Row.of(Tags.of("state", live.state(), "mode", live.mode()), () -> 1)),
        true);
    return Reply.text(MEDIA_TYPE, registry.scrape());
  }

  private void loop() {
    counter("tower.cycles", "finished cycles", s -> counts(s).cycles());
    counter("tower.cycle.seconds", "time spent in cycles", s -> counts(s).cycleMicrosSum() / 1e6);
    gauge("tower.cycle.last.seconds", "the last cycle", s -> counts(s).cycleMicrosLast() / 1e6);
    gauge(
        "tower.cycle.longest.seconds", "the longest cycle", s -> counts(s).cycleMicrosMax() / 1e6);
    counter("tower.cycle.overruns", "cycles longer than their period", s -> counts(s).overruns());
    gauge("tower.taking", "1 when new work is taken", s -> s.live().taking() ? 1 : 0);
  }

  private void bus() {
    counter("tower.bus.exchanges", "exchanges with drives", s -> counts(s).busExchanges());
    counter("tower.bus.failures", "of these, without a good answer", s -> counts(s).busFailures());
  }

  private void queues(Writes writes) {
    gauge("tower.inbox.queued", "events waiting for the loop", s -> counts(s).inboxQueued());
    gauge("tower.store.queued", "batches not yet durable", s -> counts(s).storeQueued());
    gauge("tower.requests.open", "requests being decided", s -> writes.openRequests());
    gauge(
        "tower.pickups.open",
        "open pickups",
        s -> TowerStatus.queue(facts(s), List.of()).pickups());
    gauge(
        "tower.intakes.open",
        "open intakes",
        s -> TowerStatus.queue(facts(s), List.of()).intakes());
    counter("tower.journal.seq", "durable journal sequence", s -> facts(s).seq());
  }

  private void webhook(Webhooks webhooks, String name) {
    webhookCounter(webhooks, name, "delivered", c -> c.delivered());
    webhookCounter(webhooks, name, "failed", c -> c.failed());
    FunctionCounter.builder(
            "tower.webhook.given.up", webhooks, w -> status(w, name).counts().givenUp())
        .description("events that were not delivered")
        .tags("endpoint", name)
        .register(registry);
    webhookGauge(webhooks, name, "pending", "events not told yet, 1000 at most", Status::pending);
    webhookGauge(
        webhooks,
        name,
        "enabled",
        "1 when nothing keeps events from it",
        s -> s.condition() == Status.Condition.ENABLED ? 1 : 0);
  }

  private void webhookCounter(
      Webhooks webhooks, String name, String result, ToDoubleFunction<Status.Counts> value) {
    FunctionCounter.builder(
            "tower.webhook.attempts", webhooks, w -> value.applyAsDouble(status(w, name).counts()))
        .description("attempts to deliver")
        .tags("endpoint", name, "result", result)
        .register(registry);
  }

  private void webhookGauge(
      Webhooks webhooks, String name, String what, String text, ToDoubleFunction<Status> value) {
    Gauge.builder("tower.webhook." + what, webhooks, w -> value.applyAsDouble(status(w, name)))
        .description(text)
        .tags("endpoint", name)
        .strongReference(true)
        .register(registry);
  }

  private static Status status(Webhooks webhooks, String name) {
    return webhooks.status(name).orElseThrow();
  }

  private void counter(String name, String text, ToDoubleFunction<Snapshot> value) {
    FunctionCounter.builder(name, snapshots, s -> value.applyAsDouble(s.get()))
        .description(text)
        .register(registry);
  }

  private void gauge(String name, String text, ToDoubleFunction<Snapshot> value) {
    Gauge.builder(name, snapshots, s -> value.applyAsDouble(s.get()))
        .description(text)
        .strongReference(true)
        .register(registry);
  }

  private static Snapshot.Counts counts(Snapshot snapshot) {
    return snapshot.live().counts();
  }

  private static Ledger facts(Snapshot snapshot) {
    return snapshot.facts();
  }
}
