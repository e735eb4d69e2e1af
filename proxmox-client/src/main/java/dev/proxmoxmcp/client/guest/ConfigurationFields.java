package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.guest.GuestConfiguration.Behaviour;
import dev.proxmoxmcp.client.guest.GuestConfiguration.Hardware;
import dev.proxmoxmcp.client.guest.GuestConfiguration.Labels;
import dev.proxmoxmcp.client.guest.GuestConfiguration.Processors;
import dev.proxmoxmcp.client.http.Fields;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a guest's configuration as {@code GET …/config} answers it. */
final class ConfigurationFields {
  private static final Pattern DISK =
      Pattern.compile("(?:ide|sata|scsi|virtio|mp|unused)[0-9]{1,3}|rootfs|efidisk0|tpmstate0");
  private static final Pattern NETWORK = Pattern.compile("net[0-9]{1,3}");

  /** More mebibytes than any host has, and few enough to be counted in bytes. */
  private static final long MOST_MEBIBYTES = 1L << 40;

  private ConfigurationFields() {}

  static GuestConfiguration read(GuestRef ref, Fields fields) {
    SequencedMap<String, String> raw = fields.all();
    String digest = fields.text("digest");
    return new GuestConfiguration(
        ref,
        labels(ref.kind(), fields),
        new Hardware(
            processors(ref.kind(), fields),
            memory(fields),
            matching(raw, DISK),
            matching(raw, NETWORK)),
        new Behaviour(
            fields.flag("onboot"),
            agent(fields),
            fields.flag("template"),
            fields.flag("protection")),
        fields.text("lock"),
        digest == null ? "" : digest,
        raw);
  }

  private static Labels labels(GuestKind kind, Fields fields) {
    String description = fields.text("description");
    return new Labels(
        fields.text(kind == GuestKind.LXC ? "hostname" : "name"),
        description == null ? "" : description,
        fields.words("tags"));
  }

  private static Processors processors(GuestKind kind, Fields fields) {
    int unset = kind == GuestKind.LXC ? 0 : 1;
    OptionalDouble limit = fields.fraction("cpulimit");
    boolean limited = limit.isPresent() && limit.getAsDouble() > 0;
    return new Processors(
        count(fields.number("cores"), unset),
        count(fields.number("sockets"), 1),
        limited ? (Double) limit.getAsDouble() : null);
  }

  /** {@code memory} counts MiB; of a VM it can be a property string, {@code current=2048}. */
  private static @Nullable ByteSize memory(Fields fields) {
    OptionalLong plain = fields.number("memory");
    String text = fields.text("memory");
    if (plain.isEmpty() && text != null && text.matches("current=[0-9]{1,12}(,.*)?")) {
      plain = OptionalLong.of(Long.parseLong(text.substring(8).split(",", 2)[0]));
    }
    return plain.isPresent() && plain.getAsLong() >= 0 && plain.getAsLong() <= MOST_MEBIBYTES
        ? ByteSize.ofMebibytes(plain.getAsLong())
        : null;
  }

  /** {@code 1}, {@code enabled=1,fstrim_cloned_disks=1}, {@code 1,type=virtio}. */
  private static boolean agent(Fields fields) {
    String agent = fields.text("agent");
    return agent != null && agent.matches("(?:.*,)?(?:enabled=)?1(?:,.*)?");
  }

  private static SequencedMap<String, String> matching(
      SequencedMap<String, String> raw, Pattern key) {
    SequencedMap<String, String> matching = new LinkedHashMap<>();
    raw.forEach((name, value) -> {
      if (key.matcher(name).matches()) {
        matching.put(name, value);
      }
    });
    return matching;
  }

  private static int count(OptionalLong number, int unset) {
    return Math.clamp(number.orElse(unset), 0, Integer.MAX_VALUE);
  }
}
