package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what the settings say about HTTP, whatever else they say; no secret is opened for it. */
public final class HttpAlone {
  private HttpAlone() {}

  /**
   * What counts for a server that starts now.
   *
   * @param file as {@link SettingsFile#find} found it
   * @throws SettingsException with everything that is wrong about HTTP, or if the file cannot be
   *     read
   */
  public static HttpEntry find(Optional<Path> file, Map<String, String> environment) {
    if (file.isEmpty() && !OwnVariables.any(environment)) {
      return HttpEntry.NONE;
    }
    SettingsReader reader = new SettingsReader(file.orElse(null), environment);
    String text = file.map(SettingsFile::text).orElse(null);
    boolean ours = text != null && !reader.isOld(text);
    List<String> problems = new ArrayList<>();
    HttpEntry found =
        new Section(problems, reader.tree(ours ? text : null))
            .section("http")
            .map(http -> new HttpReader(http, new FilePaths(file.orElse(null), environment)).read())
            .orElse(HttpEntry.NONE);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return found;
  }
}
