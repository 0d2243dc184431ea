package tower;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The project's own text files, without what a build or a version control made of them. */
final class ProjectFiles {
  /** Tests run in their module's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final List<PathMatcher> IGNORED = ignored();

  private ProjectFiles() {}

  /** Path from the root, with slashes, to text. */
  static Map<String, String> read() {
    Map<String, String> files = new TreeMap<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return ownedByProject(folder)
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (ownedByProject(file)) {
                text(file).ifPresent(text -> files.put(ROOT.relativize(file).toString(), text));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Names of the project's own files and folders at the top. */
  static List<String> top() throws IOException {
    try (Stream<Path> top = Files.list(ROOT)) {
      return top.filter(ProjectFiles::ownedByProject)
          .map(path -> path.getFileName().toString())
          .toList();
    }
  }

  /** Neither git's own, a folder or in a worktree a file, nor ignored by it. */
  private static boolean ownedByProject(Path path) {
    Path name = path.getFileName();
    return !name.toString().equals(".git")
        && IGNORED.stream().noneMatch(pattern -> pattern.matches(name));
  }

  /** The patterns of .gitignore, which are all of names: without a slash but at the end. */
  private static List<PathMatcher> ignored() {
    try {
      return Files.readAllLines(ROOT.resolve(".gitignore")).stream()
          .filter(line -> !line.isBlank())
          .map(line -> line.replaceFirst("/$", ""))
          .map(name -> FileSystems.getDefault().getPathMatcher("glob:" + name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }
}
