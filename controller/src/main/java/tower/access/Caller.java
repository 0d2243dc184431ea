package tower.access;

/**
 * Who a call comes from.
 *
 * @param principal {@link Principal#NOBODY} when nothing was proved
 * @param why for the client, when nothing was proved
 * @param from address of the connection, empty where there is none
 */
public record Caller(Principal principal, String why, String from) {
  /** Shows nothing. */
  public static final Caller STRANGER =
      nobody("no credential came with the request: send Authorization: Bearer and your key");

  /** Has proved who it is. */
  public static Caller of(Principal principal) {
    return new Caller(principal, "", "");
  }

  /** Has shown something that proves nothing. */
  public static Caller nobody(String why) {
    return new Caller(Principal.NOBODY, why, "");
  }

  /** The same, from an address. */
  public Caller at(String address) {
    return new Caller(principal, why, address);
  }
}
