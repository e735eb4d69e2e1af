package dev.proxmoxmcp.verification.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonsTest {
  @TempDir private Path folder;

  private Reasons reasons(String text) throws IOException {
    return Reasons.read(Files.writeString(folder.resolve("reasons.txt"), text));
  }

  @Test
  void a_difference_needs_a_reason_and_a_reason_a_difference() throws IOException {
    Reasons reasons = reasons("# how to read it | no\njournal | it is empty\nold | mended\n");

    assertThat(reasons.of("journal")).contains("it is empty");
    assertThat(reasons.faults(List.of("journal", "new")))
        .containsExactly(
            "no reason is given for \"new\"",
            "there is a reason for \"old\", which does not differ");
  }

  @Test
  void a_reason_may_hold_what_stands_between() throws IOException {
    assertThat(reasons("a | b | c\n").of("a")).contains("b | c");
  }
}
