package dev.proxmoxmcp.client.storage;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A storage as one node sees it now.
 *
 * @param type of plugin: {@code dir}, {@code nfs}, {@code pbs}, …; "" if not told
 * @param content types of content that it takes: {@code images}, {@code backup}, …
 * @param usage null while it is not active
 * @param available what can still be written, less than the rest where some is reserved; null while
 *     it is not active
 */
public record StorageStatus(
    StorageId storage,
    String type,
    List<String> content,
    State state,
    @Nullable Usage usage,
    @Nullable ByteSize available) {

  /**
   * Whether it can be used.
   *
   * @param enabled whether its configuration says so
   * @param active whether it is there
   * @param shared whether all nodes see the same volumes
   */
  public record State(boolean enabled, boolean active, boolean shared) {}

  /** Copies the content types. */
  public StorageStatus {
    content = List.copyOf(content);
  }
}
