package tower.simulator.real;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tower.config.ConfigException;
import tower.simulator.world.Chance;

/**
 * Records what the store writes, and opens what a power cut could leave of it: the state after
 * every single write, and between two syncs any part of what was not synced.
 */
final class CrashStates {
  private static final int MOST_FAILURES = 10;

  private final Path work;
  private final long seed;
  private final int rows;
  private final int samples;
  private final Consumer<String> say;
  private @Nullable Workload workload;

  /**
   * A hunt that has not begun.
   *
   * @param work an empty folder, absolute
   * @param rows of the journal
   * @param samples drawn states between two syncs
   */
  CrashStates(Path work, long seed, int rows, int samples, Consumer<String> say) {
    this.work = work;
    this.seed = seed;
    this.rows = rows;
    this.samples = samples;
    this.say = say;
  }

  /**
   * What came of one recording.
   *
   * @param rows of the journal that were committed
   * @param ops recorded
   * @param syncs of these, syncs
   * @param verdicts how many states came to which end
   * @param failures the first ones, in words
   */
  record Result(
      String name,
      long rows,
      int ops,
      int syncs,
      Map<Reopened.Kind, Integer> verdicts,
      List<String> failures) {
    int states() {
      return verdicts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int count(Reopened.Kind kind) {
      return verdicts.getOrDefault(kind, 0);
    }

    /**
     * True when every state was whole. A disk that keeps what it has synced gives no reason to hold
     * either: a tower that holds sends somebody to look into every bay.
     */
    boolean ok() {
      return count(Reopened.Kind.WHOLE) == states() && states() > 0;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%-9s %,6d rows, %,7d operations, %,6d syncs, %,7d states: %,d whole, %,d with fewer rows,"
              + " %,d with others, %,d held, %,d refused",
          name,
          rows,
          ops,
          syncs,
          states(),
          count(Reopened.Kind.WHOLE),
          count(Reopened.Kind.FEWER),
          count(Reopened.Kind.OTHER),
          count(Reopened.Kind.HELD),
          count(Reopened.Kind.REFUSED));
    }

    ObjectNode json() {
      ObjectNode json = new ObjectMapper().createObjectNode();
      json.put("rows", rows).put("operations", ops).put("syncs", syncs).put("states", states());
      for (Reopened.Kind kind : Reopened.Kind.values()) {
        json.put(kind.name().toLowerCase(Locale.ROOT), count(kind));
      }
      failures.forEach(json.putArray("failures")::add);
      return json;
    }
  }

  /**
   * The product's own store: three lives, one killed, one closed in good order, one killed. The
   * first is the longest: a life checkpoints by itself only after some thousand rows, and each
   * begins with a checkpoint of what the one before has left.
   */
  Result product() throws IOException, InterruptedException, RealException, ConfigException {
    Workload workload = workload();
    Path folder = Files.createDirectories(work.resolve("product"));
    Recorder recorder = new Recorder(folder, work.resolve("product.told"));
    long last = workload.lastSeq();
    life(recorder, folder, List.of("--until", Long.toString(3 * last / 4)));
    life(recorder, folder, List.of("--until", Long.toString(7 * last / 8), "--close"));
    life(recorder, folder, List.of("--until", Long.toString(last)));
    return reopen("product", workload, recorder.ops(), new Reopened(workload, true));
  }

  /**
   * The control: the same journal without the sync of each commit. A simulator that finds no loss
   * here would find none anywhere. It copies the rows that {@link #product} has left.
   */
  Result control() throws IOException, InterruptedException, RealException, ConfigException {
    Workload workload = workload();
    Path original = work.resolve("product");
    Path folder = Files.createDirectories(work.resolve("control"));
    Recorder recorder = new Recorder(folder, work.resolve("control.told"));
    life(recorder, folder, List.of("--until", "0", "--unsynced-copy-of", original.toString()));
    return reopen("control", workload, recorder.ops(), new Reopened(workload, false));
  }

  private Workload workload() throws IOException, ConfigException {
    Workload known = workload;
    if (known == null) {
      known = Workload.of(seed, rows);
      workload = known;
    }
    return known;
  }

  private void life(Recorder recorder, Path folder, List<String> how)
      throws IOException, InterruptedException, RealException {
    Path traces = Files.createTempDirectory(work, "traces");
    List<String> command = Recorder.prefix(traces);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("tower.simulator.Main", "crash-workload", folder.toString()));
    command.addAll(List.of("--seed", Long.toString(seed), "--rows", Integer.toString(rows)));
    command.addAll(how);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(told(folder)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("the recorded process failed with " + process.exitValue());
    }
    recorder.add(traces);
    say.accept("recorded " + recorder.ops().size() + " operations");
  }

  private static java.io.File told(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".told").toFile();
  }

  private Result reopen(String name, Workload workload, List<Op> ops, Reopened reopened)
      throws IOException {
    Path folder = Files.createDirectories(work.resolve("state"));
    Cuts cuts = new Cuts(name, reopened, folder, new Chance(seed).split(name));
    Disk disk = new Disk();
    long[] acknowledged = acknowledged(ops);
    for (int i = 0; i < ops.size(); i++) {
      Op op = ops.get(i);
      if (disk.pending(op)) {
        cuts.between(disk, i, acknowledged[i]);
      }
      disk.apply(op);
      boolean changes =
          !(op instanceof Op.Told || op instanceof Op.Synced || op instanceof Op.FolderSynced);
      if (changes) {
        cuts.after(disk, i, acknowledged[i]);
      }
    }
    cuts.between(disk, ops.size(), acknowledged[ops.size() - 1]);
    int syncs =
        (int)
            ops.stream()
                .filter(o -> o instanceof Op.Synced || o instanceof Op.FolderSynced)
                .count();
    return new Result(
        name, workload.lastSeq(), ops.size(), syncs, cuts.verdicts, List.copyOf(cuts.failures));
  }

  /**
   * For each operation the last row that was acknowledged before the next sync: what the cache held
   * after the operation may still be all that a power cut leaves just before that sync ends.
   */
  private static long[] acknowledged(List<Op> ops) {
    long[] last = new long[ops.size()];
    long told = 0;
    int from = 0;
    for (int i = 0; i < ops.size(); i++) {
      Op op = ops.get(i);
      if (op instanceof Op.Told t) {
        told = t.seq();
      }
      if (op instanceof Op.Synced || op instanceof Op.FolderSynced || i == ops.size() - 1) {
        Arrays.fill(last, from, i + 1, told);
        from = i + 1;
      }
    }
    return last;
  }

  /** Power cuts in one recording. */
  private final class Cuts {
    private final String name;
    private final Reopened reopened;
    private final Path folder;
    private final Chance chance;
    private final Map<Reopened.Kind, Integer> verdicts = new EnumMap<>(Reopened.Kind.class);
    private final List<String> failures = new ArrayList<>();

    Cuts(String name, Reopened reopened, Path folder, Chance chance) {
      this.name = name;
      this.reopened = reopened;
      this.folder = folder;
      this.chance = chance;
    }

    /** The cache as it is after an operation, all of it on the disk and nothing later. */
    void after(Disk disk, int op, long acknowledged) throws IOException {
      look(disk.everything(), "all of the cache", op, acknowledged);
    }

    /** Any part of the cache. */
    void between(Disk disk, int op, long acknowledged) throws IOException {
      look(disk.nothing(), "nothing of the cache", op, acknowledged);
      for (int i = 0; i < samples; i++) {
        boolean torn = i % 2 == 1;
        String what = torn ? "some sectors of the cache" : "some pages of the cache";
        look(disk.some(chance, torn), what, op, acknowledged);
      }
    }

    private void look(Map<String, byte[]> files, String what, int op, long acknowledged)
        throws IOException {
      Reopened.Verdict verdict = reopened.of(folder, files, acknowledged);
      verdicts.merge(verdict.kind(), 1, Integer::sum);
      if (verdict.kind() != Reopened.Kind.WHOLE && failures.size() < MOST_FAILURES) {
        failures.add(
            "operation %d, %s: %s, %s".formatted(op, what, verdict.kind(), verdict.text()));
      }
      int states = verdicts.values().stream().mapToInt(Integer::intValue).sum();
      if (states % 1000 == 0) {
        say.accept(name + ": " + states + " states opened");
      }
    }
  }
}
