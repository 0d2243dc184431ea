package tower.model;

/** The life of a job. */
public enum JobState {
  WAITING,
  RUNNING,
  BLOCKED,
  DONE,
  FAILED,
  CANCELLED;

  /** True for states that never change again. */
  public boolean terminal() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
