package tower.simulator.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tower.api.Call;
import tower.api.Reply;
import tower.api.Route;
import tower.core.Problem;

/**
 * {@code /v1/test-helpers/*}: how a script lets time pass, people come or stay away, and things
 * break. Every deed is done by the world's thread and is answered with what is then.
 */
final class Helpers {
  static final String PATH = "/v1/test-helpers/";

  private static final String CONTRACT = "test-helpers.yaml";
  private static final Duration LONGEST_ADVANCE = Duration.ofDays(3);
  private static final Duration CLOCK_OFF = Duration.ofDays(3650);
  private static final int LONGEST_CUT_S = 72 * 3600;

  /** Less than the server's patience: who waits longer gets 202 and looks at the state. */
  private static final long ANSWER_MS = 4_000;

  private final Stage stage;
  private final Pace pace;
  private final Cloud cloud;
  private final Visitors visitors;
  private final Attendant attendant;
  private final Runnable cutStreams;
  private final Truth truth;
  private final PeopleHelpers people;
  private final SteelHelpers steel;

  Helpers(
      Stage stage,
      Pace pace,
      Cloud cloud,
      Visitors visitors,
      Attendant attendant,
      Runnable cutStreams) {
    this.stage = stage;
    this.pace = pace;
    this.cloud = cloud;
    this.visitors = visitors;
    this.attendant = attendant;
    this.cutStreams = cutStreams;
    truth = new Truth(stage, pace, cloud, visitors);
    people = new PeopleHelpers(stage, visitors);
    steel = new SteelHelpers(stage);
  }

  /** All of them. */
  List<Route> routes() {
    Stream<Route> own =
        Stream.of(
            new Route(
                "GET", PATH + "state", "application/json", call -> pace.ask(() -> state(200))),
            new Route("GET", PATH + "openapi.yaml", "application/yaml", this::contract),
            post("advance", this::advance),
            deed("speed", this::speed),
            deed("people", this::people),
            deed("cut-power", this::cutPower),
            deed("cloud-down", body -> cloud(body, false)),
            deed("cloud-up", body -> cloud(body, true)),
            deed("clock", this::clock));
    Stream<Route> others =
        Stream.of(people.deeds(), steel.deeds())
            .flatMap(deeds -> deeds.entrySet().stream())
            .map(e -> deed(e.getKey(), e.getValue()));
    return Stream.concat(own, others).toList();
  }

  private Route deed(String name, Consumer<Body> deed) {
    return post(
        name,
        body -> {
          deed.accept(body);
          return CompletableFuture.completedFuture(state(200));
        });
  }

  private Route post(String name, Function<Body, CompletableFuture<Reply>> deed) {
    return new Route(
        "POST",
        PATH + name,
        "application/json",
        call -> {
          try {
            Body body = Body.of(call);
            return pace.askFor(() -> run(deed, body)).exceptionally(e -> refused(call, e));
          } catch (Answers.Refused refused) {
            return CompletableFuture.completedFuture(refused.reply(call.requestId()));
          }
        });
  }

  private CompletableFuture<Reply> run(Function<Body, CompletableFuture<Reply>> deed, Body body) {
    if (!stage.findings().isEmpty()) {
      throw new Answers.Refused(
          Problem.NOT_TAKING, "the rehearsal is over: " + stage.findings().getFirst());
    }
    return deed.apply(body);
  }

  private static Reply refused(Call call, Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return cause instanceof Answers.Refused refused
        ? refused.reply(call.requestId())
        : Answers.problem(
            call.requestId(), Problem.INBOX_FULL, "the world takes no more now: " + cause);
  }

  private Reply state(int status) {
    return Answers.json(status, truth.view());
  }

  private CompletableFuture<Reply> contract(Call call) {
    try (InputStream in = Helpers.class.getResourceAsStream(CONTRACT)) {
      if (in == null) {
        throw new IllegalStateException(CONTRACT + " is missing in this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return CompletableFuture.completedFuture(
          new Reply(200, "application/yaml", Map.of(), text, null));
    } catch (IOException e) {
      throw new IllegalStateException(CONTRACT + " cannot be read", e);
    }
  }

  private CompletableFuture<Reply> advance(Body body) {
    Duration by = body.duration("duration", Duration.ofMillis(1), LONGEST_ADVANCE);
    body.done();
    if (pace.advancing()) {
      throw new Answers.Refused(
          Problem.REQUEST_IN_PROGRESS, "time is being advanced already; look at the state");
    }
    ObjectNode under = JsonNodeFactory.instance.objectNode().put("advancing", true);
    return pace.advance(by)
        .thenApply(there -> state(200))
        .completeOnTimeout(Answers.json(202, under), ANSWER_MS, TimeUnit.MILLISECONDS);
  }

  private void speed(Body body) {
    int factor = body.number("factor", 1, Pace.FASTEST);
    body.done();
    pace.speed(factor);
  }

  private void people(Body body) {
    boolean automatic = body.truth("automatic");
    body.done();
    visitors.automatic(automatic);
    attendant.automatic(automatic);
  }

  private void cutPower(Body body) {
    int seconds = body.number("forSeconds", 1, LONGEST_CUT_S);
    body.done();
    if (!stage.cutPower(seconds * 1_000_000_000L)) {
      throw new Answers.Refused(Problem.NOT_TAKING, "the tower has no power already");
    }
    cutStreams.run();
  }

  private void cloud(Body body, boolean up) {
    body.done();
    cloud.up(up);
  }

  private void clock(Body body) {
    Duration offset = body.duration("offset", CLOCK_OFF.negated(), CLOCK_OFF);
    body.done();
    stage.clockOff(offset.toMillis());
  }
}
