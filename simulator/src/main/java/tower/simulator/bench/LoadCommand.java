package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tower.simulator.shop.Seller;

/**
 * Load on the API from a process of its own, so that its collector does not stop the plant. Open
 * loop: a request is due when it is due, whether or not the one before has been answered.
 */
@Command(
    name = "load",
    hidden = true,
    description = "Sends requests until its standard input ends, then prints what came back.")
final class LoadCommand implements Callable<Integer> {
  private static final int CLIENTS = 4;

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--rate", required = true)
  private int rate;

  @Option(names = "--tower", required = true)
  private String tower = "";

  @Option(names = "--code-key", required = true)
  private Path codeKey = Path.of("");

  @Option(names = "--vin", required = true)
  private List<String> vins = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<LoadClient> clients = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          new LoadClient(
              port,
              Seller.of(tower, codeKey),
              i,
              CLIENTS * 1_000_000_000L / rate,
              begin,
              vins.get(i % vins.size())));
    }
    clients.forEach(LoadClient::start);
    while (System.in.read() >= 0) {
      // Nobody has anything to say but the end.
    }
    for (LoadClient client : clients) {
      client.end();
    }
    System.out.println(report(clients, System.nanoTime() - begin));
    return 0;
  }

  private static ObjectNode report(List<LoadClient> clients, long nanos) {
    List<Double> millis = new ArrayList<>();
    Map<String, Integer> answers = new TreeMap<>();
    for (LoadClient client : clients) {
      millis.addAll(client.millis());
      client.answers().forEach((status, count) -> answers.merge(status, count, Integer::sum));
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("requests", millis.size()).put("perSecond", millis.size() * 1e9 / nanos);
    answers.forEach(node.putObject("answers")::put);
    if (!millis.isEmpty()) {
      node.set("millis", Sample.of(millis).latencyJson());
    }
    return node;
  }
}
