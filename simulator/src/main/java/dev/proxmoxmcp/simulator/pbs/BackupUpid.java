package dev.proxmoxmcp.simulator.pbs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a task of a Backup Server: {@code
 * UPID:node:pid:pstart:count:starttime:type:id:user:}.
 *
 * @param count the task's number within its process
 * @param id what it works on, as it was said; in the text it is escaped
 */
record BackupUpid(
    String node,
    long pid,
    long startTicks,
    long count,
    Instant startedAt,
    String type,
    String id,
    String owner) {
  private static final Pattern FORM =
      Pattern.compile(
          "UPID:([a-zA-Z0-9](?:[a-zA-Z0-9\\-]*[a-zA-Z0-9])?):([0-9A-Fa-f]{8}):([0-9A-Fa-f]{8,9}):"
              + "([0-9A-Fa-f]{8,16}):([0-9A-Fa-f]{8}):([^:\\s]+):([^:\\s]*):([^:\\s]+):");
  private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-f]{2})|-");

  /** Reads one, or nothing if {@code text} is none. */
  static Optional<BackupUpid> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new BackupUpid(
            form.group(1),
            Long.parseLong(form.group(2), 16),
            Long.parseLong(form.group(3), 16),
            Long.parseUnsignedLong(form.group(4), 16),
            Instant.ofEpochSecond(Long.parseLong(form.group(5), 16)),
            form.group(6),
            unescaped(form.group(7)),
            form.group(8)));
  }

  /** As a unit of systemd is named: {@code /} becomes {@code -}, what is odd a code. */
  private static String escaped(String id) {
    StringBuilder escaped = new StringBuilder();
    for (byte one : id.getBytes(UTF_8)) {
      char character = (char) (one & 0xFF);
      boolean plain =
          character == '_'
              || (character == '.' && !escaped.isEmpty())
              || (character >= '0' && character <= '9')
              || (character >= 'a' && character <= 'z')
              || (character >= 'A' && character <= 'Z');
      if (character == '/') {
        escaped.append('-');
      } else if (plain) {
        escaped.append(character);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\x%02x", (int) character));
      }
    }
    return escaped.toString();
  }

  private static String unescaped(String text) {
    return ESCAPED
        .matcher(text)
        .replaceAll(found ->
            found.group(1) == null
                ? "/"
                : Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "UPID:%s:%08X:%08X:%08X:%08X:%s:%s:%s:",
        node,
        pid,
        startTicks,
        count,
        startedAt.getEpochSecond(),
        type,
        escaped(id),
        owner);
  }
}
