package dev.proxmoxmcp.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.command.GuestFiles.Dialect;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestFilesTest {
  private static final GuestRef VM = Lab.vm("pve1", 101);

  private Lab lab;
  private GuestFiles files;

  @BeforeEach
  void start() {
    lab = Lab.start();
    files = lab.operator().files();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private static String text(FileContent content) {
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void what_was_written_is_read_in_both_dialects(Dialect dialect) {
    files.write(VM, "/tmp/a", "Zoë 写\nend\n");

    FileContent whole = files.read(VM, new FileRange("/tmp/a", 0, 1000), dialect);
    FileContent part = files.read(VM, new FileRange("/tmp/a", 9, 2), dialect);

    assertThat(text(whole)).isEqualTo("Zoë 写\nend\n");
    assertThat(whole.more()).isFalse();
    assertThat(text(part)).isEqualTo("en");
    assertThat(part.more()).isTrue();
  }

  @Test
  void a_new_file_and_a_replaced_one_are_told_apart() {
    assertThat(files.write(VM, "/tmp/b", "first"))
        .isEqualTo(new Written(new Written.Before.Nothing(), 5L, true));
    assertThat(files.write(VM, "/tmp/b", "second"))
        .isEqualTo(new Written(new Written.Before.File(5, false), 6L, true));
  }

  @Test
  void a_missing_file_is_not_found() {
    assertThatThrownBy(() -> files.read(VM, new FileRange("/no/such/file", 0, 10), Dialect.EXACT))
        .isInstanceOf(NotFound.class)
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void too_much_is_refused_before_anything_is_sent() {
    assertThatThrownBy(() -> files.write(VM, "/tmp/c", "x".repeat(61_441)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("61440");
    assertThatThrownBy(() -> files.write(VM, "/tmp/c", "é".repeat(25_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("46080");
    assertThat(lab.simulated().requests().list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/passwd", "", "-rf", "/a\0b"})
  void a_path_that_is_not_absolute_is_none(String path) {
    assertThatThrownBy(() -> new FileRange(path, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
