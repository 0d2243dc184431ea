package tower.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of the controller; every subcommand is a class of its own. */
@Command(
    name = "tower-controller",
    description = "Controls one car vending tower.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      ExplainCommand.class,
      PictureCommand.class,
      InventoryCommand.class,
      KeygenCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return Exit.codes(new CommandLine(new Main()));
  }

  /** The version of this build. */
  static String version() {
    @Nullable String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tower-controller " + version()};
    }
  }
}
