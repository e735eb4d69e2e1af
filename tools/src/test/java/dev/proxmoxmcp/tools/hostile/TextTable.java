package dev.proxmoxmcp.tools.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/guard.md says of who writes the texts that tools show. */
enum TextTable {
  CLUSTER,
  BACKUP_SERVER;

  private static final String SECOND = "Of a Backup Server:";
  private static final Pattern ROW =
      Pattern.compile("\\| `(?<endpoint>/[^`]*)` \\| (?<fields>[^|]*) \\| (?<class>[a-z]+) \\|");

  /** The fields in its table, as {@link Place#documented} writes them. */
  Set<String> fields() {
    Set<String> all = new TreeSet<>();
    TextTable table = CLUSTER;
    for (String line : lines()) {
      if (line.startsWith(SECOND)) {
        table = BACKUP_SERVER;
      }
      Matcher row = ROW.matcher(line);
      if (table == this && row.matches()) {
        for (String field : List.of(row.group("fields").split(", ", -1))) {
          all.add(row.group("class") + ": " + row.group("endpoint") + " " + field);
        }
      }
    }
    return all;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(Path.of("..", "docs", "guard.md"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
