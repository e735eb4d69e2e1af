package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.Observer;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.mcp.api.ToolCall;
import dev.proxmoxmcp.tools.several.Asked;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What all calls of a server share.
 *
 * @param tools all of them, by name
 * @param members the configured clusters
 * @param deciding who decides over what calls want to do
 * @param clock the time
 * @param asked how several clusters are asked at once
 * @param observer measures calls
 */
record ServerTools(
    Map<String, Ready<?>> tools,
    Members members,
    Deciding deciding,
    InstantSource clock,
    Asked asked,
    Observer observer) {
  /** What is allowed. */
  Guard guard() {
    return deciding.guard();
  }

  /** How a person decides whose client shows no forms. */
  Approvals approvals() {
    return deciding.approvals();
  }

  /** The names of all tools of this server. */
  Set<String> served() {
    return tools.keySet();
  }

  /**
   * Makes another call for the client of {@code first}.
   *
   * @param plan the plan that it runs; empty if it is a call of its own
   */
  ToolReply again(ToolCall first, Call other, Optional<Plan> plan) throws InterruptedException {
    Ready<?> ready = tools.get(other.tool());
    if (ready == null) {
      return ToolReply.problem(
          ToolReply.Outcome.USAGE,
          "This server does not serve " + other.tool() + ". Nothing was sent.");
    }
    ObjectNode arguments = (ObjectNode) JsonText.lenient().read(other.arguments());
    arguments.put(Members.ARGUMENT, other.cluster());
    return new ToolRun(
            ready, new OtherCall(first, arguments), this, plan.orElse(null), other.kept())
        .reply();
  }
}
