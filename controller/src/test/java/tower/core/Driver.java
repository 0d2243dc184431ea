package tower.core;

/** Somebody who brings a car into a portal. */
final class Driver {
  private Driver() {}

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
