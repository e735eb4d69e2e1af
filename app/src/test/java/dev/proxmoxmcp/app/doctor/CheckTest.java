package dev.proxmoxmcp.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of the checks is whole. */
class CheckTest {
  @Test
  void there_are_25_and_their_names_stay() {
    assertThat(Arrays.stream(Check.values()).map(Check::id).collect(Collectors.joining(" ")))
        .isEqualTo(
            "java settings two-places file-modes store name port proxmox certificate expiry clock"
                + " credential token separation privileges backups journal version members agent"
                + " ssh state http clients proxy");
    assertThat(Arrays.stream(Check.values()).map(Check::number).toList())
        .isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
  }
}
