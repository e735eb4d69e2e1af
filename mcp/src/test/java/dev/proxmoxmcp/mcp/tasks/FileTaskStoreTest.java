package dev.proxmoxmcp.mcp.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.mcp.api.FileTaskStore;
import dev.proxmoxmcp.mcp.api.StoredTask;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks in a folder: who may read them, and who works on them when a process is gone. */
class FileTaskStoreTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String OTHER_ID = "fedcba9876543210fedcba9876543210";

  @TempDir private Path home;

  @Test
  void a_task_is_found_as_it_was_kept_last_by_another_process_too() throws Exception {
    try (FileTaskStore first = store();
        FileTaskStore second = store()) {
      first.put(task(ID, first, false, 1));
      first.put(task(ID, first, false, 2));
      assertThat(first.find(ID)).contains(task(ID, first, false, 2));
      assertThat(second.find(ID)).contains(task(ID, first, false, 2));
      assertThat(second.all()).containsExactly(task(ID, first, false, 2));
      second.delete(ID);
      second.delete(ID);
      assertThat(first.find(ID)).isEmpty();
    }
  }

  @Test
  void folder_and_files_are_for_the_owner_alone_and_nothing_half_written_stays() throws Exception {
    try (FileTaskStore store = store()) {
      store.put(task(ID, store, false, 1));
      assertThat(mode(folder())).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(folder())) {
        assertThat(files)
            .hasSize(2)
            .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"))
            .extracting(file -> String.valueOf(file.getFileName()))
            .containsExactlyInAnyOrder(ID + ".json", store.me() + ".lock");
      }
    }
  }

  @Test
  void nothing_is_made_before_there_is_a_task() throws Exception {
    try (FileTaskStore store = store()) {
      assertThat(store.all()).isEmpty();
      assertThat(store.find(ID)).isEmpty();
      assertThat(store.adopt()).isEmpty();
      assertThat(folder()).doesNotExist();
    }
  }

  @Test
  void the_tasks_of_a_process_that_lives_are_its_own() throws Exception {
    try (FileTaskStore first = store();
        FileTaskStore second = store()) {
      first.put(task(ID, first, false, 1));
      assertThat(second.adopt()).isEmpty();
    }
  }

  @Test
  void those_of_one_that_is_gone_go_to_one_other_and_what_is_over_stays_as_it_was()
      throws Exception {
    FileTaskStore gone = store();
    try (gone) {
      gone.put(task(ID, gone, false, 1));
      gone.put(task(OTHER_ID, gone, true, 1));
      Files.createFile(folder().resolve(gone.me() + "1.new"));
    }
    try (FileTaskStore second = store();
        FileTaskStore third = store()) {
      assertThat(second.adopt()).containsExactly(task(ID, second, false, 1));
      assertThat(second.find(ID)).contains(task(ID, second, false, 1));
      assertThat(second.find(OTHER_ID)).contains(task(OTHER_ID, gone, true, 1));
      assertThat(third.adopt()).isEmpty();
      assertThat(second.adopt()).isEmpty();
      assertThat(folder().resolve(gone.me() + ".lock")).doesNotExist();
      assertThat(folder().resolve(gone.me() + "1.new")).doesNotExist();
    }
  }

  @Test
  void what_is_no_id_never_becomes_the_name_of_a_file() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(home.resolve("secret.json"), "{}");
    try (FileTaskStore store = store()) {
      for (String id :
          List.of("../secret", "", "x".repeat(32), ID + "/", ID.toUpperCase(Locale.ROOT))) {
        assertThat(store.find(id)).as(id).isEmpty();
        store.delete(id);
        assertThat(StoredTask.isId(id)).isFalse();
      }
      assertThat(home.resolve("secret.json")).exists();
    }
    assertThatThrownBy(() -> new StoredTask("x", "p", "o", true, Instant.EPOCH, Json.object()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_damaged_file_is_no_task() throws Exception {
    try (FileTaskStore store = store()) {
      store.put(task(ID, store, true, 1));
      for (String text : List.of("", "{", "[]", "{\"id\":\"" + ID + "\"}", "{\"content\":{}}")) {
        Files.writeString(folder().resolve(ID + ".json"), text);
        assertThat(store.find(ID)).as(text).isEmpty();
        assertThat(store.all()).as(text).isEmpty();
      }
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_told_and_the_old_task_stays() throws Exception {
    Files.writeString(folder(), "a file where the folder should be");
    try (FileTaskStore store = store()) {
      assertThatThrownBy(() -> store.put(task(ID, store, false, 1)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(ID);
    }
  }

  private FileTaskStore store() {
    return new FileTaskStore(folder());
  }

  private Path folder() {
    return home.resolve("tasks");
  }

  private static StoredTask task(String id, FileTaskStore owner, boolean over, int version) {
    return new StoredTask(
        id,
        "somebody",
        owner.me(),
        over,
        Instant.parse("2026-11-30T12:00:00Z"),
        Json.object().put("version", version));
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }
}
