package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.token.Administrator;
import dev.proxmoxmcp.app.token.AdministratorNeeded;
import dev.proxmoxmcp.app.token.Lifetime;
import dev.proxmoxmcp.app.token.RotateToken;
import dev.proxmoxmcp.app.token.Rotated;
import dev.proxmoxmcp.app.token.RotationFailed;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.settings.SettingsFile;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token rotate}: another secret, without a call failing. */
@Command(
    name = "rotate",
    description = {
      "Gives the token of a cluster another secret, and puts that where the settings take it from:"
          + " the secret store or a file. Servers that run with these settings go on with it by"
          + " themselves; no call fails.",
      "Where the host can (Proxmox VE 9.2, Backup Server 4.1), the token stays the same. Else a"
          + " second one takes its place, with the same rights, and the settings file names that.",
      "",
      "A token that may not change itself is rotated by an administrator, who logs in once. The"
          + " password is asked for at the terminal, and kept nowhere.",
      "",
      "  proxmox-mcp token rotate",
      "  proxmox-mcp token rotate lab --expires 90 --as admin@pve",
      ""
    })
public final class TokenRotateCommand implements Callable<Integer> {
  private static final String ROOT = "root@pam";

  private final Program program;

  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private LogOption log = new LogOption();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CLUSTER",
      description = "Its name in the settings; need not be said where they name one.")
  private @Nullable String cluster;

  @Option(
      names = "--expires",
      paramLabel = "DAYS",
      description =
          "When the token is to end, in days from now; 0 for never (default: 365 for one that ends,"
              + " never for one that does not).")
  private @Nullable Integer days;

  @Option(
      names = "--as",
      paramLabel = "USER",
      description =
          "Log in as this administrator at once (default: root@pam, where the token may not do it"
              + " itself).")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "The administrator's password is what stands in this file, which others must not be able"
              + " to read; instead of the terminal.")
  private @Nullable String passwordFile;

  TokenRotateCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws InterruptedException {
    log.configure(Level.WARNING);
    Lifetime lifetime = lifetime();
    UserId as = user();
    Configuration settings = program.settings(config.file());
    log.configureForPeople(settings.server(), program.environment());
    int number = number(settings);
    StoreAccess store = program.store(config.file(), null, null);
    Administrator administrator =
        new Administrator(
            as,
            passwordFile == null ? null : SettingsFile.path("--password-file", passwordFile),
            store.keyboard(),
            store.environment());
    RotateToken.Order order =
        new RotateToken.Order(
            settings.clusters().get(number).settings(),
            settings.settings().clusters().get(number),
            program.settingsFile(config.file()).orElse(null),
            lifetime);
    try {
      Rotated rotated =
          new RotateToken(
                  order,
                  store,
                  somebody -> program.connect(settings.clusters().get(number), somebody),
                  program.clock())
              .by(administrator, user != null);
      program.terminal().answer(told(order.settings().name(), rotated));
      return rotated.notes().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    } catch (AdministratorNeeded needed) {
      return said(needed, ExitCode.NO_PERMISSION);
    } catch (RotationFailed failed) {
      return said(failed, ExitCode.FAILED);
    } catch (PermissionDenied | Unauthenticated refused) {
      return said(refused, ExitCode.NO_PERMISSION);
    } catch (ProxmoxException failed) {
      return said(failed, ExitCode.UNAVAILABLE);
    }
  }

  private Lifetime lifetime() {
    try {
      return new Lifetime(days);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem("--expires " + wrong.getMessage() + ".");
    }
  }

  private UserId user() {
    try {
      return UserId.parse(user == null ? ROOT : user);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem("--as: " + wrong.getMessage());
    }
  }

  private int number(Configuration settings) {
    List<String> names =
        settings.clusters().stream().map(connection -> connection.settings().name()).toList();
    if (cluster == null) {
      if (names.size() > 1) {
        throw new UsageProblem(
            "Whose token is to be rotated is missing: " + String.join(", ", names) + ".");
      }
      return 0;
    }
    int number = names.indexOf(cluster);
    if (number < 0) {
      throw new UsageProblem(
          "The settings name no cluster \"%s\"; they name %s."
              .formatted(cluster, String.join(", ", names)));
    }
    return number;
  }

  private static String told(String cluster, Rotated rotated) {
    StringBuilder text = new StringBuilder();
    if (rotated.now().equals(rotated.before())) {
      text.append(
          "Token %s of cluster %s has a new secret: %s.%n"
              .formatted(rotated.now(), cluster, rotated.where()));
    } else {
      text.append(
          "Token %s of cluster %s took the place of %s, also in the settings file; its secret is"
                  .formatted(rotated.now(), cluster, rotated.before())
              + " %s.%n".formatted(rotated.where()));
    }
    text.append(
        rotated.expires() == null
            ? "It never expires."
            : "It expires on " + rotated.expires() + ".");
    if (rotated.notes().isEmpty()) {
      text.append(
          " The old one is refused from now on; servers that run with these settings take the new"
              + " one by themselves.");
    }
    rotated.notes().forEach(note -> text.append("%n%s".formatted(note)));
    return text.toString();
  }

  private int said(RuntimeException failure, int exitCode) {
    program.terminal().say(String.valueOf(failure.getMessage()));
    return exitCode;
  }
}
