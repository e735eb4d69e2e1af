package dev.proxmoxmcp.settings.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.proxmoxmcp.base.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;

  @BeforeEach
  void aFolderOfOurs() throws IOException {
    rights(folder, "rwx------");
  }

  private static void rights(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void what_was_there_leaves_its_mode_and_its_group() throws IOException {
    Path file = Files.writeString(folder.resolve("settings.yaml"), "old");
    rights(file, "r--r-----");
    Object group = Files.getAttribute(file, "posix:group");

    WholeFile.at(file).checkReplaceable();
    WholeFile.at(file).replace("new".getBytes(UTF_8));

    assertThat(Files.readString(file)).isEqualTo("new");
    assertThat(rights(file)).isEqualTo("r--r-----");
    assertThat(Files.getAttribute(file, "posix:group")).isEqualTo(group);
  }

  @Test
  void what_was_not_there_is_for_its_owner_alone() throws IOException {
    Path file = folder.resolve("deep/lab.token");

    PrivateFile.at(file, Map.of()).write(Secret.of("a secret of a test"));

    assertThat(Files.readString(file)).isEqualTo("a secret of a test\n");
    assertThat(rights(file)).isEqualTo("rw-------");
  }

  @Test
  void a_folder_where_others_can_replace_it_is_refused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    rights(open, "rwxrwxrwx");
    Path file = Files.writeString(open.resolve("lab.token"), "old");

    assertThatThrownBy(() -> WholeFile.at(file).checkReplaceable())
        .isInstanceOf(SecretException.class)
        .hasMessageContaining("run `chmod go-w " + open);
    assertThat(Files.readString(file)).isEqualTo("old");
  }

  @Test
  void a_folder_that_cannot_be_written_is_refused() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may write everywhere");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Path file = Files.writeString(closed.resolve("lab.token"), "old");
    rights(closed, "r-x------");
    try {
      assertThatThrownBy(() -> WholeFile.at(file).checkReplaceable())
          .hasMessageContaining("cannot be replaced by the user who runs this program");
    } finally {
      rights(closed, "rwx------");
    }
  }

  @Test
  void what_a_runtime_mounts_is_not_ours_to_write() throws IOException {
    Path volume = Files.createDirectory(folder.resolve("..2026_11_29"));
    Path file = Files.writeString(volume.resolve("lab.token"), "old");
    PrivateFile credential =
        PrivateFile.at(folder.resolve("lab"), Map.of(PrivateFile.CREDENTIALS, folder.toString()));
    Files.writeString(folder.resolve("lab"), "old");

    assertThatThrownBy(() -> PrivateFile.at(file, Map.of()).checkReplaceable())
        .hasMessageContaining("is mounted here by a runtime");
    assertThatThrownBy(credential::checkReplaceable).hasMessageContaining("is mounted here");
  }
}
