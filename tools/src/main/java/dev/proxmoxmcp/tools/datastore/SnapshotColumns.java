package dev.proxmoxmcp.tools.datastore;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.datastore.BackupSnapshot;
import dev.proxmoxmcp.client.datastore.BackupSnapshot.Verification;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Columns of a list of snapshots of a Backup Server. */
final class SnapshotColumns {
  private static final int COMMENT_LENGTH = 80;

  private SnapshotColumns() {}

  /** All of them; the namespace only where one is used. */
  static List<Column<BackupSnapshot>> all(Instant now, boolean namespaces) {
    return Stream.of(
            List.of(
                Column.<BackupSnapshot>of(
                    "backup", one -> group(one), (json, one) -> addGroup(json, one)),
                Column.<BackupSnapshot>of(
                    "age",
                    one -> Amounts.age(Duration.between(one.key().time(), now)),
                    (json, one) ->
                        json.put("createdAt", one.key().time().toString())
                            .put("backupTime", one.key().time().getEpochSecond())),
                Column.<BackupSnapshot>of("size", SnapshotColumns::size, SnapshotColumns::addSize),
                Column.<BackupSnapshot>of(
                    "verified", SnapshotColumns::verified, SnapshotColumns::addVerified),
                Column.<BackupSnapshot>of(
                    "marks",
                    SnapshotColumns::marks,
                    (json, one) ->
                        json.put("protected", one.guarded()).put("encrypted", one.encrypted())),
                Column.<BackupSnapshot>of(
                    "datastore",
                    one -> one.key().datastore().toString(),
                    (json, one) -> json.put("datastore", one.key().datastore().toString()))),
            namespaces ? List.of(namespace()) : List.<Column<BackupSnapshot>>of(),
            List.of(
                Column.<BackupSnapshot>of("time", one -> one.key().time().toString(), (_, _) -> {}),
                Column.<BackupSnapshot>of(
                    "owner",
                    one -> one.owner().isEmpty() ? Foreign.NONE : Foreign.word(one.owner()),
                    (json, one) -> json.put("owner", Foreign.value(one.owner()))),
                Column.<BackupSnapshot>of(
                    "notes",
                    one -> Foreign.quoted(one.comment(), COMMENT_LENGTH),
                    SnapshotColumns::addComment)))
        .flatMap(List::stream)
        .toList();
  }

  private static Column<BackupSnapshot> namespace() {
    return Column.of(
        "namespace",
        one -> one.key().namespace().isEmpty() ? "root" : Foreign.word(one.key().namespace()),
        (json, one) -> json.put("namespace", Foreign.value(one.key().namespace())));
  }

  /** The id of a host is what its administrator calls it. */
  private static String group(BackupSnapshot one) {
    return Foreign.word(one.key().group().toString());
  }

  private static void addGroup(ObjectNode json, BackupSnapshot one) {
    json.put("type", Foreign.value(one.key().group().type()))
        .put("id", Foreign.value(one.key().group().id()));
  }

  private static String size(BackupSnapshot one) {
    ByteSize size = one.size();
    return size == null ? Foreign.NONE : Amounts.bytes(size.bytes());
  }

  private static void addSize(ObjectNode json, BackupSnapshot one) {
    ByteSize size = one.size();
    if (size != null) {
      json.put("sizeBytes", size.bytes());
    }
  }

  private static String verified(BackupSnapshot one) {
    return switch (one.verification()) {
      case Verification.Good _ -> "good";
      case Verification.Broken _ -> "BROKEN";
      case Verification.None() -> Foreign.NONE;
    };
  }

  private static void addVerified(ObjectNode json, BackupSnapshot one) {
    switch (one.verification()) {
      case Verification.Good(String upid) ->
          json.put("verification", "good").put("verifiedBy", upid);
      case Verification.Broken(String upid) ->
          json.put("verification", "broken").put("verifiedBy", upid);
      case Verification.None() -> json.put("verification", "none");
    }
  }

  private static String marks(BackupSnapshot one) {
    String both =
        ((one.guarded() ? "protected" : "") + " " + (one.encrypted() ? "encrypted" : "")).strip();
    return both.isEmpty() ? Foreign.NONE : both;
  }

  private static void addComment(ObjectNode json, BackupSnapshot one) {
    if (!one.comment().isEmpty()) {
      json.put("notes", Foreign.longValue(one.comment()));
    }
  }
}
