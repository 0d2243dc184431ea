package tower.simulator.cuts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The nominal jobs, each with the tower and the cars that make it happen. */
public enum Kind {
  /** No job at all: the start itself. */
  START("tiny-4", "start and homing", "B101"),
  /** The start with a turning platform. */
  START_TURNING("guangzhou-42", "start and homing with a turning platform", "B101"),
  /** A car is bought and handed over. */
  RETRIEVAL("tiny-4", "a car is bought and driven away", "B101 B001"),
  /** The same past a turning platform. */
  RETRIEVAL_TURNING("guangzhou-42", "the same with a turning platform", "B102 B004"),
  /** The car that is bought stands behind another one. */
  RELOCATION("tiny-4", "the car stands behind another one", "B102 B101"),
  /** A car is brought and stored in a lane of two. */
  STORAGE("tiny-4", "a car is brought and stored", "B001"),
  /** The same past a turning platform. */
  STORAGE_TURNING("guangzhou-42", "the same with a turning platform", "B004"),
  /** The shop changes its mind while the car still waits for its turn. */
  CANCEL_QUEUED("tiny-4", "cancelled while another car is fetched", "B001 B101"),
  /** The shop changes its mind when the car is on the carrier. */
  CANCEL_UNDER_WAY("tiny-4", "cancelled with the car on the carrier", "B101"),
  /** Nobody comes: the car goes back. */
  NO_SHOW("tiny-4", "nobody comes for the car", "B001"),
  /** Five wrong codes: the car goes back. */
  WRONG_CODES("tiny-4", "five wrong codes are typed", "B001");

  private final String tower;
  private final String text;
  private final String bays;

  Kind(String tower, String text, String bays) {
    this.tower = tower;
    this.text = text;
    this.bays = bays;
  }

  /** As it stands on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of its tower. */
  public String tower() {
    return tower;
  }

  /** What happens, in a few words. */
  public String text() {
    return text;
  }

  /** The bays with a car in them; the first car is the one that it is about. */
  List<String> bays() {
    return List.of(bays.split(" ", -1));
  }

  /** The one with that key. */
  public static Optional<Kind> of(String key) {
    return Arrays.stream(values()).filter(k -> k.key().equals(key)).findFirst();
  }
}
