package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.Percent;
import dev.proxmoxmcp.client.Usage;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads the figures that lists and states of nodes, guests and storages have in common. */
public final class LoadFields {
  private LoadFields() {}

  /**
   * Reads {@code uptime}, {@code cpu}, {@code mem}, {@code disk} and their maxima.
   *
   * @param cores the field that counts processors: {@code maxcpu} in lists, {@code cpus} in states
   */
  public static Load load(Fields fields, String cores) {
    return new Load(
        fields.seconds("uptime"),
        cpu(fields, cores),
        usage(fields, "mem", "maxmem"),
        usage(fields, "disk", "maxdisk"));
  }

  /** Both amounts in bytes; null unless both are there. */
  public static @Nullable Usage usage(Fields fields, String used, String total) {
    ByteSize usedBytes = fields.bytes(used);
    ByteSize totalBytes = fields.bytes(total);
    return usedBytes == null || totalBytes == null ? null : new Usage(usedBytes, totalBytes);
  }

  private static Load.@Nullable Cpu cpu(Fields fields, String cores) {
    Percent share = fields.share("cpu");
    OptionalDouble count = fields.fraction(cores);
    return share == null || count.isEmpty() ? null : new Load.Cpu(share, count.getAsDouble());
  }
}
