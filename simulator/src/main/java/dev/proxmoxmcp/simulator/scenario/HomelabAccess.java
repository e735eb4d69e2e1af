package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.access.AccessList;
import dev.proxmoxmcp.simulator.access.AccessList.Entry;
import dev.proxmoxmcp.simulator.access.Accounts;
import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.access.Role;
import dev.proxmoxmcp.simulator.access.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The tokens of the homelab, one for each extent of rights. */
final class HomelabAccess {
  private static final String OPERATOR_ROLE = "GuestOperator";
  private static final String GUEST_READER_ROLE = "GuestReader";

  private final RandomGenerator random;
  private final ApiToken admin;
  private final ApiToken operator;
  private final ApiToken auditor;
  private final ApiToken narrow;
  private final ApiToken blind;
  private final ApiToken expired;
  private final ApiToken gapped;
  private final ApiToken flat;

  HomelabAccess(RandomGenerator random, Instant now) {
    this.random = random;
    admin = new ApiToken("root@pam", "demo", secret(random), false, Instant.MAX);
    operator = separated("ops@pve", "mcp", random, Instant.MAX);
    auditor = separated("viewer@pve", "audit", random, Instant.MAX);
    narrow = separated("guest@pve", "narrow", random, Instant.MAX);
    blind = separated("nobody@pve", "blind", random, Instant.MAX);
    expired = separated("ops@pve", "old", random, now.minus(Duration.ofDays(30)));
    gapped = separated("gap@pve", "gapped", random, Instant.MAX);
    flat = separated("flat@pve", "flat", random, Instant.MAX);
  }

  private static ApiToken separated(
      String user, String name, RandomGenerator random, Instant expires) {
    return new ApiToken(user, name, secret(random), true, expires);
  }

  private static Secret secret(RandomGenerator random) {
    return Secret.simulated(GuestPlan.uuid(random).toString());
  }

  /** All of them. */
  Map<Holder, ApiToken> tokens() {
    return Map.of(
        Holder.ADMIN, admin,
        Holder.OPERATOR, operator,
        Holder.AUDITOR, auditor,
        Holder.NARROW, narrow,
        Holder.BLIND, blind,
        Holder.EXPIRED, expired,
        Holder.GAPPED, gapped,
        Holder.FLAT, flat);
  }

  Accounts accounts(PoolsOfPaths poolOf, InstantSource clock) {
    List<Role> roles =
        List.of(
            new Role(
                OPERATOR_ROLE,
                Set.of(
                    "VM.Audit",
                    "VM.Backup",
                    "VM.GuestAgent.Audit",
                    "VM.GuestAgent.Unrestricted",
                    "VM.PowerMgmt",
                    "VM.Snapshot",
                    "VM.Snapshot.Rollback"),
                false),
            new Role(GUEST_READER_ROLE, Set.of("VM.Audit"), false));
    return new Accounts(
        List.of(User.named(admin.user()).with(Secret.simulated(TwoNodes.ROOT_PASSWORD))),
        List.of(admin, operator, auditor, narrow, blind, expired, gapped, flat),
        new AccessList(roles, entries(), poolOf),
        clock,
        random);
  }

  /** A token with privilege separation needs each grant twice: for itself and for its user. */
  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    grant(entries, operator, "/", "PVEAuditor");
    grant(entries, operator, "/vms", OPERATOR_ROLE);
    grant(entries, operator, "/storage", "PVEDatastoreUser");
    grant(entries, auditor, "/", "PVEAuditor");
    grant(entries, narrow, "/vms/101", GUEST_READER_ROLE);
    grant(entries, narrow, "/vms/200", GUEST_READER_ROLE);
    grant(entries, gapped, "/", "PVEAuditor");
    grant(entries, gapped, "/vms/105", "NoAccess");
    entries.add(new Entry("/vms", flat.user(), GUEST_READER_ROLE, false));
    entries.add(new Entry("/vms", flat.id(), GUEST_READER_ROLE, false));
    return entries;
  }

  private static void grant(List<Entry> entries, ApiToken token, String path, String role) {
    entries.add(new Entry(path, token.user(), role, true));
    entries.add(new Entry(path, token.id(), role, true));
  }
}
