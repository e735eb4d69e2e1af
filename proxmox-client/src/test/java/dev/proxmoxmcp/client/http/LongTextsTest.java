package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class LongTextsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static String through(String json, SplittableRandom random) {
    LongTexts texts = new LongTexts();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at < bytes.length) {
      int part = Math.min(bytes.length - at, 1 + random.nextInt(9_000));
      texts.write(Arrays.copyOfRange(bytes, at, at + part));
      at += part;
    }
    return new String(texts.bytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, LongTexts.HALF, LongTexts.HALF + 1, 2 * LongTexts.HALF - 1, 2 * LongTexts.HALF})
  void what_is_not_too_long_stays_as_it_is(int length) {
    SplittableRandom random = new SplittableRandom(length);
    ObjectNode sent = JsonNodeFactory.instance.objectNode();
    sent.put("a\"\\", text(length, random)).put("b", 7).put("c", "\\").put("d", "x\"y");

    assertThat(through(sent.toString(), random)).isEqualTo(sent.toString());
  }

  @Test
  void of_a_longer_text_both_ends_are_kept_and_the_rest_is_counted() {
    SplittableRandom random = new SplittableRandom(20_261_124);
    String whole = text(700_000, random);
    ObjectNode sent = JsonNodeFactory.instance.objectNode().put("out", whole).put("exited", 1);

    JsonNode read = JSON.readTree(through(sent.toString(), random));

    assertThat(read.path("exited").asInt()).isEqualTo(1);
    long omitted = whole.length() - 2L * LongTexts.HALF;
    assertThat(read.path("out").asString())
        .isEqualTo(
            whole.substring(0, LongTexts.HALF)
                + LongTexts.MARK
                + omitted
                + LongTexts.MARK
                + whole.substring(whole.length() - LongTexts.HALF));
  }

  /** Of the characters that Proxmox writes bytes as: with escapes, and with two bytes in UTF-8. */
  private static String text(int length, SplittableRandom random) {
    StringBuilder text = new StringBuilder(length);
    for (int count = 0; count < length; count++) {
      text.append((char) random.nextInt(0x100));
    }
    return text.toString();
  }
}
