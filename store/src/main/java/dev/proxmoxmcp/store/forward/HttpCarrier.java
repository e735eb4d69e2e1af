package dev.proxmoxmcp.store.forward;

import dev.proxmoxmcp.base.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One POST of a list of JSON for each batch, on a connection of its own. That little of HTTP is
 * written here: the client that is there otherwise is for Proxmox alone, behind its gate. A batch
 * counts as sent with a status of 200 to 299.
 */
final class HttpCarrier implements Carrier {
  private static final int LONGEST_STATUS = 512;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final Target.Http target;

  HttpCarrier(Target.Http target) {
    this.target = target;
  }

  @Override
  public void send(List<Line> lines) throws IOException {
    byte[] body =
        lines.stream()
            .map(Line::text)
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8);
    try (Socket connection = connect()) {
      OutputStream out = connection.getOutputStream();
      head(out, body.length);
      out.write(body);
      out.flush();
      String status = status(new BufferedInputStream(connection.getInputStream()));
      if (!status.matches("HTTP/1\\.[01] 2[0-9]{2}( .*)?")) {
        throw new IOException(target.to().getHost() + " answered \"" + printable(status) + "\"");
      }
    }
  }

  private Socket connect() throws IOException {
    URI to = target.to();
    boolean tls = "https".equals(to.getScheme());
    int usual = tls ? HTTPS : HTTP;
    int port = to.getPort() > 0 ? to.getPort() : usual;
    String host = to.getHost().replaceAll("[\\[\\]]", "");
    return tls ? Wire.tls(host, port, target.authorities()) : Wire.plain(host, port);
  }

  private void head(OutputStream out, int length) throws IOException {
    URI to = target.to();
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
    Supplier<Secret> bearer = target.bearer();
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

  @Override
  public void close() {}
}
