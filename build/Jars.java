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
 * </ul>
 *
 * A jar with neither stays as it is, so doing it twice changes nothing.
 */
final class Jars {
  private static final int OLDEST_IN_A_CACHE = ClassFile.JAVA_6_VERSION;
  private static final int WANTED = ClassFile.JAVA_8_VERSION;

  private Jars() {}

  /** All jars of a folder. */
  static void prepare(Path folder) throws IOException {
    for (Path jar : in(folder)) {
      prepareOne(jar);
    }
  }

  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void prepareOne(Path jar) throws IOException {
    Path next = jar.resolveSibling(jar.getFileName() + ".next");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.stream().noneMatch(entry -> isSignature(entry) || isOldClass(zip, entry))) {
        return;
      }
      ClassFile classes = classes(zip);
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

  private static boolean isOldClass(ZipFile zip, ZipEntry entry) {
    if (!entry.getName().endsWith(".class")) {
      return false;
    }
    try (var in = zip.getInputStream(entry)) {
      byte[] head = in.readNBytes(8);
      return head.length == 8 && ByteBuffer.wrap(head).getShort(6) < OLDEST_IN_A_CACHE;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] content(ZipFile zip, ZipEntry entry, ClassFile classes) throws IOException {
    byte[] content;
    try (var in = zip.getInputStream(entry)) {
      content = in.readAllBytes();
    }
    if (entry.getName().equals("META-INF/MANIFEST.MF")) {
      return withoutDigests(content);
    }
    if (!isOldClass(zip, entry)) {
      return content;
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
    Manifest read = new Manifest(new java.io.ByteArrayInputStream(manifest));
    for (Attributes attributes : read.getEntries().values()) {
      attributes.keySet().removeIf(name -> name.toString().endsWith("-Digest"));
    }
    read.getEntries().values().removeIf(Attributes::isEmpty);
    var out = new java.io.ByteArrayOutputStream();
    read.write(out);
    return out.toByteArray();
  }

  /** Frames need to know what extends what: in this jar and in Java itself. */
  private static ClassFile classes(ZipFile zip) {
    ClassHierarchyResolver ofThisJar =
        ClassHierarchyResolver.ofResourceParsing(type -> {
          ZipEntry entry =
              zip.getEntry(
                  type.descriptorString().substring(1, type.descriptorString().length() - 1)
                      + ".class");
          try {
            return entry == null ? null : zip.getInputStream(entry);
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        });
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ConstantPoolSharingOption.NEW_POOL,
        ClassFile.ClassHierarchyResolverOption.of(
            ofThisJar.orElse(ClassHierarchyResolver.defaultResolver())));
  }
}
