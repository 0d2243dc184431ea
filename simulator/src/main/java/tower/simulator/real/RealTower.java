package tower.simulator.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tower.config.ConfigException;
import tower.simulator.demo.ControllerProcess;
import tower.simulator.demo.ControllerProcess.Surroundings;
import tower.simulator.demo.DemoRig;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * A plant that lives on while real controllers come and go, with an operator, customers, a shop
 * that never rests, and everything that is checked between two lives.
 */
final class RealTower implements AutoCloseable {
  static final long START_MS = 120_000;

  /** An operator who is paid by the minute. */
  private static final long PATIENCE_MS = 800;

  /** Node guard 500 ms and the ramp; the rest is what still stood in the line's buffers. */
  private static final long COAST_NANOS = 1500 * World.MS;

  private static final long LOOK_MS = 20;
  private static final int OLDER_PROMISES = 10;

  private final DemoRig rig;
  private final Findings findings;
  private final SteelWatch steel;
  private final Account account;
  private final Promises promises;
  private final Answers answers;
  private final Market market;
  private final Chance chance;
  private final Path scratch;
  private @Nullable ControllerProcess controller;
  private int lives;

  /**
   * Builds it and lets its people begin; no controller runs.
   *
   * @param file the tower's configuration
   * @param speed how many times faster the machine is
   * @param clients that ask at the same time
   * @param clockIsTrue false when controllers will see another wall clock
   */
  RealTower(
      Path file,
      int speed,
      int clients,
      Path folder,
      Findings findings,
      Chance chance,
      boolean clockIsTrue)
      throws IOException, ConfigException {
    this.findings = findings;
    this.chance = chance;
    scratch = folder.resolve("copy");
    rig = DemoRig.start(file, speed, Files.createDirectories(folder.resolve("data")));
    steel = new SteelWatch(rig.plant(), findings);
    account = new Account(rig.config(), rig.plant(), steel, findings, clockIsTrue);
    promises = new Promises(rig.shop(), findings);
    answers = new Answers(findings);
    account.watch(answers::note);
    market = new Market(rig, promises, clients, chance.split("market"));
    rig.people(PATIENCE_MS);
    market.start();
  }

  SteelWatch steel() {
    return steel;
  }

  Account account() {
    return account;
  }

  Promises promises() {
    return promises;
  }

  Market market() {
    return market;
  }

  DemoRig rig() {
    return rig;
  }

  /** Controllers that were started. */
  int lives() {
    return lives;
  }

  /** The controller that was started last. */
  ControllerProcess controller() {
    ControllerProcess last = controller;
    if (last == null) {
      throw new IllegalStateException("no controller was started");
    }
    return last;
  }

  /** Starts a controller; nothing may move until somebody presses resume. */
  void launch(Surroundings surroundings) throws IOException {
    if (controller != null) {
      controller.close();
    }
    steel.mustRest();
    lives++;
    controller = rig.launch(surroundings, ControllerProcess.productionFlags());
  }

  /**
   * Waits until it answers, and asks again for what was promised.
   *
   * @return false when the process has ended instead
   */
  boolean awaitAnswers() throws IOException, InterruptedException {
    if (!await(START_MS, this::answers)) {
      if (controller().alive()) {
        findings.found("the process does not answer after " + START_MS + " ms");
      }
      return false;
    }
    try {
      promises.askAgain(chance, OLDER_PROMISES);
    } catch (IOException e) {
      findings.found("the process does not answer any more: " + e);
      return false;
    }
    return true;
  }

  private boolean answers() {
    try {
      return rig.shop().get("/livez").status() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The tower's state and the code of its first reason; empty while nobody answers. */
  String state() throws InterruptedException {
    try {
      var body = rig.shop().get("/v1/tower").body();
      return body.path("state").asText() + "/" + body.path("reasons").path(0).path("code").asText();
    } catch (IOException e) {
      return "";
    }
  }

  /** Waits until the tower works, or is ready to. */
  boolean awaitWork(long limitMs) throws InterruptedException {
    return await(
        limitMs,
        () -> {
          String state = stateNow();
          return state.startsWith("executing") || state.startsWith("ready");
        });
  }

  private String stateNow() {
    try {
      return state();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Waits while the process lives; false when the time is over or it has ended. */
  boolean await(long limitMs, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + limitMs * World.MS;
    while (System.nanoTime() < deadline && controller().alive()) {
      if (condition.getAsBoolean()) {
        return true;
      }
      Thread.sleep(LOOK_MS);
    }
    return condition.getAsBoolean();
  }

  /** Kills it without a word, and settles the account when the steel has come to rest. */
  void kill() throws IOException, InterruptedException {
    long at = steel.nanos();
    controller().kill();
    comesToRest(at);
    settle();
  }

  /**
   * Waits for its own end.
   *
   * @return its exit code, empty when it goes on
   */
  OptionalInt awaitEnd(long limitMs) throws InterruptedException {
    return controller().awaitEnd(limitMs);
  }

  /** A dead or silent controller: every axis stands, and the relay has dropped. */
  void comesToRest(long since) throws InterruptedException {
    long deadline = System.nanoTime() + COAST_NANOS;
    while (System.nanoTime() < deadline && (steel.moving() || steel.relay())) {
      Thread.sleep(LOOK_MS);
    }
    if (steel.relay()) {
      findings.found("S18: the relay holds, nobody feeds it");
    }
    long coasted = steel.stoodAt() - since;
    if (coasted > COAST_NANOS) {
      findings.found("S17: the machine moved for " + coasted / World.MS + " ms more");
    }
  }

  /** The steel against the files of a process that is dead. */
  void settle() throws IOException {
    account.settle(rig.folder(), scratch);
    answers.mustHold(promises.keys());
  }

  @Override
  public void close() throws IOException {
    market.close();
    if (controller != null) {
      controller.close();
    }
    rig.close();
  }
}
