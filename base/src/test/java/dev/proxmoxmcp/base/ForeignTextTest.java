package dev.proxmoxmcp.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "web\u202Eevil",
        "web\u200Bevil",
        "web\u0000evil",
        "web\u001B[31mevil",
        "web\u001B]0;owned\u0007evil",
        "web\uDB40\uDC41evil",
        "web\uFE0Fevil",
        "web\u2066evil",
        "web\u3164evil"
      })
  void what_steers_or_hides_is_taken_out(String text) {
    assertThat(ForeignText.line(text, 100)).isEqualTo("webevil");
  }

  @Test
  void letters_of_every_script_and_pictures_stay() {
    assertThat(ForeignText.line("gäste-データ-🚀", 100)).isEqualTo("gäste-データ-🚀");
  }

  @Test
  void a_line_holds_no_line_breaks_and_a_block_keeps_them() {
    assertThat(ForeignText.line("a\r\nb\tc\u2028d", 100)).isEqualTo("a b c d");
    assertThat(ForeignText.block("a\r\nb\tc\u2028d", 100)).isEqualTo("a\nb c\nd");
  }

  @Test
  void a_cut_is_shown_and_never_splits_a_character() {
    assertThat(ForeignText.line("abcdef", 4)).isEqualTo("abc…");
    assertThat(ForeignText.line("ab🚀🚀", 4)).isEqualTo("ab…");
    assertThat(ForeignText.line("abcd", 4)).isEqualTo("abcd");
  }
}
