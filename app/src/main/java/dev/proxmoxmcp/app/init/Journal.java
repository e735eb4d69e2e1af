package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.settings.OwnersFile;
import dev.proxmoxmcp.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers beside the settings what {@code init} made, so that undoing it touches nothing else. It
 * holds no secret. Owned by the main thread.
 */
final class Journal {
  private static final String NAME = "init.json";
  private static final int DEEPEST = 10;

  /** Of its form; a file without one is of the first. */
  private static final int VERSION = 1;

  private final Path file;
  private final SortedMap<String, SetUp> all = new TreeMap<>();

  private Journal(Path file) {
    this.file = file;
  }

  /**
   * The one beside that settings file; empty if there is none.
   *
   * @throws SettingsException if it cannot be read, or a newer version of this program wrote it
   */
  static Journal beside(Path settings) {
    Journal journal = new Journal(settings.resolveSibling(NAME));
    try {
      Optional<String> text = new OwnersFile(journal.file).read();
      if (text.isPresent()) {
        JsonNode root = JsonText.strict(DEEPEST).read(text.get());
        journal.know(root.path("version").asInt(VERSION));
        JsonNode clusters = root.path("clusters");
        for (String name : clusters.propertyNames()) {
          journal.all.put(name, SetUp.read(name, clusters.path(name)));
        }
      }
      return journal;
    } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
      throw new SettingsException(
          journal.file
              + ": what `init` made stands here, and it cannot be read ("
              + unreadable.getMessage()
              + "). Repair or remove it.");
    }
  }

  private void know(int version) {
    if (version > VERSION) {
      throw new SettingsException(
          "%s: a newer version of this program wrote what `init` made (form %d, and this one knows %d); update this one."
              .formatted(file, version, VERSION));
    }
  }

  Path file() {
    return file;
  }

  /** Of all clusters, by name. */
  SortedMap<String, SetUp> all() {
    return all;
  }

  Optional<SetUp> find(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** Keeps it as it is now, before what it tells is done. */
  void keep(SetUp setUp) throws IOException {
    all.put(setUp.name(), setUp);
    write();
  }

  void remove(String name) throws IOException {
    if (all.remove(name) != null) {
      write();
    }
  }

  private void write() throws IOException {
    if (all.isEmpty()) {
      new OwnersFile(file).delete();
      return;
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", VERSION);
    root.put("about", "What proxmox-mcp init made; `proxmox-mcp init --undo` takes it away.");
    ObjectNode clusters = root.putObject("clusters");
    all.forEach((name, setUp) -> clusters.set(name, setUp.write()));
    new OwnersFile(file).write(root.toPrettyString() + "\n");
  }
}
