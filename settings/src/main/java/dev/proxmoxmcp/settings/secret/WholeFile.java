package dev.proxmoxmcp.settings.secret;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is replaced as a whole or not at all, with owner and mode as they were. A link is
 * followed. Owned by one thread.
 */
public final class WholeFile {
  private final Path file;

  private WholeFile(Path file) {
    this.file = file;
  }

  /** The file at {@code path}. */
  public static WholeFile at(Path path) {
    return new WholeFile(path);
  }

  /**
   * Whether it could be replaced now: does all of it but the replacing.
   *
   * @throws SecretException saying why not; the message begins with "the file"
   */
  public void checkReplaceable() {
    attempt(StoreFolder::rehearse);
  }

  /**
   * Puts {@code bytes} in its place; makes it, for its owner alone, if it is not there.
   *
   * @throws SecretException if that fails; then it is as it was
   */
  public void replace(byte[] bytes) {
    attempt(folder -> folder.succeed(bytes));
  }

  @FunctionalInterface
  private interface Step {
    void take(StoreFolder folder) throws IOException;
  }

  private void attempt(Step step) {
    try {
      StoreFolder folder = StoreFolder.of(file);
      Optional<String> open = folder.openToOthers();
      if (open.isPresent()) {
        throw new SecretException("the file " + file + " " + open.get());
      }
      step.take(folder);
    } catch (AccessDeniedException denied) {
      throw new SecretException(
          "the file "
              + file
              + " cannot be replaced by the user who runs this program: no access to "
              + denied.getMessage()
              + ".");
    } catch (IOException failure) {
      throw new SecretException(
          "the file " + file + " cannot be replaced: " + failure.getMessage() + ".");
    }
  }
}
