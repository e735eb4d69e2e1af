package dev.proxmoxmcp.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is lost in class files: read from the sources by the compiler's own parser. */
class SourceRulesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MOST_LINES = 400;
  private static final Set<String> TOO_WIDE =
      Set.of("Exception", "RuntimeException", "Throwable", "Error");

  /** Where a defect of one call must not end the whole; each with its reason. */
  private static final Map<String, String> BORDERS =
      Map.of(
          "dev/proxmoxmcp/app/Main.java",
          "the program with a defect says so and ends with its own exit code",
          "dev/proxmoxmcp/mcp/engine/Calls.java",
          "a tool with a defect is answered, and the server lives on",
          "dev/proxmoxmcp/mcp/transport/http/Exchange.java",
          "a request ends whatever went wrong with it, or its connection would hang",
          "dev/proxmoxmcp/mcp/transport/http/Delivery.java",
          "whoever waits for the answer on another thread learns of a defect, which goes on",
          "dev/proxmoxmcp/simulator/BackupDoor.java",
          "a simulated endpoint with a defect answers 500, as a real one does",
          "dev/proxmoxmcp/simulator/FrontDoor.java",
          "a simulated endpoint with a defect answers 500, as a real one does");

  @Test
  void only_the_borders_catch_everything() throws IOException {
    Set<String> found = new TreeSet<>();
    for (CompilationUnitTree unit : parsed()) {
      unit.accept(
          new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitCatch(CatchTree tree, @Nullable Void nothing) {
              if (alternatives(tree).anyMatch(TOO_WIDE::contains)) {
                found.add(name(unit));
              }
              return super.visitCatch(tree, null);
            }
          },
          null);
    }
    assertThat(found)
        .as("a wide catch hides defects; catch what can happen, or name the border and its reason")
        .containsExactlyInAnyOrderElementsOf(BORDERS.keySet());
  }

  @Test
  void no_file_is_longer_than_a_person_reads_at_once() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      try (Stream<String> lines = Files.lines(file)) {
        if (lines.count() > MOST_LINES) {
          tooLong.add(ROOT.relativize(file).toString());
        }
      }
    }
    assertThat(tooLong)
        .as("more than %d lines: part them by what changes together", MOST_LINES)
        .isEmpty();
  }

  @Test
  void the_parser_saw_every_module() throws IOException {
    assertThat(
            sources().stream().map(file -> ROOT.relativize(file).getName(0).toString()).distinct())
        .contains(
            "base",
            "simulator",
            "mcp",
            "guard",
            "store",
            "settings",
            "proxmox-client",
            "dashboard",
            "tools",
            "app");
  }

  private static Stream<String> alternatives(CatchTree tree) {
    Tree type = tree.getParameter().getType();
    return type instanceof UnionTypeTree union
        ? union.getTypeAlternatives().stream().map(Tree::toString)
        : Stream.of(type.toString());
  }

  private static String name(CompilationUnitTree unit) {
    String path = unit.getSourceFile().getName().replace('\\', '/');
    return path.substring(path.indexOf("/src/main/java/") + "/src/main/java/".length());
  }

  private static Iterable<? extends CompilationUnitTree> parsed() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      return units;
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.toList()) {
        Path folder = module.resolve("src/main/java");
        if (Files.isDirectory(folder)) {
          try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
          }
        }
      }
    }
    return all;
  }
}
