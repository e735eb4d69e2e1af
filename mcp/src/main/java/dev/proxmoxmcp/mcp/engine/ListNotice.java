package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.ListChanges.Changed;
import dev.proxmoxmcp.mcp.api.Offer;

/** How clients are told that a list is another now. */
public final class ListNotice {
  private ListNotice() {}

  /** The notification, in both eras. */
  public static String method(Changed list) {
    return switch (list) {
      case TOOLS -> "notifications/tools/list_changed";
      case PROMPTS -> "notifications/prompts/list_changed";
      case RESOURCES -> "notifications/resources/list_changed";
    };
  }

  /** How a client of the modern era asks to be told. */
  public static String filter(Changed list) {
    return switch (list) {
      case TOOLS -> "toolsListChanged";
      case PROMPTS -> "promptsListChanged";
      case RESOURCES -> "resourcesListChanged";
    };
  }

  /** Whether the server has that list. */
  public static boolean offered(Changed list, Offer offer) {
    return switch (list) {
      case TOOLS -> true;
      case PROMPTS -> offer.hasPrompts();
      case RESOURCES -> offer.hasResources();
    };
  }
}
