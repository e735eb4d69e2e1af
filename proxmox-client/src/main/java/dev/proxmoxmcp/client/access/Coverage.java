package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.client.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the tools of a toolset work, by the rights that Proxmox listed. A right somewhere below a
 * path is enough to say that they work there.
 *
 * @param lacks what is held nowhere; nothing if they work
 * @param whole whether they work everywhere, and not in a part of the cluster alone
 */
public record Coverage(Toolset toolset, List<Lack> lacks, boolean whole) {
  /** What most tokens are made for: that it lacks is worth a warning. */
  private static final Set<Toolset> USUAL =
      Set.of(Toolset.INVENTORY, Toolset.OPERATE, Toolset.BACKUP, Toolset.EXEC);

  /** Copies the list. */
  public Coverage {
    lacks = List.copyOf(lacks);
  }

  /**
   * Of every toolset that the product has, in their order.
   *
   * @param release of the host without the patch level: {@code 9.2}
   */
  public static List<Coverage> of(Product product, String release, Permissions held) {
    return Toolset.of(product).stream()
        .map(toolset -> of(toolset, product, release, held))
        .toList();
  }

  /** Of one toolset, likewise. */
  public static Coverage of(Toolset toolset, Product product, String release, Permissions held) {
    List<Need> needs = toolset.needs(product, release);
    List<Lack> lacks = new ArrayList<>();
    boolean whole = true;
    for (Need need : needs) {
      List<String> lacking =
          need.privileges().stream().filter(one -> !somewhere(held, need.path(), one)).toList();
      if (!lacking.isEmpty()) {
        lacks.add(new Lack(need.path(), lacking, false));
      }
      whole &= need.privileges().stream().allMatch(one -> held.has(need.path(), one));
    }
    return new Coverage(toolset, lacks, whole);
  }

  /** Whether its tools work at all. */
  public boolean works() {
    return lacks.isEmpty();
  }

  /** What lacks, for a sentence: {@code VM.Backup on /vms, Sys.Syslog on /}. */
  public String lacking() {
    return lacks.stream().map(Lack::toString).collect(Collectors.joining(", "));
  }

  /** Whether a token for its tier should have it; the rest is for those who want it. */
  public boolean isUsual() {
    return USUAL.contains(toolset);
  }

  private static boolean somewhere(Permissions held, String path, String privilege) {
    String start = path.equals("/") ? "/" : path + "/";
    return held.has(path, privilege)
        || held.byPath().entrySet().stream()
            .anyMatch(entry ->
                entry.getKey().startsWith(start) && entry.getValue().containsKey(privilege));
  }
}
