package tower.hooks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client: everything that has sockets and threads in this room. Virtual time leaves
 * it out.
 */
public final class HttpSender implements Client, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** So much of an answer is read; UTF-8 needs four bytes a character at most. */
  private static final int READ_BYTES = 4 * EXCERPT;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-http-", 0).factory());
  private final HttpClient http;
  private final long exchangeMs;

  /** A client that opens nothing before its first request. */
  public HttpSender() {
    this(EXCHANGE_MS);
  }

  HttpSender(long exchangeMs) {
    this.exchangeMs = exchangeMs;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(threads)
            .build();
  }

  @Override
  public CompletableFuture<Response> send(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.url()).POST(BodyPublishers.ofString(request.body()));
    request.headers().forEach(builder::header);
    HttpRequest post = builder.build();
    CompletableFuture<Response> answer = new CompletableFuture<>();
    // A thread of its own: looking up the host's address blocks, whatever is called.
    Thread thread = Thread.ofVirtual().name("webhook-send").start(() -> exchange(post, answer));
    // HttpRequest.timeout ends with the head: a body that drips would never end the exchange.
    return answer
        .orTimeout(exchangeMs, TimeUnit.MILLISECONDS)
        .whenComplete((response, failure) -> thread.interrupt());
  }

  private void exchange(HttpRequest post, CompletableFuture<Response> answer) {
    try {
      answer.complete(response(http.send(post, info -> new Beginning())));
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(e);
    } catch (InterruptedException e) {
      // Nobody waits for it any more: the exchange is broken off.
      answer.completeExceptionally(e);
    }
  }

  private static Response response(HttpResponse<String> response) {
    return new Response(
        response.statusCode(),
        response.headers().firstValue("retry-after").orElse(null),
        response.headers().firstValue("date").orElse(null),
        response.body());
  }

  /** Cuts off what is under way. */
  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }

  /** Reads the beginning of a body and lets go of the rest. */
  private static final class Beginning implements BodySubscriber<String> {
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
      return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        int length = Math.min(part.remaining(), bytes.remaining());
        bytes.put(part.slice(part.position(), length));
      }
      if (!bytes.hasRemaining() && subscription != null) {
        subscription.cancel();
        onComplete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      String all = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      text.complete(Excerpt.of(all));
    }
  }
}
