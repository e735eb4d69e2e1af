package dev.proxmoxmcp.mcp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ToolListTest {
  private final Tool list = Workbench.tool("list", "Lists", _ -> ToolResult.ok(""));
  private final Tool add = Workbench.tool("add", "Adds", _ -> ToolResult.ok(""));

  @Test
  void tools_are_made_once_when_somebody_asks() {
    AtomicInteger made = new AtomicInteger();
    ToolList tools =
        ToolList.later(() -> {
          made.incrementAndGet();
          return List.of(list, add);
        });
    assertThat(made).hasValue(0);

    assertThat(tools.all()).containsExactly(list, add);
    assertThat(tools.find("add")).contains(add);
    assertThat(tools.find("sub")).isEmpty();
    assertThat(made).hasValue(1);
  }

  @Test
  void a_failure_is_not_kept() {
    AtomicInteger asked = new AtomicInteger();
    ToolList tools =
        ToolList.later(() -> {
          if (asked.getAndIncrement() == 0) {
            throw new IllegalStateException("not now");
          }
          return List.of(add);
        });

    assertThatIllegalStateException().isThrownBy(tools::all);
    assertThat(tools.all()).containsExactly(add);
  }

  @Test
  void two_tools_of_one_name_are_refused() {
    ToolList later = ToolList.later(() -> List.of(list, list));

    assertThatIllegalArgumentException().isThrownBy(later::all).withMessageContaining("list");
    assertThatIllegalArgumentException().isThrownBy(() -> ToolList.of(add, add));
  }
}
