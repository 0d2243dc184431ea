package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tower.simulator.shop.Seller;

/**
 * Clients of servers, in a process of their own. Closed loop: each asks as soon as it has its
 * answer, on a connection that it keeps, from a loopback address that is its own.
 */
@Command(
    name = "clients",
    hidden = true,
    description = "Reads what to ask from its standard input; a line of JSON for each arm.")
final class ClientsCommand implements Callable<Integer> {
  /** 127.0.0.1 is the server's, and whoever asks for nothing but its state comes from there. */
  private static final int FIRST_ADDRESS = 10;

  /** Vouchers are signed before anything is measured; so many a client and second are enough. */
  private static final int SIGNED_A_SECOND = 100;

  @Option(names = "--tower", required = true)
  private String tower = "";

  @Option(names = "--code-key", required = true)
  private Path codeKey = Path.of("");

  @Option(names = "--vin", required = true)
  private List<String> vins = List.of();

  private int arms;

  @Override
  public Integer call() throws IOException, InterruptedException {
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      String[] words = line.split(" ", -1);
      int clients = Integer.parseInt(words[2]);
      int millis = Integer.parseInt(words[3]);
      System.out.println(arm(words[0], Integer.parseInt(words[1]), clients, millis));
    }
    return 0;
  }

  private ObjectNode arm(String what, int port, int clients, int millis)
      throws IOException, InterruptedException {
    arms++;
    List<Client> all = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < clients; i++) {
      all.add(new Client(new HttpLane(port, FIRST_ADDRESS + i), turns(what, i, millis), go));
    }
    long end = System.nanoTime() + millis * 1_000_000L;
    all.forEach(client -> client.begin(end));
    go.countDown();
    for (Client client : all) {
      client.thread.join();
    }
    return report(all, millis * 1_000_000L);
  }

  private Turns turns(String what, int client, int millis) throws IOException {
    String prefix = String.format(Locale.ROOT, "arm%d-%d", arms, client);
    return switch (what) {
      case "commits" ->
          Turns.counted(number -> HttpLane.post("/commits", prefix + "-" + number, "{}"));
      case "commands" -> {
        if (client >= vins.size()) {
          yield new Turns.Announcements(prefix, "LTWDBNCH%09d".formatted(client));
        }
        int ahead = SIGNED_A_SECOND * millis / 1_000 + 1;
        yield new Turns.Purchases(prefix, Seller.of(tower, codeKey), vins.get(client), ahead);
      }
      default -> Turns.same(HttpLane.get(what));
    };
  }

  private static ObjectNode report(List<Client> clients, long nanos) {
    List<Double> millis = new ArrayList<>();
    Map<String, Integer> answers = new TreeMap<>();
    int good = 0;
    int acknowledged = 0;
    for (Client client : clients) {
      millis.addAll(client.millis);
      client.answers.forEach((answer, count) -> answers.merge(answer, count, Integer::sum));
      good += client.good;
      acknowledged += client.acknowledged;
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("acknowledged", acknowledged);
    node.put("good", good).put("perSecond", good * 1e9 / nanos);
    answers.forEach(node.putObject("answers")::put);
    if (!millis.isEmpty()) {
      node.set("millis", Sample.of(millis).latencyJson());
    }
    return node;
  }

  /** One of them. */
  private static final class Client {
    private final HttpLane lane;
    private final Turns turns;
    private final CountDownLatch go;
    private final List<Double> millis = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Thread thread = Thread.ofPlatform().unstarted(this::ask);
    private long end;
    private int good;
    private int acknowledged;

    Client(HttpLane lane, Turns turns, CountDownLatch go) {
      this.lane = lane;
      this.turns = turns;
      this.go = go;
    }

    void begin(long endNanos) {
      end = endNanos;
      thread.start();
    }

    private void ask() {
      try (lane) {
        go.await();
        for (long asked = System.nanoTime(); asked < end; asked = System.nanoTime()) {
          HttpLane.Answer answer = lane.ask(turns.next());
          turns.took(answer);
          acknowledged += answer.good() ? 1 : 0;
          good += answer.good() && System.nanoTime() < end ? 1 : 0;
          answers.merge((answer.status() + " " + answer.text("code")).strip(), 1, Integer::sum);
          millis.add((System.nanoTime() - asked) / 1e6);
        }
        Optional<byte[]> last = turns.last();
        if (last.isPresent()) {
          acknowledged += lane.ask(last.get()).good() ? 1 : 0;
        }
      } catch (IOException e) {
        answers.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
