package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import java.util.List;

/** How a credential that Proxmox refuses gets good again: nothing that needs it can help. */
final class Rotation {
  private Rotation() {}

  static List<Mend> of(AuthId id, Product product) {
    return switch (id) {
      case TokenId token when product == Product.PVE ->
          List.of(
              Mend.runOn("a node", product.tokensCommand(token.user().toString())),
              Mend.todo(
                  "If it is listed and has not expired, make its secret anew (Proxmox VE 9.2):"),
              Mend.runOn(
                  "a node",
                  "pveum user token modify %s %s --regenerate 1"
                      .formatted(token.user(), token.name())),
              Mend.todo(
                  "Put the value that it shows where the settings say that the secret is. On older"
                      + " versions make a second token, grant it the same, and remove this one."));
      case TokenId token ->
          List.of(
              Mend.runOn("the Backup Server", product.tokensCommand(token.user().toString())),
              Mend.todo("If it is not listed, or has expired, make it anew:"),
              Mend.runOn(
                  "the Backup Server",
                  "proxmox-backup-manager user generate-token %s %s"
                      .formatted(token.user(), token.name())));
      case UserId user -> List.of(Mend.runOn("a node", "pveum passwd " + user));
    };
  }
}
