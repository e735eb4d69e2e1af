package dev.proxmoxmcp.tools.storage;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.ResourceType;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.list.Criteria;
import dev.proxmoxmcp.tools.list.Listing;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.storage.VolumeSearch.Found;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code volume_list}: what lies on storages. */
public final class VolumeListTool implements ProxmoxTool<VolumeListTool.Args> {
  /**
   * What to list.
   *
   * @param storage one storage; null for all
   * @param content of one type; null for all
   * @param guest vmid or name of whose they are; null for all
   * @param node as which one sees them; null for all
   * @param limit how many rows at most
   * @param cursor how many rows to leave out first; null to begin
   * @param format how much to say
   */
  public record Args(
      @Argument @Nullable String storage,
      @Argument @Nullable ContentType content,
      @Argument @Nullable String guest,
      @Argument @Nullable String node,
      @Argument(byDefault = "100", min = 1, max = 1000) int limit,
      @Argument(min = 0) @Nullable Integer cursor,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "volume_list";
  }

  @Override
  public String title() {
    return "List volumes";
  }

  @Override
  public String description() {
    return "Disks, ISO images, templates, backups on storages, with size, format, age.";
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
  public String insteadOnBackupServers() {
    return "Its backups are listed by backup_list, its datastores by storage_list.";
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    Vmid guest =
        args.guest() == null ? null : GuestNames.of(context).find(args.guest()).ref().vmid();
    VolumeSearch search = new VolumeSearch(args.storage(), args.node(), args.content(), guest);
    return switch (search.run(
        context, context.cluster().cluster().resources(ResourceType.STORAGE))) {
      case VolumeSearch.Result.Away away -> away.reply();
      case VolumeSearch.Result.Seen seen -> listed(args, guest, seen, context);
    };
  }

  private static ToolReply listed(
      Args args, @Nullable Vmid guest, VolumeSearch.Result.Seen result, CallContext context) {
    Criteria criteria =
        new Criteria()
            .and("storage", args.storage())
            .and("content", args.content())
            .and("guest", guest == null ? null : guest.value())
            .and("node", args.node());
    return new Listing<>(
            "volumes",
            columns(context),
            criteria.head(result.volumes().size(), "volume"),
            result.notes(),
            Rows.of(result.volumes(), args.cursor(), args.limit()))
        .as(args.format());
  }

  private static List<Column<Found>> columns(CallContext context) {
    return List.of(
        VolumeColumns.VOLID,
        VolumeColumns.NODE,
        Column.of(
            "content",
            found -> label(found.volume().content()),
            (json, found) -> json.put("content", label(found.volume().content()))),
        VolumeColumns.GUEST,
        VolumeColumns.SIZE,
        Column.of(
            "used",
            found -> VolumeColumns.bytes(found.volume().space().used()),
            VolumeListTool::addUsed),
        Column.of(
            "format",
            found -> Foreign.word(found.volume().format()),
            (json, found) -> json.put("format", Foreign.value(found.volume().format()))),
        VolumeColumns.age(context.now()));
  }

  private static void addUsed(ObjectNode json, Found found) {
    ByteSize used = found.volume().space().used();
    if (used != null) {
      json.put("usedBytes", used.bytes());
    }
  }

  private static String label(ContentType content) {
    return content.name().toLowerCase(Locale.ROOT);
  }
}
