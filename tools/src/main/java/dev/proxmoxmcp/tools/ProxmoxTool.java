package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One tool: what a model is told about it, and what it does. Stateless; everything that a call
 * needs comes with the call.
 *
 * @param <A> its arguments, a record whose components carry {@link
 *     dev.proxmoxmcp.tools.argument.Argument}
 */
public interface ProxmoxTool<A extends Record> {
  /** {@code <object>_<verb>}, at most 32 characters. */
  String name();

  /** For people. */
  String title();

  /** For a model: what it does and what it answers, in few words. */
  String description();

  /** What it can do at worst, honestly. */
  ToolAnnotations effect();

  /** The tiers that its calls can need, beside reads. */
  default Set<Tier> tiers() {
    return Set.of();
  }

  /**
   * What a token needs for it beside {@link Toolset#INVENTORY}, without which nothing is found;
   * that one for a tool that needs no more, and nothing for one that needs no privilege of its own.
   */
  default Set<Toolset> toolsets() {
    return EnumSet.of(Toolset.INVENTORY);
  }

  /** What it needs beside these for one way to call it, by the argument that asks for that. */
  default Map<String, Toolset> moreToolsets() {
    return Map.of();
  }

  /**
   * How its changes are taken back; nothing for a tool that only looks, and for one that makes the
   * change of another.
   */
  default List<Undoing> undoing() {
    return List.of();
  }

  /** Over how many clusters one call reaches; a tool itself only ever sees one at a time. */
  default Scope scope() {
    return Scope.ONE;
  }

  /** Whether it works on a Proxmox Backup Server, too; most tools are about guests. */
  default boolean onBackupServers() {
    return false;
  }

  /** Where it does not: what to use there, as a sentence. */
  default String insteadOnBackupServers() {
    return "It has no guests: name a cluster of Proxmox VE.";
  }

  /** The record of its arguments. */
  Class<A> arguments();

  /**
   * Runs it.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException what went wrong between us and Proxmox
   * @throws dev.proxmoxmcp.tools.argument.ArgumentProblem if the arguments name nothing, or too
   *     much
   * @throws Denied if the guard does not allow it
   */
  ToolReply call(A arguments, CallContext context) throws InterruptedException;
}
