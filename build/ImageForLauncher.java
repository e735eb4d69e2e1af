import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the run-time image of a program that {@link BuildProgram} built: {@code
 * ImageForLauncher.java ROOT PROGRAM [wait]}. Usually in the background, while the first start
 * already runs the plain program.
 *
 * <p>The image of {@code program-1} is {@code image-1}, made visible by one rename, so that it is
 * never half, and never older than its program. One process at a time works, under a lock that the
 * operating system releases with its holder; what a killed one left is removed by the next. A
 * failure is noted in {@code image-1.failed} and not tried again until the sources change.
 */
final class ImageForLauncher {
  private static final int UNAVAILABLE = 69;
  private static final String PROGRAM = "program-";
  private static final String IMAGE = "image-";
  private static final String HALF = ".building-";

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    String number = arguments[1].substring(PROGRAM.length());
    boolean wait = arguments.length > 2;
    Path state = root.resolve(".program");
    Path image = state.resolve(IMAGE + number);
    Path failed = state.resolve(IMAGE + number + ".failed");
    try (FileChannel channel =
            FileChannel.open(
                state.resolve("image.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = wait ? channel.lock() : channel.tryLock()) {
      if (lock == null || Files.exists(image) || Files.exists(failed)) {
        return;
      }
      removeOthers(state, number);
      try {
        BuildImage.make(state.resolve(PROGRAM + number), root.resolve("build"), image);
      } catch (IOException | UncheckedIOException | BuildImage.CannotBuild failure) {
        System.err.println("No image, so starts stay slower: " + failure.getMessage());
        Files.writeString(failed, failure.getMessage() + "\n");
        System.exit(UNAVAILABLE);
      }
    }
  }

  /** What was left half, and images but the newest other: a start may be about to use that. */
  private static void removeOthers(Path state, String number) throws IOException {
    List<Path> old;
    try (Stream<Path> entries = Files.list(state)) {
      old =
          entries
              .filter(entry -> entry.getFileName().toString().startsWith(IMAGE))
              .filter(entry -> !entry.getFileName().toString().equals(IMAGE + number))
              .sorted(
                  Comparator.comparing((Path entry) -> entry.getFileName().toString()).reversed())
              .toList();
    }
    boolean kept = false;
    for (Path entry : old) {
      String name = entry.getFileName().toString();
      if (!kept && Files.isDirectory(entry) && !name.contains(HALF)) {
        kept = true;
      } else {
        BuildImage.remove(entry);
      }
    }
  }
}
