package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.ClientInfo;
import dev.proxmoxmcp.mcp.api.ToolCall;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call as a client makes it.
 *
 * @param told what it was told of its progress
 * @param loggedBy the threads that logged an end of it
 */
public record TestCall(ObjectNode arguments, List<String> told, Queue<Thread> loggedBy)
    implements ToolCall {
  /**
   * A call.
   *
   * @param pairs names and values in turn; a value is JSON where it reads as such
   */
  public static TestCall of(List<String> told, String... pairs) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    List<String> all = Arrays.asList(pairs);
    for (int index = 0; index < all.size(); index += 2) {
      String value = all.get(index + 1);
      if (value.startsWith("[") || value.matches("0|[1-9][0-9]*")) {
        json.set(all.get(index), JsonMapper.shared().readTree(value));
      } else {
        json.put(all.get(index), value);
      }
    }
    return new TestCall(json, told, new ConcurrentLinkedQueue<>());
  }

  @Override
  public Caller caller() {
    return new Caller("local");
  }

  @Override
  public ClientInfo client() {
    return ClientInfo.UNKNOWN;
  }

  @Override
  public String requestId() {
    loggedBy.add(Thread.currentThread());
    return "test";
  }

  @Override
  public void progress(double done, @Nullable Double total, String message) {
    synchronized (told) {
      told.add(message);
    }
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}
