package dev.proxmoxmcp.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start loads, seen from outside: the program in a process of its own. */
class StartTest {
  private static final Pattern LOADED = Pattern.compile("(dev\\.proxmoxmcp\\.[A-Za-z0-9_.$]+) ");
  private static final List<String> UP_TO_THE_TOOLS =
      List.of(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
              + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
              + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");

  @TempDir private Path folder;

  @Test
  void until_a_tool_for_the_whole_api_is_called_nothing_of_the_catalog_is_loaded()
      throws Exception {
    Set<String> loaded = loadedByServe(UP_TO_THE_TOOLS);

    assertThat(loaded).contains("dev.proxmoxmcp.tools.api.ApiSearchTool");
    assertThat(loaded)
        .filteredOn(name -> name.startsWith("dev.proxmoxmcp.client.catalog."))
        .as("where a client keeps catalogs once it has read them, and nothing else")
        .containsExactly("dev.proxmoxmcp.client.catalog.CatalogCache");
  }

  @Test
  void nothing_of_the_doctor_is_loaded() throws Exception {
    assertThat(loadedByServe(UP_TO_THE_TOOLS))
        .noneMatch(name -> name.startsWith("dev.proxmoxmcp.app.doctor."));
  }

  @Test
  void a_search_of_the_api_loads_the_catalog() throws Exception {
    List<String> said = new ArrayList<>(UP_TO_THE_TOOLS);
    said.add(
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{"
            + "\"name\":\"api_search\",\"arguments\":{\"query\":\"grow a disk\"}}}");

    assertThat(loadedByServe(said)).contains("dev.proxmoxmcp.client.catalog.BuiltInCatalogs");
  }

  private Set<String> loadedByServe(List<String> said) throws IOException, InterruptedException {
    Path log = folder.resolve("loaded.txt");
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:file=" + log,
            "-cp",
            classPath(),
            "dev.proxmoxmcp.app.Main",
            "serve");
    program.environment().clear();
    program
        .environment()
        .putAll(
            Map.of(
                "HOME", folder.toString(),
                "PROXMOX_HOST", "127.0.0.1",
                "PROXMOX_PORT", "9",
                "PROXMOX_USER", "mcp@pve",
                "PROXMOX_TOKEN_NAME", "test",
                "PROXMOX_TOKEN_VALUE", "11111111-2222-3333-4444-555555555555"));
    program.redirectError(folder.resolve("errors.txt").toFile());
    Process process = program.start();
    try (OutputStream in = process.getOutputStream();
        BufferedReader out =
            new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String message : said) {
        in.write((message + "\n").getBytes(UTF_8));
        in.flush();
        if (message.contains("\"id\"")) {
          assertThat(out.readLine()).contains("\"result\"");
        }
      }
    } finally {
      process.destroy();
    }
    process.waitFor();
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(LOADED::matcher)
          .filter(Matcher::find)
          .map(match -> match.group(1))
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }

  /** Of this very test, whatever path its parts are on. */
  private static String classPath() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(name -> System.getProperty(name, ""))
        .filter(path -> !path.isEmpty())
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow();
  }
}
