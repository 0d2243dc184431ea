package tower.simulator.storefront;

/**
 * What has become of the deposit. The tower's <em>delivery</em> decides, never a guess: as long as
 * a person is needed, the money neither stays nor goes back.
 */
enum Money {
  /** Set aside at the customer's bank: a cancel costs nothing. */
  HELD("held"),
  /** The car is the customer's. */
  PAID("paid"),
  /** All of it went back. */
  RETURNED("returned"),
  /** A person decides; until then it is set aside. */
  UNDECIDED("undecided");

  final String key;

  Money(String key) {
    this.key = key;
  }

  /**
   * The deposit of an order.
   *
   * @param loan true for a test drive
   * @param state the pickup's, empty while there is none
   * @param delivery the tower's word on the money, empty while it is open
   * @param damaged true when the car came back with damage
   */
  static Money of(boolean loan, String state, String delivery, boolean damaged) {
    if (state.equals("owed") || delivery.equals("undecided-person-needed")) {
      return UNDECIDED;
    }
    if (delivery.equals("not-delivered-car-safe")) {
      return RETURNED;
    }
    if (loan && state.equals("returned")) {
      return damaged ? UNDECIDED : RETURNED;
    }
    if (!loan && delivery.equals("delivered")) {
      return PAID;
    }
    if (state.equals("collected")) {
      // A lent car that a supervisor has settled as kept.
      return loan ? UNDECIDED : PAID;
    }
    return HELD;
  }
}
