package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.task.Upid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
  private static final PathTemplate CONFIG = PathTemplate.of("/nodes/{node}/{kind}/{vmid}/config");

  @Test
  void placeholders_are_filled_in_their_order() {
    ConcretePath path = CONFIG.with(List.of(new NodeName("pve1"), GuestKind.LXC, new Vmid(105)));

    assertThat(path.readable()).isEqualTo("/nodes/pve1/lxc/105/config");
    assertThat(path.encoded()).isEqualTo("/nodes/pve1/lxc/105/config");
  }

  @Test
  void what_means_something_in_a_url_is_encoded() {
    Upid upid = Upid.parse("UPID:pve1:00003392:00071D26:6B0327B0:qmclone:900:root@pam!mcp:");

    ConcretePath path =
        PathTemplate.of("/nodes/{node}/tasks/{upid}/status")
            .with(List.of(new NodeName("pve1"), upid));

    assertThat(path.encoded())
        .isEqualTo(
            "/nodes/pve1/tasks/"
                + "UPID%3Apve1%3A00003392%3A00071D26%3A6B0327B0%3Aqmclone%3A900%3Aroot%40pam%21mcp%3A"
                + "/status");
    assertThat(path.readable()).isEqualTo("/nodes/pve1/tasks/" + upid + "/status");
  }

  @Test
  void the_id_of_a_volume_keeps_its_slashes_and_nothing_else() {
    PathTemplate content = PathTemplate.of("/nodes/{node}/storage/{storage}/content/{volume}");

    assertThat(content.with(values("pve1", "local", "local:iso/x.iso")).encoded())
        .isEqualTo("/nodes/pve1/storage/local/content/local%3Aiso/x.iso");
    for (String hostile : List.of("local:iso/../../x", "/etc/passwd", "local:iso//x", "a/b?c")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> content.with(values("pve1", "local", hostile)));
    }
  }

  private static List<PathValue> values(String... texts) {
    return Arrays.stream(texts).map(text -> (PathValue) () -> text).toList();
  }

  @ParameterizedTest
  @MethodSource("dev.proxmoxmcp.client.HostileIds#all")
  void a_value_whose_type_forgot_its_grammar_still_cannot_leave_its_segment(String text) {
    PathTemplate template = PathTemplate.of("/nodes/{node}/status");
    // what the second lock is not for: these stay within their segment, encoded
    List<String> harmless = List.of("pve1&x=1", "pve1:8006", "a".repeat(300));

    if (harmless.contains(text)) {
      assertThat(template.with(List.<PathValue>of(() -> text)).encoded())
          .matches("/nodes/[a-z0-9%A-F]+/status");
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> template.with(List.<PathValue>of(() -> text)));
    }
  }

  @Test
  void a_wrong_number_of_values_is_a_mistake_of_the_program() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONFIG.with(List.of(new NodeName("pve1"))))
        .withMessageContaining("takes 3 values, got 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nodes", "/nodes//x", "/nodes/"})
  void a_template_begins_with_a_slash_and_has_no_empty_segment(String template) {
    assertThatIllegalArgumentException().isThrownBy(() -> PathTemplate.of(template));
  }
}
