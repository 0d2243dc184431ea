package tower.simulator.demo;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tinylog.Logger;
import tower.gpio.Levels;
import tower.model.OutputImage;
import tower.simulator.plant.PlantPins;
import tower.simulator.world.Incarnation;

/** The plant's side of the pins: serves whichever controller is alive. */
final class PinServer implements AutoCloseable {
  private final RealWorld real;
  private final PlantPins pins;
  private final int points;
  private final ServerSocketChannel server;
  private final Path path;
  private volatile Runnable edge = () -> {};

  /** Listens on a unix socket; the path must be free. */
  PinServer(RealWorld real, Incarnation life, PlantPins pins, int points, Path path)
      throws IOException {
    this.real = real;
    this.pins = pins;
    this.points = points;
    this.path = path;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    life.alive();
    pins.onEdge(() -> edge.run());
    Thread.ofPlatform().name("pins").daemon().start(this::accept);
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        SocketChannel client = server.accept();
        Thread.ofPlatform().name("pins-client").daemon().start(() -> serve(client));
      }
    } catch (ClosedChannelException e) {
      Logger.debug("pins closed");
    } catch (IOException e) {
      Logger.error(e, "pins");
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(client));
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(client), 1024));
      Levels levels = new Levels(points);
      for (int request = in.read(); request >= 0; request = in.read()) {
        answer((byte) request, in, out, levels);
        out.flush();
      }
    } catch (IOException e) {
      Logger.debug("a controller is gone: {}", e.getMessage());
    }
  }

  private void answer(byte request, DataInputStream in, DataOutputStream out, Levels levels)
      throws IOException {
    switch (request) {
      case PinProtocol.HEADER -> {
        levels.clear();
        real.run(() -> pins.readHeader(levels));
        levels(out, levels, PinProtocol.UNREAD);
      }
      case PinProtocol.ALL -> {
        levels.clear();
        real.run(() -> pins.readAll(levels));
        levels(out, levels, PinProtocol.INVALID);
      }
      case PinProtocol.WRITE -> {
        OutputImage image = new OutputImage(in.readBoolean(), in.readLong());
        real.run(() -> pins.write(image));
        text(out);
      }
      case PinProtocol.PERMIT -> {
        boolean on = in.readBoolean();
        real.run(() -> pins.permit(on));
        out.write(0);
      }
      case PinProtocol.ALIVE -> {
        boolean level = in.readBoolean();
        real.run(() -> pins.alive(level));
        out.write(0);
      }
      case PinProtocol.EDGES -> edge = () -> tell(out);
      default -> throw new IOException("unknown request " + request);
    }
  }

  /** An edge is a hint: when nobody listens any more, the plant goes on. */
  private void tell(DataOutputStream out) {
    try {
      out.write(1);
      out.flush();
    } catch (IOException e) {
      edge = () -> {};
    }
  }

  private void levels(DataOutputStream out, Levels levels, byte invalid) throws IOException {
    for (int i = 0; i < points; i++) {
      out.write(!levels.valid(i) ? invalid : levels.on(i) ? PinProtocol.ON : PinProtocol.OFF);
    }
    text(out);
  }

  private void text(DataOutputStream out) throws IOException {
    byte[] text = real.at(pins::trouble).getBytes(StandardCharsets.UTF_8);
    out.writeShort(text.length);
    out.write(text);
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(path);
  }
}
