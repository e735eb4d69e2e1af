package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.DatastoreName;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.access.Access;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.access.Permissions;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.storage.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** A path that nobody names: it has what every guest inherits. */
  private static final String ANY_GUEST = GUESTS + "/999999999";

  private static final String GUEST_AUDIT = "VM.Audit";
  private static final String DATASTORE_AUDIT = "Datastore.Audit";

  private final Access access;
  private final Product product;
  private final InstantSource clock;
  private volatile @Nullable Known known;

  private record Known(Permissions permissions, Instant until) {}

  Visibility(Cluster cluster, InstantSource clock) {
    this.access = cluster.through(Gate.readsOnly()).access();
    this.product = cluster.product();
    this.clock = clock;
  }

  /** The token's permissions, at most some minutes old. */
  private Permissions permissions() {
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
   * Why a guest may exist although it is not listed, asked of Proxmox for that one path: the list
   * of permissions cannot tell a path from which the role NoAccess takes everything away.
   *
   * @return one sentence; empty if the guest would be seen
   */
  public Optional<String> hidden(Vmid vmid) {
    String path = GUESTS + "/" + vmid;
    return said(() ->
        seen(access.permissions(path), path)
            ? Optional.empty()
            : Optional.of("The token's rights on " + path + " are taken away."));
  }

  /**
   * What must be said beside a list of guests, because the token does not see all of them.
   *
   * @return one sentence or two; empty if it sees all, as far as the list of permissions tells
   */
  public Optional<String> hiddenGuests() {
    return said(() -> hiddenGuests(permissions()));
  }

  /** What must be said beside a list of tasks; empty if the token sees those of everybody. */
  public Optional<String> hiddenTasks() {
    if (product == Product.PBS) {
      return said(() -> lacking("/system/tasks", "Sys.Audit", "Only tasks of this token are"));
    }
    return said(() ->
        permissions().has("/", "Sys.Audit")
            ? Optional.empty()
            : Optional.of(
                "Only this token's own tasks are visible; it lacks Sys.Audit on /. "
                    + grant("/", "PVEAuditor")));
  }

  /** What must be said beside a list of datastores; empty if the token sees all. */
  public Optional<String> hiddenDatastores() {
    return said(() -> lacking("/datastore", DATASTORE_AUDIT, "Not every datastore is"));
  }

  /**
   * What must be said beside the backups of these datastores; empty if the token sees all: with
   * Datastore.Backup alone it sees those that it owns.
   */
  public Optional<String> hiddenBackups(Collection<DatastoreName> datastores) {
    return said(() -> {
      List<String> paths =
          datastores.stream()
              .map(name -> "/datastore/" + name)
              .filter(path -> !permissions().has(path, DATASTORE_AUDIT))
              .toList();
      return paths.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "Only backups that this token owns are visible on %s; it lacks %s there. %s"
                  .formatted(
                      String.join(", ", paths),
                      DATASTORE_AUDIT,
                      Grants.ofPbs(access.authId()).mend(lacks(paths))));
    });
  }

  private static List<Lack> lacks(List<String> paths) {
    return paths.stream().map(path -> new Lack(path, List.of(DATASTORE_AUDIT), true)).toList();
  }

  /** A sentence about a Backup Server, if the token lacks that there. */
  private Optional<String> lacking(String path, String privilege, String what) {
    if (permissions().has(path, privilege)) {
      return Optional.empty();
    }
    Lack lack = new Lack(path, List.of(privilege), true);
    return Optional.of(
        "%s visible: %s lacks %s on %s. %s"
            .formatted(
                what,
                access.authId().described(),
                privilege,
                path,
                Grants.ofPbs(access.authId()).mend(List.of(lack))));
  }

  /** What must be said beside a list of storages; empty if the token sees all. */
  public Optional<String> hiddenStorages() {
    return said(() ->
        StorageRights.of(permissions()).all()
            ? Optional.empty()
            : Optional.of(
                "Not every storage is visible: %s lacks Datastore.Audit on /storage. %s"
                    .formatted(access.authId().described(), grant("/storage", "PVEAuditor"))));
  }

  /**
   * What must be said beside a list of volumes: Proxmox shows backups only to who may write them,
   * disks only to who may change them, snippets only to who manages the storage.
   *
   * @param content that was asked for; null for all
   * @param storages that were asked
   */
  public Optional<String> hiddenVolumes(
      @Nullable ContentType content, Collection<StorageResource> storages) {
    return said(() -> {
      List<StorageRights.Lack> lacking =
          StorageRights.of(permissions()).lackingFor(content, storages);
      if (lacking.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          "Not all is visible, so what is missing here may exist: %s lacks %s. %s %s"
              .formatted(
                  access.authId().described(),
                  lacking.stream()
                      .map(StorageRights.Lack::toString)
                      .collect(Collectors.joining("; ")),
                  granted(lacking.stream().flatMap(lack -> grants(lack).stream()).toList()),
                  Grants.REPLACED));
    });
  }

  private List<String> grants(StorageRights.Lack lack) {
    return Stream.concat(
            lack.sight().preparation().stream(),
            lack.paths().stream().map(path -> command(path, lack.sight().role())))
        .toList();
  }

  /** Not knowing what is hidden must not hide what is there. */
  private static Optional<String> said(Supplier<Optional<String>> sentence) {
    try {
      return sentence.get();
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      return Optional.of(
          "Whether that is all is not known: what the token may see could not be read. "
              + failure.getMessage());
    }
  }

  private Optional<String> hiddenGuests(Permissions permissions) {
    if (permissions.has(ANY_GUEST, GUEST_AUDIT)) {
      List<String> hidden =
          paths(permissions, path -> path.startsWith(GUESTS + "/") && !seen(permissions, path));
      return hidden.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "Not visible to "
                  + access.authId().described()
                  + ": "
                  + String.join(", ", hidden)
                  + ".");
    }
    List<String> seen =
        paths(
            permissions,
            path ->
                (path.startsWith(GUESTS + "/") || path.startsWith("/pool/"))
                    && seen(permissions, path));
    String what =
        seen.isEmpty()
            ? "%s may not see any guest".formatted(access.authId().begins())
            : "Only a part is visible: %s may see guests on %s alone"
                .formatted(access.authId().described(), String.join(", ", seen));
    return Optional.of(
        "%s; it lacks %s on %s. %s"
            .formatted(what, GUEST_AUDIT, GUESTS, grant(GUESTS, "PVEAuditor")));
  }

  private static boolean seen(Permissions permissions, String path) {
    return permissions.has(path, GUEST_AUDIT);
  }

  private static List<String> paths(Permissions permissions, Predicate<String> which) {
    return permissions.byPath().keySet().stream()
        .filter(which)
        .map(path -> ForeignText.line(path, 100))
        .toList();
  }

  /** How somebody who may grants {@code role} on {@code path} to the token. */
  private String grant(String path, String role) {
    return granted(List.of(command(path, role))) + " " + Grants.REPLACED;
  }

  private String command(String path, String role) {
    return Grants.ofPve(access.authId()).command(path, role);
  }

  private String granted(List<String> commands) {
    return Grants.ofPve(access.authId()).sentence(commands);
  }
}
