package dev.proxmoxmcp.tools.storage;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.client.storage.Volume;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.list.Known;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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

  /**
   * What was found.
   *
   * @param notes what did not answer and what is not seen, a sentence each
   * @param complete whether everything that there is was found
   */
  public record Result(List<Found> volumes, List<String> notes, boolean complete) {
    /** Copies the lists. */
    public Result {
      volumes = List.copyOf(volumes);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Asks every storage in question once, side by side.
   *
   * @param resources the cluster's list, storages at least
   * @throws dev.proxmoxmcp.tools.argument.ArgumentProblem if storage or node does not exist
   * @throws ProxmoxException if no storage answered, the first failure
   */
  public Result run(CallContext context, List<Resource> resources) throws InterruptedException {
    List<StorageResource> storages = StorageListTool.only(resources);
    Known.check("storage", storage, storages.stream().map(s -> s.storage().toString()).toList());
    Known.check("node", node, storages.stream().map(s -> s.node().toString()).toList());
    List<Place> places = places(storages);
    List<Place> there = places.stream().filter(place -> !place.gone()).toList();
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
    boolean answered = notes.isEmpty();
    List<StorageId> asked = there.stream().map(place -> place.sample().storage()).toList();
    List<String> hidden = new ArrayList<>();
    context.visibility().hiddenStorages().ifPresent(hidden::add);
    context.visibility().hiddenVolumes(content, asked).ifPresent(hidden::add);
    notes.addAll(hidden);
    return new Result(found, notes, answered && hidden.isEmpty());
  }

  private List<Place> places(List<StorageResource> storages) {
    List<StorageResource> wanted =
        storages.stream()
            .filter(entry -> storage == null || storage.equals(entry.storage().toString()))
            .filter(entry -> node == null || node.equals(entry.node().toString()))
            .toList();
    return Place.of(wanted).stream()
        .filter(place -> content == null || StorageListTool.takes(place, content))
        .toList();
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
