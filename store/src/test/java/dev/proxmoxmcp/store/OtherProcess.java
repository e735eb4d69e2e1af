package dev.proxmoxmcp.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java process that runs a class of the tests, and that one may kill. */
final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final Writer told;

  OtherProcess(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(Arrays.asList(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // A read of what it says cannot be interrupted: it ends with the process.
    CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES).execute(process::destroyForcibly);
    said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    told = process.outputWriter();
  }

  /** The next line; null at its end. */
  @Nullable String line() throws IOException {
    return said.readLine();
  }

  void tell(String line) throws IOException {
    told.write(line + "\n");
    told.flush();
  }

  /** Ends it at once, and waits until it has ended. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
