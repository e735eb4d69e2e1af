package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Section.Text;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the section {@code http} of the settings. */
final class HttpReader {
  private static final String SECTION = "http";

  private final Section section;

  HttpReader(Section section) {
    this.section = section;
  }

  /** All of it; what is wrong is reported, and read as if it were not there. */
  HttpEntry read() {
    section.allowThoseOf(SECTION);
    return new HttpEntry(
        section.text("address").map(text -> placed("address", text)).orElse(null),
        placed("names"),
        tokens(),
        placed("proxies"));
  }

  private Map<String, Placed> tokens() {
    Map<String, Placed> tokens = new LinkedHashMap<>();
    section
        .section("tokens")
        .ifPresent(named -> {
          for (String name : named.keys()) {
            named.text(name).ifPresent(text -> tokens.put(name, placed("tokens." + name, text)));
          }
        });
    return tokens;
  }

  private List<Placed> placed(String key) {
    return section.texts(key).stream().map(text -> placed(key, text)).toList();
  }

  private static Placed placed(String key, Text text) {
    return new Placed(text.text(), text.place() + ": " + SECTION + "." + key);
  }
}
