package dev.proxmoxmcp.settings.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.settings.secret.UnlockKey.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourceTest {
  @TempDir Path folder;

  @Test
  void a_key_is_32_bytes_of_a_file_that_nobody_else_can_read() throws IOException {
    byte[] random = random(32);
    KeySource source = new KeySource.KeyFile("--key-file", file(random, "rw-------"));

    assertThat(read(source, Kind.KEY).bytes()).isEqualTo(random);
    assertThat(read(source, null).kind()).isEqualTo(Kind.KEY);
    refused(source, Kind.PASSPHRASE, "--key-file: the store is sealed with a passphrase");
    refused(
        new KeySource.KeyFile("--key-file", file(random(31), "rw-------")),
        Kind.KEY,
        "a key is 32 random bytes, and this has 31.");
    Path open = file(random, "rw-r-----");
    refused(
        new KeySource.KeyFile("--key-file", open),
        Kind.KEY,
        "--key-file: the file " + open + " can be read by others; run `chmod 600 " + open + "`");
    refused(
        new KeySource.KeyFile("--key-file", folder.resolve("none")), Kind.KEY, "does not exist");
  }

  @Test
  void a_passphrase_is_a_file_without_its_last_line_break() throws IOException {
    Path file = file(" with blanks \r\n".getBytes(UTF_8), "rw-------");
    KeySource source = new KeySource.PassphraseFile("secrets", file);

    assertThat(read(source, Kind.PASSPHRASE).bytes()).isEqualTo(" with blanks ".getBytes(UTF_8));
    refused(source, Kind.KEY, "secrets: the store is sealed with a key, not with a passphrase.");
    refused(
        new KeySource.PassphraseFile("secrets", file("\n".getBytes(UTF_8), "rw-------")),
        Kind.PASSPHRASE,
        "secrets: The passphrase is empty.");
  }

  @Test
  void a_credential_is_what_the_store_takes_and_for_a_new_one_what_it_looks_like()
      throws IOException {
    KeySource text = credential("x".repeat(32).getBytes(UTF_8), "r--r--r--");
    KeySource bytes = credential(random(32), "r--r-----");

    assertThat(read(text, null).kind()).isEqualTo(Kind.PASSPHRASE);
    assertThat(read(bytes, null).kind()).isEqualTo(Kind.KEY);
    assertThat(read(text, Kind.KEY).kind()).isEqualTo(Kind.KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../shadow", "/etc/shadow", "a/b", ".", "..", "", ".hidden", "a\nb"})
  void no_name_of_a_credential_leaves_its_folder(String name) {
    refused(new KeySource.Credential("c", name), Kind.KEY, "c: this is no name of a credential");
  }

  @Test
  void what_was_closed_holds_nothing_any_more() {
    UnlockKey key = UnlockKey.passphrase("twelve characters".toCharArray());

    key.close();

    assertThat(key.bytes()).containsOnly(0);
    assertThat(key).hasToString("UnlockKey[PASSPHRASE]");
  }

  @Test
  void what_was_typed_is_overwritten() {
    char[] typed = "twelve characters".toCharArray();

    UnlockKey.passphrase(typed).close();

    assertThat(typed).containsOnly('\0');
  }

  private UnlockKey read(KeySource source, @Nullable Kind kind) {
    return source.read(kind, Map.of(PrivateFile.CREDENTIALS, credentials().toString()));
  }

  private void refused(KeySource source, Kind kind, String message) {
    assertThatThrownBy(() -> read(source, kind))
        .isInstanceOf(SecretException.class)
        .hasMessageContaining(message);
  }

  private Path credentials() {
    return folder.resolve("credentials");
  }

  private KeySource credential(byte[] content, String rights) throws IOException {
    Path name = file(content, rights).getFileName();
    Files.createDirectories(credentials());
    Files.move(folder.resolve(name), credentials().resolve(name));
    return new KeySource.Credential("c", name.toString());
  }

  private Path file(byte[] content, String rights) throws IOException {
    Path file = Files.createTempFile(folder, "key", "");
    Files.write(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
