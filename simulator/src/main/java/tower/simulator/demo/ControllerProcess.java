package tower.simulator.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The controller as a child process with the production flags. */
public final class ControllerProcess implements AutoCloseable {
  private static final long END_MS = 8_000;

  private final Process process;

  private final Thread onExit;

  /** Whatever ends this process ends its controller too: none is left behind to hold the port. */
  private ControllerProcess(Process process) {
    this.process = process;
    onExit = Thread.ofPlatform().unstarted(process::destroy);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** What the launcher says the controller runs with in production; empty without launcher. */
  public static List<String> productionFlags() {
    String flags = System.getenv("TOWER_JAVA_FLAGS");
    return flags == null || flags.isBlank() ? List.of() : List.of(flags.trim().split("\\s+", -1));
  }

  /**
   * Starts it.
   *
   * @param arguments of {@code demo-controller}
   * @param log where its output goes
   */
  public static ControllerProcess start(List<String> arguments, Path log) throws IOException {
    return start(productionFlags(), arguments, log);
  }

  /** Starts it with these flags of the Java machine. */
  public static ControllerProcess start(List<String> flags, List<String> arguments, Path log)
      throws IOException {
    return start(Surroundings.USUAL, flags, arguments, log);
  }

  /**
   * What stands between the process and its machine.
   *
   * @param program the words before the Java machine's: a program that runs it as its own
   * @param environment variables that only this process has
   */
  public record Surroundings(List<String> program, Map<String, String> environment) {
    /** Nothing. */
    public static final Surroundings USUAL = new Surroundings(List.of(), Map.of());

    /** Copies both. */
    public Surroundings {
      program = List.copyOf(program);
      environment = Map.copyOf(environment);
    }
  }

  /** Starts it in these surroundings. */
  public static ControllerProcess start(
      Surroundings surroundings, List<String> flags, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(surroundings.program());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("tower.simulator.Main");
    command.add("demo-controller");
    command.addAll(arguments);
    File file = log.toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file));
    builder.environment().putAll(surroundings.environment());
    return new ControllerProcess(builder.start());
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** True while it runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Waits for its end.
   *
   * @return its exit code; empty when it still runs after the given time
   */
  public OptionalInt awaitEnd(long limitMs) throws InterruptedException {
    return process.waitFor(limitMs, TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /** SIGKILL: no hook runs, no finally acts. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(END_MS, TimeUnit.MILLISECONDS);
  }

  /** SIGTERM, then SIGKILL after 8 s. */
  @Override
  public void close() {
    process.destroy();
    forget();
    try {
      if (!process.waitFor(END_MS, TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running: it does the same.
    }
  }
}
