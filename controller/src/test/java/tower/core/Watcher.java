package tower.core;

/** Sees every event, the tower before it and what came of it. */
interface Watcher {
  void saw(Event event, TowerState before, Outcome outcome);
}
