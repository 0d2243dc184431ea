package tower.simulator.real;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tower.simulator.world.Chance;

/** A model that lost too little would find nothing, and one that lost too much would cry wolf. */
final class DiskTest {
  private final Disk disk = new Disk();

  private void write(String file, int offset, String text) {
    disk.apply(new Op.Written(file, offset, new Op.Bytes(text.getBytes(US_ASCII))));
  }

  private static String text(Map<String, byte[]> files, String file) {
    return new String(files.get(file), US_ASCII);
  }

  @Test
  void whatWasSyncedIsInEveryState() {
    disk.apply(new Op.Created("a"));
    write("a", 0, "first");
    disk.apply(new Op.Synced("a"));
    disk.apply(new Op.FolderSynced());
    write("a", 0, "other");
    assertThat(text(disk.nothing(), "a")).isEqualTo("first");
    assertThat(text(disk.everything(), "a")).isEqualTo("other");
  }

  /** A synced file in a folder that was not synced may have no name. */
  @Test
  void aNameNeedsASyncOfItsFolder() {
    disk.apply(new Op.Created("a"));
    write("a", 0, "first");
    disk.apply(new Op.Synced("a"));
    assertThat(disk.nothing()).isEmpty();
    disk.apply(new Op.FolderSynced());
    disk.apply(new Op.Deleted("a"));
    assertThat(disk.nothing()).containsKey("a");
    assertThat(disk.everything()).isEmpty();
  }

  /** Later pages may be there without earlier ones; then there is a hole of zeros. */
  @Test
  void pagesHaveFatesOfTheirOwnAndSectorsWhenTorn() {
    disk.apply(new Op.Created("a"));
    disk.apply(new Op.FolderSynced());
    byte[] bytes = new byte[3 * 4096];
    Arrays.fill(bytes, (byte) 'x');
    disk.apply(new Op.Written("a", 0, new Op.Bytes(bytes)));
    TreeSet<String> pages = new TreeSet<>();
    TreeSet<String> sectors = new TreeSet<>();
    Chance chance = new Chance(1);
    for (int i = 0; i < 300; i++) {
      pages.add(there(disk.some(chance, false).get("a"), 4096, 3));
      sectors.add(there(disk.some(chance, true).get("a"), 512, 24));
    }
    assertThat(pages).hasSize(8);
    assertThat(sectors).hasSizeGreaterThan(100);
  }

  private static String there(byte[] content, int unit, int units) {
    StringBuilder there = new StringBuilder();
    byte[] whole = Arrays.copyOf(content, unit * units);
    for (int i = 0; i < units; i++) {
      byte[] part = Arrays.copyOfRange(whole, i * unit, (i + 1) * unit);
      int filled = 0;
      for (byte b : part) {
        filled += b == 'x' ? 1 : 0;
      }
      assertThat(filled).as("a unit is whole or missing").isIn(0, unit);
      there.append(filled == 0 ? '.' : 'x');
    }
    return there.toString();
  }

  @Test
  void aFileCutShortMayHaveItsOldLength() {
    disk.apply(new Op.Created("a"));
    write("a", 0, "first");
    disk.apply(new Op.Synced("a"));
    disk.apply(new Op.FolderSynced());
    disk.apply(new Op.Resized("a", 2));
    assertThat(text(disk.nothing(), "a")).isEqualTo("first");
    assertThat(text(disk.everything(), "a")).isEqualTo("fi");
  }

  /** A line that is overwritten for ever and never synced: any of the last ones, or none at all. */
  @Test
  void whatIsNeverSyncedMayBeOldOrMissing() {
    disk.apply(new Op.Created("a"));
    disk.apply(new Op.FolderSynced());
    for (int i = 0; i < 100; i++) {
      write("a", 0, String.format("%03d", i));
    }
    TreeSet<String> seen = new TreeSet<>();
    Chance chance = new Chance(2);
    for (int i = 0; i < 300; i++) {
      seen.add(text(disk.some(chance, false), "a"));
    }
    assertThat(seen).contains("", "099", "098").doesNotContain("010");
  }
}
