package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.Remaining;
import dev.proxmoxmcp.client.access.TokenInfo;
import dev.proxmoxmcp.settings.SecretPlace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 13: the token ends some time, and not soon. */
final class TokenCheck implements ClusterCheck {
  @Override
  public Check check() {
    return Check.TOKEN;
  }

  @Override
  public List<Finding> look(ClusterVisit visit) {
    return visit.who() instanceof TokenId token
        ? List.of(look(visit, token))
        : List.of(Finding.ok(Check.TOKEN, "The login is by a password."));
  }

  private static Finding look(ClusterVisit visit, TokenId token) {
    Instant end;
    try {
      end = visit.cluster().access().tokens().find(token).map(TokenInfo::expires).orElse(null);
    } catch (PermissionDenied _) {
      return Finding.ok(
          Check.TOKEN,
          "When it expires is not visible to token %s itself; on the host: %s"
              .formatted(token, visit.product().tokensCommand(token.user().toString())));
    }
    return switch (Remaining.of(end, visit.clock().instant())) {
      case ENDLESS ->
          Finding.warning(
              Check.TOKEN,
              "Token " + token + " never expires.",
              mend(visit, token, " --expires 365"));
      case AMPLE -> Finding.ok(Check.TOKEN, "Token " + token + " expires on " + end + ".");
      case SOON -> Finding.warning(Check.TOKEN, ending(visit, token, end), mend(visit, token, ""));
      case VERY_SOON, OVER ->
          Finding.problem(Check.TOKEN, ending(visit, token, end), mend(visit, token, ""));
    };
  }

  private static String ending(ClusterVisit visit, TokenId token, @Nullable Instant end) {
    String when = end == null ? "" : Remaining.words(end, visit.clock().instant()) + ", on " + end;
    return "Token " + token + " " + when + ".";
  }

  /** Where only somebody else can put a new secret, the old one gets another end. */
  private static Mend mend(ClusterVisit visit, TokenId token, String expires) {
    boolean elsewhere = visit.connection().secret() instanceof SecretPlace.Elsewhere;
    return elsewhere && visit.product() == Product.PVE
        ? Mend.runOn(
            "a node",
            "pveum user token modify %s %s --expire $(date -d '+1 year' +%%s)"
                .formatted(token.user(), token.name()))
        : Mend.run(
            "proxmox-mcp token rotate%s %s%s"
                .formatted(
                    visit.wanted().configOption(),
                    Shell.word(visit.connection().settings().name()),
                    expires));
  }
}
