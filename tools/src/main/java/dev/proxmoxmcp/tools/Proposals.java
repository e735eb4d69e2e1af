package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.task.TaskFilter;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.mcp.api.Completer;
import dev.proxmoxmcp.mcp.api.Completer.Typed;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.several.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Values that fit what somebody types: names and ids of what is there. A cluster that does not
 * answer has none.
 *
 * @param members the configured clusters
 * @param looking for whom
 * @param pause how to wait for the slowest of them
 */
record Proposals(Members members, Looking looking, Pause pause) {
  /** Nobody waits longer while he types. */
  private static final Duration BUDGET = Duration.ofSeconds(3);

  private static final int MOST = 1000;
  private static final int TASKS = 100;
  private static final int LONGEST = 300;

  private static final String GUEST = "guest";

  /** A value, and what else it can be found by. */
  private record Value(String text, String alias) {
    static Value of(String text) {
      return new Value(text, "");
    }

    /** Whether it begins so, or its other name does; a longer way from the start comes later. */
    Optional<Integer> rank(String typed) {
      String wanted = typed.toLowerCase(Locale.ROOT);
      String one = text.toLowerCase(Locale.ROOT);
      String other = alias.toLowerCase(Locale.ROOT);
      if (one.startsWith(wanted)) {
        return Optional.of(0);
      }
      if (other.startsWith(wanted)) {
        return Optional.of(1);
      }
      return one.contains(wanted) || other.contains(wanted) ? Optional.of(2) : Optional.empty();
    }
  }

  /** The likeliest first. */
  List<String> of(Typed typed) throws InterruptedException {
    record Ranked(String text, int rank) {}
    return values(typed).stream()
        .filter(value -> ForeignText.line(value.text(), LONGEST).equals(value.text()))
        .flatMap(
            value -> value.rank(typed.typed()).map(rank -> new Ranked(value.text(), rank)).stream())
        .sorted((one, other) -> Integer.compare(one.rank(), other.rank()))
        .map(Ranked::text)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private List<Value> values(Typed typed) throws InterruptedException {
    return switch (typed.argument()) {
      case "cluster" -> members.names().stream().map(Value::of).toList();
      case "node" -> nodes(typed);
      case "vmid" -> ofEach(typed, member -> guests(member).map(Proposals::byVmid));
      case GUEST -> ofEach(typed, member -> guests(member).flatMap(Proposals::byBoth));
      case "storage" -> ofEach(typed, this::storages);
      case "snapshot" -> ofEach(typed, member -> snapshots(member, typed));
      case "upid" -> ofEach(typed, this::tasks);
      default -> List.of();
    };
  }

  /** A prompt about nodes is about those of clusters, which call themselves by their names. */
  private List<Value> nodes(Typed typed) throws InterruptedException {
    boolean address = typed.of() instanceof Completer.Of.ATemplate;
    return ofEach(
        typed,
        member ->
            !address && member.product() == Product.PBS
                ? Stream.of()
                : Readings.nodes(member, looking).stream()
                    .sorted()
                    .map(NodeName::value)
                    .map(Value::of));
  }

  private interface Source {
    /**
     * @throws ProxmoxException if the cluster does not tell
     */
    Stream<Value> of(Member member);
  }

  private List<Value> ofEach(Typed typed, Source source) throws InterruptedException {
    String wanted = typed.others().getOrDefault(Members.ARGUMENT, "");
    List<Member> meant =
        members.all().stream()
            .filter(member -> wanted.isBlank() || member.name().equalsIgnoreCase(wanted))
            .toList();
    return new Asked(BUDGET, pause)
            .all(
                meant.stream()
                    .<Callable<List<Value>>>map(member -> () -> told(member, source))
                    .toList())
            .stream()
            .flatMap(Optional::stream)
            .flatMap(List::stream)
            .toList();
  }

  private static List<Value> told(Member member, Source source) {
    try {
      return source.of(member).toList();
    } catch (Interrupted stopped) {
      throw stopped;
    } catch (ProxmoxException silent) {
      return List.of();
    }
  }

  private Stream<GuestResource> guests(Member member) {
    return member.product() == Product.PBS
        ? Stream.of()
        : looking.recent(member).guests().list().stream();
  }

  private static Value byVmid(GuestResource guest) {
    return new Value(guest.ref().vmid().toString(), Objects.requireNonNullElse(guest.name(), ""));
  }

  private static Stream<Value> byBoth(GuestResource guest) {
    return guest.name() == null
        ? Stream.of(byVmid(guest))
        : Stream.of(Value.of(guest.name()), Value.of(guest.ref().vmid().toString()));
  }

  private Stream<Value> storages(Member member) {
    if (member.product() == Product.PBS) {
      return looking.recent(member).datastores().list().stream()
          .map(store -> Value.of(store.name().value()));
    }
    return looking.recent(member).cluster().resources().stream()
        .flatMap(Proposals::storage)
        .distinct()
        .sorted()
        .map(Value::of);
  }

  private static Stream<String> storage(Resource resource) {
    return resource instanceof StorageResource storage
        ? Stream.of(storage.storage().toString())
        : Stream.of();
  }

  /** Of the guest that was named before; of none if that is none, or several. */
  private Stream<Value> snapshots(Member member, Typed typed) {
    String wanted = typed.others().getOrDefault(GUEST, typed.others().getOrDefault("vmid", ""));
    List<GuestRef> named =
        guests(member)
            .filter(guest -> GuestNames.fits(guest, wanted))
            .map(GuestResource::ref)
            .toList();
    return named.size() == 1
        ? looking.recent(member).snapshots().of(named.getFirst()).snapshots().stream()
            .map(snapshot -> Value.of(snapshot.name().toString()))
        : Stream.of();
  }

  private Stream<Value> tasks(Member member) {
    List<TaskInfo> tasks =
        member.product() == Product.PBS
            ? looking
                .recent(member)
                .tasks()
                .list(NodeName.BACKUP_SERVER, TaskFilter.newest(TASKS))
                .tasks()
            : looking.recent(member).tasks().list();
    return tasks.stream()
        .limit(TASKS)
        .map(task -> new Value(task.upid().raw(), task.upid().type()));
  }
}
