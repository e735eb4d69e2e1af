package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.HttpEntry.Tls;
import dev.proxmoxmcp.settings.HttpEntry.Wanted;
import dev.proxmoxmcp.settings.Section.Text;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import dev.proxmoxmcp.settings.key.Keys;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code http} of the settings. */
final class HttpReader {
  private static final String SECTION = "http";

  private static final String LIMITS = SECTION + ".limits";
  private static final String CERTIFICATE = "certificate-file";
  private static final String KEY = "key-file";

  private final Section section;
  private final FilePaths paths;

  HttpReader(Section section, FilePaths paths) {
    this.section = section;
    this.paths = paths;
  }

  /** All of it; what is wrong is reported, and read as if it were not there. */
  HttpEntry read() {
    section.allowThoseOf(SECTION);
    return new HttpEntry(
        section.text("address").map(text -> placed("address", text)).orElse(null),
        placed("names"),
        tokens(),
        placed("proxies"),
        tls(),
        limits());
  }

  private Tls tls() {
    Optional<Path> certificate = path(CERTIFICATE);
    Optional<Path> key = path(KEY);
    Wanted wanted = wanted();
    if (section.has(CERTIFICATE) != section.has(KEY)) {
      section.problem(
          section.has(KEY) ? KEY : CERTIFICATE, CERTIFICATE + " and " + KEY + " belong together.");
    }
    if (section.has(CERTIFICATE) && wanted == Wanted.NO) {
      section.problem("tls", "tls is false, and there is a certificate for it; keep one of them.");
    }
    return new Tls(
        wanted,
        certificate.orElse(null),
        key.orElse(null),
        section.place(CERTIFICATE) + ": " + SECTION + "." + CERTIFICATE);
  }

  private Wanted wanted() {
    return section
        .text("tls")
        .map(text ->
            switch (text.text().toLowerCase(Locale.ROOT)) {
              case "true" -> Wanted.YES;
              case "false" -> Wanted.NO;
              default -> {
                section.problem(text, "tls is true or false.");
                yield Wanted.UNSAID;
              }
            })
        .orElse(Wanted.UNSAID);
  }

  private Optional<Path> path(String key) {
    return section.text(key).flatMap(text -> ClusterReader.path(section, paths, key, text));
  }

  private Map<String, Integer> limits() {
    Map<String, Integer> limits = new LinkedHashMap<>();
    section
        .section("limits")
        .ifPresent(said -> {
          said.allowThoseOf(LIMITS);
          for (String name : said.keys()) {
            Keys.find(LIMITS + "." + name)
                .ifPresent(key -> said.count(key).ifPresent(number -> limits.put(name, number)));
          }
        });
    return limits;
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
