package dev.proxmoxmcp.app.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages that are written by hand have tables of the program, and these are as it is. */
class GeneratedPartsTest {
  private static final Path DOCS = Path.of("..", "docs");

  /** The page about {@code doctor} has a test that runs it, {@code DoctorPageTest}. */
  private static Stream<String> pages() {
    return ReferencePages.WITH_PARTS.stream().filter(page -> !page.equals("doctor.md"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void the_tables_of_the_documentation_are_those_of_the_program(String name) throws IOException {
    Path page = DOCS.resolve(name);
    String text = Files.readString(page);

    assertThat(text).contains("<!-- generated: ");
    Golden.check(page, GeneratedParts.renew(text).stripTrailing());
  }

  @Test
  void a_part_that_nobody_generates_is_told() {
    assertThatThrownBy(() -> GeneratedParts.renew("<!-- generated: moon -->\n<!-- end -->"))
        .hasMessage("there is no generated part moon");
  }
}
