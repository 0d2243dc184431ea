package tower.simulator.real;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tower.simulator.demo.DemoRig;
import tower.simulator.demo.Shop;
import tower.simulator.world.Chance;

/** All clients of a tower, each with a loopback address of its own. */
final class Market implements AutoCloseable {
  /** 127.0.0.40 is the first one's. */
  private static final int FIRST_ADDRESS = 40;

  /** As many as there are addresses from there on. */
  static final int MOST_CLIENTS = 200;

  /** All together do so much, however many they are. */
  private static final long PERIOD_MS = 120;

  private static final long LONGEST_PERIOD_MS = 600;

  private static final int MOST_OPEN = 4;

  private final List<Trader> traders = new ArrayList<>();

  /** So many clients, who have not begun. */
  Market(DemoRig rig, Promises promises, int clients, Chance chance) throws IOException {
    long periodMs = Math.min(LONGEST_PERIOD_MS, PERIOD_MS * clients);
    for (int i = 0; i < clients; i++) {
      Chance own = clients == 1 ? chance : chance.split("client " + i);
      Shop shop = Shop.onLoopback(rig.port(), FIRST_ADDRESS + i);
      traders.add(
          new Trader(
              shop,
              promises,
              rig.seller(),
              rig.towerId(),
              own,
              i,
              periodMs,
              Math.max(1, MOST_OPEN / clients)));
    }
  }

  void start() {
    traders.forEach(Trader::start);
  }

  /** Asks for nothing new from now on, but goes on serving what was asked for. */
  void rest() {
    traders.forEach(Trader::rest);
  }

  /** Cars that were handed over. */
  long collected() {
    return traders.stream().mapToLong(Trader::collected).sum();
  }

  /** Requests without an answer that were repeated until they had one. */
  long repeated() {
    return traders.stream().mapToLong(Trader::repeated).sum();
  }

  @Override
  public void close() {
    traders.forEach(Trader::close);
  }
}
