import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the jars of the program quick to start, in place:
 *
 * <ul>
 *   <li>Signatures are taken off. The JVM would check them at every start, which takes longer than
 *       all else; the build got the jars by their checksums.
 *   <li>Classes of Java 5 and older (picocli's) become classes of Java 8: the JVM takes older ones
 *       into no cache, and proves them with a verifier that it loads for them alone.
 *   <li>What {@link PlainCode} writes.
 *   <li>Of SQLite's native libraries the one of this platform stays, and stands beside the jar as
 *       well: the program loads that file, and unpacks nothing to a temporary folder.
 * </ul>
 *
 * A jar with none of it stays as it is, so doing it twice changes nothing.
 */
final class Jars {
  private static final int OLDEST_IN_A_CACHE = ClassFile.JAVA_6_VERSION;
  private static final int WANTED = ClassFile.JAVA_8_VERSION;

  private Jars() {}

  /** {@code Jars.java FOLDER}, for packages that carry the jars themselves. */
  public static void main(String[] arguments) throws IOException {
    prepare(Path.of(arguments[0]));
  }

  /** All jars of a folder. */
  static void prepare(Path folder) throws IOException {
    List<ZipFile> all = new ArrayList<>();
    try {
      for (Path jar : in(folder)) {
        all.add(new ZipFile(jar.toFile()));
      }
      ClassFile classes = classes(all);
      for (Path jar : in(folder)) {
        prepareOne(jar, classes);
      }
      SqliteLibrary.keepOwn(folder);
    } finally {
      for (ZipFile zip : all) {
        zip.close();
      }
    }
  }

  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void prepareOne(Path jar, ClassFile classes) throws IOException {
    Path next = jar.resolveSibling(jar.getFileName() + ".next");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.stream().noneMatch(entry -> isSignature(entry) || isToBeWritten(zip, entry))) {
        return;
      }
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(next))) {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
          ZipEntry entry = all.nextElement();
          if (!isSignature(entry)) {
            ZipEntry copy = new ZipEntry(entry.getName());
            copy.setTimeLocal(entry.getTimeLocal());
            out.putNextEntry(copy);
            out.write(content(zip, entry, classes));
            out.closeEntry();
          }
        }
      }
    }
    Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isSignature(ZipEntry entry) {
    String name = entry.getName().toUpperCase(Locale.ROOT);
    return name.startsWith("META-INF/")
        && name.indexOf('/', "META-INF/".length()) < 0
        && (name.endsWith(".SF")
            || name.endsWith(".RSA")
            || name.endsWith(".DSA")
            || name.endsWith(".EC"));
  }

  private static boolean isToBeWritten(ZipFile zip, ZipEntry entry) {
    if (!entry.getName().endsWith(".class")) {
      return false;
    }
    byte[] content = read(zip, entry);
    return isOld(content) || PlainCode.isWorthIt(content);
  }

  private static boolean isOld(byte[] content) {
    return content.length > 8 && ByteBuffer.wrap(content).getShort(6) < OLDEST_IN_A_CACHE;
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) {
    try (var in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] content(ZipFile zip, ZipEntry entry, ClassFile classes) throws IOException {
    byte[] content = read(zip, entry);
    if (entry.getName().equals("META-INF/MANIFEST.MF")) {
      return withoutDigests(content);
    }
    if (!entry.getName().endsWith(".class")) {
      return content;
    }
    if (!isOld(content)) {
      return PlainCode.isWorthIt(content) ? PlainCode.of(classes, content) : content;
    }
    // The body of every method is written anew, with the frames that the newer verifier asks for.
    ClassTransform newer =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
            .andThen((type, element) -> {
              if (element instanceof ClassFileVersion) {
                type.withVersion(WANTED, 0);
              } else {
                type.with(element);
              }
            });
    return classes.transformClass(classes.parse(content), newer);
  }

  private static byte[] withoutDigests(byte[] manifest) throws IOException {
    Manifest read = new Manifest(new ByteArrayInputStream(manifest));
    for (Attributes attributes : read.getEntries().values()) {
      attributes.keySet().removeIf(name -> name.toString().endsWith("-Digest"));
    }
    read.getEntries().values().removeIf(Attributes::isEmpty);
    var out = new ByteArrayOutputStream();
    read.write(out);
    return out.toByteArray();
  }

  /** Frames need to know what extends what: in these jars and in Java itself. */
  private static ClassFile classes(List<ZipFile> all) {
    ClassHierarchyResolver ofJars =
        ClassHierarchyResolver.ofResourceParsing(type -> {
          String descriptor = type.descriptorString();
          String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
          for (ZipFile zip : all) {
            ZipEntry entry = zip.getEntry(name);
            if (entry != null) {
              return new ByteArrayInputStream(read(zip, entry));
            }
          }
          return null;
        });
    return ClassFile.of(
        ClassFile.ClassHierarchyResolverOption.of(
            ofJars.orElse(ClassHierarchyResolver.defaultResolver())));
  }
}
