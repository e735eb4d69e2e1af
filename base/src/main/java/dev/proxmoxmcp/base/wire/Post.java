package dev.proxmoxmcp.base.wire;

import dev.proxmoxmcp.base.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends JSON to somebody who collects it: one POST on a connection of its own. That little of HTTP
 * is written here: the client that is there otherwise is for Proxmox alone, behind its gate.
 * Stateless.
 *
 * @param to {@code https:}; {@code http:} to this machine alone
 * @param bearer what is shown to him, asked for at every connection; null for nothing
 * @param authorities a PEM file of those who may sign his certificate; null for the system's
 */
public record Post(URI to, @Nullable Supplier<Secret> bearer, @Nullable Path authorities) {
  private static final int LONGEST_STATUS = 512;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /** Nobody reads on the way what is sent. */
  public Post {
    boolean here =
        "http".equals(to.getScheme())
            && ("127.0.0.1".equals(to.getHost()) || "[::1]".equals(to.getHost()));
    if (to.getHost() == null || (!"https".equals(to.getScheme()) && !here)) {
      throw new IllegalArgumentException(
          to + " is no https address, nor http on 127.0.0.1 or [::1]");
    }
  }

  /**
   * Sends it.
   *
   * @throws IOException if it did not arrive, or was answered with anything but a status of 200 to
   *     299
   */
  public void send(byte[] json) throws IOException {
    try (Socket connection = connect()) {
      OutputStream out = connection.getOutputStream();
      head(out, json.length);
      out.write(json);
      out.flush();
      String status = status(new BufferedInputStream(connection.getInputStream()));
      if (!status.matches("HTTP/1\\.[01] 2[0-9]{2}( .*)?")) {
        throw new IOException(to.getHost() + " answered \"" + printable(status) + "\"");
      }
    }
  }

  private Socket connect() throws IOException {
    boolean tls = "https".equals(to.getScheme());
    int usual = tls ? HTTPS : HTTP;
    int port = to.getPort() > 0 ? to.getPort() : usual;
    String host = to.getHost().replaceAll("[\\[\\]]", "");
    return tls ? Wire.tls(host, port, authorities) : Wire.plain(host, port);
  }

  private void head(OutputStream out, int length) throws IOException {
    String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(
        ("POST "
                + path
                + query
                + " HTTP/1.1\r\nHost: "
                + to.getRawAuthority()
                + "\r\n"
                + "User-Agent: proxmox-mcp\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + length
                + "\r\nConnection: close\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    Supplier<Secret> bearer = this.bearer;
    if (bearer != null) {
      byte[] value = bearer.get().utf8();
      head.writeBytes("Authorization: Bearer ".getBytes(StandardCharsets.US_ASCII));
      head.writeBytes(value);
      head.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      Arrays.fill(value, (byte) 0);
    }
    head.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    out.write(head.toByteArray());
  }

  private static String status(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() == LONGEST_STATUS) {
        break;
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static String printable(String status) {
    return status.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
