package dev.proxmoxmcp.app.token;

import dev.proxmoxmcp.app.token.TokenRotation.Site;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Credentials;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.access.Access;
import dev.proxmoxmcp.client.access.AclEntries;
import dev.proxmoxmcp.client.access.AclEntry;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.access.TokenInfo;
import dev.proxmoxmcp.client.access.Tokens;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.TokenIdEdit;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The way of a host that makes no new secret for a token that is there: a second token with the
 * same rights is created, the settings name it from then on, and the first one is deleted. What
 * fails before the settings are written takes the second one away again.
 */
final class SecondToken {
  private final Site site;
  private final SecretHome home;
  private final Supplier<TokenIdEdit> edits;

  /**
   * @param home where its secret goes
   * @param edits gives the token another name in the settings; refuses where that cannot be done
   */
  SecondToken(Site site, SecretHome home, Supplier<TokenIdEdit> edits) {
    this.site = site;
    this.home = home;
    this.edits = edits;
  }

  /**
   * Takes the place of the first token.
   *
   * @param by whoever may do that
   * @param somebody the same
   * @param wanted how it is to be
   */
  Rotated takePlace(BoundCluster by, Credentials somebody, TokenInfo wanted)
      throws InterruptedException {
    TokenIdEdit edit = edits.get();
    Access access = by.access();
    TokenId next = free(access.tokens());
    ApiToken second = access.tokens().create(next, wanted);
    String where;
    try {
      if (wanted.separated()) {
        copyRoles(access.entries(), next);
      }
      checkRights(second);
      where = swapped(second, edit);
    } catch (ProxmoxException | SettingsException | SecretException failed) {
      takeAway(access.tokens(), next, failed);
      throw failed;
    } catch (InterruptedException interrupted) {
      takeAway(
          access.tokens(), next, new RotationFailed("The program was told to end.", interrupted));
      throw interrupted;
    }
    return new Rotated(
        site.id(),
        next,
        where,
        wanted.expires(),
        somebody.equals(site.token()) ? deletedBy(second) : deleted(access.tokens()));
  }

  /** {@code assistant-2} after {@code assistant}, {@code assistant-3} after that. */
  private TokenId free(Tokens tokens) {
    Set<String> taken = tokens.of(site.id().user()).keySet();
    String name = site.id().name();
    String base = name.replaceAll("-[0-9]{1,4}$", "");
    int number = base.equals(name) ? 2 : Integer.parseInt(name.substring(base.length() + 1)) + 1;
    while (taken.contains(base + "-" + number)) {
      number++;
    }
    return new TokenId(site.id().user(), base + "-" + number);
  }

  private void copyRoles(AclEntries entries, TokenId next) {
    for (AclEntry entry : entries.list()) {
      if (entry.who().equals(site.id().toString())) {
        entries.grant(entry.path(), entry.role(), next, entry.propagates());
      }
    }
  }

  /**
   * Both must be able to do the same: somebody who may not see all roles of the first one would
   * leave some out.
   */
  private void checkRights(ApiToken second) {
    Permissions after = rights(second);
    Permissions before;
    try {
      before = rights(site.token());
    } catch (Unauthenticated _) {
      return; // it has expired, so there is nothing to compare with
    }
    if (!before.byPath().equals(after.byPath())) {
      throw new SettingsException(
          "A second token for "
              + site.id()
              + " would not have the same rights: not all of its roles are visible to whoever"
              + " rotates it. Nothing was changed. Rotate it as an administrator: --as root@pam.");
    }
  }

  private Permissions rights(ApiToken token) {
    try (Cluster cluster = site.as(token)) {
      return cluster.through(site.gate()).access().permissions();
    }
  }

  /** Secret and name, or neither of them. */
  private String swapped(ApiToken second, TokenIdEdit edit) throws InterruptedException {
    String where = home.keep(second.secret());
    try {
      edit.to(second.id().name());
      return where;
    } catch (SettingsException failed) {
      try {
        home.keep(site.token().secret());
      } catch (SecretException lost) {
        lost.addSuppressed(failed);
        throw new RotationFailed(
            "The settings could not be written: "
                + failed.getMessage()
                + " The secret of the second token is in "
                + where
                + " already, and the first one could not be put back: "
                + lost.getMessage()
                + " Both tokens are good; write "
                + second.id()
                + " in the place of "
                + site.id()
                + " into the settings.",
            lost);
      }
      throw failed;
    }
  }

  private static void takeAway(Tokens tokens, TokenId second, RuntimeException failed) {
    try {
      tokens.delete(second);
    } catch (ProxmoxException alsoFailed) {
      failed.addSuppressed(alsoFailed);
      throw new RotationFailed(
          failed.getMessage()
              + " The second token "
              + second
              + ", which nobody uses, could not be deleted: "
              + alsoFailed.getMessage(),
          failed);
    }
  }

  private List<String> deletedBy(ApiToken second) {
    try (Cluster cluster = site.as(second)) {
      return deleted(cluster.through(site.gate()).access().tokens());
    }
  }

  private List<String> deleted(Tokens tokens) {
    try {
      tokens.delete(site.id());
      return List.of();
    } catch (ProxmoxException failed) {
      return List.of(
          "The old token "
              + site.id()
              + " is good still, since it could not be deleted; delete it on the host. "
              + failed.getMessage());
    }
  }
}
