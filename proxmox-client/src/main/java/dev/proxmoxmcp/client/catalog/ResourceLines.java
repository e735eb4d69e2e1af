package dev.proxmoxmcp.client.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The text files that this package brings along. */
final class ResourceLines {
  private ResourceLines() {}

  /** The lines of the file {@code name}. */
  static List<String> of(String name) {
    InputStream resource =
        Objects.requireNonNull(ResourceLines.class.getResourceAsStream(name), name);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return lines.readAllLines();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
