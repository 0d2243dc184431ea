package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Streams and clients that do anything in any sequence. */
class StreamsAnythingTest extends StreamsBench {
  /**
   * Whatever happens in whatever sequence: after a snapshot or a position each event is told once,
   * in the journal's sequence, until the next snapshot.
   */
  @Test
  void everyEventIsToldOnceToEveryoneWhoListens() {
    for (int seed = 0; seed < 50; seed++) {
      new StreamsAnythingTest().anything(seed);
    }
  }

  private void anything(int seed) {
    Random chance = new Random(seed);
    List<Client> all = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> told = tells(chance.nextInt(300));
    for (int i = 0; i < 100; i++) {
      int what = chance.nextInt(10);
      if (what < 2 && !streams.full()) {
        boolean back = chance.nextBoolean();
        long after = chance.nextLong(tower.facts.seq() + 1);
        starts.add(back ? after : tower.facts.seq());
        all.add(new Client(back ? new StreamStart.After(after) : fresh()));
      } else if (what < 5) {
        told.addAll(tells(chance.nextInt(60)));
      } else if (what < 7 && !all.isEmpty()) {
        Client client = all.get(chance.nextInt(all.size()));
        client.held = !client.held && !client.closed;
        if (!client.held) {
          client.takes();
        }
      } else if (what == 7 && !all.isEmpty() && chance.nextInt(4) == 0) {
        streams.gone(all.get(chance.nextInt(all.size())), false);
      } else {
        passes(chance.nextInt(2000));
      }
    }
    all.forEach(Client::takes);
    for (int i = 0; i < 40; i++) {
      passes(100);
    }
    for (int i = 0; i < all.size(); i++) {
      heard(all.get(i), starts.get(i), told, "seed " + seed + ", client " + i);
    }
  }

  private static void heard(Client client, long start, List<Long> told, String what) {
    Matcher match = Pattern.compile("id: (\\d+)\nevent: (\\S+)\n").matcher(client.all());
    long at = start;
    for (var found : match.results().toList()) {
      long id = Long.parseLong(found.group(1));
      if (found.group(2).equals("snapshot")) {
        assertThat(id).as(what).isGreaterThanOrEqualTo(at);
      } else {
        int place = Collections.binarySearch(told, at);
        int next = place < 0 ? -place - 1 : place + 1;
        assertThat(next).as(what).isLessThan(told.size());
        assertThat(id).as(what).isEqualTo(told.get(next));
      }
      at = id;
    }
    if (!client.closed && !told.isEmpty()) {
      assertThat(at).as(what).isGreaterThanOrEqualTo(Math.max(start, told.getLast()));
    }
  }
}
