package dev.proxmoxmcp.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
  private static final String VALUE = "f2b1c9d0-57aa-41f3-9d6e-0c8e1a7b4d35";

  @Test
  void a_secret_is_taken_out_wherever_it_stands() {
    Secret.of(VALUE);

    assertThat(SecretMask.hide("Authorization: PVEAPIToken=mcp@pve!a=" + VALUE + " sent"))
        .isEqualTo("Authorization: PVEAPIToken=mcp@pve!a=[secret] sent");
    assertThat(SecretMask.hide(VALUE + VALUE + "," + VALUE)).isEqualTo("[secret][secret],[secret]");
    assertThat(SecretMask.hide(VALUE.substring(1))).isEqualTo(VALUE.substring(1));
  }

  @Test
  void a_text_without_a_secret_stays_the_same_object() {
    Secret.of(VALUE);
    String text = "There is nothing to hide in 200 guests.";

    assertThat(SecretMask.hide(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "user", "user@pam"})
  void it_is_found_in_base_64_behind_whatever_stands_before_it(String user) {
    String value = "an odd päss+word/of 30 %";
    Secret.of(value);

    for (String after : List.of("", "x", "xy", "xyz")) {
      byte[] text = (user + ":" + value + after).getBytes(UTF_8);
      String basic = Base64.getEncoder().encodeToString(text);
      String url = Base64.getUrlEncoder().encodeToString(text);
      assertThat(SecretMask.hide("Basic " + basic)).contains("[secret]");
      assertThat(rest(SecretMask.hide("Basic " + url), "Basic ")).isLessThan(url.length() - 30);
    }
  }

  private static int rest(String hidden, String before) {
    assertThat(hidden).contains("[secret]");
    return hidden.length() - before.length() - SecretMask.SHOWN.length();
  }

  @Test
  void it_is_found_escaped_and_percent_encoded() {
    String value = "quo\"te\\back ünd%/+&end";
    Secret.of(value);
    String percent = URLEncoder.encode(value, UTF_8);

    assertThat(SecretMask.hide("p=" + percent + "&x=1")).isEqualTo("p=[secret]&x=1");
    assertThat(SecretMask.hide(percent.replace("+", "%20"))).isEqualTo("[secret]");
    assertThat(SecretMask.hide("quo%22te%5cback%20%c3%bcnd%25%2f%2b%26end")).isEqualTo("[secret]");
    assertThat(SecretMask.hide("{\"a\":\"quo\\\"te\\\\back ünd%/+&end\"}"))
        .isEqualTo("{\"a\":\"[secret]\"}");
  }

  @Test
  void what_is_too_short_to_be_told_from_words_is_left() {
    Secret.of("running");

    assertThat(SecretMask.hide("104 is running")).isEqualTo("104 is running");
  }

  @Test
  void a_value_is_hidden_as_long_as_one_secret_has_it() {
    String value = "0cc175b9-shared-by-two-of-them";
    Secret first = Secret.of(value);
    Secret second = Secret.ofUtf8((" " + value + "\n").getBytes(UTF_8));

    first.destroy();
    first.destroy();
    assertThat(SecretMask.hide(value)).isEqualTo("[secret]");
    second.destroy();
    assertThat(SecretMask.hide(value)).isEqualTo(value);
    assertThatThrownBy(second::reveal).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(second::utf8).isInstanceOf(IllegalStateException.class);
    assertThat(second).isNotEqualTo(first).isEqualTo(second);
  }

  @Test
  void a_secret_of_a_simulated_host_is_shown_as_a_real_host_shows_it() {
    Secret simulated = Secret.simulated("9e107d9d-372b-b682-6bd8-1d3542a419d6");

    assertThat(SecretMask.hide("value=" + simulated.reveal())).contains(simulated.reveal());
    assertThat(simulated).isEqualTo(Secret.simulated(simulated.reveal()));
  }

  @Test
  void a_secret_cannot_be_serialized() {
    assertThatThrownBy(
            () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(Secret.of(VALUE)))
        .isInstanceOf(NotSerializableException.class);
  }

  /** Against the plain way of doing it, on texts in which much is nearly a secret. */
  @Test
  void the_quick_search_finds_what_the_plain_one_finds() {
    Random chance = new Random(20261125);
    List<String> values =
        IntStream.range(0, 40)
            .mapToObj(number -> text(chance, 8 + chance.nextInt(9)))
            .distinct()
            .toList();
    List<Secret> known = new ArrayList<>();
    values.forEach(value -> known.add(Secret.of(value)));
    for (int round = 0; round < 3000; round++) {
      String text = text(chance, chance.nextInt(60));
      if (round % 3 == 0) {
        text = text + values.get(chance.nextInt(values.size())) + text(chance, 5);
      }
      String hidden = SecretMask.hide(text);
      assertThat(values.stream().anyMatch(text::contains))
          .as(text)
          .isEqualTo(hidden.contains(SecretMask.SHOWN));
      assertThat(values).as(text).noneMatch(hidden::contains);
    }
    known.forEach(Secret::destroy);
  }

  /** Three letters, so that beginnings and ends of secrets stand everywhere. */
  private static String text(Random chance, int length) {
    StringBuilder text = new StringBuilder();
    chance.ints(length, 0, 3).forEach(letter -> text.append((char) ('x' + letter)));
    return text.toString();
  }
}
