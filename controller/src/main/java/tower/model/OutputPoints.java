package tower.model;

import java.util.List;

/**
 * The output points by role; each number is the point's index in an {@link OutputImage}, -1 where
 * the tower has none. The motion permit and the alive output have their own calls.
 *
 * @param lifterUp drives the lifter up while on
 * @param lifterDown drives the lifter down while on
 * @param lampAlarm on while a person is needed
 * @param lampResume on while a resume is awaited
 * @param portals one group per portal, in the layout's order
 * @param names the configuration's name of every point, by index
 */
public record OutputPoints(
    int lifterUp,
    int lifterDown,
    int lampAlarm,
    int lampResume,
    List<OfPortal> portals,
    List<String> names) {
  public OutputPoints {
    portals = List.copyOf(portals);
    names = List.copyOf(names);
    Check.that(names.size() <= 64, "more than 64 outputs");
  }

  /**
   * The outputs of one portal. A door moves while its output is on and keeps still when both are
   * off; it locks by itself when closed.
   */
  public record OfPortal(
      int innerOpen, int innerClose, int outerOpen, int outerClose, int lampGo, int lampStop) {}
}
