package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.metric.Timeframe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** How much this client takes, and asks for, at once. */
class BoundsTest {
  /** For 16 MiB on a machine that is busy with something else. */
  private static final Timeouts PATIENT =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(50));

  /** A header of 1 KiB, and twice as many as the bound takes. */
  private static final String FIELD = "X-Odd: " + "x".repeat(1_015) + "\r\n";

  private static final int MANY = 64;

  private static BoundCluster all(Cluster cluster) {
    return cluster.through(Gate.open());
  }

  @Test
  void a_compressed_answer_is_read() throws IOException {
    byte[] compressed = gzip(ScriptedHost.VERSION.getBytes(StandardCharsets.UTF_8));
    try (ScriptedHost host = ScriptedHost.tls(line -> answerCompressed(line, compressed));
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThat(all(cluster).cluster().version().release()).isEqualTo("9.2");
    }
  }

  @Test
  void an_answer_that_announces_more_than_the_bound_is_not_read() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.head("200 OK", "Content-Type: application/json", "Content-Length: 99999999999");
              line.say("{\"data\":");
              line.listenOn();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThatThrownBy(() -> all(cluster).cluster().version())
          .isInstanceOf(UnexpectedReply.class)
          .hasMessageContaining("longer than 16 MiB");
    }
  }

  @Test
  void an_answer_that_never_ends_is_cut_off_at_the_bound() throws IOException {
    String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.head("200 OK", "Content-Type: application/json", "Transfer-Encoding: chunked");
              for (int mebibytes = 0; mebibytes < 40; mebibytes++) {
                line.say(chunk);
              }
              line.listenOn();
            });
        Cluster cluster = host.open(PATIENT)) {
      assertThatThrownBy(() -> all(cluster).cluster().version())
          .isInstanceOf(UnexpectedReply.class)
          .hasMessageContaining("longer than 16 MiB");
    }
  }

  @Test
  void an_answer_that_is_small_only_while_it_is_compressed_is_cut_off_at_the_bound()
      throws IOException {
    byte[] compressed = gzip(new byte[40 << 20]);
    try (ScriptedHost host = ScriptedHost.tls(line -> answerCompressed(line, compressed));
        Cluster cluster = host.open(PATIENT)) {
      assertThatThrownBy(() -> all(cluster).cluster().version())
          .isInstanceOf(UnexpectedReply.class)
          .hasMessageContaining("longer than 16 MiB");
    }
  }

  @Test
  void headers_without_end_are_cut_off_at_their_bound() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.say("HTTP/1.1 200 OK\r\n");
              for (int i = 0; i < MANY; i++) {
                line.say(FIELD);
              }
              line.listenOn();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThatThrownBy(() -> all(cluster).cluster().version())
          .isInstanceOf(UnexpectedReply.class)
          .hasMessageContaining("headers of the answer are longer than 32 KiB");
    }
  }

  @Test
  void trailers_without_end_are_cut_off_at_the_same_bound() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.head("200 OK", "Content-Type: application/json", "Transfer-Encoding: chunked");
              line.say("2\r\n{}\r\n0\r\n");
              for (int i = 0; i < MANY; i++) {
                line.say(FIELD);
              }
              line.listenOn();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThatThrownBy(() -> all(cluster).cluster().version())
          .isInstanceOf(UnexpectedReply.class)
          // Jetty tells this by the same failure as an answer that ends too early
          .hasMessageContaining("in the middle of its answer");
    }
  }

  @Test
  void more_requests_than_may_wait_are_refused_at_once() throws Exception {
    int tooMany = 300;
    BlockingQueue<ProxmoxException> refused = new LinkedBlockingQueue<>();
    // closed last: closing the cluster ends those that wait
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.listenOn();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      for (int i = 0; i < tooMany; i++) {
        callers.execute(() ->
            refused.add(
                catchThrowableOfType(
                    ProxmoxException.class, () -> all(cluster).cluster().version())));
      }

      ProxmoxException first = refused.take();
      assertThat(first).isInstanceOf(Busy.class).hasMessageContaining("are waiting already");
      assertThat(first.delivery()).isEqualTo(Delivery.NOT_SENT);
      assertThat(host.requests()).hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void at_most_four_requests_at_once_reach_a_host() throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              while (line.request().isPresent()) {
                four.countDown();
                goOn.await();
                line.answer(ScriptedHost.VERSION);
              }
            });
        Cluster cluster = host.open(Lab.TIMEOUTS);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers =
          IntStream.range(0, 12)
              .mapToObj(_ -> callers.submit(() -> all(cluster).cluster().version().release()))
              .toList();

      four.await();
      assertThat(host.connections()).isEqualTo(4);
      assertThat(host.requests()).hasSize(4);
      goOn.countDown();

      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("9.2");
      }
      assertThat(host.connections()).isEqualTo(4);
    }
  }

  @Test
  void metrics_which_may_take_long_leave_room_for_what_is_quick() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              Optional<String> request = line.request();
              while (request.isPresent()) {
                if (request.get().contains("/rrddata")) {
                  two.countDown();
                  goOn.await();
                  line.answer("{\"data\":[]}");
                } else {
                  line.answer(ScriptedHost.VERSION);
                }
                request = line.request();
              }
            });
        Cluster cluster = host.open(Lab.TIMEOUTS);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          IntStream.range(0, 6).mapToObj(_ -> callers.submit(() -> metrics(cluster))).toList();

      two.await();
      assertThat(all(cluster).cluster().version().release()).isEqualTo("9.2");
      assertThat(host.requests()).filteredOn(request -> request.contains("/rrddata")).hasSize(2);
      goOn.countDown();

      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isZero();
      }
    }
  }

  private static int metrics(Cluster cluster) {
    return all(cluster).metrics().node(new NodeName("pve1"), Timeframe.HOUR).size();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.toByteArray();
  }

  private static void answerCompressed(ScriptedHost.Line line, byte[] compressed)
      throws IOException {
    line.request();
    line.head(
        "200 OK",
        "Content-Type: application/json",
        "Content-Encoding: gzip",
        "Content-Length: " + compressed.length);
    line.say(new String(compressed, StandardCharsets.ISO_8859_1));
    line.listenOn();
  }
}
