package tower.app;

import picocli.CommandLine;

/** What the process tells its caller by its exit code. */
public final class Exit {
  public static final int OK = 0;

  /** The program ran well and found that something it checks does not hold. */
  public static final int FAILED = 1;

  /** The caller can mend it: wrong usage or configuration, a database that cannot be used. */
  public static final int USAGE = 2;

  /** A bug or a broken machine: the stack trace is for us. */
  public static final int INTERNAL = 3;

  /** Ended by Ctrl-C, as shells report it. */
  public static final int INTERRUPTED = 130;

  private Exit() {}

  /**
   * Gives a command line these codes. Without it an uncaught exception would read as 1, a check
   * that failed.
   */
  public static CommandLine codes(CommandLine commandLine) {
    return commandLine.setExitCodeExceptionMapper(failure ->
        switch (failure) {
          case CommandLine.ParameterException usage -> USAGE;
          case InterruptedException interrupted -> INTERRUPTED;
          default -> INTERNAL;
        });
  }
}
