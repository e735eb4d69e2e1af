package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.Snapshot.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A datastore: namespaces with groups of snapshots. Mutable; guarded by the timeline's turn. */
final class Datastore {
  private static final int DEEPEST = 7;

  private final String name;
  private final Shelf shelf;
  private final TreeSet<String> namespaces = new TreeSet<>();
  private final Map<Group, String> notes = new HashMap<>();
  private Collected collected = Collected.NEVER;
  private long removedBytes;

  Datastore(String name, Shelf shelf) {
    this.name = name;
    this.shelf = shelf;
  }

  /**
   * What the last garbage collection did.
   *
   * @param upid of its task; empty if there was none
   * @param removed bytes
   */
  record Collected(String upid, long removed) {
    static final Collected NEVER = new Collected("", 0);
  }

  String name() {
    return name;
  }

  Shelf shelf() {
    return shelf;
  }

  /** The ACL path of a namespace. */
  String aclPath(String namespace) {
    return "/datastore/" + name + (namespace.isEmpty() ? "" : "/" + namespace);
  }

  /** All namespaces but the root. */
  List<String> namespaces() {
    return List.copyOf(namespaces);
  }

  boolean has(String namespace) {
    return namespace.isEmpty() || namespaces.contains(namespace);
  }

  /** The namespace and those below it, down to that depth. */
  List<String> below(String namespace, long depth) {
    List<String> all = new ArrayList<>();
    all.add(namespace);
    String prefix = namespace.isEmpty() ? "" : namespace + "/";
    namespaces.stream()
        .filter(one -> one.startsWith(prefix) && !one.equals(namespace))
        .filter(one -> one.substring(prefix.length()).split("/", -1).length <= depth)
        .forEach(all::add);
    return all;
  }

  static long depth(BackupCall call) {
    return call.number("max-depth", DEEPEST);
  }

  void addNamespace(String namespace) {
    namespaces.add(namespace);
  }

  void removeNamespace(String namespace) {
    namespaces.removeIf(one -> one.equals(namespace) || one.startsWith(namespace + "/"));
  }

  /** Groups of a namespace with their snapshots, the latest first. */
  SequencedMap<Group, List<Snapshot>> groups(String namespace) {
    SequencedMap<Group, List<Snapshot>> groups =
        new TreeMap<>(Comparator.comparing(Group::type).thenComparing(Group::id));
    shelf.all().stream()
        .filter(snapshot -> snapshot.group().namespace().equals(namespace))
        .sorted(Comparator.comparing(Snapshot::time).reversed())
        .forEach(snapshot ->
            groups.computeIfAbsent(snapshot.group(), _ -> new ArrayList<>()).add(snapshot));
    return groups;
  }

  Optional<Snapshot> find(Group group, long epochSecond) {
    return groups(group.namespace()).getOrDefault(group, List.of()).stream()
        .filter(snapshot -> snapshot.time().getEpochSecond() == epochSecond)
        .findFirst();
  }

  /** Takes a snapshot away; its space is free after the next garbage collection only. */
  void remove(Snapshot snapshot) {
    shelf.remove(snapshot);
    removedBytes += snapshot.size() / 4;
  }

  String notes(Group group) {
    return notes.getOrDefault(group, "");
  }

  void notes(Group group, String text) {
    notes.put(group, text);
  }

  Collected collected() {
    return collected;
  }

  void collected(String upid) {
    collected = new Collected(upid, removedBytes);
    removedBytes = 0;
  }

  long pendingBytes() {
    return removedBytes;
  }
}
