package dev.proxmoxmcp.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of the program that runs it: {@code CacheRecording FILE OPTION...} plays
 * {@link Rehearsal} with the OPTIONs of the JVM that later starts will have, proves that the JVM
 * takes what was recorded, and puts it in place as FILE by one rename. The build of an image runs
 * it, and so do the packages, which carry no cache, where they are installed.
 *
 * <p>The simulated cluster runs in a process of its own: its classes would make the cache larger,
 * and with it the start of every server.
 */
public final class CacheRecording {
  private static final String APP = "dev.proxmoxmcp.app/dev.proxmoxmcp.app.";
  private static final int MINUTES = 10;
  private static final Pattern EXPORT = Pattern.compile("\\s*export (PROXMOX_\\w+)=(.*)");

  private final Path work;
  private final List<String> options;

  private CacheRecording(Path work, List<String> options) {
    this.work = work;
    this.options = options;
  }

  /** Makes the file, or says on standard error why there is none. */
  @SuppressWarnings("SystemOut") // it has no other voice
  public static void main(String[] arguments) throws InterruptedException {
    Path file = Path.of(arguments[0]).toAbsolutePath();
    List<String> options = List.of(arguments).subList(1, arguments.length);
    try {
      make(file, options);
    } catch (IOException failure) {
      System.err.println("No AOT cache, so starts are slower: " + failure.getMessage());
      System.exit(ExitCode.FAILED);
    }
  }

  private static void make(Path file, List<String> options)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory(file.resolveSibling(""), file.getFileName() + ".making-");
    try {
      Path made = new CacheRecording(work, options).record();
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      remove(work);
    }
  }

  private Path record() throws IOException, InterruptedException {
    Path cache = work.resolve("cache");
    List<String> recording = new ArrayList<>(options);
    // C1 alone has no use for profiles; to compile by them at the start takes more than it gives.
    recording.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"));
    recording.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-m", APP + "Rehearsal"));
    List<String> simulating = new ArrayList<>(options);
    simulating.addAll(List.of("-m", APP + "Main", "simulate", "--port", "0"));
    Process cluster = process(simulating).start();
    try (BufferedReader said = cluster.inputReader()) {
      Map<String, String> host = host(said);
      // Most clients say something by a variable of ours: what reads those is to be in the cache.
      host.put("PROXMOX_MCP_ALLOW", "change");
      String output = run(recording, host);
      if (!Files.exists(cache)) {
        throw new IOException("the rehearsal left none:\n" + output);
      }
    } finally {
      cluster.destroyForcibly().waitFor();
    }
    prove(cache);
    return cache;
  }

  private static Map<String, String> host(BufferedReader said) throws IOException {
    Map<String, String> host = new TreeMap<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher export = EXPORT.matcher(line);
      if (export.matches()) {
        host.put(export.group(1), export.group(2));
      }
      if (line.contains("Stop with")) {
        break;
      }
    }
    if (host.isEmpty()) {
      throw new IOException("the simulated cluster for the rehearsal did not start.");
    }
    return host;
  }

  /** A cache that the JVM does not take is none: starts would only be slow, and nobody knew. */
  private void prove(Path cache) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(options);
    command.addAll(
        List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-m", APP + "Main", "--version"));
    String said = run(command, Map.of());
    if (!said.startsWith("proxmox-mcp ") || said.lines().count() != 1) {
      throw new IOException("the program does not start with it as it should:\n" + said);
    }
  }

  private String run(List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = work.resolve("output");
    ProcessBuilder builder =
        process(arguments).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new IOException("not ended within minutes: " + String.join(" ", builder.command()));
    }
    String said = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new IOException(
          "exit code %d of %s%n%s"
              .formatted(process.exitValue(), String.join(" ", builder.command()), said));
    }
    return said;
  }

  private ProcessBuilder process(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.directory(work.toFile());
    Map<String, String> environment = builder.environment();
    // They would be trained into the cache, or be said on standard output.
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.remove("JDK_JAVA_OPTIONS");
    environment.keySet().removeIf(name -> name.startsWith("PROXMOX_"));
    // A settings file of this machine names somebody's clusters.
    environment.put("PROXMOX_MCP_CONFIG", "none");
    // What the rehearsal keeps is nobody's.
    environment.put("XDG_STATE_HOME", work.resolve("state").toString());
    return builder;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
