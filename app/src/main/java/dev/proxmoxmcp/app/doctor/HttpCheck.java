package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.app.doctor.Here.Reading;
import dev.proxmoxmcp.settings.HttpEntry;
import dev.proxmoxmcp.settings.HttpEntry.Wanted;
import dev.proxmoxmcp.settings.ServerEntry.Placed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * 23: what the settings say about HTTP is an address of the loopback interface, or callers are
 * asked for tokens, by TLS or behind a proxy. The server refuses to listen anywhere else.
 */
final class HttpCheck implements HereCheck {
  @Override
  public List<Finding> look(Here here) {
    if (!(here.reading() instanceof Reading.Usable(var configuration))) {
      return List.of();
    }
    HttpEntry http = configuration.server().http();
    Placed said = http.address();
    if (said == null) {
      return List.of(
          Finding.ok(
              Check.HTTP,
              "`serve --http` would listen at " + HttpAddress.DEFAULT + ", open to nobody else."));
    }
    try {
      HttpAddress address = HttpAddress.parse(said.text());
      boolean plain = http.tls().wanted() == Wanted.NO && http.proxies().isEmpty();
      if (!http.tokens().isEmpty() && !plain) {
        return List.of(
            Finding.ok(
                Check.HTTP,
                "`serve --http` would listen at " + said.text() + " and ask for tokens."));
      }
      return List.of(
          isLoopback(address.host())
              ? Finding.ok(
                  Check.HTTP,
                  "`serve --http` would listen at " + said.text() + ", open to nobody else.")
              : Finding.problem(
                  Check.HTTP,
                  "%s: %s can be reached from other machines, and nobody is asked for a token there;"
                          .formatted(said.place(), said.text())
                      + " `serve --http` refuses it.",
                  mend(said, address)));
    } catch (IllegalArgumentException none) {
      return List.of(
          Finding.problem(
              Check.HTTP,
              said.place() + ": " + none.getMessage() + ".",
              mend(said, new HttpAddress(HttpAddress.DEFAULT_HOST, HttpAddress.DEFAULT_PORT))));
    }
  }

  private static Mend mend(Placed said, HttpAddress address) {
    String safe = HttpAddress.DEFAULT_HOST + ":" + address.port();
    boolean variable = said.place().startsWith("PROXMOX_MCP_");
    return variable
        ? Mend.set("", said.place() + "=" + safe)
        : Mend.set(said.place(), "address: " + safe);
  }

  private static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
