package dev.proxmoxmcp.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers' values, plain and wrapped. The first five are the specification's own examples. */
class HeaderValueTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "us-west1                                   | us-west1",
        "=?base64?SGVsbG8sIOS4lueVjA==?=            | Hello, 世界",
        "=?base64?IHBhZGRlZCA=?=                    | ' padded '",
        "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=        | =?base64?literal?=",
        "=?base64??=                                | ''",
        "=?BASE64?QQ==?=                            | =?BASE64?QQ==?=",
        "=?base64?                                  | =?base64?",
        "=?base64?=                                 | =?base64?=",
        "a tool                                     | a tool",
      })
  void a_value_says_itself_unless_it_is_wrapped(String header, String meaning) {
    assertThat(HeaderValue.decode(header)).contains(meaning);
  }

  @Test
  void a_wrapped_line_break_is_a_line_break() {
    assertThat(HeaderValue.decode("=?base64?bGluZTEKbGluZTI=?=")).contains("line1\nline2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=?base64?QQ?=", // no padding, which Java's decoder takes
        "=?base64?QQ=?=",
        "=?base64?QR==?=", // bits that belong to no byte, which Java's decoder takes
        "=?base64?Q Q==?=",
        "=?base64?_-8=?=", // the other alphabet
        "=?base64?/w==?=", // no UTF-8
        "=?base64?QQ==\n?=",
        "t\u00f6\u00f6l",
        "a\u0000b",
        "a\u007fb",
      })
  void a_value_with_foreign_characters_or_bad_wrapping_says_nothing(String header) {
    assertThat(HeaderValue.decode(header)).isEmpty();
  }
}
