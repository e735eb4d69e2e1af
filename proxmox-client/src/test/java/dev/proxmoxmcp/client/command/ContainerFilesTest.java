package dev.proxmoxmcp.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that writes files, read by a real shell as in a container. */
class ContainerFilesTest {
  @TempDir Path folder;

  private record Run(int code, String out, String err) {}

  private Run write(Path path, String content) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", ContainerFiles.WRITE, "sh", path.toString()).start();
    try (var input = shell.getOutputStream()) {
      input.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ended) {
      // what ends before it has read everything has said why
    }
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(shell.waitFor(), out, err);
  }

  @Test
  void a_file_is_written_and_its_sizes_are_told() throws Exception {
    Path file = folder.resolve("it's a file");

    assertThat(write(file, "first").out().lines().map(String::strip)).containsExactly("none", "5");
    assertThat(write(file, "2nd").out().lines().map(String::strip)).containsExactly("5", "3");
    assertThat(file).hasContent("2nd");
  }

  @Test
  void a_folder_that_does_not_exist_is_said_to_be_missing_and_is_not_made() throws Exception {
    Run run = write(folder.resolve("no such/file"), "text");

    assertThat(run.code()).isEqualTo(66);
    assertThat(run.err()).isEqualTo("No such file or directory\n");
    assertThat(Files.exists(folder.resolve("no such"))).isFalse();
  }

  @Test
  void a_folder_is_no_file_to_be_written() throws Exception {
    assertThat(write(folder, "text").err()).isEqualTo("is a directory\n");
  }
}
