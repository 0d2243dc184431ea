package tower.simulator.line;

import java.io.IOException;
import tower.drive.SerialLink;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;

/** The serial port of one process on the {@link Wire}; reading lets virtual time pass. */
final class VirtualLine implements SerialLink {
  private final Wire wire;
  private final Incarnation life;
  private final World world;
  private final Polls polls;
  private boolean open;

  VirtualLine(Wire wire, Incarnation life, Polls polls) {
    this.wire = wire;
    this.life = life;
    this.polls = polls;
    world = life.world();
  }

  @Override
  public String name() {
    return "virtual line";
  }

  @Override
  public void open() throws IOException {
    life.alive();
    if (!wire.plugged()) {
      throw new IOException(name() + " does not exist: plug the adapter in");
    }
    open = true;
    wire.discard();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    life.alive();
    usable();
    if (!polls.asked(bytes, length)) {
      life.boundary();
    }
    wire.send(bytes, length);
  }

  @Override
  public int read(byte[] into, int offset, long deadlineNanos) throws IOException {
    life.alive();
    while (true) {
      usable();
      int count = wire.take(into, offset);
      long now = world.nanos();
      if (count > 0 || now >= deadlineNanos) {
        if (count > 0 && polls.news(into, offset, count)) {
          life.boundary();
        }
        return count;
      }
      // With nothing on the way, the next thing that happens may put something there.
      long piece = wire.pieceEnds();
      long until = Math.min(deadlineNanos, piece == World.NEVER ? world.next() : piece);
      life.sleepUntil(Math.max(until, now));
    }
  }

  @Override
  public void discardInput() throws IOException {
    life.alive();
    usable();
    wire.discard();
  }

  @Override
  public void close() {
    open = false;
  }

  private void usable() throws IOException {
    if (!open) {
      throw new IOException(name() + " is not open");
    }
    if (!wire.plugged()) {
      throw new IOException(name() + " is gone: the adapter was unplugged");
    }
  }
}
