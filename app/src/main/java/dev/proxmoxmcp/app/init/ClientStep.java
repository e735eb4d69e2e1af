package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.app.clients.ClientChange;
import dev.proxmoxmcp.app.clients.ClientPlaces;
import dev.proxmoxmcp.app.clients.ClientSetup;
import dev.proxmoxmcp.app.clients.LauncherPath;
import dev.proxmoxmcp.app.clients.McpClient;
import dev.proxmoxmcp.app.clients.ServerEntry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has a client start this program. Owned by the main thread. */
final class ClientStep {
  /** As clients name this program. */
  private static final String SERVER = "proxmox";

  private static final String NONE = "none";
  private static final String PRINT = "print";

  private final ClientSetup setup;
  private final Dialogue dialogue;
  private final InstantSource clock;

  ClientStep(Map<String, String> environment, Dialogue dialogue, InstantSource clock) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    this.setup =
        new ClientSetup(
            new ClientPlaces(
                ClientPlaces.Os.of(System.getProperty("os.name")), Path.of(home), environment));
    this.dialogue = dialogue;
    this.clock = clock;
  }

  /**
   * Refuses a client that there is not, before anything is done.
   *
   * @throws UsageProblem naming those that there are
   */
  static void check(@Nullable String wanted) {
    if (wanted != null) {
      try {
        var _ = known(wanted);
      } catch (IllegalArgumentException unknown) {
        throw new UsageProblem("--client: " + unknown.getMessage() + ".");
      }
    }
  }

  private static String known(String wanted) {
    if (!wanted.equals(NONE) && !wanted.equals(PRINT) && McpClient.of(wanted).isEmpty()) {
      throw new IllegalArgumentException(
          "there is no client \""
              + wanted
              + "\" that it knows; it takes "
              + Arrays.stream(McpClient.values())
                  .map(McpClient::id)
                  .collect(Collectors.joining(", "))
              + ", print and none");
    }
    return wanted;
  }

  /**
   * Configures the one that is wanted, or chosen.
   *
   * @param arguments with which this program is started
   * @return its id, if its configuration starts this program now and did not before
   * @throws dev.proxmoxmcp.app.clients.ClientProblem if its configuration cannot be changed
   */
  Optional<String> configure(@Nullable String wanted, List<String> arguments) {
    String chosen = wanted == null ? asked() : wanted;
    ServerEntry entry = new ServerEntry(SERVER, LauncherPath.find(), arguments);
    if (chosen.equals(PRINT)) {
      dialogue.say(
          "For the configuration of your client (docs/quick-start.md says which file):\n"
              + ClientSetup.printed(McpClient.CLAUDE_DESKTOP, entry));
    }
    Optional<McpClient> client = McpClient.of(chosen);
    if (client.isEmpty()) {
      return Optional.empty();
    }
    ClientChange change = setup.plan(client.get(), entry);
    if (!change.isNeeded()) {
      dialogue.say(client.get().title() + " starts this server already.");
      return Optional.empty();
    }
    Optional<Path> copy = change.apply(clock);
    dialogue.say(
        client.get().title()
            + " starts this server from now on, as "
            + SERVER
            + " in "
            + change.file()
            + copy.map(file -> "; as it was, that is in " + file).orElse("")
            + ". Restart it.");
    return Optional.of(client.get().id());
  }

  private String asked() {
    List<String> present = setup.present().stream().map(McpClient::id).toList();
    if (present.isEmpty()) {
      dialogue.say("No client that it knows was found on this computer.");
      return PRINT;
    }
    return dialogue.answer(
        new Dialogue.Question(
            "Client to configure: " + String.join(", ", present) + ", print or none",
            "--client",
            dialogue.attended() ? present.getFirst() : PRINT),
        null,
        ClientStep::known);
  }

  /** Has a client that was configured forget this program. */
  void remove(String id) {
    McpClient.of(id)
        .map(client -> setup.removal(client, SERVER))
        .filter(ClientChange::isNeeded)
        .ifPresent(change -> {
          var _ = change.apply(clock);
          dialogue.say(
              change.client().title()
                  + " does not start this server any more: "
                  + change.file()
                  + ".");
        });
  }
}
