package tower.simulator.cuts;

import java.util.ArrayList;
import java.util.List;

/**
 * One run, by the name that lets it happen again.
 *
 * @param kind the nominal job
 * @param boardOnly true when the board dies while the drives live on, false for a power cut
 * @param cuts how the first lives end; the life after them lasts
 */
public record Case(Kind kind, boolean boardOnly, List<Cut> cuts) {
  public Case {
    cuts = List.copyOf(cuts);
  }

  /** The same with one more cut. */
  Case then(Cut cut) {
    List<Cut> more = new ArrayList<>(cuts);
    more.add(cut);
    return new Case(kind, boardOnly, more);
  }

  /** The command line that lets it happen again. */
  public String replay() {
    StringBuilder line = new StringBuilder("tower-sim cuts --kind ").append(kind.key());
    if (boardOnly) {
      line.append(" --kill");
    }
    for (int i = 0; i < cuts.size(); i++) {
      line.append(i == 0 ? " --at " : " --then ").append(cuts.get(i).at());
      if (cuts.get(i).lost()) {
        line.append(i == 0 ? " --lost" : " --then-lost");
      }
    }
    return line.toString();
  }
}
