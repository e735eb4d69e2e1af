package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.Access;
import dev.proxmoxmcp.client.access.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the token may see, so that "there is none" and "not allowed to see" are never confused.
 *
 * <p>Proxmox leaves out of a list what a token may not see, without a word. So its permissions are
 * read once and kept for some minutes. Thread-safe: at worst two calls read them at the same time.
 */
public final class Visibility {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final String GUESTS = "/vms";
  private static final String GUEST_AUDIT = "VM.Audit";

  private final Access access;
  private final InstantSource clock;
  private volatile @Nullable Known known;

  private record Known(Permissions permissions, Instant until) {}

  Visibility(Cluster cluster, InstantSource clock) {
    this.access = cluster.through(Gate.readsOnly()).access();
    this.clock = clock;
  }

  /** The token's permissions, at most some minutes old. */
  public Permissions permissions() {
    Known current = known;
    if (current == null || !clock.instant().isBefore(current.until())) {
      current = new Known(access.permissions(), clock.instant().plus(KEPT));
      known = current;
    }
    return current.permissions();
  }

  /** Forgets what is kept: a refusal showed that it may be out of date. */
  void forget() {
    known = null;
  }

  /**
   * What must be said beside a list of guests, because the token does not see all of them.
   *
   * @return one sentence or two; empty if it sees all
   */
  public Optional<String> hiddenGuests() {
    Permissions permissions = permissions();
    List<String> exceptions =
        permissions.byPath().keySet().stream()
            .filter(path -> path.startsWith(GUESTS + "/"))
            .filter(path -> !permissions.has(path, GUEST_AUDIT))
            .toList();
    if (permissions.has(GUESTS, GUEST_AUDIT)) {
      return exceptions.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "Not visible to token "
                  + access.tokenId()
                  + ": "
                  + String.join(", ", exceptions)
                  + ".");
    }
    List<String> seen =
        permissions.byPath().keySet().stream()
            .filter(path -> path.startsWith(GUESTS + "/") || path.startsWith("/pool/"))
            .filter(path -> permissions.has(path, GUEST_AUDIT))
            .toList();
    return Optional.of(
        (seen.isEmpty()
                ? "Token " + access.tokenId() + " may not see any guest"
                : "Only a part is visible: token "
                    + access.tokenId()
                    + " may see guests on "
                    + String.join(", ", seen)
                    + " alone")
            + "; it lacks "
            + GUEST_AUDIT
            + " on "
            + GUESTS
            + ". "
            + grant(GUESTS, "PVEAuditor"));
  }

  /** How somebody who may grants {@code role} on {@code path} to the token. */
  public String grant(String path, String role) {
    TokenId token = access.tokenId();
    return "Grant: pveum acl modify "
        + path
        + " --tokens '"
        + token
        + "' --roles "
        + role
        + " (and the same with --users "
        + token.user()
        + ": a token with privilege separation has no more than its user).";
  }
}
