package tower.simulator.drive;

import java.util.EnumMap;
import java.util.Map;
import tower.model.Register;

/** The values that a drive keeps for its master. */
final class Parameters {
  private final Map<Register, Integer> values = new EnumMap<>(Register.class);

  Parameters(int nodeGuardMs) {
    factory();
    set(Register.NODE_GUARD, nodeGuardMs);
  }

  /** As the factory left them: profile position mode, no node guard. */
  void factory() {
    values.clear();
    set(Register.MODE, 1);
    set(Register.NODE_GUARD, 0);
  }

  int get(Register register) {
    Integer value = values.get(register);
    return value == null ? 0 : value;
  }

  void set(Register register, int value) {
    values.put(register, value);
  }
}
