package dev.proxmoxmcp.mcp.transport.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What happens in front of a client that does not read. */
class LineWriterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(Workbench.PATIENCE_SECONDS);

  @Test
  void notices_that_nobody_reads_are_dropped_and_leave_room_for_answers() throws Exception {
    Clogged out = new Clogged();
    LineWriter writer = new LineWriter(out, () -> {});
    writer.start();
    for (int count = 0; count < 50_000; count++) {
      writer.notice("{\"notice\":1}".getBytes(UTF_8));
    }
    for (int count = 0; count < 500; count++) {
      writer.answer("{\"answer\":1}".getBytes(UTF_8));
    }
    out.clear.countDown();
    writer.close(PATIENCE);

    List<String> lines = out.written.toString(UTF_8).lines().toList();
    assertThat(lines.stream().filter(line -> line.equals("{\"answer\":1}"))).hasSize(500);
    assertThat(lines).hasSizeBetween(501, 1100).last().isEqualTo("{\"answer\":1}");
  }

  @Test
  void a_client_that_never_reads_is_given_up_when_the_patience_is_over() throws Exception {
    Clogged out = new Clogged();
    LineWriter writer = new LineWriter(out, () -> {});
    writer.start();
    writer.answer("{}".getBytes(UTF_8));
    writer.close(Duration.ofMillis(20));
    assertThat(out.written.size()).isZero();
    assertThat(out.gaveUp.await(Workbench.PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS))
        .isTrue();
  }

  /** Takes nothing until it is cleared. */
  private static final class Clogged extends OutputStream {
    final CountDownLatch clear = new CountDownLatch(1);
    final CountDownLatch gaveUp = new CountDownLatch(1);
    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        clear.await();
      } catch (InterruptedException closed) {
        gaveUp.countDown();
        throw new IOException("closed", closed);
      }
      written.write(bytes, offset, length);
    }
  }
}
