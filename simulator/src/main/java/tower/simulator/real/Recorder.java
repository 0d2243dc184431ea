package tower.simulator.real;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what {@code strace} wrote about a process that used one folder and nothing else, and said
 * on its standard output, a file, what is durable.
 */
final class Recorder {
  /** What changes a file or a name, makes either durable, or would do so past this model. */
  private static final String CALLS =
      "?open,?creat,openat,?openat2,pwrite64,pwritev,pwritev2,write,writev,fsync,fdatasync,"
          + "sync_file_range,ftruncate,truncate,fallocate,?unlink,unlinkat,?rename,?renameat,"
          + "renameat2,?link,linkat,mmap,sendfile,copy_file_range";

  /** Longer than any write of SQLite or of the journal's second record. */
  private static final int LONGEST_WRITE = 4 << 20;

  private static final Pattern LINE =
      Pattern.compile("(\\w+)\\((.*)\\)\\s+= (-?\\w+)(?:<([^>]*)>)?(.*)", Pattern.DOTALL);
  private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<([^>]*)>(?:\\(deleted\\))?");
  private static final Pattern TEXT = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"(\\.\\.\\.)?");

  private final Path folder;
  private final Path told;
  private final Set<String> files = new TreeSet<>();
  private final List<Op> ops = new ArrayList<>();

  /**
   * A recorder of a folder that is empty at first.
   *
   * @param folder absolute
   * @param told the file that is the process's standard output
   */
  Recorder(Path folder, Path told) {
    this.folder = folder;
    this.told = told;
  }

  /**
   * The command line that runs a program and records it.
   *
   * @param traces folder for what strace writes, a file per thread
   */
  static List<String> prefix(Path traces) throws RealException {
    List<String> prefix = new ArrayList<>(Strace.program());
    prefix.addAll(
        List.of("-ff", "-y", "-xx", "-s", Integer.toString(LONGEST_WRITE), "-e", "signal=none"));
    prefix.addAll(List.of("-e", "trace=" + CALLS, "-o", traces.resolve("thread").toString()));
    return prefix;
  }

  /** Everything so far, in its sequence. */
  List<Op> ops() {
    return ops;
  }

  /**
   * Adds what one more process did.
   *
   * @throws IOException when it did something that the model of the disk does not know
   */
  void add(Path traces) throws IOException {
    int before = ops.size();
    try (Stream<Path> threads = Files.list(traces)) {
      for (Path thread : threads.sorted().toList()) {
        int begun = ops.size();
        read(thread);
        // A file per thread has no common clock: two that wrote have no sequence.
        if (begun > before && ops.size() > begun) {
          throw new IOException("two threads of the process used " + folder);
        }
      }
    }
    if (ops.size() == before) {
      throw new IOException("strace saw nothing written in " + folder);
    }
  }

  private void read(Path thread) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(thread, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher call = LINE.matcher(line);
        if (call.matches() && !call.group(3).equals("-1") && !call.group(3).equals("?")) {
          take(call.group(1), call.group(2), call.group(4), line);
        }
      }
    }
  }

  private void take(String call, String arguments, String result, String line) throws IOException {
    switch (call) {
      case "open", "creat", "openat", "openat2" -> opened(arguments, result);
      case "unlink", "unlinkat" -> deleted(arguments);
      case "rename", "renameat", "renameat2", "link", "linkat", "truncate" -> unknownName(line);
      case "write" -> written(arguments, line);
      default -> onDescriptor(call, arguments, line);
    }
  }

  private void opened(String arguments, String result) {
    Path path = Path.of(text(result == null ? "" : result));
    if (inFolder(path) && arguments.contains("O_CREAT") && files.add(name(path))) {
      ops.add(new Op.Created(name(path)));
    } else if (inFolder(path) && arguments.contains("O_TRUNC")) {
      ops.add(new Op.Resized(name(path), 0));
    }
  }

  private void deleted(String arguments) {
    Path path = Path.of(firstText(arguments));
    if (inFolder(path) && files.remove(name(path))) {
      ops.add(new Op.Deleted(name(path)));
    }
  }

  private void unknownName(String line) throws IOException {
    Matcher names = TEXT.matcher(line);
    while (names.find()) {
      if (inFolder(Path.of(text(names.group(1))))) {
        throw unknown(line);
      }
    }
  }

  private void written(String arguments, String line) throws IOException {
    Path path = descriptor(arguments);
    if (path.equals(told)) {
      for (String word : firstText(arguments).strip().split("\n", -1)) {
        ops.add(new Op.Told(Long.parseLong(word)));
      }
    } else if (inFolder(path)) {
      throw unknown(line);
    }
  }

  private void onDescriptor(String call, String arguments, String line) throws IOException {
    Path path = call.equals("mmap") ? mapped(arguments) : descriptor(arguments);
    if (path.equals(folder) && call.equals("fsync")) {
      ops.add(new Op.FolderSynced());
    }
    if (!inFolder(path)) {
      return;
    }
    String file = name(path);
    String[] words = arguments.split(", ", -1);
    switch (call) {
      case "pwrite64" -> {
        byte[] bytes = bytes(arguments);
        if (bytes.length != Long.parseLong(words[words.length - 2])) {
          throw unknown(line);
        }
        long offset = Long.parseLong(words[words.length - 1]);
        ops.add(new Op.Written(file, offset, new Op.Bytes(bytes)));
      }
      case "fsync", "fdatasync" -> ops.add(new Op.Synced(file));
      case "ftruncate" -> ops.add(new Op.Resized(file, Long.parseLong(words[words.length - 1])));
      case "mmap" -> {
        if (arguments.contains("MAP_SHARED") && arguments.contains("PROT_WRITE")) {
          throw unknown(line);
        }
      }
      default -> throw unknown(line);
    }
  }

  private static IOException unknown(String line) {
    return new IOException(
        "the model of the disk does not know: "
            + line.substring(0, Math.min(line.length(), 200)).strip());
  }

  private static Path descriptor(String arguments) {
    Matcher matcher = DESCRIPTOR.matcher(arguments);
    return Path.of(matcher.find() ? text(matcher.group(1)) : "");
  }

  private static Path mapped(String arguments) {
    int at = arguments.lastIndexOf(", ", arguments.lastIndexOf(", ") - 1);
    return at < 0 ? Path.of("") : descriptor(arguments.substring(at + 2));
  }

  private boolean inFolder(Path path) {
    return folder.equals(path.getParent());
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static String firstText(String arguments) {
    return new String(bytes(arguments), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String arguments) {
    int begin = arguments.indexOf('"') + 1;
    int end = arguments.indexOf('"', begin);
    return begin == 0 || end < 0 ? new byte[0] : hex(arguments, begin, end);
  }

  private static String text(String hex) {
    return hex.startsWith("\\x")
        ? new String(hex(hex, 0, hex.length()), StandardCharsets.UTF_8)
        : hex;
  }

  /** Four characters a byte. */
  private static byte[] hex(String text, int begin, int end) {
    byte[] bytes = new byte[(end - begin) / 4];
    for (int i = 0; i < bytes.length; i++) {
      int at = begin + 4 * i + 2;
      bytes[i] =
          (byte)
              ((Character.digit(text.charAt(at), 16) << 4)
                  | Character.digit(text.charAt(at + 1), 16));
    }
    return bytes;
  }
}
