package tower.simulator.line;

/** Who wants to see every frame on the line. The arrays are the line's own: look, do not keep. */
public interface LineWatch {
  /** A request has been put on the line; its first bit went out at this time. */
  void request(long nanos, byte[] bytes, int length);

  /** Bytes have come back; the last one arrived at this time. */
  default void reply(long nanos, byte[] bytes, int length) {}
}
