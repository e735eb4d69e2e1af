package dev.proxmoxmcp.tools.part;

import dev.proxmoxmcp.client.ProxmoxException;
import org.jspecify.annotations.Nullable;

/**
 * What one of several requests brought.
 *
 * @param <T> what it was to bring
 */
public sealed interface Part<T> {
  /** It was answered. */
  record Got<T>(T value) implements Part<T> {}

  /**
   * It was not answered, or not well.
   *
   * @param why in a sentence
   * @param failure what went wrong; null if it only took too long
   */
  record Missing<T>(String why, @Nullable ProxmoxException failure) implements Part<T> {}
}
