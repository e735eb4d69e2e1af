package dev.proxmoxmcp.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real shell says what it reads. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ShellWordsTest {
  static Stream<List<String>> hostileWords() {
    return Stream.of(
        List.of("a", "", "b"),
        List.of("; touch /tmp/owned; #", "&& id", "| sh", "$(id)", "`id`", "$HOME", "${IFS}"),
        List.of("'", "''", "'\\''", "'; id; '", "\\", "\\'", "\"", "\"$(id)\""),
        List.of("line\nbreak", "\r\n; id", "\t", "a\u00a0b", "Zoë 写 📷"),
        List.of("--", "-c", "*", "?", "[a]", "{a,b}", "~", "~root", "!", "!!", "#", ">", "<(id)"),
        List.of("\u001b[2J", "\u202e", "\u2018; id", "\uff07; id"));
  }

  static Stream<List<String>> randomWords() {
    String letters = "ab '\"\\$`;|&<>(){}[]*?!#~\n\t=%^-\u00e9";
    SplittableRandom random = new SplittableRandom(20_261_124);
    return Stream.generate(
            () -> {
              List<String> words = new ArrayList<>();
              for (int count = random.nextInt(1, 6); count > 0; count--) {
                StringBuilder word = new StringBuilder();
                for (int length = random.nextInt(12); length > 0; length--) {
                  word.append(letters.charAt(random.nextInt(letters.length())));
                }
                words.add(word.toString());
              }
              return words;
            })
        .limit(40);
  }

  @ParameterizedTest
  @MethodSource({"hostileWords", "randomWords"})
  void a_shell_reads_exactly_the_words(List<String> words) throws IOException {
    assertThat(readByShell(ShellWords.line(words))).isEqualTo(words);
  }

  private static List<String> readByShell(String line) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\0' " + line).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> words = Arrays.asList(output.split("\0", -1));
    return words.subList(0, words.size() - 1);
  }

  @Test
  void no_word_holds_a_nul() {
    assertThatThrownBy(() -> ShellWords.line(List.of("a\0b")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
