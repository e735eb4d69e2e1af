package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.client.Product;
import java.util.List;

/** The same as what {@code init} does on a host, as a script that a person reads and runs there. */
final class ShellScript {
  private ShellScript() {}

  /**
   * A script for a host of an unknown release.
   *
   * @param older steps on Proxmox VE 8
   * @param newer the same steps on what came after it
   */
  static String of(Target target, List<Step> older, List<Step> newer) {
    StringBuilder text = new StringBuilder(head(target));
    for (int at = 0; at < newer.size(); at++) {
      Product product = target.product();
      String now = newer.get(at).command(product);
      String then = older.get(at).command(product);
      if (now.equals(then)) {
        text.append(now).append('\n');
      } else {
        text.append(
            """
            case "$(pveversion)" in
              pve-manager/[78].*) %s ;;
              *) %s ;;
            esac
            """
                .formatted(then, now));
      }
    }
    return text.toString().stripTrailing();
  }

  /** A script of these steps. */
  static String of(Target target, List<Step> steps) {
    return of(target, steps, steps);
  }

  private static String head(Target target) {
    return """
    #!/bin/sh
    # Made by `proxmox-mcp init` for %s. Read it, then run it as root on %s.
    set -eu
    """
        .formatted(
            target.host(),
            switch (target.product()) {
              case PVE -> "any node of the cluster";
              case PBS -> "the Backup Server";
            });
  }
}
