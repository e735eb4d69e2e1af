package dev.proxmoxmcp.mcp.api;

import dev.proxmoxmcp.base.SecretMask;
import dev.proxmoxmcp.json.JsonText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tasks in a folder, one JSON file for each, replaced as a whole, for the owner's eyes only. A
 * process that works on tasks holds the lock of a file of its own there, so that others see that it
 * lives; it takes it with its first task and never before. Thread-safe.
 */
public final class FileTaskStore implements TaskStore, AutoCloseable {
  private static final JsonText TEXT = JsonText.lenient();
  private static final String TASK = ".json";
  private static final String LOCK = ".lock";

  /** What is being written, by whom. */
  private static final String FRESH = ".new";

  private static final FileAttribute<?> FOR_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final String me = UUID.randomUUID().toString().replace("-", "");
  private @Nullable FileChannel alive;

  /**
   * A store in that folder, which is made when the first task is kept, mode 0700.
   *
   * @param folder on a file system that knows owners and their permissions
   */
  public FileTaskStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public String me() {
    return me;
  }

  @Override
  public void put(StoredTask task) {
    try {
      if (!task.over()) {
        showLife();
      }
      write(task);
    } catch (IOException failed) {
      throw new UncheckedIOException("task " + task.id() + " cannot be kept", failed);
    }
  }

  @Override
  public Optional<StoredTask> find(String id) {
    if (!StoredTask.isId(id)) {
      return Optional.empty();
    }
    try {
      return read(file(id));
    } catch (IOException failed) {
      throw new UncheckedIOException("task " + id + " cannot be read", failed);
    }
  }

  @Override
  public List<StoredTask> all() {
    try {
      List<StoredTask> all = new ArrayList<>();
      for (Path file : files(TASK)) {
        read(file).ifPresent(all::add);
      }
      return all;
    } catch (IOException failed) {
      throw new UncheckedIOException("the tasks in " + folder + " cannot be read", failed);
    }
  }

  @Override
  public void delete(String id) {
    if (!StoredTask.isId(id)) {
      return;
    }
    try {
      Files.deleteIfExists(file(id));
    } catch (IOException failed) {
      throw new UncheckedIOException("task " + id + " cannot be deleted", failed);
    }
  }

  @Override
  public List<StoredTask> adopt() {
    try {
      List<StoredTask> mine = new ArrayList<>();
      for (Path lock : files(LOCK)) {
        String owner = lock.getFileName().toString().replace(LOCK, "");
        if (!owner.equals(me)) {
          mine.addAll(adoptFrom(owner, lock));
        }
      }
      return mine;
    } catch (IOException failed) {
      throw new UncheckedIOException("tasks in " + folder + " cannot be taken over", failed);
    }
  }

  /** Ends this process for the others; its tasks are theirs from then on. */
  @Override
  public synchronized void close() throws IOException {
    if (alive != null) {
      alive.close();
      alive = null;
    }
  }

  /** Whoever has the lock of a process that is gone takes over its tasks, and nobody beside him. */
  private List<StoredTask> adoptFrom(String owner, Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held == null) {
        return List.of();
      }
      showLife();
      List<StoredTask> mine = new ArrayList<>();
      for (StoredTask task : all()) {
        if (!task.over() && task.owner().equals(owner)) {
          StoredTask taken = task.ownedBy(me);
          write(taken);
          mine.add(taken);
        }
      }
      for (Path halfWritten : files(FRESH)) {
        if (halfWritten.getFileName().toString().startsWith(owner)) {
          Files.deleteIfExists(halfWritten);
        }
      }
      Files.delete(lock);
      return mine;
    } catch (OverlappingFileLockException ofThisProcess) {
      return List.of();
    } catch (NoSuchFileException takenByAnother) {
      return List.of();
    }
  }

  private synchronized void showLife() throws IOException {
    if (alive != null) {
      return;
    }
    makeFolder();
    Path lock = Files.createFile(folder.resolve(me + LOCK), FOR_OWNER);
    FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
    channel.lock();
    alive = channel;
  }

  private void makeFolder() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Not by a channel: an interrupt of the thread would close it in the middle. */
  private void write(StoredTask task) throws IOException {
    makeFolder();
    Path fresh = Files.createTempFile(folder, me, FRESH, FOR_OWNER);
    try {
      try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
        out.write(SecretMask.hide(JsonText.write(node(task))).getBytes(StandardCharsets.UTF_8));
        out.getFD().sync();
      }
      Files.move(
          fresh,
          file(task.id()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static ObjectNode node(StoredTask task) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", task.id())
            .put("principal", task.principal())
            .put("owner", task.owner())
            .put("over", task.over())
            .put("expires", task.expires().toString());
    node.set("content", task.content());
    return node;
  }

  /** What is damaged is as good as not there: it can neither be shown nor be gone on with. */
  private static Optional<StoredTask> read(Path file) throws IOException {
    try {
      JsonNode node = TEXT.read(Files.readString(file));
      return node.path("content") instanceof ObjectNode content
          ? Optional.of(
              new StoredTask(
                  node.path("id").stringValue(""),
                  node.path("principal").stringValue(""),
                  node.path("owner").stringValue(""),
                  node.path("over").booleanValue(false),
                  Instant.parse(node.path("expires").stringValue("")),
                  content))
          : Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException damaged) {
      return Optional.empty();
    }
  }

  private Path file(String id) {
    return folder.resolve(id + TASK);
  }

  private List<Path> files(String ending) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ending)) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      return all;
    } catch (NoSuchFileException noTaskYet) {
      return List.of();
    }
  }
}
