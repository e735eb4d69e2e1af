package dev.proxmoxmcp.tools.change;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.guard.plan.Undo;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of change that Proxmox does as a task: what it sends for one target, and how it is told.
 *
 * @param <T> what is changed
 */
public interface Change<T> {
  /** What is done, in a word or two: {@code start}. */
  String verb();

  /** The target and where it is, in a few words: {@code VM 101 "web1" on pve1}. */
  String title(T target);

  /** What {@link #send} will send to this cluster, for the guard; sends nothing. */
  Outgoing request(BoundCluster cluster, T target);

  /** Sends it, once. */
  Upid send(BoundCluster granted, T target);

  /**
   * Reads the target as it is now.
   *
   * @param checked the target as it was before
   * @param task that changed it, as it was last seen; empty if there was none
   */
  After after(BoundCluster reading, Checked<T> checked, Optional<TaskInfo> task);

  /**
   * What to do next, after a failure.
   *
   * @param said the task's exit status and the decisive lines of its log
   */
  String advice(String said);

  /** The guests that it has an effect on, all of them. */
  List<GuestResource> guests(T target);

  /** What a person should know before he says yes, each a sentence; empty for nothing. */
  default List<String> warnings() {
    return List.of();
  }

  /** How it is taken back, for all of {@code targets}. */
  Undo undo(List<T> targets);

  /** The tool that shows how a target is. */
  String lookAgain();

  /** Adds what names the target, for programs. */
  void addTo(ObjectNode json, T target);
}
