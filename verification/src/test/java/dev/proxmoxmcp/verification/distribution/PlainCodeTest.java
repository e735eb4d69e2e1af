package dev.proxmoxmcp.verification.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code build/PlainCode.java} writes every class of the distribution that has a switch over types
 * or a record: what it writes must do what the compiler's own code does.
 */
class PlainCodeTest {
  private static final Path SOURCE = Path.of("..", "build", "PlainCode.java");
  private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
  private static final String RECORDS = "java/lang/runtime/ObjectMethods";

  @TempDir private static Path compiled;
  private static PlainCode plainCode;

  /** The program of the build, which is in no module and on no class path. */
  private record PlainCode(URLClassLoader loader, Method isWorthIt, Method of) {
    static PlainCode in(Path folder) throws ReflectiveOperationException, IOException {
      URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
      Class<?> type = loader.loadClass("PlainCode");
      Method isWorthIt = type.getDeclaredMethod("isWorthIt", byte[].class);
      Method of = type.getDeclaredMethod("of", ClassFile.class, byte[].class);
      isWorthIt.setAccessible(true);
      of.setAccessible(true);
      return new PlainCode(loader, isWorthIt, of);
    }

    boolean isWorthIt(byte[] content) throws ReflectiveOperationException {
      return (boolean) isWorthIt.invoke(null, content);
    }

    byte[] of(byte[] content) throws ReflectiveOperationException {
      return (byte[]) of.invoke(null, ClassFile.of(), content);
    }
  }

  /** The specimen and its inner classes, from these contents alone. */
  private static final class Defining extends ClassLoader {
    private final Map<String, byte[]> contents;

    Defining(Map<String, byte[]> contents) {
      super(null);
      this.contents = contents;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] content = contents.get(name);
      if (content == null) {
        return PlainCodeTest.class.getClassLoader().loadClass(name);
      }
      return defineClass(name, content, 0, content.length);
    }
  }

  @BeforeAll
  static void compile() throws ReflectiveOperationException, IOException {
    int problems =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", compiled.toString(), SOURCE.toString());
    assertThat(problems).isZero();
    plainCode = PlainCode.in(compiled);
  }

  @AfterAll
  static void close() throws IOException {
    plainCode.loader().close();
  }

  @Test
  void what_is_written_anew_does_what_it_did() throws ReflectiveOperationException, IOException {
    assertThat(answersOf(rewritten()))
        .hasSizeGreaterThan(400)
        .containsExactlyElementsOf(Specimen.answers());
  }

  @Test
  void no_record_and_no_switch_over_types_is_left_to_the_first_use()
      throws ReflectiveOperationException, IOException {
    assertThat(leftToFirstUse(specimen()))
        .as("what the compiler wrote, without which this test says nothing")
        .contains("typeSwitch", "equals", "hashCode");

    assertThat(leftToFirstUse(rewritten())).isEmpty();
  }

  @Test
  void a_class_without_either_is_not_worth_it() throws ReflectiveOperationException, IOException {
    assertThat(plainCode.isWorthIt(content(Runnable.class.getName()))).isFalse();
    assertThat(plainCode.isWorthIt(content(Specimen.Circle.class.getName()))).isTrue();
  }

  private static List<String> answersOf(Map<String, byte[]> contents)
      throws ReflectiveOperationException {
    Class<?> type = new Defining(contents).loadClass(Specimen.class.getName());
    assertThat(type).isNotEqualTo(Specimen.class);
    try {
      return ((List<?>) type.getMethod("answers").invoke(null))
          .stream().map(String::valueOf).toList();
    } catch (InvocationTargetException thrown) {
      throw new AssertionError("the code that was written anew fails", thrown.getCause());
    }
  }

  private static Map<String, byte[]> rewritten() throws ReflectiveOperationException, IOException {
    Map<String, byte[]> all = specimen();
    for (Map.Entry<String, byte[]> one : all.entrySet()) {
      if (plainCode.isWorthIt(one.getValue())) {
        one.setValue(plainCode.of(one.getValue()));
      }
    }
    return all;
  }

  private static Map<String, byte[]> specimen() throws IOException {
    Path folder =
        Path.of(
                URI.create(
                    Objects.requireNonNull(Specimen.class.getResource("Specimen.class"))
                        .toString()))
            .getParent();
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("Specimen(\\$.*)?\\.class")) {
          all.put(
              Specimen.class.getPackageName() + "." + name.replace(".class", ""),
              Files.readAllBytes(file));
        }
      }
    }
    return all;
  }

  private static byte[] content(String type) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class"))) {
      return in.readAllBytes();
    }
  }

  /** Names of what is decided at its first use, but for what PlainCode leaves alone on purpose. */
  private static List<String> leftToFirstUse(Map<String, byte[]> contents) {
    return contents.values().stream()
        .flatMap(content -> ClassFile.of().parse(content).methods().stream())
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast)
        .filter(PlainCodeTest::isToBeWritten)
        .map(call -> call.name().stringValue())
        .toList();
  }

  private static boolean isToBeWritten(InvokeDynamicInstruction call) {
    var bootstrap = call.invokedynamic().bootstrap();
    List<LoadableConstantEntry> labels = bootstrap.arguments();
    return switch (bootstrap.bootstrapMethod().reference().owner().asInternalName()) {
      case SWITCHES -> labels.stream().allMatch(ClassEntry.class::isInstance);
      case RECORDS -> !call.name().equalsString("toString");
      default -> false;
    };
  }
}
