package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.DemoToken;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Policy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --allow TIERS}, the same wherever it appears. */
final class AllowOption {
  @Option(
      names = "--allow",
      split = ",",
      paramLabel = "TIER",
      converter = TierReader.class,
      description = {
        "What happens without asking a person: read, change, destroy, exec, admin, parted by"
            + " commas. Read is always in; the others do not imply each other.",
        "  read: look at everything that the token may see",
        "  change: start, shut down, reboot, suspend, resume; take snapshots, back up; create and"
            + " configure guests",
        "  destroy: stop, reset (what is in memory is lost); roll back; delete guests, snapshots,"
            + " backups",
        "  exec: run commands in guests, read and write files there",
        "  admin: users and permissions, storages, nodes, and all else that the API can do"
      })
  private @Nullable List<Tier> tiers;

  /** Who names what is allowed in a demo means it to be possible. */
  DemoToken demoToken() {
    return tiers == null ? DemoToken.OPERATOR : DemoToken.ADMINISTRATOR;
  }

  /**
   * What was asked for instead of the tiers of {@code otherwise}, with its rules, or {@code
   * otherwise} if nothing was.
   */
  Policy policyOr(Policy otherwise) {
    return tiers == null ? otherwise : otherwise.allowing(Set.copyOf(tiers));
  }

  /** Reads one tier. */
  static final class TierReader implements ITypeConverter<Tier> {
    @Override
    public Tier convert(String text) {
      try {
        return Tier.of(text.strip());
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(unknown.getMessage());
      }
    }
  }
}
