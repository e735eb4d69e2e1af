import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Keeps of the native libraries in sqlite-jdbc the one of the platform that runs this. */
final class SqliteLibrary {
  private static final String ALL = "org/sqlite/native/";

  /** As sqlite-jdbc looks for it where it is told a folder. */
  static final String NAME = System.mapLibraryName("sqlitejdbc");

  private SqliteLibrary() {}

  /** Writes it beside the jar as well; nothing to do where the folder has no such jar. */
  static void keepOwn(Path folder) throws IOException {
    for (Path jar : Jars.in(folder)) {
      if (jar.getFileName().toString().startsWith("sqlite-jdbc-")) {
        keepOwn(jar, ALL + platform(jar) + "/" + NAME);
      }
    }
  }

  private static void keepOwn(Path jar, String own) throws IOException {
    Path next = jar.resolveSibling(jar.getFileName() + ".next");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry library = zip.getEntry(own);
      if (library == null) {
        throw new IOException(
            jar.getFileName() + " has no " + own + ": this platform has no SQLite.");
      }
      try (var in = zip.getInputStream(library)) {
        Files.copy(in, jar.resolveSibling(NAME), StandardCopyOption.REPLACE_EXISTING);
      }
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(next))) {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
          ZipEntry entry = all.nextElement();
          if (entry.getName().startsWith(ALL) && !entry.getName().equals(own)) {
            continue;
          }
          ZipEntry copy = new ZipEntry(entry.getName());
          copy.setTimeLocal(entry.getTimeLocal());
          out.putNextEntry(copy);
          try (var in = zip.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
    Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** By the library's own reckoning, which knows musl from glibc, and one ARM from another. */
  private static String platform(Path jar) throws IOException {
    try (var classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      return (String)
          classes
              .loadClass("org.sqlite.util.OSInfo")
              .getMethod("getNativeLibFolderPathForCurrentOS")
              .invoke(null);
    } catch (ReflectiveOperationException changed) {
      throw new IOException(
          jar.getFileName() + " does not tell this platform: " + changed, changed);
    }
  }
}
