package dev.proxmoxmcp.settings.key;

import dev.proxmoxmcp.settings.key.Key.Change;
import dev.proxmoxmcp.settings.key.Key.Origin;
import java.util.List;

/** The state folder and the keys of {@code audit}, in the order in which they are documented. */
final class AuditKeys {
  private static final int DAYS = 36_500;
  private static final int RECORDS = 1_000_000_000;
  private static final int MEGABYTES = 100_000;
  private static final int FILES = 1_000;

  static final List<Key> ALL =
      List.of(
          new Key(
              "state",
              Form.of(Shape.PATH),
              "the folder for plans, approvals and the [audit trail](audit.md), which must outlive"
                  + " the program. Without it `$XDG_STATE_HOME/proxmox-mcp`, else"
                  + " `~/.local/state/proxmox-mcp`",
              "",
              new Origin(1, List.of()),
              Change.AT_START),
          count("keep-days", 1, DAYS, "so many days a record is kept; without it for ever", ""),
          count("keep-records", 1_000, RECORDS, "so many records are kept; without it all", ""),
          key(
              "format",
              new Form(Shape.WORD, List.of("jsonl", "ocsf")),
              "how a record looks where it is sent: our own JSON, with all that verifies it, or"
                  + " OCSF 1.6",
              "jsonl"),
          key(
              "file",
              Form.of(Shape.PATH),
              "a file that gets every record as well, one a line; on another machine's disk it"
                  + " cannot be changed from here",
              ""),
          count(
              "file-megabytes", 1, MEGABYTES, "a file that is larger is set aside as `.1`", "100"),
          count("files-kept", 0, FILES, "so many that were set aside stay", "10"),
          key(
              "syslog",
              Form.of(Shape.TEXT),
              "`host:port` of a collector of syslog over TLS (RFC 5424, 5425) that gets every"
                  + " record; without a port 6514",
              ""),
          key(
              "syslog-ca-file",
              Form.of(Shape.PATH),
              "authorities that may sign its certificate, as PEM; without it those of the system",
              ""),
          key(
              "journal",
              Form.of(Shape.FLAG),
              "`true` sends every record to systemd's journal, as `proxmox-mcp-audit`",
              "false"),
          key(
              "http",
              Form.of(Shape.TEXT),
              "the `https://` address of somebody who takes lists of records by POST",
              ""),
          key(
              "http-token",
              new Form(Shape.SECRET, List.of("store:", "file:", "credential:", "env:")),
              "where the bearer token for it is ([secrets](secrets.md)), never the token itself",
              ""),
          key(
              "http-ca-file",
              Form.of(Shape.PATH),
              "authorities that may sign its certificate, as PEM; without it those of the system",
              ""));

  private AuditKeys() {}

  private static Key count(String name, int least, int most, String meaning, String otherwise) {
    return key(
        name,
        new Form(Shape.COUNT, List.of(Integer.toString(least), Integer.toString(most))),
        meaning,
        otherwise);
  }

  private static Key key(String name, Form form, String meaning, String otherwise) {
    return new Key(
        "audit." + name, form, meaning, otherwise, new Origin(1, List.of()), Change.AT_START);
  }
}
