package dev.proxmoxmcp.client.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is attached to a guest; untrusted text.
 *
 * @param tags in the order in which Proxmox keeps them
 * @param pool the pool that it belongs to, null if none or not told by this call
 * @param lock what locks it ({@code backup}, {@code migrate}, …), null if nothing does
 * @param haState of its HA resource, null if HA does not manage it
 */
public record Marks(
    List<String> tags, @Nullable String pool, @Nullable String lock, @Nullable String haState) {
  /** Copies the tags. */
  public Marks {
    tags = List.copyOf(tags);
  }
}
