package dev.proxmoxmcp.tools.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.argument.Arguments;
import dev.proxmoxmcp.tools.several.Named.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class NamedTest {
  private static final String UPID = "UPID:pve1:000003E8:0000C350:6921A100:qmstart:101:root@pam:";

  record Args(
      @Argument List<String> guests,
      @Argument @Nullable String guest,
      @Argument @Nullable String node,
      @Argument @Nullable String upid,
      @Argument @Nullable String storage,
      @Argument @Nullable String volume,
      @Argument @Nullable Integer cursor) {}

  @Test
  void guests_are_named_by_vmid_or_name_each_once() {
    assertThat(in("{'guests':[101,'web1','101'],'guest':'db1'}"))
        .containsExactly(
            new Named(Kind.GUEST, "db1"),
            new Named(Kind.GUEST, "101"),
            new Named(Kind.GUEST, "web1"));
  }

  @Test
  void beside_a_guest_nothing_else_counts() {
    assertThat(in("{'guest':'101','node':'pve1','storage':'nas'}"))
        .containsExactly(new Named(Kind.GUEST, "101"));
  }

  @Test
  void a_task_names_its_node_and_a_volume_its_storage() {
    assertThat(in("{'upid':'" + UPID + "','volume':'nas:backup/x.zst'}"))
        .containsExactly(new Named(Kind.NODE, "pve1"), new Named(Kind.STORAGE, "nas"));
  }

  @Test
  void what_the_tool_itself_will_refuse_names_nothing() {
    assertThat(in("{'upid':'UPID:x','volume':'nas','guests':[],'guest':null,'node':{}}")).isEmpty();
  }

  private static List<Named> in(String json) {
    return Named.in(
        Arguments.of(Args.class),
        (ObjectNode) JsonMapper.shared().readTree(json.replace('\'', '"')));
  }
}
