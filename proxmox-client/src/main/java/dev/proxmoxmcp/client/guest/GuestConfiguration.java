package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.GuestRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a guest is set up, with what is pending already in it. All texts are untrusted.
 *
 * @param lock what locks it, null if nothing does
 * @param digest of the configuration file; sent along with a change, it makes Proxmox refuse if
 *     somebody else changed the file meanwhile. "" if not told
 * @param raw everything, as Proxmox answered it, sorted by key; passwords come masked
 */
public record GuestConfiguration(
    GuestRef ref,
    Labels labels,
    Hardware hardware,
    Behaviour behaviour,
    @Nullable String lock,
    String digest,
    SequencedMap<String, String> raw) {

  /** Copies the map. */
  public GuestConfiguration {
    raw = copy(raw);
  }

  /**
   * What people wrote.
   *
   * @param name of a container its host name; null if it has none
   * @param description notes, as Markdown; "" if there are none
   */
  public record Labels(@Nullable String name, String description, List<String> tags) {
    /** Copies the tags. */
    public Labels {
      tags = List.copyOf(tags);
    }
  }

  /**
   * What it has.
   *
   * @param memory null if not set, Proxmox's default then holds (512 MiB)
   * @param disks by slot ({@code scsi0}, {@code rootfs}, {@code mp0}, …), each as Proxmox writes
   *     it; drives of discs and cloud-init are among them, unused volumes too
   * @param networks by slot ({@code net0}, …), each as Proxmox writes it
   */
  public record Hardware(
      Processors processors,
      @Nullable ByteSize memory,
      SequencedMap<String, String> disks,
      SequencedMap<String, String> networks) {
    /** Copies the maps. */
    public Hardware {
      disks = copy(disks);
      networks = copy(networks);
    }
  }

  /**
   * What it computes with.
   *
   * @param cores of each socket; 0 for a container that may use all of its node
   * @param sockets 1 for containers
   * @param limit how many processors' time it gets at most; null for no limit
   */
  public record Processors(int cores, int sockets, @Nullable Double limit) {}

  /**
   * How it behaves.
   *
   * @param onBoot whether it starts with its node
   * @param agent whether the guest agent is switched on; false for containers
   * @param template whether it is a template
   * @param guarded whether Proxmox refuses to remove it ({@code protection})
   */
  public record Behaviour(boolean onBoot, boolean agent, boolean template, boolean guarded) {}

  private static SequencedMap<String, String> copy(SequencedMap<String, String> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}
