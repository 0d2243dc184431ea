package tower.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.model.Time;
import tower.store.Batch;
import tower.store.Deliveries.Answer;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.State;
import tower.store.Deliveries.Wish;
import tower.store.SqliteStore;

/**
 * The reference library of Standard Webhooks, on Node, judges what the real HTTP client sends. It
 * needs {@code node} and {@code npm}, and fails where they are missing.
 */
class StandardReceiverTest {
  private static final Path SOURCE = Path.of("src", "test", "js");
  private static final Path HOME = Path.of("target", "webhook-receiver");
  private static final String OLD = secret(24);
  private static final String NEW = secret(64);
  private static final String STRANGER = secret(32);

  private final HttpSender sender = new HttpSender();
  private final SqliteStore store = SqliteStore.inMemory("guangzhou-42", 0);
  private final List<Process> receivers = new ArrayList<>();

  private static String secret(int bytes) {
    byte[] key = new byte[bytes];
    java.util.Arrays.fill(key, (byte) bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  @BeforeAll
  static void install() throws Exception {
    Files.createDirectories(HOME);
    try (Stream<Path> files = Files.list(SOURCE)) {
      for (Path file : files.toList()) {
        Path copy = HOME.resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path said = HOME.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(npm.waitFor(2, TimeUnit.MINUTES)).as("npm ci ends").isTrue();
    assertThat(npm.exitValue()).as(Files.readString(said)).isZero();
  }

  @AfterEach
  void close() {
    receivers.forEach(Process::destroy);
    sender.close();
    store.close();
  }

  @Test
  void theLibraryTakesWhatIsSignedWithItsKey() throws Exception {
    List<JsonNode> heard = deliver(List.of(NEW), NEW);
    assertThat(heard).hasSize(3);
    for (int i = 0; i < 3; i++) {
      JsonNode body = heard.get(i).at("/verdicts/0/body");
      assertThat(body.at("/type").textValue()).isEqualTo("pickup.staged");
      assertThat(body.at("/data/seq").intValue()).isEqualTo(i + 1);
      assertThat(body.at("/data/previous").intValue()).isEqualTo(i);
      assertThat(body.at("/data/vin").textValue()).isEqualTo("車-\"1\"");
      assertThat(heard.get(i).at("/type").textValue()).isEqualTo("application/json");
    }
    assertThat(heard.stream().map(h -> h.at("/id").textValue())).doesNotHaveDuplicates();
  }

  /** While the key is changed a receiver with either of the two is content. */
  @Test
  void theLibraryTakesBothKeysDuringARotation() throws Exception {
    assertThat(deliver(List.of(NEW, OLD), OLD, NEW)).hasSize(3);
  }

  /** The judge can say no: without this the tests above could not fail. */
  @Test
  void theLibraryRefusesAForeignKey() throws Exception {
    Receiver receiver = receive(STRANGER);
    tell(receiver, List.of(NEW), Delivery::attempts, 1);
    assertThat(receiver.next().at("/verdicts/0/refused").textValue())
        .isEqualTo("No matching signature found");
    assertThat(log().getFirst().last().status()).isEqualTo(400);
  }

  private List<JsonNode> deliver(List<String> signed, String... judged) throws Exception {
    Receiver receiver = receive(judged);
    tell(receiver, signed, d -> d.state() == State.DELIVERED ? 1 : 0, 3);
    assertThat(log()).extracting(Delivery::state).containsOnly(State.DELIVERED).hasSize(3);
    return List.of(receiver.next(), receiver.next(), receiver.next());
  }

  private List<Delivery> log() {
    return store.deliveries().deliveries(null, Long.MAX_VALUE, 10).join();
  }

  /** Runs the webhooks until the rows of the log add up. */
  private void tell(
      Receiver receiver,
      List<String> secrets,
      java.util.function.ToIntFunction<Delivery> count,
      int wanted)
      throws InterruptedException {
    store.load();
    Endpoint endpoint =
        new Endpoint(
            "shop",
            URI.create("http://127.0.0.1:" + receiver.port() + "/"),
            secrets.stream().map(Secret::of).toList(),
            List.of(),
            false);
    Webhooks webhooks =
        new Webhooks(
            "guangzhou-42",
            List.of(endpoint),
            store.deliveries(),
            sender,
            new RealTime(),
            () -> 0,
            () -> 3);
    webhooks.turn();
    Fact fact = new Fact.Published("pickup.staged", "p-1", List.of("車-\"1\"", "arrived"));
    store.commit(List.of(new Batch(1, System.currentTimeMillis(), List.of(fact, fact, fact))));
    Answer woken = webhooks.ask("wake", "h", new Wish.Enabling("shop")).join();
    assertThat(woken.granted()).isNotNull();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (log().stream().mapToInt(count).sum() < wanted) {
      assertThat(System.nanoTime()).as("in time; so far %s", log()).isLessThan(end);
      webhooks.turn();
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private Receiver receive(String... secrets) throws IOException {
    List<String> command = new ArrayList<>(List.of("node", "receiver.js"));
    command.addAll(List.of(secrets));
    Process process =
        new ProcessBuilder(command)
            .directory(HOME.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    receivers.add(process);
    BufferedReader out = process.inputReader();
    return new Receiver(Integer.parseInt(out.readLine()), out);
  }

  private record Receiver(int port, BufferedReader out) {
    JsonNode next() throws IOException {
      return new ObjectMapper().readTree(out.readLine());
    }
  }

  private static final class RealTime implements Time {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void sleepUntil(long nanos) {
      throw new UnsupportedOperationException("webhooks never sleep");
    }

    @Override
    public long utcMs() {
      return System.currentTimeMillis();
    }
  }
}
