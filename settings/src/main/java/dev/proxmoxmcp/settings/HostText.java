package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.HostPort;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Proxmox host as people write it or paste it from their browser.
 *
 * @param host name or address
 * @param port null if none was written
 */
record HostText(String host, @Nullable Integer port) {
  private static final String HOST = "[A-Za-z0-9._:%-]{1,253}";

  /**
   * Reads {@code text}.
   *
   * @param problems told what is wrong with it, in sentences
   * @return empty if it is no host
   */
  static Optional<HostText> read(String text, Consumer<String> problems) {
    String whole = text.strip();
    boolean pasted = whole.matches("(?is)https?://.*");
    String rest =
        pasted ? whole.replaceFirst("^(?i)https?://", "").replaceFirst("(?s)/.*$", "") : whole;
    if (whole.toLowerCase(Locale.ROOT).startsWith("http://")) {
      problems.accept("Proxmox speaks https only; remove the \"http://\".");
    }
    Optional<HostPort> parts = HostPort.read(rest).filter(found -> found.host().matches(HOST));
    if (parts.isEmpty()) {
      problems.accept("\"" + printable(whole) + "\" is not a host name or an address.");
      return Optional.empty();
    }
    String port = parts.get().port();
    return port == null
        ? Optional.of(new HostText(parts.get().host(), null))
        : port(port, problems).map(number -> new HostText(parts.get().host(), number));
  }

  /** The port that {@code text} means; empty if it is none. */
  static Optional<Integer> port(String text, Consumer<String> problems) {
    Optional<Integer> port = HostPort.port(text, 1);
    if (port.isEmpty()) {
      problems.accept("\"" + printable(text) + "\" is not a port; accepted are 1 to 65535.");
    }
    return port;
  }

  static String printable(String text) {
    return ForeignText.line(text, 80);
  }
}
