package dev.proxmoxmcp.app.clients;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells clients of MCP on this machine where this server is, in their own configuration. What else
 * is in there stays as it is, and every change is looked at as the client would read it before it
 * is written. Thread-safe.
 */
public final class ClientSetup {
  /** Claude Code keeps much else in its own. */
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private final ClientPlaces places;

  public ClientSetup(ClientPlaces places) {
    this.places = places;
  }

  /** The clients that have been started here before. */
  public List<McpClient> present() {
    return Arrays.stream(McpClient.values())
        .filter(client -> Files.exists(client.sign(places)))
        .toList();
  }

  /** The configuration of {@code client}, which may not be there yet. */
  public Path file(McpClient client) {
    return client.file(places);
  }

  /**
   * How {@code client} starts the server {@code name} now.
   *
   * @return empty if it knows none of that name, or one that is no command
   * @throws ClientProblem if its configuration cannot be read
   */
  public Optional<ServerEntry> configured(McpClient client, String name) {
    return client.form().read(read(client).tree(), name);
  }

  /**
   * All servers that {@code client} starts by a command, under whatever names of ours would do.
   *
   * @throws ClientProblem if its configuration cannot be read
   */
  public List<ServerEntry> entries(McpClient client) {
    ObjectNode tree = read(client).tree();
    return tree.path(client.form().section()).propertyNames().stream()
        .filter(ServerEntry::isName)
        .map(name -> client.form().read(tree, name))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * What would make {@code client} start the server; nothing is written yet. What it has under the
   * same name is replaced as a whole, unless it starts the same already.
   *
   * @throws ClientProblem if its configuration cannot be read, or not be changed without more
   */
  public ClientChange plan(McpClient client, ServerEntry entry) {
    Current current = read(client);
    if (client.form().read(current.tree(), entry.name()).filter(entry::equals).isPresent()) {
      return ClientChange.none(client, file(client), current.text());
    }
    ObjectNode wanted = client.form().write(entry);
    boolean replaces = has(client, current.tree(), entry.name());
    String section = client.form().section();
    ObjectNode expected = current.tree().deepCopy();
    JsonNode servers = expected.path(section);
    (servers instanceof ObjectNode object ? object : expected.putObject(section))
        .set(entry.name(), wanted);
    return checked(
        client,
        current,
        () -> {
          String cleared =
              replaces ? without(client, current.text(), entry.name()) : current.text();
          return client.form().notation().with(cleared, section, entry.name(), wanted);
        },
        expected,
        replaces ? ClientChange.Kind.REPLACES : ClientChange.Kind.ADDS);
  }

  /**
   * What would make {@code client} forget the server {@code name}; nothing is written yet.
   *
   * @throws ClientProblem if its configuration cannot be read, or not be changed without more
   */
  public ClientChange removal(McpClient client, String name) {
    Current current = read(client);
    if (!has(client, current.tree(), name)) {
      return ClientChange.none(client, file(client), current.text());
    }
    ObjectNode expected = current.tree().deepCopy();
    ((ObjectNode) expected.path(client.form().section())).remove(name);
    return checked(
        client,
        current,
        () -> without(client, current.text(), name),
        expected,
        ClientChange.Kind.REMOVES);
  }

  /** What a user writes by hand into an empty configuration of {@code client}. */
  public static String printed(McpClient client, ServerEntry entry) {
    EntryForm form = client.form();
    return form.notation().with("", form.section(), entry.name(), form.write(entry)).strip();
  }

  private static String without(McpClient client, String text, String name) {
    return client.form().notation().without(text, client.form().section(), name);
  }

  private static boolean has(McpClient client, ObjectNode whole, String name) {
    return whole.path(client.form().section()).has(name);
  }

  /** Text is cut and put together: only what then reads as it should is written. */
  private ClientChange checked(
      McpClient client,
      Current current,
      Supplier<String> change,
      ObjectNode expected,
      ClientChange.Kind kind) {
    String changed;
    ObjectNode read;
    try {
      changed = change.get();
      read = client.form().notation().read(changed);
    } catch (ClientProblem _) {
      throw unusual(client);
    }
    if (!sameServers(client, read, expected)) {
      throw unusual(client);
    }
    return new ClientChange(client, file(client), kind, current.text(), changed);
  }

  /** A section that became empty may have gone with its last entry. */
  private static boolean sameServers(McpClient client, ObjectNode read, ObjectNode expected) {
    String section = client.form().section();
    for (ObjectNode one : List.of(read, expected)) {
      if (one.path(section).isObject() && one.path(section).isEmpty()) {
        one.remove(section);
      }
    }
    return read.equals(expected);
  }

  private ClientProblem unusual(McpClient client) {
    return problem(client, "is written in a way that this program does not change; do it by hand");
  }

  private Current read(McpClient client) {
    String text = text(client);
    ObjectNode tree;
    try {
      tree = client.form().notation().read(text);
    } catch (ClientProblem unreadable) {
      throw problem(client, String.valueOf(unreadable.getMessage()));
    }
    JsonNode servers = tree.path(client.form().section());
    if (!servers.isObject() && !servers.isMissingNode()) {
      throw problem(
          client, "has a `" + client.form().section() + "` that holds no servers by name");
    }
    return new Current(text, tree);
  }

  private String text(McpClient client) {
    Path file = file(client);
    try {
      if (Files.notExists(file)) {
        return "";
      }
      if (Files.size(file) > MAX_BYTES) {
        throw problem(client, "is larger than 64 MiB");
      }
      return Files.readString(file);
    } catch (CharacterCodingException _) {
      throw problem(client, "is no text in UTF-8");
    } catch (IOException failure) {
      throw problem(client, "cannot be read: " + failure.getMessage());
    }
  }

  private ClientProblem problem(McpClient client, String what) {
    return new ClientProblem(
        "The configuration of "
            + client.title()
            + ", "
            + file(client)
            + ", "
            + what
            + ". Nothing was changed.");
  }

  /** What a file holds: its text, and what that says. */
  private record Current(String text, ObjectNode tree) {}
}
