package dev.proxmoxmcp.client.task;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.http.PathValue;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a task, which tells much about it: {@code
 * UPID:node:pid:pstart:starttime:type:id:user:}, numbers in upper-case hexadecimal. A Backup Server
 * counts its tasks and puts the count before the start.
 *
 * @param raw the whole text
 * @param node on which it runs
 * @param startedAt to the second
 * @param type what it does: {@code qmstart}, {@code vzdump}, …
 * @param object what it does it to, often a vmid; can be empty. A Backup Server writes what may not
 *     stand there as {@code \x3a}
 * @param user who started it: {@code user@realm}, or {@code user@realm!token}
 */
public record Upid(
    String raw, NodeName node, Instant startedAt, String type, String object, String user)
    implements PathValue {
  /** What Proxmox lets stand in an id, less what means something in a URL or ends a mark. */
  private static final String VISIBLE = "[!-~&&[^:/\\\\?#%;\"]]";

  private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-f]{2})|-");

  private static final Pattern SHAPE =
      Pattern.compile(
          "UPID:(?<node>[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
              + ":(?<pid>[0-9A-F]{8}):(?<pstart>[0-9A-F]{8,9})"
              + "(?::(?<count>[0-9A-F]{8,16}))?:(?<start>[0-9A-F]{8})"
              + ":(?<type>[A-Za-z0-9_-]{1,60}):(?<object>"
              + "(?:"
              + VISIBLE
              + "|\\\\x[0-9a-f]{2}){0,200})"
              + ":(?<user>"
              + VISIBLE
              + "{1,220}):");

  /**
   * @throws IllegalArgumentException if {@code raw} is no UPID, or the parts are not its own
   */
  public Upid {
    Matcher parts = match(raw);
    boolean same =
        parts.group("node").equals(node.value())
            && startedAt(parts).equals(startedAt)
            && parts.group("type").equals(type)
            && parts.group("object").equals(object)
            && parts.group("user").equals(user);
    if (!same) {
      throw new IllegalArgumentException("the parts do not belong to " + raw);
    }
  }

  /**
   * Reads a UPID.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static Upid parse(String raw) {
    Matcher parts = match(raw);
    return new Upid(
        raw,
        new NodeName(parts.group("node")),
        startedAt(parts),
        parts.group("type"),
        parts.group("object"),
        parts.group("user"));
  }

  private static Matcher match(String raw) {
    Matcher parts = SHAPE.matcher(raw);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'"
              + ForeignText.line(raw, 120).replace('\'', '`').replace('"', '`')
              + "' is not a UPID: UPID:node:pid:pstart:starttime:type:id:user: as Proxmox gives"
              + " it");
    }
    return parts;
  }

  private static Instant startedAt(Matcher parts) {
    return Instant.ofEpochSecond(Long.parseLong(parts.group("start"), 16));
  }

  /**
   * What it does it to, as people read it: what a Backup Server escapes in an id stands here as it
   * is, {@code main:vm/100} for {@code main\\x3avm-100}.
   */
  public String readableObject() {
    if (match(raw).group("count") == null) {
      return object;
    }
    return ESCAPED
        .matcher(object)
        .replaceAll(found ->
            found.group(1) == null
                ? "/"
                : Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  @Override
  public String pathText() {
    return raw;
  }

  @Override
  public String toString() {
    return raw;
  }
}
