package dev.proxmoxmcp.tools.storage;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.tools.list.Column;
import dev.proxmoxmcp.tools.storage.VolumeSearch.Found;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Columns of lists of volumes. */
public final class VolumeColumns {
  private static final int VOLID_LENGTH = 160;

  /** The volume's id, in which file names of people stand. */
  public static final Column<Found> VOLID =
      Column.of(
          "volid",
          found -> Foreign.quoted(found.volume().volid(), VOLID_LENGTH),
          (json, found) -> json.put("volid", Foreign.value(found.volume().volid())));

  /** The one node that has it; a shared storage's volumes belong to none. */
  public static final Column<Found> NODE =
      Column.of(
          "node",
          found -> found.place().sample().shared() ? "shared" : found.place().where(),
          (json, found) -> {
            if (!found.place().sample().shared()) {
              json.put("node", found.place().where());
            }
          });

  /** The vmid of whose it is. */
  public static final Column<Found> GUEST =
      Column.of(
          "guest",
          found -> {
            Vmid guest = found.volume().guest();
            return guest == null ? Foreign.NONE : guest.toString();
          },
          (json, found) -> {
            Vmid guest = found.volume().guest();
            if (guest != null) {
              json.put("vmid", guest.value());
            }
          });

  /** What its guest sees of it, or what the file takes. */
  public static final Column<Found> SIZE =
      Column.of(
          "size",
          found -> bytes(found.volume().space().size()),
          (json, found) -> {
            ByteSize size = found.volume().space().size();
            if (size != null) {
              json.put("sizeBytes", size.bytes());
            }
          });

  private VolumeColumns() {}

  /** How old it is; the moment itself for programs. */
  public static Column<Found> age(Instant now) {
    return Column.of(
        "age",
        found -> {
          Instant created = found.volume().createdAt();
          return created == null ? Foreign.NONE : Amounts.age(Duration.between(created, now));
        },
        (json, found) -> {
          Instant created = found.volume().createdAt();
          if (created != null) {
            json.put("createdAt", created.toString());
          }
        });
  }

  static String bytes(@Nullable ByteSize size) {
    return size == null ? Foreign.NONE : Amounts.bytes(size.bytes());
  }
}
