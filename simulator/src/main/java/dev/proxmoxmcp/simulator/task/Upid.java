package dev.proxmoxmcp.simulator.task;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a task: {@code UPID:node:pid:pstart:starttime:type:id:user:}, numbers in upper-case
 * hexadecimal.
 *
 * @param startTicks when the worker process started, in hundredths of a second since the node's
 *     boot
 * @param id what the task works on, often a vmid; may be empty
 * @param owner a user id, or a token id
 */
public record Upid(
    String node,
    int pid,
    long startTicks,
    Instant startedAt,
    String type,
    String id,
    String owner) {
  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([a-zA-Z0-9](?:[a-zA-Z0-9\\-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):"
              + "([0-9A-Fa-f]{8}):([^:\\s]+):([^:\\s]*):([^:\\s]+):");

  /** Reads a UPID, or nothing if {@code text} is none. */
  public static Optional<Upid> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Upid(
            form.group(1),
            (int) Long.parseLong(form.group(2), 16),
            Long.parseLong(form.group(3), 16),
            Instant.ofEpochSecond(Long.parseLong(form.group(4), 16)),
            form.group(5),
            form.group(6),
            form.group(7)));
  }

  /** The user, without a token's name. */
  public String user() {
    int mark = owner.indexOf('!');
    return mark < 0 ? owner : owner.substring(0, mark);
  }

  /** The token's name, or empty if no token started the task. */
  public Optional<String> tokenName() {
    int mark = owner.indexOf('!');
    return mark < 0 ? Optional.empty() : Optional.of(owner.substring(mark + 1));
  }

  /** As Proxmox writes it. */
  @Override
  public String toString() {
    return String.format(
        "UPID:%s:%08X:%08X:%08X:%s:%s:%s:",
        node, pid, startTicks, startedAt.getEpochSecond(), type, id, owner);
  }
}
