package dev.proxmoxmcp.settings.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who cannot read a file learns whose it is, and the command that changes that. */
class UnreadableTest {
  @TempDir private Path folder;

  @Test
  void the_file_of_somebody_else_is_given_away_or_used_by_its_owner() throws IOException {
    Path file = Files.writeString(folder.resolve("secrets.sealed"), "");
    String owner = Files.getOwner(file).getName();

    assertThat(Unreadable.says(file, "pmx"))
        .isEqualTo(
            "cannot be read by the user who runs this program. It belongs to %1$s: run `sudo chown"
                    .formatted(owner)
                + " pmx %s`, or start this program as %s".formatted(file, owner));
    assertThat(Unreadable.says(file, "?")).contains("`sudo chown USER " + file + "`");
  }

  @Test
  void an_owner_without_the_right_gives_it_to_himself() throws IOException {
    Path file = Files.writeString(folder.resolve("secrets.sealed"), "");

    assertThat(Unreadable.says(file, Files.getOwner(file).getName()))
        .endsWith(": run `chmod u+r " + file + "`");
  }

  @Test
  void a_folder_that_lets_nobody_in_is_looked_for() {
    assertThat(Unreadable.says(folder.resolve("none/secrets.sealed"), "pmx"))
        .contains("keeps pmx out", "`namei -l ");
  }
}
