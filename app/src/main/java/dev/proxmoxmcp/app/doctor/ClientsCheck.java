package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.clients.ClientPlaces;
import dev.proxmoxmcp.app.clients.ClientProblem;
import dev.proxmoxmcp.app.clients.ClientSetup;
import dev.proxmoxmcp.app.clients.LauncherPath;
import dev.proxmoxmcp.app.clients.McpClient;
import dev.proxmoxmcp.app.clients.ServerEntry;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 24: what the clients of this user are configured to start is there, and gets the settings that
 * are in use. Entries that start something else are not looked at.
 */
final class ClientsCheck implements HereCheck {
  private static final String PROGRAM = "proxmox-mcp";
  private static final Pattern SEPARATOR = Pattern.compile(":");

  @Override
  public List<Finding> look(Here here) {
    Path home = path(here.environment().getOrDefault("HOME", ""));
    if (home == null || !home.isAbsolute()) {
      return List.of(Finding.ok(Check.CLIENTS, "HOME is not set, so no client is known."));
    }
    ClientSetup setup =
        new ClientSetup(
            new ClientPlaces(
                ClientPlaces.Os.of(System.getProperty("os.name")), home, here.environment()));
    List<String> well = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (McpClient client : setup.present()) {
      look(here, setup, client, well, findings);
    }
    if (!findings.isEmpty()) {
      return findings;
    }
    return List.of(
        Finding.ok(
            Check.CLIENTS,
            well.isEmpty()
                ? "No client of this user is configured to start this program."
                : "Started by " + String.join(", ", well) + "."));
  }

  private static void look(
      Here here, ClientSetup setup, McpClient client, List<String> well, List<Finding> findings) {
    try {
      for (ServerEntry entry : setup.entries(client)) {
        if (entry.command().equals(PROGRAM) || entry.command().endsWith("/" + PROGRAM)) {
          Configured configured = new Configured(client, setup.file(client), entry);
          Optional<Finding> finding =
              command(here, configured).or(() -> settings(here, configured));
          finding.ifPresentOrElse(findings::add, () -> well.add(client.title()));
        }
      }
    } catch (ClientProblem unreadable) {
      findings.add(Finding.warning(Check.CLIENTS, String.valueOf(unreadable.getMessage())));
    }
  }

  private record Configured(McpClient client, Path file, ServerEntry entry) {
    @Override
    public String toString() {
      return "%s (%s of %s)".formatted(client.title(), entry.name(), file);
    }
  }

  private static Optional<Finding> command(Here here, Configured configured) {
    String command = configured.entry().command();
    List<Path> candidates = candidates(here, command);
    if (candidates.stream().anyMatch(Files::isExecutable)) {
      return Optional.empty();
    }
    Optional<Path> there = candidates.stream().filter(Files::isRegularFile).findFirst();
    return Optional.of(
        there
            .map(file ->
                Finding.problem(
                    Check.CLIENTS,
                    "%s starts %s, which may not be run.".formatted(configured, file),
                    Mend.run("chmod u+x " + Shell.word(file))))
            .orElseGet(() ->
                Finding.problem(
                    Check.CLIENTS,
                    "%s starts %s, which is not there.".formatted(configured, command),
                    Mend.set(
                        configured.file().toString(),
                        "\"command\": \"" + LauncherPath.find() + "\""))));
  }

  /** A client takes a command without a folder from its own PATH, which we guess to be ours. */
  private static List<Path> candidates(Here here, String command) {
    Path path = path(command);
    if (path == null) {
      return List.of();
    }
    return path.isAbsolute()
        ? List.of(path)
        : Stream.of(SEPARATOR.split(here.environment().getOrDefault("PATH", ""), -1))
            .filter(folder -> folder.startsWith("/"))
            .map(folder -> Path.of(folder).resolve(path))
            .toList();
  }

  private static Optional<Finding> settings(Here here, Configured configured) {
    List<String> arguments = configured.entry().args();
    int option = arguments.indexOf("--config");
    if (option < 0 || option + 1 >= arguments.size()) {
      return Optional.empty(); // it finds the usual ones, or has variables of its own
    }
    String named = arguments.get(option + 1);
    Path file = path(named);
    if (file == null || !Files.exists(file)) {
      return Optional.of(
          Finding.problem(
              Check.CLIENTS,
              "%s gives the settings file %s, which is not there.".formatted(configured, named),
              Mend.set(
                  configured.file().toString(),
                  "\"--config\", \""
                      + here.file().map(Path::toString).orElse("/path/to/settings.yaml")
                      + "\"")));
    }
    return here.file()
        .filter(own -> !own.equals(file))
        .map(own ->
            Finding.warning(
                Check.CLIENTS,
                "%s gives the settings file %s, and not %s, which was looked at here."
                    .formatted(configured, named, own),
                Mend.run("proxmox-mcp doctor --config " + Shell.word(named))));
  }

  private static @Nullable Path path(String text) {
    try {
      return Path.of(text).normalize();
    } catch (InvalidPathException _) {
      return null;
    }
  }
}
