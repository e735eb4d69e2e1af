package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.tools.access.WhoamiTool;
import dev.proxmoxmcp.tools.api.ApiDescribeTool;
import dev.proxmoxmcp.tools.api.ApiReadTool;
import dev.proxmoxmcp.tools.api.ApiSearchTool;
import dev.proxmoxmcp.tools.api.ApiWriteTool;
import dev.proxmoxmcp.tools.audit.AuditListTool;
import dev.proxmoxmcp.tools.backup.BackupCreateTool;
import dev.proxmoxmcp.tools.backup.BackupListTool;
import dev.proxmoxmcp.tools.cluster.ClusterOverviewTool;
import dev.proxmoxmcp.tools.guest.GuestExecTool;
import dev.proxmoxmcp.tools.guest.GuestFileReadTool;
import dev.proxmoxmcp.tools.guest.GuestFileWriteTool;
import dev.proxmoxmcp.tools.guest.GuestGetTool;
import dev.proxmoxmcp.tools.guest.GuestListTool;
import dev.proxmoxmcp.tools.guest.GuestPowerTool;
import dev.proxmoxmcp.tools.metric.MetricsQueryTool;
import dev.proxmoxmcp.tools.node.NodeGetTool;
import dev.proxmoxmcp.tools.node.NodeListTool;
import dev.proxmoxmcp.tools.plan.ChangeUndoTool;
import dev.proxmoxmcp.tools.plan.PlanExecuteTool;
import dev.proxmoxmcp.tools.snapshot.SnapshotCreateTool;
import dev.proxmoxmcp.tools.snapshot.SnapshotDeleteTool;
import dev.proxmoxmcp.tools.snapshot.SnapshotRollbackTool;
import dev.proxmoxmcp.tools.storage.StorageListTool;
import dev.proxmoxmcp.tools.storage.VolumeListTool;
import dev.proxmoxmcp.tools.tasks.TaskGetTool;
import dev.proxmoxmcp.tools.tasks.TaskListTool;
import java.util.List;
import java.util.stream.Stream;

/** Every tool there is: to add one, write it and name it here. */
public final class ToolCatalog {
  private static final ProxmoxTool<?> OVERVIEW = new ClusterOverviewTool();

  /** For the daily work, from the whole to the part, looking before doing. */
  public static final List<ProxmoxTool<?>> TYPED =
      List.of(
          OVERVIEW,
          new GuestListTool(),
          new GuestGetTool(),
          new NodeListTool(),
          new NodeGetTool(),
          new StorageListTool(),
          new VolumeListTool(),
          new BackupListTool(),
          new TaskListTool(),
          new TaskGetTool(),
          new MetricsQueryTool(),
          new GuestPowerTool(),
          new SnapshotCreateTool(),
          new SnapshotRollbackTool(),
          new SnapshotDeleteTool(),
          new GuestExecTool(),
          new GuestFileReadTool(),
          new GuestFileWriteTool(),
          new BackupCreateTool(),
          new WhoamiTool());

  private static final ProxmoxTool<?> EXECUTE = new PlanExecuteTool();

  /** About changes themselves. */
  public static final List<ProxmoxTool<?>> CHANGES =
      List.of(EXECUTE, new ChangeUndoTool(), new AuditListTool());

  /** For all the rest that the API can do. */
  public static final List<ProxmoxTool<?>> API =
      List.of(new ApiSearchTool(), new ApiDescribeTool(), new ApiReadTool(), new ApiWriteTool());

  /** In the order in which they are shown. */
  public static final List<ProxmoxTool<?>> ALL =
      Stream.of(TYPED, CHANGES, API).<ProxmoxTool<?>>flatMap(List::stream).toList();

  /** Everything can be done with these, if in more calls: for who has little room. */
  public static final List<ProxmoxTool<?>> LEAN =
      Stream.of(List.of(OVERVIEW, EXECUTE), API).<ProxmoxTool<?>>flatMap(List::stream).toList();

  private ToolCatalog() {}
}
