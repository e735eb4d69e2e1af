package dev.proxmoxmcp.mcp.engine;

import dev.proxmoxmcp.mcp.api.Content;
import dev.proxmoxmcp.mcp.api.Icon;
import dev.proxmoxmcp.mcp.api.Notes;
import dev.proxmoxmcp.mcp.api.Prompt;
import dev.proxmoxmcp.mcp.api.Resource;
import dev.proxmoxmcp.mcp.api.ResourceContents;
import dev.proxmoxmcp.mcp.api.ResourceTemplate;
import dev.proxmoxmcp.mcp.rpc.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one revision words content, resources and prompts. What its schema does not know is left out,
 * or said in words where something would be lost.
 *
 * @param revision whose words
 */
record ContentWording(Revision revision) {
  ObjectNode content(Content content) {
    ObjectNode node =
        switch (content) {
          case Content.Text(var text, _) -> text(text);
          case Content.Image(var base64, var type, _) -> bytes("image", base64, type);
          case Content.Audio(var base64, var type, _) ->
              revision.isBeyondFirst()
                  ? bytes("audio", base64, type)
                  : text("[audio: " + type + "]");
          case Content.Link(var resource, _) -> link(resource);
          case Content.Embedded(var contents, _) -> {
            ObjectNode embedded = Json.object().put("type", "resource");
            embedded.set("resource", contents(contents));
            yield embedded;
          }
        };
    notes(node, content.notes());
    return node;
  }

  private static ObjectNode text(String text) {
    return Json.object().put("type", "text").put("text", text);
  }

  private static ObjectNode bytes(String type, String base64, String mimeType) {
    return Json.object().put("type", type).put("data", base64).put("mimeType", mimeType);
  }

  private ObjectNode link(Resource resource) {
    return revision.isBeyondFirst()
        ? described(Json.object().put("type", "resource_link"), resource)
        : text(resource.name() + ": " + resource.uri());
  }

  ObjectNode contents(ResourceContents contents) {
    ObjectNode node = Json.object().put("uri", contents.uri());
    if (contents.mimeType() != null) {
      node.put("mimeType", contents.mimeType());
    }
    switch (contents) {
      case ResourceContents.Text text -> node.put("text", text.text());
      case ResourceContents.Blob blob -> node.put("blob", blob.base64());
    }
    meta(node, contents.meta());
    return node;
  }

  ObjectNode resource(Resource resource) {
    return described(Json.object(), resource);
  }

  private ObjectNode described(ObjectNode node, Resource resource) {
    node.put("uri", resource.uri());
    named(node, resource.name(), resource.title(), resource.description());
    if (resource.mimeType() != null) {
      node.put("mimeType", resource.mimeType());
    }
    Resource.Details details = resource.details();
    if (details.size() != null) {
      node.put("size", details.size());
    }
    notes(node, details.notes());
    icons(node, details.icons());
    meta(node, details.meta());
    return node;
  }

  ObjectNode template(ResourceTemplate template) {
    ObjectNode node = Json.object().put("uriTemplate", template.uriTemplate());
    named(node, template.name(), template.title(), template.description());
    if (template.mimeType() != null) {
      node.put("mimeType", template.mimeType());
    }
    icons(node, template.icons());
    return node;
  }

  ObjectNode prompt(Prompt prompt) {
    ObjectNode node = Json.object();
    named(node, prompt.name(), prompt.title(), prompt.description());
    ArrayNode arguments = node.putArray("arguments");
    for (Prompt.Argument argument : prompt.arguments()) {
      ObjectNode one = arguments.addObject().put("name", argument.name());
      if (!argument.description().isEmpty()) {
        one.put("description", argument.description());
      }
      one.put("required", argument.required());
    }
    icons(node, prompt.icons());
    return node;
  }

  ObjectNode words(Prompt.Words words) {
    ObjectNode node = Json.object();
    if (!words.description().isEmpty()) {
      node.put("description", words.description());
    }
    ArrayNode messages = node.putArray("messages");
    for (Prompt.Message message : words.messages()) {
      messages
          .addObject()
          .put("role", message.role().wireName())
          .set("content", content(message.content()));
    }
    return node;
  }

  private void named(ObjectNode node, String name, String title, String description) {
    node.put("name", name);
    if (!title.isEmpty() && revision.isBeyondFirst()) {
      node.put("title", title);
    }
    if (!description.isEmpty()) {
      node.put("description", description);
    }
  }

  void icons(ObjectNode node, List<Icon> icons) {
    if (icons.isEmpty() || !revision.knowsIcons()) {
      return;
    }
    ArrayNode list = node.putArray("icons");
    for (Icon icon : icons) {
      ObjectNode one = list.addObject().put("src", icon.source().toString());
      if (icon.mimeType() != null) {
        one.put("mimeType", icon.mimeType());
      }
      if (!icon.sizes().isEmpty()) {
        icon.sizes().forEach(one.putArray("sizes")::add);
      }
    }
  }

  private void notes(ObjectNode node, Notes notes) {
    if (notes.equals(Notes.NONE)) {
      return;
    }
    ObjectNode annotations = node.putObject("annotations");
    if (!notes.audience().isEmpty()) {
      ArrayNode audience = annotations.putArray("audience");
      notes.audience().forEach(role -> audience.add(role.wireName()));
    }
    if (notes.priority() != null) {
      annotations.put("priority", notes.priority());
    }
    if (notes.lastModified() != null && revision.isBeyondFirst()) {
      annotations.put("lastModified", notes.lastModified().toString());
    }
  }

  void meta(ObjectNode node, @Nullable ObjectNode meta) {
    if (meta != null && revision.isBeyondFirst()) {
      node.set("_meta", meta.deepCopy());
    }
  }
}
