package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.access.Need;
import dev.proxmoxmcp.client.access.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rights that are held, against those that are needed. A right somewhere below a path is enough to
 * say that a tool works there.
 */
final class HeldRights {
  private final Permissions held;

  HeldRights(Permissions held) {
    this.held = held;
  }

  /** What lacks everywhere; empty if nothing does. */
  List<Lack> lacks(List<Need> needs) {
    List<Lack> lacks = new ArrayList<>();
    for (Need need : needs) {
      List<String> lacking =
          need.privileges().stream().filter(one -> !somewhere(need.path(), one)).toList();
      if (!lacking.isEmpty()) {
        lacks.add(new Lack(need.path(), lacking, false));
      }
    }
    return lacks;
  }

  /** Whether all is held on the paths themselves, and so in all of the cluster. */
  boolean wholly(List<Need> needs) {
    return needs.stream()
        .allMatch(need -> need.privileges().stream().allMatch(one -> held.has(need.path(), one)));
  }

  private boolean somewhere(String path, String privilege) {
    return held.has(path, privilege) || below(path, privilege);
  }

  private boolean below(String path, String privilege) {
    String start = path.equals("/") ? "/" : path + "/";
    return held.byPath().entrySet().stream()
        .anyMatch(
            entry -> entry.getKey().startsWith(start) && entry.getValue().containsKey(privilege));
  }

  /** For a sentence. */
  static String said(List<Lack> lacks) {
    return lacks.stream().map(Lack::toString).collect(Collectors.joining(", "));
  }
}
