package dev.proxmoxmcp.mcp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.proxmoxmcp.mcp.modern.HeaderFuzz;
import dev.proxmoxmcp.mcp.rpc.MessageFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What fuzzing begins with, and what it once found, by every build. Where to put a finding: {@code
 * verification/fuzz.sh} says it. A new target has a folder of seeds here, and a line there.
 */
class FuzzSeedsTest {
  private static final Path SEEDS = Path.of("src", "test", "resources", "fuzz");

  @TestFactory
  Stream<DynamicTest> messages_hold_what_the_fuzzer_holds_them_to() throws IOException {
    return each("message", MessageFuzz::fuzzerTestOneInput);
  }

  @TestFactory
  Stream<DynamicTest> headers_hold_what_the_fuzzer_holds_them_to() throws IOException {
    return each("headers", HeaderFuzz::fuzzerTestOneInput);
  }

  private static Stream<DynamicTest> each(String target, Consumer<byte[]> once) throws IOException {
    try (Stream<Path> files = Files.list(SEEDS.resolve(target))) {
      var seeds = files.sorted().toList();
      assertThat(seeds).isNotEmpty();
      return seeds.stream()
          .map(seed ->
              DynamicTest.dynamicTest(
                  seed.getFileName().toString(),
                  () ->
                      assertThatCode(() -> once.accept(Files.readAllBytes(seed)))
                          .doesNotThrowAnyException()));
    }
  }
}
