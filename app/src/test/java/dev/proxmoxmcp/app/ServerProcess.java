package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process of its own, which a signal can reach. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader messages;

  ServerProcess(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--http",
            "127.0.0.1:0");
    builder.environment().keySet().removeIf(name -> name.startsWith("PROXMOX_"));
    builder.environment().putAll(environment);
    process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    // A read of its messages cannot be interrupted: it ends with the process.
    CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES).execute(process::destroyForcibly);
    messages =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  /** Whether processes of this one ignore the signal from their start, as below nohup. */
  static boolean hangUpIsIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> "13579bdf".indexOf(line.charAt(line.length() - 1)) >= 0);
  }

  /** The line that has {@code text}. */
  String until(String text) throws IOException {
    String line = messages.readLine();
    while (line != null && !line.contains(text)) {
      line = messages.readLine();
    }
    assertThat(line).as("the end of the process instead of: %s", text).isNotNull();
    return line;
  }

  /** Tells it to end, and waits for that. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  void hangUp() throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    messages.close();
  }
}
