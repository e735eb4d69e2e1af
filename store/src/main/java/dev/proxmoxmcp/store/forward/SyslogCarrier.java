package dev.proxmoxmcp.store.forward;

import dev.proxmoxmcp.base.wire.Wire;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over one TLS connection that stays open. Syslog has no acknowledgement: what was handed to
 * the connection counts as sent, and lines on a connection that breaks may be lost.
 */
final class SyslogCarrier implements Carrier {
  /** Of syslog: log audit. */
  private static final int FACILITY = 13;

  private static final int SEVERITIES = 8;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Target.Syslog target;
  private @Nullable Socket connection;

  SyslogCarrier(Target.Syslog target) {
    this.target = target;
  }

  @Override
  public void send(List<Line> lines) throws IOException {
    Socket open = connection;
    try {
      if (open == null) {
        open = Wire.tls(target.host(), target.port(), target.authorities());
        connection = open;
      }
      OutputStream out = new BufferedOutputStream(open.getOutputStream());
      for (Line line : lines) {
        out.write(frame(line));
      }
      out.flush();
    } catch (IOException broken) {
      close();
      throw broken;
    }
  }

  private byte[] frame(Line line) {
    String message =
        "<%d>1 %s %s proxmox-mcp - %s - %s"
            .formatted(
                FACILITY * SEVERITIES + line.severity(),
                TIME.format(line.at()),
                target.sender(),
                line.event().label(),
                line.text());
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
    frame.writeBytes(bytes);
    return frame.toByteArray();
  }

  @Override
  public void close() {
    Socket open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // it is given up in any case
      }
    }
  }
}
