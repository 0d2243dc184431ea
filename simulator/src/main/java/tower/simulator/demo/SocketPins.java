package tower.simulator.demo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tinylog.Logger;
import tower.gpio.Inputs;
import tower.gpio.Levels;
import tower.gpio.Outputs;
import tower.model.OutputImage;

/** The controller's side of the pins: what GPIO and expanders are on the board. */
final class SocketPins implements Inputs, Outputs, AutoCloseable {
  private final Path path;
  private final SocketChannel channel;
  private final DataInputStream in;
  private final ByteBuffer request = ByteBuffer.allocate(16);
  private String inputTrouble = "";
  private String outputTrouble = "";

  /** Connects to the plant. */
  SocketPins(Path path) throws IOException {
    this.path = path;
    channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1024));
  }

  @Override
  public void readHeader(Levels into) {
    read(PinProtocol.HEADER, into);
  }

  @Override
  public void readAll(Levels into) {
    read(PinProtocol.ALL, into);
  }

  private void read(byte which, Levels into) {
    try {
      send(which);
      for (int i = 0; i < into.size(); i++) {
        switch (in.readByte()) {
          case PinProtocol.ON -> into.set(i, true);
          case PinProtocol.OFF -> into.set(i, false);
          case PinProtocol.INVALID -> into.invalidate(i);
          default -> {}
        }
      }
      inputTrouble = text();
    } catch (IOException e) {
      into.clear();
      inputTrouble = gone(e);
    }
  }

  private String text() throws IOException {
    byte[] text = new byte[in.readUnsignedShort()];
    in.readFully(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private String gone(IOException e) {
    return "the pins on " + path + " are gone (" + e.getMessage() + "): start the plant again";
  }

  private void send(byte which, byte... arguments) throws IOException {
    request.clear().put(which).put(arguments).flip();
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  @Override
  public void write(OutputImage image) {
    try {
      ByteBuffer arguments = ByteBuffer.allocate(9);
      arguments.put((byte) (image.permit() ? 1 : 0)).putLong(image.bits());
      send(PinProtocol.WRITE, arguments.array());
      outputTrouble = text();
    } catch (IOException e) {
      outputTrouble = gone(e);
    }
  }

  @Override
  public void permit(boolean on) {
    level(PinProtocol.PERMIT, on);
  }

  @Override
  public void alive(boolean level) {
    level(PinProtocol.ALIVE, level);
  }

  private void level(byte which, boolean on) {
    try {
      send(which, (byte) (on ? 1 : 0));
      in.readByte();
    } catch (IOException e) {
      outputTrouble = gone(e);
    }
  }

  @Override
  public String trouble() {
    return inputTrouble.isEmpty() ? outputTrouble : inputTrouble;
  }

  @Override
  public void onEdge(Runnable wake) {
    Thread.ofPlatform().name("edges").daemon().start(() -> edges(wake));
  }

  private void edges(Runnable wake) {
    try (SocketChannel edges = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      ByteBuffer buffer = ByteBuffer.wrap(new byte[] {PinProtocol.EDGES});
      edges.write(buffer);
      buffer = ByteBuffer.allocate(64);
      while (edges.read(buffer.clear()) >= 0) {
        wake.run();
      }
    } catch (IOException e) {
      Logger.debug("no edges any more: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
