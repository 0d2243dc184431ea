package tower.core;

/** Somebody who brings a car into a portal. */
final class Driver {
  private Driver() {}

  /**
   * A car is announced, brought into the first portal when that opens, and confirmed outside.
   *
   * @return the intake's name
   */
  static String arrives(TestTower t, int number) {
    String id = t.announce(number).id();
    t.until("open", x -> x.phase("P1") == PortalPhase.OPEN);
    bring(t, number);
    t.confirm("P1");
    return id;
  }

  /** Drives the car into the first portal, gets out and leaves. */
  static void bring(TestTower t, int number) {
    t.machine.put(TinyTower.P1, TinyTower.vin(number));
    getOut(t, "P1");
  }

  /** Gets out of the car that stands in the portal, and leaves. */
  static void getOut(TestTower t, String portal) {
    t.pass(1_000);
    t.machine.people.add(portal);
    t.look();
    t.machine.people.remove(portal);
    t.look();
  }
}
