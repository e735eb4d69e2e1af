package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.access.Need;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.Version;
import java.util.List;
import java.util.Optional;

/** How a cluster that was set up before stands now, asked with its own token. */
enum Standing {
  /** The token works and may exactly what it should. */
  WELL,
  /** The token works, and may something else. */
  OTHER_RIGHTS,
  /** The settings or the secret are not there, or the token does not work. */
  BROKEN;

  /** That of {@code setUp} for these toolsets; only reads are sent. */
  static Standing of(Program program, LocalWork local, SetUp setUp, List<Toolset> toolsets) {
    Optional<Secret> secret = local.kept(setUp);
    if (secret.isEmpty()) {
      return BROKEN;
    }
    ClusterSettings settings =
        new ClusterSettings(
            setUp.name(),
            setUp.host(),
            new ApiToken(setUp.token(), secret.get(), setUp.product()),
            setUp.identity().trust(),
            Timeouts.standard());
    try (Cluster cluster = Cluster.open(settings, program.clock(), program.pause())) {
      BoundCluster reader = cluster.through(Gate.readsOnly());
      Version version = reader.cluster().version();
      Permissions held = reader.access().permissions();
      HostPlan plan =
          HostPlan.of(setUp.product(), version.release(), toolsets, setUp.token(), setUp.role());
      return asPlanned(plan, held, toolsets, version) && noMore(setUp, plan) ? WELL : OTHER_RIGHTS;
    } catch (Unauthenticated _) {
      return BROKEN;
    } finally {
      secret.get().destroy();
    }
  }

  private static boolean asPlanned(
      HostPlan plan, Permissions held, List<Toolset> toolsets, Version version) {
    if (plan.product() == Product.PVE) {
      return plan.expected().entrySet().stream()
          .allMatch(entry -> held.on(entry.getKey()).equals(entry.getValue()));
    }
    for (Toolset toolset : toolsets) {
      for (Need need : toolset.needs(plan.product(), version.release())) {
        if (!held.on(need.path()).containsAll(need.privileges())) {
          return false;
        }
      }
    }
    return true;
  }

  /** What was made for other toolsets is not there any more. */
  private static boolean noMore(SetUp setUp, HostPlan plan) {
    return setUp.made().entries().stream()
        .allMatch(entry -> plan.grants().contains(new HostPlan.Grant(entry.path(), entry.role())));
  }
}
