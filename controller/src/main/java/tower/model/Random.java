package tower.model;

/** A source of random numbers, as a port: seeded in the simulator, secure in the product. */
public interface Random {
  /** The next 64 random bits. */
  long nextLong();
}
