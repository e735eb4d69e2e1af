package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.List;
import java.util.Map;

/** Where notifications go unless somebody said otherwise. */
public final class NotificationTargets {
  private NotificationTargets() {}

  /** The table. */
  public static List<Route> routes() {
    return List.of(
        Route.get("/cluster/notifications/targets")
            .answers(_ ->
                Answer.of(
                    List.of(
                        Map.of(
                            "name",
                            "mail-to-root",
                            "type",
                            "sendmail",
                            "comment",
                            "Send mails to root@pam's email address",
                            "origin",
                            "builtin")))));
  }
}
