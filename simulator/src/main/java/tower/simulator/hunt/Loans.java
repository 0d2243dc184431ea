package tower.simulator.hunt;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.Purpose;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * What the shop agrees with its customers: when a car is wanted, and when a lent one comes back.
 */
final class Loans {
  private static final long HOUR_MS = 3_600_000;

  private final World world;

  Loans(World world) {
    this.world = world;
  }

  /** The purpose and the times of a loan, as members of a JSON object. */
  String loan(Chance chance) {
    long now = world.trueUtcMs();
    Purpose purpose = chance.below(4) == 0 ? Purpose.SERVICE : Purpose.TEST_DRIVE;
    // Now and then one that is late, and a clock that tells the hour in another zone.
    long back = now + (chance.below(3) == 0 ? chance.between(60_000, 400_000) : HOUR_MS);
    return "\"purpose\":\"%s\",\"dueBackAt\":\"%s\"".formatted(purpose.key(), time(back, chance));
  }

  /** The purpose that stands in such members. */
  static Purpose purpose(String terms) {
    return Arrays.stream(Purpose.values())
        .filter(p -> terms.contains("\"purpose\":\"" + p.key() + "\""))
        .findFirst()
        .orElseThrow();
  }

  /** The same for a car that is bought for a certain time. */
  String appointment(Chance chance) {
    long ready = world.trueUtcMs() + chance.between(0, 200_000);
    String terms = "\"purpose\":\"buy\",\"readyAt\":\"%s\"".formatted(time(ready, chance));
    return chance.below(2) == 0
        ? terms
        : terms
            + ",\"expiresAt\":\"%s\""
                .formatted(time(ready + chance.between(1_000, 300_000), chance));
  }

  private static String time(long utcMs, Chance chance) {
    String utc = Instant.ofEpochMilli(utcMs).toString();
    return chance.below(2) == 0 ? utc : utc.replace("Z", "+00:00");
  }

  /**
   * Lets a lent car come back, some time after it has left; again when its return came to nothing.
   *
   * @param announce takes the loan and the body of its return
   */
  void look(Wish loan, Ledger facts, boolean calm, BiConsumer<Wish, String> announce) {
    Pickup pickup = loan.id == null ? null : facts.pickups().get(loan.id);
    if (pickup == null || !pickup.lent() || awaited(loan.back, facts)) {
      return;
    }
    if (loan.outUntil == 0) {
      long longest = calm ? 10 : 90;
      loan.outUntil = world.nanos() + loan.chance.between(2, longest) * World.SECOND;
    }
    if (world.nanos() >= loan.outUntil) {
      loan.outUntil = 0;
      announce.accept(loan, back(loan, pickup));
    }
  }

  /** Its return is announced, and has not come to nothing. */
  private static boolean awaited(@Nullable Wish back, Ledger facts) {
    if (back == null || back.over) {
      return false;
    }
    Intake intake = back.id == null ? null : facts.intakes().get(back.id);
    return back.id == null
        || (intake != null
            && intake.state() != IntakeState.EXPIRED
            && intake.state() != IntakeState.CANCELLED);
  }

  private static String back(Wish loan, Pickup pickup) {
    Purpose purpose =
        pickup.purpose() == Purpose.SERVICE ? Purpose.SERVICE_RETURN : Purpose.TEST_DRIVE_RETURN;
    String damage = loan.chance.below(4) == 0 ? ",\"damage\":\"scratched door\"" : "";
    return String.format(
        Locale.ROOT,
        "{\"purpose\":\"%s\",\"vehicle\":{\"vin\":\"%s\",\"chargePercent\":%d,\"odometerKm\":%d%s}}",
        purpose.key(),
        loan.vehicle.vin(),
        loan.chance.below(101),
        loan.chance.below(100_000),
        damage);
  }
}
