package dev.proxmoxmcp.tools.tasks;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Types of tasks as Proxmox names them, found by the words of those who ask. Proxmox has no list of
 * them and takes any text, so a type that is not known here is no mistake: only where it finds
 * nothing is that said.
 */
final class TaskTypes {
  /** What is done to a guest has a type for VMs and one for containers: what stands behind both. */
  private static final List<String> OF_BOTH_KINDS =
      List.of(
          "start",
          "stop",
          "shutdown",
          "reboot",
          "suspend",
          "resume",
          "clone",
          "create",
          "destroy",
          "restore",
          "snapshot",
          "delsnapshot",
          "rollback",
          "template");

  private static final List<String> OTHERS =
      List.of(
          "vzdump",
          "qmigrate",
          "vzmigrate",
          "qmreset",
          "qmconfig",
          "qmmove",
          "move_volume",
          "resize",
          "startall",
          "stopall",
          "suspendall",
          "migrateall",
          "hastart",
          "hastop",
          "hamigrate",
          "harelocate",
          "aptupdate",
          "vncproxy",
          "vncshell",
          "spiceproxy",
          "imgcopy",
          "imgdel",
          "download",
          "srvstart",
          "srvstop",
          "srvrestart",
          "srvreload",
          "clustercreate",
          "clusterjoin",
          "acmenewcert",
          "acmerenew",
          "auth-realm-sync");

  private static final List<String> KNOWN =
      Stream.concat(
              OF_BOTH_KINDS.stream().flatMap(what -> Stream.of("qm" + what, "vz" + what)),
              OTHERS.stream())
          .toList();

  /** The same for a Backup Server, which finds types by a part of them. */
  static String onBackupServer(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "gc", "garbage", "garbage-collection", "garbage collection" -> "garbage_collection";
      case "verify", "verification" -> "verif";
      default -> word;
    };
  }

  /** Words for types, those of VMs before those of containers. */
  private static final Map<String, List<String>> WORDS = words();

  private TaskTypes() {}

  private static Map<String, List<String>> words() {
    Map<String, List<String>> words = new TreeMap<>();
    OF_BOTH_KINDS.forEach(what -> words.put(what, List.of("qm" + what, "vz" + what)));
    words.put("backup", List.of("vzdump"));
    words.put("dump", List.of("vzdump"));
    words.put("reset", List.of("qmreset"));
    words.put("update", List.of("aptupdate"));
    words.put("migrate", List.of("qmigrate", "vzmigrate"));
    words.put("migration", List.of("qmigrate", "vzmigrate"));
    words.put("qmmigrate", List.of("qmigrate"));
    words.put("restart", List.of("qmreboot", "vzreboot"));
    words.put("delete", List.of("qmdestroy", "vzdestroy"));
    words.put("remove", List.of("qmdestroy", "vzdestroy"));
    return words;
  }

  /**
   * The type that is meant: {@code vzdump} by "backup".
   *
   * @param kind of the guest whose tasks are wanted; empty if none is named. Asked only for a word
   *     that means a type of each kind
   * @throws ArgumentProblem naming both types, if nothing tells which one is meant
   */
  static String meant(String wanted, Supplier<Optional<GuestKind>> kind) {
    List<String> types = WORDS.getOrDefault(wanted.toLowerCase(Locale.ROOT), List.of(wanted));
    return types.size() == 1
        ? types.getFirst()
        : kind.get().map(known -> ofKind(types, known)).orElseThrow(() -> either(wanted, types));
  }

  private static String ofKind(List<String> types, GuestKind kind) {
    return switch (kind) {
      case QEMU -> types.getFirst();
      case LXC -> types.getLast();
    };
  }

  private static ArgumentProblem either(String wanted, List<String> types) {
    return new ArgumentProblem(
        "No task has the type %s; there are %s (of VMs) and %s (of containers)."
                .formatted(Foreign.name(wanted), types.getFirst(), types.getLast())
            + " Name one of them, or the guest.");
  }

  /** What to say where {@code type} found nothing: the nearest that are known; empty for those. */
  static Optional<String> unknown(String type) {
    if (KNOWN.contains(type)) {
      return Optional.empty();
    }
    List<String> near = Nearest.to(type, KNOWN, 3);
    return Optional.of(
        "Task type %s is not known here%s."
            .formatted(
                Foreign.name(type), near.isEmpty() ? "" : "; nearest: " + String.join(", ", near)));
  }
}
