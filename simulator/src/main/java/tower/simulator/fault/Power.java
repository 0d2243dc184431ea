package tower.simulator.fault;

/** Who can end a process. */
public interface Power {
  /** The power of the whole tower fails for so long. */
  void cut(long nanos);

  /** The process dies and is started again after so long. */
  void kill(long nanos);

  /** The next process dies at its n-th boundary, by a power cut or alone. */
  void cutAtBoundary(long boundary, boolean power);
}
