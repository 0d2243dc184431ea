package tower.app;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.access.BearerKey;
import tower.access.ClientList;

/** Makes a client's key. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a key for a client of the API and prints two lines: the key, for the client alone, and"
          + " the row with its hash, for the file of clients. Nothing is kept."
    },
    footer = {
      "",
      "Examples:",
      "  tower-controller keygen shop --may shop --until 2027-06-30T00:00:00Z",
      "  tower-controller keygen kiosk --may pickups:read,pickups:handover"
    })
final class KeygenCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Whose; goes into the journal.")
  private String name = "";

  @Option(
      names = "--may",
      required = true,
      paramLabel = "WHAT",
      description = "Roles and scopes, separated by commas; roles: viewer, shop, supervisor.")
  private String may = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "When it ends, such as 2027-06-30T00:00:00Z; without, never.")
  private @Nullable Instant until;

  @Override
  public Integer call() {
    byte[] secret = new byte[BearerKey.BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      String row = ClientList.row(name, may, secret, until);
      System.out.println(BearerKey.text(secret));
      System.out.println(row);
      return Exit.OK;
    } catch (IllegalArgumentException e) {
      CommandSpec own = java.util.Objects.requireNonNull(spec);
      throw new ParameterException(own.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
