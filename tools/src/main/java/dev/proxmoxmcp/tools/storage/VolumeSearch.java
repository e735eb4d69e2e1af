package dev.proxmoxmcp.tools.storage;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.client.storage.Volume;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.list.Known;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which volumes are wanted, from which storages.
 *
 * @param storage one storage; null for all
 * @param node as which one sees them; null for all
 * @param content of one type; null for all
 * @param guest of one guest; null for all
 */
public record VolumeSearch(
    @Nullable String storage,
    @Nullable String node,
    @Nullable ContentType content,
    @Nullable Vmid guest) {
  /** Well below the 30 s after which Proxmox gives up on a storage that hangs. */
  private static final Duration BUDGET = Duration.ofSeconds(10);

  /** A volume and where it was found. */
  public record Found(Volume volume, Place place) {}

  /** What came of it. */
  public sealed interface Result {
    /**
     * What was found.
     *
     * @param notes what is not seen and what did not answer, a sentence each
     * @param complete whether everything that there is was found
     */
    record Seen(List<Found> volumes, List<String> notes, boolean complete) implements Result {
      /** Copies the lists. */
      public Seen {
        volumes = List.copyOf(volumes);
        notes = List.copyOf(notes);
      }
    }

    /**
     * No storage in question can be used now, so nobody knows what lies there.
     *
     * @param why in a sentence
     */
    record Away(String why) implements Result {
      /** As an answer, which must not be taken for an empty list. */
      public ToolReply reply() {
        return ToolReply.problem(ToolReply.Outcome.UNAVAILABLE, why);
      }
    }
  }

  /**
   * Asks every storage in question once, side by side.
   *
   * @param resources the cluster's list, storages at least
   * @throws ArgumentProblem if storage or node does not exist, or the storage does not take the
   *     content
   * @throws ProxmoxException if no storage answered, the first failure
   */
  public Result run(CallContext context, List<Resource> resources) throws InterruptedException {
    List<StorageResource> storages = StorageListTool.only(resources);
    Known.check("storage", storage, storages.stream().map(s -> s.storage().toString()).toList());
    Known.check("node", node, storages.stream().map(s -> s.node().toString()).toList());
    List<Place> wanted = wanted(storages);
    List<Place> places = wanted.stream().filter(this::mayHold).toList();
    if (places.isEmpty() && !wanted.isEmpty() && storage != null && content != null) {
      throw takesNone(wanted.getFirst(), content, storages);
    }
    List<Place> there = places.stream().filter(place -> !place.gone()).toList();
    if (there.isEmpty() && !places.isEmpty()) {
      return new Result.Away(away(places));
    }
    List<Found> found = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    places.stream()
        .filter(Place::gone)
        .forEach(place -> notes.add("Not shown: storage " + place.title() + " is not available."));
    List<Part<List<Volume>>> parts = ask(context, there);
    for (int index = 0; index < there.size(); index++) {
      Place place = there.get(index);
      switch (parts.get(index)) {
        case Part.Got<List<Volume>>(List<Volume> volumes) ->
            volumes.forEach(volume -> found.add(new Found(volume, place)));
        case Part.Missing<List<Volume>>(String why, _) ->
            notes.add("Not shown: storage " + place.title() + ": " + why);
      }
    }
    failIfNothingAnswered(parts);
    List<StorageResource> asked = there.stream().map(Place::sample).toList();
    List<String> all = new ArrayList<>();
    context.visibility().hiddenStorages().ifPresent(all::add);
    context.visibility().hiddenVolumes(content, asked).ifPresent(all::add);
    all.addAll(notes);
    return new Result.Seen(found, all, all.isEmpty());
  }

  private List<Place> wanted(List<StorageResource> storages) {
    return Place.of(
        storages.stream()
            .filter(entry -> storage == null || storage.equals(entry.storage().toString()))
            .filter(entry -> node == null || node.equals(entry.node().toString()))
            .toList());
  }

  private boolean mayHold(Place place) {
    return content == null || StorageListTool.takes(place, content);
  }

  /** Proxmox would answer with an empty list. */
  private static ArgumentProblem takesNone(
      Place place, ContentType content, List<StorageResource> storages) {
    String others =
        Place.of(storages).stream()
            .filter(other -> StorageListTool.takes(other, content))
            .map(Place::name)
            .distinct()
            .collect(Collectors.joining(", "));
    return new ArgumentProblem(
        place.takesNo(content)
            + (others.isEmpty() ? " No storage does." : " These do: " + others + "."));
  }

  private static String away(List<Place> places) {
    String which =
        places.size() == 1
            ? "Storage %s is not available on %s"
                .formatted(
                    places.getFirst().name(), String.join(", ", places.getFirst().missingOn()))
            : "None of these storages is available: "
                + places.stream().map(Place::title).collect(Collectors.joining(", "));
    return which + ", so what lies there is not known. storage_list shows which are available.";
  }

  private List<Part<List<Volume>>> ask(CallContext context, List<Place> places)
      throws InterruptedException {
    BoundCluster cluster = context.cluster();
    List<Callable<List<Volume>>> requests = new ArrayList<>();
    for (Place place : places) {
      requests.add(
          () -> cluster.storages().content(place.node(), place.sample().storage(), content, guest));
    }
    try (Gathering gathering = Gathering.within(BUDGET, context)) {
      return gathering.all(requests);
    }
  }

  private static void failIfNothingAnswered(List<Part<List<Volume>>> parts) {
    ProxmoxException first = null;
    for (Part<List<Volume>> part : parts) {
      switch (part) {
        case Part.Got<List<Volume>> _ -> {
          return;
        }
        case Part.Missing<List<Volume>>(_, ProxmoxException failure) ->
            first = first == null ? failure : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
