package tower.simulator.storefront;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What a car costs and looks like.
 *
 * @param priceYuan whole yuan
 * @param body which drawing is like it
 */
record Offer(int priceYuan, Body body) {
  static final int MONTHS = 60;

  /** What somebody who drives it for an hour leaves here until it is back. */
  static final int TEST_DRIVE_YUAN = 2_000;

  /** Shapes that the page can draw. */
  enum Body {
    HATCH,
    SALOON,
    ESTATE,
    SUV
  }

  Offer {
    if (priceYuan <= 0) {
      throw new IllegalArgumentException("a price is more than nothing");
    }
  }

  /** A tenth, now. */
  int depositYuan() {
    return (priceYuan + 9) / 10;
  }

  /** The rest, without interest, rounded up to whole yuan. */
  int monthlyYuan() {
    return (priceYuan - depositYuan() + MONTHS - 1) / MONTHS;
  }

  /** Adds it to what is told of a car. */
  void tell(ObjectNode car) {
    car.put("body", body.name().toLowerCase(Locale.ROOT));
    car.put("price", priceYuan);
    car.put("deposit", depositYuan());
    car.put("monthly", monthlyYuan());
    car.put("months", MONTHS);
    car.put("testDriveDeposit", TEST_DRIVE_YUAN);
  }
}
