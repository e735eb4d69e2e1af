package dev.proxmoxmcp.mcp.legacy;

import dev.proxmoxmcp.mcp.api.LogLevel;
import dev.proxmoxmcp.mcp.api.MissingCapability;
import dev.proxmoxmcp.mcp.engine.Dialog;
import dev.proxmoxmcp.mcp.engine.EraRules;
import dev.proxmoxmcp.mcp.engine.QuestionWording;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.engine.Revision;
import dev.proxmoxmcp.mcp.rpc.ErrorCode;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** What the legacy era does its own way, for one session. Thread-safe. */
final class LegacyRules implements EraRules {
  private final PendingQuestions pending;
  private final QuestionWording questions;
  private final Duration patience;

  /** Until a client says what it wants to hear, it hears what it may have to act on. */
  private volatile LogLevel least = LogLevel.WARNING;

  LegacyRules(PendingQuestions pending, Revision revision, Duration patience) {
    this.pending = pending;
    this.questions = new QuestionWording(revision);
    this.patience = patience;
  }

  void setLeast(LogLevel level) {
    least = level;
  }

  @Override
  public ObjectNode complete(String method, ObjectNode result) {
    return result;
  }

  @Override
  public boolean wants(LogLevel level) {
    return level.compareTo(least) >= 0;
  }

  @Override
  public Dialog dialog(Request request, ReplyTo reply) {
    return new AskingBack(pending, questions, reply, patience);
  }

  @Override
  public RpcException missing(MissingCapability capability) {
    return RpcException.failed(
        "this client cannot be asked what the server must ask: it did not declare the capability "
            + String.join(", ", capability.required().propertyNames()));
  }

  @Override
  public int resourceNotFound() {
    return ErrorCode.RESOURCE_NOT_FOUND;
  }
}
