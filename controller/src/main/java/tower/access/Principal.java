package tower.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who calls, as far as that was proved.
 *
 * @param name of the bearer key or of the certificate's subject; written into the journal
 * @param scopes what it may do
 */
public record Principal(String name, Set<Scope> scopes) {
  /** Nobody has proved to be anybody. */
  public static final Principal NOBODY = new Principal("nobody", Set.of());

  /**
   * Everybody who reaches a listener that is open by its configuration, which only a loopback
   * address may have.
   */
  public static final Principal DEVELOPMENT =
      new Principal("development", EnumSet.allOf(Scope.class));

  /** Names that the journal has for others than clients. */
  static final Set<String> RESERVED =
      Set.of("nobody", "development", "api", "local", "operator", RefusalLog.OTHERS);

  public Principal {
    scopes = Set.copyOf(scopes);
  }

  /** Has proved to be somebody. */
  public boolean known() {
    return !equals(NOBODY);
  }

  /** True when it may do what needs the scope. */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
