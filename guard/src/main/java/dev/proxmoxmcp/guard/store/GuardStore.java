package dev.proxmoxmcp.guard.store;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where the guard keeps what must outlive a process and be the same for all of them. Several
 * processes may use one store at a time. Thread-safe.
 */
public interface GuardStore extends AutoCloseable {
  /**
   * Does {@code work} alone: no other change, of this process or another, is done meanwhile.
   * Durable when this returns.
   *
   * @param work must be short and wait for nothing; what it throws is thrown here, and nothing of
   *     it is kept
   * @throws CannotRecord if it could not be kept; nothing of it is
   */
  <T> T change(Function<Books, T> work);

  /**
   * Reads, beside changes of others.
   *
   * @param work writes nothing
   * @throws CannotRecord if it cannot be read
   */
  <T> T look(Function<Books, T> work);

  /**
   * Does {@code work} soon, as of {@link #change}, without waiting for it: it is lost if the
   * process dies before, or if it cannot be kept. For what may be lost.
   */
  void later(Consumer<Books> work);

  /** Does what {@link #later} took, and ends. */
  @Override
  void close();
}
