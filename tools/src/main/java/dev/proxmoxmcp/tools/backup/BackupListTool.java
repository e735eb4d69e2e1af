package dev.proxmoxmcp.tools.backup;

import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.client.storage.Volume;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.datastore.SnapshotList;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.list.Criteria;
import dev.proxmoxmcp.tools.list.Listing;
import dev.proxmoxmcp.tools.list.Moments;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.storage.VolumeSearch;
import dev.proxmoxmcp.tools.storage.VolumeSearch.Found;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code backup_list}: backups of guests on all storages. */
public final class BackupListTool implements ProxmoxTool<BackupListTool.Args> {
  private static final int MOST_WITHOUT = 30;

  /**
   * What to list.
   *
   * @param guest vmid or name of whose they are; null for all
   * @param storage one storage; null for all
   * @param latest whether only the latest of each guest is wanted
   * @param olderThan an age or a time: only guests whose latest backup is older; null for all
   * @param limit how many rows at most
   * @param cursor how many rows to leave out first; null to begin
   * @param format how much to say
   */
  public record Args(
      @Argument @Nullable String guest,
      @Argument @Nullable String storage,
      @Argument(value = "one per guest, and who has none", byDefault = "false") boolean latest,
      @Argument(name = "older_than", value = "2d: guests whose latest is older, or none")
          @Nullable String olderThan,
      @Argument(byDefault = "100", min = 1, max = 1000) int limit,
      @Argument(min = 0) @Nullable Integer cursor,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "backup_list";
  }

  @Override
  public String title() {
    return "List backups";
  }

  @Override
  public String description() {
    return "Backups of guests, newest first, with age, size, verification, protection, notes.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public Scope scope() {
    return Scope.EACH;
  }

  @Override
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Set<Toolset> toolsets() {
    return EnumSet.of(Toolset.BACKUP_LIST);
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    if (context.ofBackupServer()) {
      return new SnapshotList(
              args.guest(),
              args.storage(),
              args.latest(),
              Moments.parse("older_than", args.olderThan(), context.now()),
              new SnapshotList.Page(args.limit(), args.cursor(), args.format()))
          .reply(context);
    }
    List<Resource> resources = context.cluster().cluster().resources();
    List<GuestResource> guests =
        resources.stream()
            .filter(GuestResource.class::isInstance)
            .map(GuestResource.class::cast)
            .toList();
    Vmid guest = args.guest() == null ? null : owner(args.guest(), guests, context);
    Asked asked =
        new Asked(args, guest, Moments.parse("older_than", args.olderThan(), context.now()));
    VolumeSearch search = new VolumeSearch(args.storage(), null, ContentType.BACKUP, guest);
    return switch (search.run(context, resources)) {
      case VolumeSearch.Result.Away away -> away.reply();
      case VolumeSearch.Result.Seen seen -> asked.listed(seen, guests, context);
    };
  }

  /**
   * What is asked for, once it is understood.
   *
   * @param guest whose they are; null for all
   * @param before when the latest backup of a guest was made at the latest; null for whenever
   */
  private record Asked(Args args, @Nullable Vmid guest, @Nullable Instant before) {
    ToolReply listed(
        VolumeSearch.Result.Seen seen, List<GuestResource> guests, CallContext context) {
      List<Found> backups = seen.volumes().stream().sorted(BackupListTool::newestFirst).toList();
      List<Found> shown = shown(backups);
      List<String> notes = new ArrayList<>(seen.notes());
      if (guest == null && onePerGuest()) {
        notes.addAll(without(backups, guests, args.storage(), seen.complete()));
      }
      if (guest != null && backups.isEmpty()) {
        new GuestNames(guests, context.visibility()).missing(guest).ifPresent(notes::add);
      }
      return new Listing<>(
              "backups",
              new BackupColumns(guests, context.now()).all(),
              head(backups.size(), shown.size(), seen.complete()),
              notes,
              Rows.of(shown, args.cursor(), args.limit()))
          .as(args.format());
    }

    private boolean onePerGuest() {
      return args.latest() || before != null;
    }

    private List<Found> shown(List<Found> newestFirst) {
      if (!onePerGuest()) {
        return newestFirst;
      }
      List<Found> latest = latest(newestFirst);
      return before == null
          ? latest
          : latest.stream()
              .filter(found -> found.volume().guest() != null)
              .filter(found -> !newer(found.volume().createdAt(), before))
              .toList();
    }

    private static boolean newer(@Nullable Instant made, Instant before) {
      return made != null && !made.isBefore(before);
    }

    private String head(long all, long shown, boolean complete) {
      String head =
          new Criteria()
              .and("guest", guest == null ? null : guest.value())
              .and("storage", args.storage())
              .head(all, "backup");
      if (!onePerGuest()) {
        return head;
      }
      return before == null
          ? head + "; the latest of each guest"
          : "%s; the latest%s of %s is from before %s"
              .formatted(
                  head, complete ? "" : " that was seen", Amounts.count(shown, "guest"), before);
    }
  }

  private static String named(GuestResource guest) {
    return guest.name() == null
        ? guest.ref().vmid().toString()
        : guest.ref().vmid() + " " + Foreign.name(guest.name());
  }

  /** Backups outlive their guests, so a vmid that no guest has is good too. */
  private static Vmid owner(String wanted, List<GuestResource> guests, CallContext context) {
    return GuestNames.vmid(wanted, () -> new GuestNames(guests, context.visibility()));
  }

  private static List<Found> latest(List<Found> newestFirst) {
    Set<Vmid> seen = new HashSet<>();
    return newestFirst.stream()
        .filter(found -> {
          Vmid guest = found.volume().guest();
          return guest == null || seen.add(guest);
        })
        .toList();
  }

  /**
   * Guests of which no backup was seen: they have none only if everything was seen, and of one
   * storage alone only there.
   */
  private static List<String> without(
      List<Found> backups, List<GuestResource> guests, @Nullable String storage, boolean complete) {
    Set<Vmid> covered =
        backups.stream()
            .map(found -> found.volume())
            .map(Volume::guest)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    List<String> without =
        guests.stream()
            .filter(guest -> !guest.template())
            .filter(guest -> !covered.contains(guest.ref().vmid()))
            .sorted(Comparator.comparing(guest -> guest.ref().vmid()))
            .map(BackupListTool::named)
            .toList();
    if (without.isEmpty()) {
      return List.of();
    }
    String cut = without.size() > MOST_WITHOUT ? ", …" : "";
    return List.of(
        "%s %s%s: %s%s."
            .formatted(
                Amounts.count(without.size(), "guest"),
                complete ? "without any backup" : "of which no backup was seen",
                storage == null ? "" : " on storage " + storage,
                String.join(", ", without.subList(0, Math.min(MOST_WITHOUT, without.size()))),
                cut));
  }

  /** Those of one moment by their id. */
  private static int newestFirst(Found one, Found other) {
    int order = madeAt(other).compareTo(madeAt(one));
    return order != 0 ? order : one.volume().volid().compareTo(other.volume().volid());
  }

  private static Instant madeAt(Found found) {
    return Objects.requireNonNullElse(found.volume().createdAt(), Instant.MIN);
  }
}
