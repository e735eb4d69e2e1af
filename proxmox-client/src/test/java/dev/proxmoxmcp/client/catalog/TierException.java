package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One reviewed line of {@code tier-exceptions.txt}. */
record TierException(
    Product product, Set<ApiMethod> methods, String path, Pattern shape, Verdict verdict) {

  static List<TierException> all() {
    try (InputStream file =
        Objects.requireNonNull(TierException.class.getResourceAsStream("tier-exceptions.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(TierException::parse)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static TierException parse(String line) {
    String[] parts = line.split(" ", 5);
    Set<ApiMethod> methods =
        Arrays.stream(parts[1].split(",", -1))
            .map(name -> ApiMethod.named(name).orElseThrow())
            .collect(Collectors.toSet());
    boolean deep = parts[2].endsWith("/**");
    String stem = deep ? parts[2].substring(0, parts[2].length() - 3) : parts[2];
    String shape = Pattern.quote(stem).replace("*", "\\E[^/]+\\Q") + (deep ? "/.+" : "");
    return new TierException(
        Product.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        methods,
        parts[2],
        Pattern.compile(shape),
        new Verdict(Tier.of(parts[3]), parts[4]));
  }

  boolean isAbout(Product asked, ApiMethod method, String template) {
    return product == asked && methods.contains(method) && shape.matcher(template).matches();
  }

  @Override
  public String toString() {
    return product + " " + methods + " " + path;
  }
}
