package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Migration;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code settings check}: everything that is wrong, or that nothing is. */
@Command(
    name = "check",
    description = {
      "Says whether the settings can be used: everything that is wrong, with file, line and column"
          + " or the variable, what was found and what is accepted. No cluster is asked.",
      ""
    },
    footer = {"", "Exit codes: 0 they can be used, 78 they cannot."})
public final class SettingsCheckCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private ConfigOption config = new ConfigOption();

  public SettingsCheckCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException {
    Configuration settings = program.settings(config.file());
    List<String> problems = new ArrayList<>();
    told(problems, () -> ServeCommand.address(settings.server().http()));
    told(problems, () -> program.httpFronts().check(settings.server().http()));
    // Files of authorities are read where connections are made; nothing is sent there.
    told(problems, () -> program.open(settings.clusters(), settings.policy()).close());
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    Optional<Path> file = program.settingsFile(config.file());
    program.terminal().answer(summary(settings.clusters(), file));
    warnOfUnpinned(settings.clusters(), file);
    return ExitCode.OK;
  }

  /** What was migrated from a configuration that verified nothing connects to nothing yet. */
  private void warnOfUnpinned(List<Connection> clusters, Optional<Path> file) throws IOException {
    if (file.isEmpty() || !Migration.isUnpinned(Files.readString(file.get()))) {
      return;
    }
    clusters.stream()
        .filter(one -> one.settings().trust() instanceof Trust.SystemAuthorities)
        .map(one ->
            "Warning: cluster %s has neither fingerprints nor ca-file, and verify_ssl was false where it came from: compare the line fingerprints of %s with the host, and take its # off."
                .formatted(one.settings().name(), file.get()))
        .forEach(program.terminal()::say);
  }

  private static void told(List<String> problems, Runnable check) {
    try {
      check.run();
    } catch (SettingsException wrong) {
      problems.add(String.valueOf(wrong.getMessage()));
    }
  }

  private static String summary(List<Connection> clusters, Optional<Path> file) {
    return "OK: "
        + file.map(Path::toString).orElse("environment variables, no file")
        + "; "
        + (clusters.size() == 1 ? "1 cluster: " : clusters.size() + " clusters: ")
        + clusters.stream().map(SettingsCheckCommand::named).collect(Collectors.joining(", "));
  }

  private static String named(Connection cluster) {
    return cluster.settings().name()
        + " ("
        + cluster.settings().credentials().product().toString().toLowerCase(Locale.ROOT)
        + " at "
        + cluster.settings().host()
        + ")";
  }
}
