package dev.proxmoxmcp.tools.backup;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.backup.BackupMode;
import dev.proxmoxmcp.client.backup.NewBackup;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.client.storage.Volume;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.tools.change.Advice;
import dev.proxmoxmcp.tools.change.After;
import dev.proxmoxmcp.tools.change.Change;
import dev.proxmoxmcp.tools.change.Checked;
import dev.proxmoxmcp.tools.guest.GuestWords;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Backing up guests: afterwards the archives are looked for, and told with their size. */
record BackupChange(BackupMode mode, String notes, boolean guarded) implements Change<NodeBackup> {
  static final Undo UNDO =
      new Undo.None(
          "nothing is lost by an archive more; api_write DELETE"
              + " /nodes/{node}/storage/{storage}/content/{volume} removes it");

  private static final int VOLID_LENGTH = 200;
  private static final int NOTES_LENGTH = 120;

  private static final List<Advice> KNOWN =
      List.of(
          Advice.when(
              "storage '.*' does not exist|is not online|could not activate",
              "The storage is not there for this node; cluster_overview shows which ones are."),
          Advice.when(
              "can't acquire lock|got timeout",
              "Another backup runs on the node, or hangs; guest_get shows the guest's tasks."),
          Advice.when(
              "job errors",
              "The lines of the log say which guest failed and why; the others are backed up."));

  @Override
  public String verb() {
    return "backup";
  }

  @Override
  public String title(NodeBackup backup) {
    return (backup.guests().size() == 1
            ? GuestWords.title(backup.guests().getFirst())
            : Amounts.count(backup.guests().size(), "guest"))
        + " on "
        + backup.node();
  }

  @Override
  public List<GuestResource> guests(NodeBackup backup) {
    return backup.guests();
  }

  @Override
  public List<String> warnings() {
    return switch (mode) {
      case SNAPSHOT -> List.of();
      case SUSPEND, STOP -> List.of("It interrupts guests that run.");
    };
  }

  @Override
  public Undo undo(List<NodeBackup> backups) {
    return UNDO;
  }

  private NewBackup ordered(NodeBackup backup) {
    return new NewBackup(
        backup.guests().stream().map(guest -> guest.ref().vmid()).toList(),
        backup.storage(),
        mode,
        notes,
        guarded);
  }

  @Override
  public Outgoing request(BoundCluster cluster, NodeBackup backup) {
    return cluster.backups().createRequest(backup.node(), ordered(backup));
  }

  @Override
  public Upid send(BoundCluster granted, NodeBackup backup) {
    return granted.backups().create(backup.node(), ordered(backup));
  }

  @Override
  public After after(BoundCluster reading, Checked<NodeBackup> checked, Optional<TaskInfo> task) {
    NodeBackup backup = checked.target();
    if (task.isEmpty() || !task.get().state().ended()) {
      return new After("not backed up yet", "", List.of());
    }
    Map<GuestResource, Volume> archives = archives(reading, backup, task.get().upid().startedAt());
    List<String> lines =
        backup.guests().stream().map(guest -> line(guest, archives.get(guest))).toList();
    String count =
        archives.size() == backup.guests().size()
            ? Amounts.count(archives.size(), "archive")
            : archives.size() + " of " + Amounts.count(backup.guests().size(), "archive");
    return new After(count, count + " on " + backup.storage(), lines);
  }

  /** The archives that were written since {@code started}, by guest. */
  private static Map<GuestResource, Volume> archives(
      BoundCluster reading, NodeBackup backup, Instant started) {
    List<Volume> volumes =
        reading
            .storages()
            .content(
                backup.node(),
                backup.storage(),
                ContentType.BACKUP,
                backup.guests().size() == 1 ? backup.guests().getFirst().ref().vmid() : null);
    Map<GuestResource, Volume> archives = new LinkedHashMap<>();
    for (GuestResource guest : backup.guests()) {
      volumes.stream()
          .filter(volume -> guest.ref().vmid().equals(volume.guest()))
          .filter(volume -> volume.createdAt() != null && !volume.createdAt().isBefore(started))
          .max(Comparator.comparing(BackupChange::createdAt))
          .ifPresent(volume -> archives.put(guest, volume));
    }
    return archives;
  }

  private static Instant createdAt(Volume volume) {
    return volume.createdAt() == null ? Instant.EPOCH : volume.createdAt();
  }

  private static String line(GuestResource guest, @Nullable Volume archive) {
    if (archive == null) {
      return GuestWords.title(guest) + ": no archive is there";
    }
    ByteSize size = archive.space().size();
    boolean kept = archive.backup() != null && archive.backup().guarded();
    return GuestWords.title(guest)
        + ": archive "
        + Foreign.quoted(archive.volid(), VOLID_LENGTH)
        + (size == null ? "" : ", " + Amounts.bytes(size.bytes()))
        + (kept ? ", protected" : "")
        + noted(archive);
  }

  private static String noted(Volume archive) {
    return archive.backup() == null || archive.backup().notes().isEmpty()
        ? ""
        : ", notes " + Foreign.quoted(archive.backup().notes(), NOTES_LENGTH);
  }

  @Override
  public String advice(String said) {
    return Advice.after(
        said,
        KNOWN,
        "guest_get with parts=tasks shows how it went on. The same call again is not"
            + " likely to help.");
  }

  @Override
  public String lookAgain() {
    return "task_get, then backup_list";
  }

  @Override
  public void addTo(ObjectNode json, NodeBackup backup) {
    json.put("node", backup.node().toString()).put("storage", backup.storage().toString());
    ArrayNode vmids = json.putArray("vmids");
    backup.guests().forEach(guest -> vmids.add(guest.ref().vmid().value()));
  }
}
