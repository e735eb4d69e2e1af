package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.HostPort;
import dev.proxmoxmcp.settings.AuditEntry.Kept;
import dev.proxmoxmcp.settings.AuditEntry.ToFile;
import dev.proxmoxmcp.settings.AuditEntry.ToSyslog;
import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the state folder and the section {@code audit} of the settings. */
final class AuditReader {
  private static final String SECTION = "audit";
  private static final String STATE = "state";
  private static final int SYSLOG_OVER_TLS = 6514;

  private final Section root;
  private final FilePaths paths;
  private final PostReader post;

  /**
   * @param paths of its own: nobody watches these files, which change with every record
   */
  AuditReader(Section root, FilePaths paths, SecretSource secrets) {
    this.root = root;
    this.paths = paths;
    this.post = new PostReader(paths, secrets, "the trail", "audit-token");
  }

  /** The state folder alone. */
  static Optional<Path> state(Section root, FilePaths paths) {
    return root.text(STATE).flatMap(text -> ClusterReader.path(root, paths, STATE, text));
  }

  /** All of it; what is wrong is reported, and read as if it were not there. */
  AuditEntry read() {
    Path state = state(root, paths).orElse(null);
    Optional<Section> section = root.section(SECTION);
    if (section.isEmpty()) {
      return new AuditEntry(state, AuditEntry.NONE.kept(), false, null, null, false, null);
    }
    Section audit = section.get();
    audit.allowThoseOf(SECTION);
    return new AuditEntry(
        state,
        new Kept(count(audit, "keep-days").orElse(null), count(audit, "keep-records").orElse(null)),
        word(audit, "format", List.of("jsonl", "ocsf")).orElse("jsonl").equals("ocsf"),
        file(audit).orElse(null),
        syslog(audit).orElse(null),
        word(audit, "journal", List.of("true", "false")).orElse("false").equals("true"),
        post.read(audit, "http").orElse(null));
  }

  private Optional<ToFile> file(Section audit) {
    Optional<Path> file = path(audit, "file");
    PostReader.needs(audit, "file", "file-megabytes", "files-kept");
    int megabytes = orDefault(audit, "file-megabytes");
    int kept = orDefault(audit, "files-kept");
    return file.map(path -> new ToFile(path, megabytes, kept));
  }

  private Optional<ToSyslog> syslog(Section audit) {
    Optional<Path> authorities = path(audit, "syslog-ca-file");
    PostReader.needs(audit, "syslog", "syslog-ca-file");
    return audit
        .text("syslog")
        .flatMap(text -> {
          Optional<HostPort> read = HostPort.read(text.text());
          Optional<Integer> port =
              read.flatMap(host ->
                  host.port() == null
                      ? Optional.of(SYSLOG_OVER_TLS)
                      : HostPort.port(host.port(), 1));
          if (port.isEmpty()) {
            audit.problem(text, "syslog takes host:port, such as logs.example.org:6514.");
          }
          return port.map(
              number -> new ToSyslog(read.orElseThrow().host(), number, authorities.orElse(null)));
        });
  }

  private Optional<Path> path(Section audit, String key) {
    return audit.text(key).flatMap(text -> ClusterReader.path(audit, paths, key, text));
  }

  private static Optional<String> word(Section audit, String key, List<String> words) {
    return audit
        .text(key)
        .flatMap(text -> {
          String word = text.text().toLowerCase(Locale.ROOT);
          if (!words.contains(word)) {
            audit.problem(text, key + " is " + String.join(" or ", words) + ".");
            return Optional.empty();
          }
          return Optional.of(word);
        });
  }

  private static int orDefault(Section audit, String name) {
    return count(audit, name)
        .orElseGet(() -> Integer.parseInt(Keys.get(SECTION + "." + name).otherwise()));
  }

  private static Optional<Integer> count(Section audit, String name) {
    Key key = Keys.get(SECTION + "." + name);
    int least = Integer.parseInt(key.form().words().getFirst());
    int most = Integer.parseInt(key.form().words().getLast());
    return audit
        .text(name)
        .flatMap(text -> {
          Optional<Integer> number =
              Optional.of(text.text())
                  .filter(digits -> digits.matches("[0-9]{1,9}|1000000000"))
                  .map(Integer::valueOf)
                  .filter(count -> count >= least && count <= most);
          if (number.isEmpty()) {
            audit.problem(text, name + " is a number from " + least + " to " + most + ".");
          }
          return number;
        });
  }
}
