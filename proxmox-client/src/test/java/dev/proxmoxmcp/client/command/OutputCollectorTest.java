package dev.proxmoxmcp.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputCollectorTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        Output.KEPT / 2,
        Output.KEPT / 2 + 1,
        Output.KEPT - 1,
        Output.KEPT,
        Output.KEPT + 1,
        Output.KEPT * 3 / 2 + 17,
        1_000_003
      })
  void head_and_tail_are_those_of_everything_however_it_is_written(int size) {
    SplittableRandom random = new SplittableRandom(size);
    byte[] all = new byte[size];
    random.nextBytes(all);
    OutputCollector collector = new OutputCollector();

    int written = 0;
    while (written < size) {
      int part = Math.min(size - written, 1 + random.nextInt(90_000));
      collector.write(all, written, part);
      written += part;
    }

    Output output = collector.output(false);
    assertThat(output.size()).isEqualTo(size);
    assertThat(output.omitted()).isEqualTo(Math.max(0, size - Output.KEPT));
    assertThat(output.head()).isEqualTo(Arrays.copyOf(all, output.head().length));
    assertThat(output.tail()).isEqualTo(Arrays.copyOfRange(all, size - output.tail().length, size));
    assertThat(output.kept()).hasSize(Math.min(size, Output.KEPT));
  }
}
