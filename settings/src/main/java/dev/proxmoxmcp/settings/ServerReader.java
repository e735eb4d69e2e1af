package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.settings.Section.Text;
import dev.proxmoxmcp.settings.key.Keys;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the settings say about the server itself. */
final class ServerReader {
  private final Section root;
  private final FilePaths paths;

  ServerReader(Section root, FilePaths paths) {
    this.root = root;
    this.paths = paths;
  }

  /** All of it; what is wrong is reported, and read as if it were not there. */
  ServerEntry read() {
    HttpEntry http =
        root.section("http")
            .map(section -> new HttpReader(section, paths).read())
            .orElse(HttpEntry.NONE);
    PolicyEntry policy =
        root.section("policy")
            .map(section -> new PolicyReader(section).read())
            .orElse(PolicyEntry.NONE);
    return new ServerEntry(allow(), root.flag("lean", false), http, policy, log());
  }

  private @Nullable Set<Tier> allow() {
    if (!root.has("allow")) {
      return null;
    }
    Set<Tier> tiers = EnumSet.of(Tier.READ);
    for (Text text : root.texts("allow")) {
      word(root, "allow", "allow", text).ifPresent(word -> tiers.add(Tier.of(word)));
    }
    return tiers;
  }

  private ServerEntry.Log log() {
    Optional<Section> log = root.section("log");
    log.ifPresent(section -> section.allowThoseOf("log"));
    return new ServerEntry.Log(
        log.flatMap(section -> word(section, "level")).orElse(null),
        log.flatMap(section -> word(section, "format")).orElse(null));
  }

  private static Optional<String> word(Section section, String key) {
    return section.text(key).flatMap(text -> word(section, key, "log." + key, text));
  }

  private static Optional<String> word(Section section, String key, String path, Text text) {
    List<String> words = Keys.get(path).form().words();
    String word = text.text().toLowerCase(Locale.ROOT);
    if (words.contains(word)) {
      return Optional.of(word);
    }
    section.problem(
        text,
        key
            + " is "
            + (words.size() > 1 ? String.join(", ", words.subList(0, words.size() - 1)) : "")
            + " or "
            + words.getLast()
            + ", got \""
            + HostText.printable(text.text())
            + "\".");
    return Optional.empty();
  }
}
