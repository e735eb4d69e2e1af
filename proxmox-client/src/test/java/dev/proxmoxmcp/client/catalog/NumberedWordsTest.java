package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumberedWordsTest {
  @Test
  void words_that_count_on_are_told_as_one() {
    assertThat(NumberedWords.joined(List.of("ide0", "ide1", "ide2", "ide3", "scsi0", "efidisk0")))
        .containsExactly("ide0–ide3", "scsi0", "efidisk0");
  }

  @Test
  void a_gap_and_another_name_end_a_run() {
    assertThat(NumberedWords.joined(List.of("a1", "a2", "a4", "b5", "b6", "b7", "b9")))
        .containsExactly("a1", "a2", "a4", "b5–b7", "b9");
    assertThat(NumberedWords.joined(List.of("1", "2", "3"))).containsExactly("1", "2", "3");
    assertThat(NumberedWords.joined(List.of("x08", "x09", "x010")))
        .containsExactly("x08", "x09", "x010");
  }
}
