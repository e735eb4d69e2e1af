package dev.proxmoxmcp.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void a_secret_is_never_printed() {
    Secret secret = Secret.of("0000-1111");

    assertThat(secret.toString()).isEqualTo("Secret[redacted]");
    assertThat(secret.reveal()).isEqualTo("0000-1111");
  }

  @Test
  void equal_values_are_equal_secrets() {
    assertThat(Secret.of("a"))
        .isEqualTo(Secret.of("a"))
        .hasSameHashCodeAs(Secret.of("a"))
        .isNotEqualTo(Secret.of("b"));
  }

  @Test
  void an_empty_secret_is_refused() {
    assertThatThrownBy(() -> Secret.of(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret must not be empty");
  }
}
