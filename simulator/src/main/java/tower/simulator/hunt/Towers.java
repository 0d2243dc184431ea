package tower.simulator.hunt;

import java.nio.file.Path;
import java.util.List;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.simulator.scenario.Drawn;

/** The towers that ship with the product, read once. */
public final class Towers {
  private static final List<String> NAMES = List.of("tiny-4", "guangzhou-42");

  /** Beside them the one of {@link Drawn#CONTOUR}, which no list of names chooses. */
  private static final List<String> ALL = List.of("tiny-4", "guangzhou-42", Drawn.CONTOUR);

  private final List<TowerConfig> configs;

  private Towers(List<TowerConfig> configs) {
    this.configs = List.copyOf(configs);
  }

  /**
   * Reads them.
   *
   * @param folder the folder {@code config/towers}
   * @throws ConfigException when one of them is wrong
   */
  public static Towers read(Path folder) throws ConfigException {
    List<TowerConfig> read = new java.util.ArrayList<>();
    for (String name : ALL) {
      read.add(ConfigReader.read(folder.resolve(name + ".toml")));
    }
    return new Towers(read);
  }

  /** The names of those that a seed chooses from. */
  public List<String> names() {
    return NAMES;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public TowerConfig get(String name) {
    int index = ALL.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no tower " + name + ", there is " + ALL);
    }
    return configs.get(index);
  }
}
