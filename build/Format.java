import com.google.googlejavaformat.java.Formatter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that every Java source of the project looks as google-java-format writes it, or writes it
 * so: {@code Format.java --check|--write ROOT}. One process for all files, because starting Java
 * once a module costs more than the formatting.
 */
final class Format {
  public static void main(String[] arguments) throws Exception {
    boolean write = arguments[0].equals("--write");
    Path root = Path.of(arguments[1]);
    List<Path> others = new ArrayList<>();
    Formatter formatter = new Formatter();
    for (Path file : sources(root)) {
      String before = Files.readString(file);
      String after;
      try {
        after = formatter.formatSourceAndFixImports(before);
      } catch (com.google.googlejavaformat.java.FormatterException broken) {
        System.err.println(root.relativize(file) + ": " + broken.getMessage());
        if (write) {
          continue;
        }
        System.exit(1);
        return;
      }
      if (!after.equals(before)) {
        others.add(root.relativize(file));
        if (write) {
          Files.writeString(file, after);
        }
      }
    }
    if (write || others.isEmpty()) {
      return;
    }
    others.forEach(file -> System.err.println("not formatted: " + file));
    System.err.println("Run `mvn -q -N process-sources -Dformat.mode=--write` to format them.");
    System.exit(1);
  }

  private static List<Path> sources(Path root) throws Exception {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
            boolean foreign =
                !folder.equals(root)
                    && (name.startsWith(".")
                        || name.equals("target")
                        || name.equals("node_modules"));
            return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }
}
