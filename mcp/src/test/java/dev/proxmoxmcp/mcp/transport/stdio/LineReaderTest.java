package dev.proxmoxmcp.mcp.transport.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.transport.stdio.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines out of bytes. */
class LineReaderTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void lines_come_out_as_they_went_in_however_the_bytes_arrive(long seed) throws Exception {
    Random random = new Random(seed);
    int longest = 1 + random.nextInt(200);
    List<String> sent = new ArrayList<>();
    for (int line = 0; line < 200; line++) {
      sent.add("x".repeat(random.nextInt(300)));
    }
    byte[] bytes = (String.join("\n", sent) + "\n").getBytes(UTF_8);

    List<String> read = readAll(new Trickle(bytes, random), longest);

    assertThat(read)
        .as("seed %d, longest %d", seed, longest)
        .isEqualTo(sent.stream().map(line -> line.length() > longest ? "too long" : line).toList());
  }

  @Test
  void a_last_line_counts_without_a_line_break_and_an_empty_input_has_none() throws Exception {
    assertThat(readAll(new ByteArrayInputStream("a\nb".getBytes(UTF_8)), 9))
        .containsExactly("a", "b");
    assertThat(readAll(InputStream.nullInputStream(), 9)).isEmpty();
    assertThat(readAll(new ByteArrayInputStream("\n".getBytes(UTF_8)), 9)).containsExactly("");
  }

  private static List<String> readAll(InputStream in, int longest) throws IOException {
    LineReader reader = new LineReader(in, longest);
    List<String> lines = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case Line.Text(var bytes) -> lines.add(UTF_8.decode(bytes).toString());
        case Line.TooLong() -> lines.add("too long");
        case Line.End() -> {
          return lines;
        }
      }
    }
  }

  /** Gives few bytes at a time, as pipes do. */
  private static final class Trickle extends InputStream {
    private final InputStream in;
    private final Random random;

    Trickle(byte[] bytes, Random random) {
      this.in = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, Math.min(length, 1 + random.nextInt(70)));
    }
  }
}
