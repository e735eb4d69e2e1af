package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.Configuration;
import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.settings.HttpEntry;
import dev.proxmoxmcp.settings.ServerEntry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever changed the settings of a running server what of that waits for its next start.
 *
 * @param begun the settings that it began with
 * @param changed those that the file holds now
 */
record AtNextStart(Configuration begun, Configuration changed) {
  private static final Logger LOG = System.getLogger(ServeCommand.class.getName());

  /** What clients have seen, or what calls under way count on. */
  void sayAll() {
    say("policy.taint", differs(Configuration::taint));
    say("policy.rates", differs(Configuration::rates));
    say("policy.commands", differs(AtNextStart::commands));
    say("state or audit", differs(one -> one.settings().audit()));
    say("telemetry", differs(one -> one.settings().telemetry()));
    say("lean", differs(one -> one.server().lean()));
    say("http.address", differs(one -> address(one.server().http().address())));
  }

  /**
   * The same of HTTP, where it is served.
   *
   * @param tokens whether something about tokens waits
   */
  void sayOfHttp(boolean tokens) {
    HttpEntry before = begun.server().http();
    HttpEntry now = changed.server().http();
    say("http.tokens", tokens);
    say("http.limits", !now.limits().equals(before.limits()));
    say("http.names, http.proxies or http.tls", !now.sameReach(before));
  }

  /** That {@code key} waits, if it does. */
  void say(String key, boolean waits) {
    if (waits) {
      LOG.log(
          Level.WARNING,
          "What the settings say now about {0} takes effect when the server starts again.",
          key);
    }
  }

  /** The address that they name, or the usual one. */
  static String address(ServerEntry.@Nullable Placed placed) {
    return placed == null ? HttpAddress.DEFAULT : placed.text();
  }

  private static List<String> commands(Configuration settings) {
    return settings.commands().commands().stream()
        .map(command -> command.name() + ": " + command.text())
        .toList();
  }

  private boolean differs(Function<Configuration, Object> part) {
    return !Objects.equals(part.apply(begun), part.apply(changed));
  }
}
