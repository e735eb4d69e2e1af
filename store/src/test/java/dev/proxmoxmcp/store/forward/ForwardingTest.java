package dev.proxmoxmcp.store.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.wire.Post;
import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.audit.RecordFormat;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.Kind;
import dev.proxmoxmcp.guard.store.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Records reach those who collect them, in order and at least once. */
class ForwardingTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Pause SHORT = _ -> Thread.sleep(Duration.ofMillis(2));

  @TempDir Path folder;
  private final GuardStore store = new MemoryStore();

  private void record(Event event, String what) {
    store.change(books ->
        books.append(
            new AuditEntry(
                NOON,
                event,
                new Origin("anna", "r-7", "lab", "guest_power"),
                JsonNodeFactory.instance.objectNode().put("what", what))));
  }

  private Forwarding forward(Target target) {
    return new Forwarding(store, Map.of("there", target), () -> NOON, SHORT);
  }

  private String lines(int from, RecordFormat format) {
    return store.look(books -> {
      List<String> lines = new ArrayList<>();
      books.forward(from, record -> lines.add(format.line(record)));
      return String.join("\n", lines);
    });
  }

  private static String taken(BlockingQueue<String> queue) throws InterruptedException {
    String next = queue.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("nothing came in time").isNotNull();
    return "" + next;
  }

  /** Waits until the store says that so much was sent. */
  private void awaitSent(long seq) throws InterruptedException {
    while (!store
        .<String>look(books -> books.get(Kind.MARK, "audit.forward.there").orElse("0"))
        .equals("" + seq)) {
      SHORT.sleep(Duration.ZERO);
    }
  }

  @Test
  void a_file_gets_a_record_a_line_and_goes_on_where_it_was_after_a_restart() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    Target target = new Target.File(file, 1 << 20, 2, RecordFormat.JSONL);
    record(Event.INTENT, "one");
    record(Event.OUTCOME, "two");
    try (Forwarding _ = forward(target)) {
      awaitSent(2);
    }
    record(Event.INTENT, "three");
    try (Forwarding _ = forward(target)) {
      awaitSent(3);
    }

    assertThat(file).hasContent(lines(1, RecordFormat.JSONL));
  }

  @Test
  void a_full_file_is_set_aside_and_the_oldest_goes() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    FileCarrier carrier = new FileCarrier(new Target.File(file, 20, 2, RecordFormat.JSONL));

    for (String text : List.of("first line", "second line", "third line", "fourth line")) {
      carrier.send(List.of(new Line(NOON, Event.READ, text)));
    }

    assertThat(file).hasContent("fourth line");
    assertThat(folder.resolve("audit.jsonl.1")).hasContent("third line");
    assertThat(folder.resolve("audit.jsonl.2")).hasContent("second line");
    assertThat(folder.resolve("audit.jsonl.3")).doesNotExist();
  }

  @Test
  void syslog_gets_framed_messages_over_tls() throws Exception {
    TestCertificate certificate = TestCertificate.of("localhost", folder);
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    try (ServerSocket server = tlsServer(certificate)) {
      Thread.startVirtualThread(() -> frames(server, got));
      record(Event.REFUSED, "ü");
      record(Event.READ, "second");
      Target target =
          new Target.Syslog(
              "localhost",
              server.getLocalPort(),
              certificate.authorities(),
              "here.example",
              RecordFormat.JSONL);
      try (Forwarding _ = forward(target)) {
        assertThat(taken(got))
            .isEqualTo(
                "<108>1 2026-11-30T12:00:00.000Z here.example proxmox-mcp - refused - "
                    + lines(1, RecordFormat.JSONL).lines().findFirst().orElseThrow());
        assertThat(taken(got)).startsWith("<110>1 ").endsWith(lines(2, RecordFormat.JSONL));
      }
    }
  }

  @Test
  void a_collector_that_proves_nothing_gets_nothing() throws Exception {
    TestCertificate own = TestCertificate.of("localhost", folder);
    TestCertificate other = TestCertificate.of("other.example", folder);
    record(Event.INTENT, "one");
    try (ServerSocket server = tlsServer(own)) {
      BlockingQueue<String> got = new LinkedBlockingQueue<>();
      Thread.startVirtualThread(() -> frames(server, got));
      SyslogCarrier carrier =
          new SyslogCarrier(
              new Target.Syslog(
                  "localhost",
                  server.getLocalPort(),
                  other.authorities(),
                  "here",
                  RecordFormat.JSONL));

      assertThatThrownBy(() -> carrier.send(List.of(new Line(NOON, Event.READ, "x"))))
          .isInstanceOf(IOException.class);
      assertThat(got).isEmpty();
    }
  }

  private static ServerSocket tlsServer(TestCertificate certificate) throws Exception {
    return certificate
        .context()
        .getServerSocketFactory()
        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static void frames(ServerSocket server, BlockingQueue<String> got) {
    try (Socket connection = server.accept()) {
      InputStream in = connection.getInputStream();
      while (true) {
        int length = 0;
        for (int next = in.read(); next != ' '; next = in.read()) {
          if (next < 0) {
            return;
          }
          length = length * 10 + next - '0';
        }
        got.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // the client went away, or never proved enough
    }
  }

  @Test
  void the_journal_gets_its_header_and_a_line_with_its_priority() throws Exception {
    Path socket = folder.resolve("stdout");
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    record(Event.INTENT, "one");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.startVirtualThread(() -> {
        try (SocketChannel connection = server.accept();
            var lines =
                new java.io.BufferedReader(
                    Channels.newReader(connection, StandardCharsets.UTF_8))) {
          lines.lines().forEach(got::add);
        } catch (IOException _) {
          // the end of the test
        }
      });
      try (Forwarding _ = forward(new Target.Journal(socket, RecordFormat.JSONL))) {
        List<String> header = new ArrayList<>();
        for (int line = 0; line < 7; line++) {
          header.add(taken(got));
        }
        assertThat(header).containsExactly("proxmox-mcp-audit", "", "6", "1", "0", "0", "0");
        assertThat(taken(got)).isEqualTo("<5>" + lines(1, RecordFormat.JSONL));
      }
    }
  }

  @Test
  void a_batch_that_was_not_taken_is_posted_again() throws Exception {
    BlockingQueue<String> got = new LinkedBlockingQueue<>();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> {
        answer(server, "503 Later", got);
        answer(server, "204 No Content", got);
      });
      record(Event.INTENT, "one");
      record(Event.OUTCOME, "two");
      Target target =
          new Target.Http(
              new Post(
                  URI.create("http://127.0.0.1:" + server.getLocalPort() + "/in?from=mcp"),
                  () -> Secret.of("a-bearer-token"),
                  null),
              RecordFormat.OCSF);
      try (Forwarding _ = forward(target)) {
        String first = taken(got);
        assertThat(first)
            .startsWith("POST /in?from=mcp HTTP/1.1\r\n")
            .contains(
                "\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n",
                "\r\nContent-Type: application/json\r\n",
                "\r\nAuthorization: Bearer a-bearer-token\r\n")
            .endsWith("[" + lines(1, RecordFormat.OCSF).replace("\n", ",") + "]");
        assertThat(taken(got)).as("the same again").isEqualTo(first);
        awaitSent(2);
      }
    }
  }

  /** Takes one request and answers it. */
  private static void answer(ServerSocket server, String status, BlockingQueue<String> got) {
    try (Socket connection = server.accept()) {
      InputStream in = connection.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      String length = head.toString().replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1");
      byte[] body = in.readNBytes(Integer.parseInt(length));
      got.add(head + new String(body, StandardCharsets.UTF_8));
      connection
          .getOutputStream()
          .write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // the end of the test
    }
  }

  @Test
  void an_address_that_somebody_on_the_way_could_read_is_refused() {
    assertThatThrownBy(() -> new Post(URI.create("http://collector.example/in"), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no https address");
  }

  @Test
  void of_two_processes_one_sends() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    Target target = new Target.File(file, 1 << 20, 2, RecordFormat.JSONL);
    try (Forwarding _ = forward(target);
        Forwarding _ = forward(target)) {
      for (int number = 1; number <= 50; number++) {
        record(Event.INTENT, "change " + number);
      }
      awaitSent(50);
    }
    assertThat(file).hasContent(lines(1, RecordFormat.JSONL));
  }

  @Test
  void a_target_that_does_not_answer_holds_up_no_change_and_no_other_target() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    try (Forwarding _ =
        new Forwarding(
            store,
            Map.of(
                "there",
                new Target.File(file, 1 << 20, 2, RecordFormat.JSONL),
                "dead",
                new Target.Journal(folder.resolve("nobody"), RecordFormat.JSONL)),
            () -> NOON,
            SHORT)) {
      record(Event.INTENT, "one");
      awaitSent(1);
    }
    assertThat(file).hasContent(lines(1, RecordFormat.JSONL));
    assertThat(folder.toFile().list()).containsExactly("audit.jsonl");
  }

  @Test
  void an_event_of_ocsf_has_what_its_class_requires() {
    record(Event.REFUSED, "no");
    AuditRecord[] last = new AuditRecord[1];
    store.look(books -> {
      books.forward(
          1,
          record -> {
            last[0] = record;
            return false;
          });
      return true;
    });

    assertThat(RecordFormat.OCSF.line(last[0]))
        .contains(
            "\"category_uid\":6,",
            "\"class_uid\":6003,",
            "\"activity_id\":99,",
            "\"type_uid\":600399,",
            "\"severity_id\":3,",
            "\"status_id\":2,",
            "\"time\":1796040000000,",
            "\"version\":\"1.6.0\"",
            "\"actor\":{\"user\":{\"name\":\"anna\"}}",
            "\"api\":{\"operation\":\"guest_power\"",
            "\"request\":{\"uid\":\"r-7\"}",
            "\"src_endpoint\":{",
            "\"resources\":[{\"name\":\"lab\"",
            "\"detail\":{\"what\":\"no\"}");
  }
}
