package dev.proxmoxmcp.tools.several;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.task.TaskFilter;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the one cluster that has everything that a call names.
 *
 * @param places every cluster, as the call sees it
 * @param asked how they are asked
 * @param change whether the call can change something: then a cluster that could not be searched
 *     stops it, because the same name may stand for another guest there
 */
public record Search(List<CallContext> places, Asked asked, boolean change) {
  private static final int NEAREST = 3;

  /**
   * Copies the places.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Search {
    places = List.copyOf(places);
    if (places.isEmpty()) {
      throw new IllegalArgumentException("there is no cluster to search");
    }
  }

  /**
   * The cluster that has all of {@code named}.
   *
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public Choice of(List<Named> named) throws InterruptedException {
    if (named.isEmpty()) {
      return none(
          Outcome.USAGE,
          "Several clusters are configured, and nothing in this call says which one. Name it:"
              + " cluster="
              + String.join(" or ", names())
              + ".");
    }
    List<Look> looks = looks(named);
    List<Look.Seen> seen = ofType(looks, Look.Seen.class);
    List<Look.Silent> silent = ofType(looks, Look.Silent.class);
    List<Look.Seen> having =
        seen.stream().filter(look -> named.stream().allMatch(look::has)).toList();
    return switch (having.size()) {
      case 0 ->
          none(
              silent.isEmpty() ? Outcome.USAGE : Outcome.UNAVAILABLE,
              missing(named, seen) + said(silent));
      case 1 -> one(named, having.getFirst(), silent);
      default -> none(Outcome.USAGE, ambiguous(named, having) + said(silent));
    };
  }

  private List<String> names() {
    return places.stream().map(CallContext::clusterName).toList();
  }

  private static <T extends Look> List<T> ofType(List<Look> looks, Class<T> type) {
    return looks.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private List<Look> looks(List<Named> named) throws InterruptedException {
    List<Optional<Look>> answers =
        asked.all(places.stream().<Callable<Look>>map(place -> () -> look(place, named)).toList());
    List<Look> looks = new ArrayList<>();
    for (int index = 0; index < places.size(); index++) {
      String cluster = places.get(index).clusterName();
      looks.add(
          answers
              .get(index)
              .orElseGet(() -> new Look.Silent(cluster, EachReply.late(asked.budget()))));
    }
    return looks;
  }

  private static Look look(CallContext place, List<Named> named) {
    try {
      if (place.ofBackupServer()) {
        return ofBackupServer(place);
      }
      return named.getFirst().kind() == Named.Kind.GUEST
          ? new Look.Seen(place, place.cluster().guests().list(), List.of(), List.of())
          : seen(place, place.cluster().cluster().resources());
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      return new Look.Silent(place.clusterName(), failure.getMessage());
    }
  }

  /** It knows its own name by what it did last alone. */
  private static Look ofBackupServer(CallContext place) {
    List<String> nodes = new ArrayList<>(List.of(NodeName.BACKUP_SERVER.value()));
    place.cluster().tasks().list(NodeName.BACKUP_SERVER, TaskFilter.newest(1)).tasks().stream()
        .map(task -> task.upid().node().value())
        .forEach(nodes::add);
    return new Look.Seen(
        place,
        List.of(),
        nodes,
        place.cluster().datastores().list().stream().map(one -> one.name().value()).toList());
  }

  private static Look seen(CallContext place, List<Resource> resources) {
    List<String> nodes = new ArrayList<>();
    List<String> storages = new ArrayList<>();
    for (Resource resource : resources) {
      switch (resource) {
        case NodeResource node -> nodes.add(node.node().value());
        case StorageResource storage -> storages.add(storage.storage().toString());
        case GuestResource _ -> {}
      }
    }
    return new Look.Seen(
        place, List.of(), nodes.stream().sorted().toList(), storages.stream().distinct().toList());
  }

  private Choice one(List<Named> named, Look.Seen found, List<Look.Silent> silent) {
    if (silent.isEmpty()) {
      return new Choice.One(found.cluster(), Optional.empty());
    }
    if (!change) {
      return new Choice.One(
          found.cluster(),
          Optional.of("Found in " + found.cluster() + "; not searched:" + said(silent)));
    }
    return none(
        Outcome.UNAVAILABLE,
        "Nothing was sent: %s is in cluster %s, but not every cluster could be searched, and the"
                .formatted(listed(named), found.cluster())
            + " same name may stand for something else there. If you mean the one in %1$s, say"
                .formatted(found.cluster())
            + " cluster="
            + found.cluster()
            + "."
            + said(silent));
  }

  private String ambiguous(List<Named> named, List<Look.Seen> having) {
    String where =
        having.stream()
            .map(look -> look.cluster() + described(named, look))
            .collect(Collectors.joining(", "));
    return "%s is in several clusters: %s. Say which one: cluster=%s."
        .formatted(
            listed(named),
            where,
            having.stream().map(Look.Seen::cluster).collect(Collectors.joining(" or ")));
  }

  /** What the one guest that was named is there, so that the right one can be told. */
  private static String described(List<Named> named, Look.Seen look) {
    if (named.size() > 1 || named.getFirst().kind() != Named.Kind.GUEST) {
      return "";
    }
    return look.guestsCalled(named.getFirst().name()).stream()
        .map(GuestNames::described)
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private String missing(List<Named> named, List<Look.Seen> seen) {
    if (seen.isEmpty()) {
      return "Where " + listed(named) + " is cannot be found out: no cluster answered.";
    }
    List<String> lines = new ArrayList<>();
    boolean everywhere = true;
    for (Named one : named) {
      List<String> in =
          seen.stream().filter(look -> look.has(one)).map(Look.Seen::cluster).toList();
      if (in.isEmpty()) {
        everywhere = false;
        lines.add(nowhere(one, seen));
      } else {
        lines.add(one + " is in " + String.join(", ", in) + ".");
      }
    }
    if (everywhere) {
      lines.add("One call works on one cluster: make a call for each.");
    }
    return String.join("\n", lines);
  }

  private static String nowhere(Named one, List<Look.Seen> seen) {
    String clusters = seen.stream().map(Look.Seen::cluster).collect(Collectors.joining(", "));
    StringBuilder text =
        new StringBuilder("There is no %s in any of the clusters %s.".formatted(one, clusters));
    List<String> near = nearest(one, seen);
    if (!near.isEmpty()) {
      text.append(" Nearest: ").append(String.join(", ", near)).append('.');
    }
    if (one.kind() == Named.Kind.GUEST) {
      seen.forEach(look ->
          new GuestNames(look.guests(), look.context().visibility())
              .hidden(one.name())
              .ifPresent(sentence ->
                  text.append("\n").append(look.cluster()).append(": ").append(sentence)));
    }
    return text.toString();
  }

  /** The nearest names over all clusters, each with its cluster. */
  private static List<String> nearest(Named one, List<Look.Seen> seen) {
    record Candidate(String name, String shown) {}
    List<Candidate> candidates =
        seen.stream()
            .flatMap(look ->
                names(one, look)
                    .map(name -> new Candidate(name, Foreign.name(name) + " in " + look.cluster())))
            .distinct()
            .toList();
    return Nearest.to(
            one.name(), candidates.stream().map(Candidate::name).distinct().toList(), NEAREST)
        .stream()
        .flatMap(near ->
            candidates.stream()
                .filter(candidate -> candidate.name().equals(near))
                .map(Candidate::shown))
        .limit(NEAREST)
        .toList();
  }

  private static Stream<String> names(Named one, Look.Seen look) {
    return switch (one.kind()) {
      case NODE -> look.nodes().stream();
      case STORAGE -> look.storages().stream();
      case GUEST ->
          one.name().matches("[0-9]+")
              ? look.guests().stream().map(guest -> guest.ref().vmid().toString())
              : look.guests().stream().map(GuestResource::name).filter(Objects::nonNull);
    };
  }

  private static String listed(List<Named> named) {
    return named.stream().map(Named::toString).collect(Collectors.joining(", "));
  }

  private static String said(List<Look.Silent> silent) {
    return silent.stream()
        .map(look -> "\n" + look.cluster() + ": " + look.why())
        .collect(Collectors.joining());
  }

  private static Choice none(Outcome outcome, String text) {
    return new Choice.None(ToolReply.problem(outcome, text));
  }
}
