package tower.model;

import java.util.List;

/**
 * The input points by role. Each number is the point's index in an {@link InputImage}; -1 where the
 * tower has no such point. Every input is true in the sense of its name (active level is applied at
 * the edge).
 *
 * @param chainA first channel of the safety chain, true while closed
 * @param chainB second channel
 * @param key key switch, true in maintenance
 * @param reset reset button, true while pressed
 * @param resume resume button, true while pressed
 * @param doorsLocked hard-wired: the shaft is enclosed (inner or outer door of every portal and the
 *     service opening closed and locked)
 * @param serviceLocked service opening closed and locked, -1 without one
 * @param shuttleHome shuttle at home
 * @param carrierLevel carrier within 10 mm of a landing
 * @param carrierLoad load cells under the carrier's stand bear a car
 * @param carrierBeam light barrier over the carrier sees a car
 * @param lifterUp lifter at its upper end
 * @param lifterDown lifter at its lower end
 * @param bays one per bay, in the layout's order: car present
 * @param portals one group per portal, in the layout's order
 * @param names the configuration's name of every point, by index
 */
public record Points(
    int chainA,
    int chainB,
    int key,
    int reset,
    int resume,
    int doorsLocked,
    int serviceLocked,
    int shuttleHome,
    int carrierLevel,
    int carrierLoad,
    int carrierBeam,
    int lifterUp,
    int lifterDown,
    List<Integer> bays,
    List<OfPortal> portals,
    List<String> names) {
  public Points {
    bays = List.copyOf(bays);
    portals = List.copyOf(portals);
    names = List.copyOf(names);
    Check.that(names.size() <= InputImage.MAX_POINTS, "more than %s points", InputImage.MAX_POINTS);
  }

  /**
   * The points of one portal.
   *
   * @param innerClosed inner door closed
   * @param innerLocked inner door locked
   * @param innerOpen inner door fully open
   * @param outerClosed outer door closed
   * @param outerLocked outer door locked
   * @param outerOpen outer door fully open
   * @param carFloor floor load cells bear a car
   * @param carBeam light barrier sees a car
   * @param fieldClear the person-detection field is clear
   * @param confirm confirmation button outside, true while pressed
   * @param contour what measures a car that was driven in
   */
  public record OfPortal(
      int innerClosed,
      int innerLocked,
      int innerOpen,
      int outerClosed,
      int outerLocked,
      int outerOpen,
      int carFloor,
      int carBeam,
      int fieldClear,
      int confirm,
      Contour contour) {
    /** A portal that measures nothing. */
    public OfPortal(
        int innerClosed,
        int innerLocked,
        int innerOpen,
        int outerClosed,
        int outerLocked,
        int outerOpen,
        int carFloor,
        int carBeam,
        int fieldClear,
        int confirm) {
      this(
          innerClosed,
          innerLocked,
          innerOpen,
          outerClosed,
          outerLocked,
          outerOpen,
          carFloor,
          carBeam,
          fieldClear,
          confirm,
          Contour.NONE);
    }
  }

  /**
   * The contour check of a portal: light barriers and a switch of the floor's scale, -1 for what it
   * lacks. Each is true while the car that stands there is larger or heavier.
   *
   * @param highClass higher than the lowest bays take
   * @param tooHigh higher than any bay takes
   * @param tooWide wider than any bay takes
   * @param tooLong longer than any bay takes
   * @param overload heavier than any bay bears
   */
  public record Contour(int highClass, int tooHigh, int tooWide, int tooLong, int overload) {
    /** Nothing is measured. */
    public static final Contour NONE = new Contour(-1, -1, -1, -1, -1);
  }
}
