package dev.proxmoxmcp.store.forward;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal's stream for the output of services: a header once, then a line each, with its
 * priority in front. Its other protocol, with fields, needs datagrams over Unix sockets, which Java
 * does not have. The journal parts lines of more than 48 KiB.
 */
final class JournalCarrier implements Carrier {
  /** Name, unit, priority, whether lines have one, and that nobody else gets them. */
  private static final String HEADER = "proxmox-mcp-audit\n\n6\n1\n0\n0\n0\n";

  private final Target.Journal target;
  private @Nullable SocketChannel connection;

  JournalCarrier(Target.Journal target) {
    this.target = target;
  }

  @Override
  public void send(List<Line> lines) throws IOException {
    SocketChannel open = connection;
    try {
      if (open == null) {
        open = SocketChannel.open(StandardProtocolFamily.UNIX);
        connection = open;
        open.connect(UnixDomainSocketAddress.of(target.socket()));
        write(open, HEADER);
      }
      StringBuilder text = new StringBuilder();
      for (Line line : lines) {
        text.append('<').append(line.severity()).append('>').append(line.text()).append('\n');
      }
      write(open, text.toString());
    } catch (IOException broken) {
      close();
      throw broken;
    }
  }

  private static void write(SocketChannel open, String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      open.write(bytes);
    }
  }

  @Override
  public void close() {
    SocketChannel open = connection;
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
