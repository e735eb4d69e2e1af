package dev.proxmoxmcp.app.http;

import dev.proxmoxmcp.mcp.transport.http.AccessToken;
import dev.proxmoxmcp.mcp.transport.http.AddressRange;
import dev.proxmoxmcp.mcp.transport.http.ServerCertificate;
import dev.proxmoxmcp.settings.HttpEntry;
import dev.proxmoxmcp.settings.HttpEntry.Tls;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about HTTP, understood.
 *
 * @param tokens of those who may call; empty if no tokens are asked for
 * @param names by which clients may call
 * @param proxies from where alone requests are taken
 * @param certificate of the settings' files; null if they name none
 */
record HttpSaid(
    List<AccessToken> tokens,
    List<String> names,
    List<AddressRange> proxies,
    @Nullable ServerCertificate certificate) {
  /**
   * Reads all of it, and the files that it names.
   *
   * @param environment says which files a runtime mounted
   * @throws SettingsException with everything that is wrong
   */
  static HttpSaid of(HttpEntry said, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    List<AccessToken> tokens = new ArrayList<>();
    said.tokens()
        .forEach((name, hash) ->
            read(hash, text -> AccessToken.of(name, text), problems).ifPresent(tokens::add));
    HttpSaid read =
        new HttpSaid(
            List.copyOf(tokens),
            all(said.names(), HttpSaid::name, problems),
            all(said.proxies(), AddressRange::of, problems),
            certificate(said.tls(), environment, problems));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return read;
  }

  private static @Nullable ServerCertificate certificate(
      Tls tls, Map<String, String> environment, List<String> problems) {
    if (tls.certificate() == null || tls.key() == null) {
      return null;
    }
    try {
      return PemFiles.read(tls.certificate(), tls.key(), environment);
    } catch (SecretException unusable) {
      problems.add(tls.place() + ": " + unusable.getMessage());
      return null;
    }
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:]{2,45}")) {
      throw new IllegalArgumentException(
          "this is no name of a server, such as mcp.example.org, without a port");
    }
    return text;
  }

  private static <T> List<T> all(
      List<Placed> texts, Function<String, T> reader, List<String> problems) {
    return texts.stream().flatMap(text -> read(text, reader, problems).stream()).toList();
  }

  private static <T> Optional<T> read(
      Placed text, Function<String, T> reader, List<String> problems) {
    try {
      return Optional.of(reader.apply(text.text()));
    } catch (IllegalArgumentException wrong) {
      problems.add(text.place() + ": " + wrong.getMessage() + ".");
      return Optional.empty();
    }
  }
}
