package dev.proxmoxmcp.client.cluster;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A storage at one node. A shared storage has an entry for each node, with the same figures: count
 * it once.
 *
 * @param available whether that node can use it now
 * @param shared whether all nodes see the same volumes
 * @param type of plugin: {@code dir}, {@code nfs}, {@code pbs}, …; "" if not told
 * @param content types of content that it takes: {@code images}, {@code backup}, …
 * @param usage null while it is not available
 */
public record StorageResource(
    StorageId storage,
    NodeName node,
    boolean available,
    boolean shared,
    String type,
    List<String> content,
    @Nullable Usage usage)
    implements Resource {
  /** Copies the content types. */
  public StorageResource {
    content = List.copyOf(content);
  }
}
