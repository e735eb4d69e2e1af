package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.CheckedCall;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.tools.plan.Undoing;
import dev.proxmoxmcp.tools.text.SecretNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a change by the API is taken back: settings are put to what they were, as far as that was
 * read before. Nothing else has an undo that holds for any endpoint.
 *
 * @param call what is sent
 * @param place where the object is read; empty if nowhere
 * @param before how the object was
 */
record ApiUndo(CheckedCall call, Optional<StatePlace.Place> place, State before) {
  private static final Undo.None SOMETHING_ELSE =
      new Undo.None(
          "only settings that can be read beforehand are put back, and this is something else");

  /** What is taken back and what is not, without a call. */
  static final List<Undoing> KINDS =
      List.of(
          new Undoing(
              "settings that can be read and set back, with no secret or new disk among them",
              new Undo.By("api_write", "{}", "sets them to what they were")),
          new Undoing("anything else", SOMETHING_ELSE));

  private static final String DELETE = "delete";
  private static final Set<String> NOT_SETTINGS =
      Set.of("digest", DELETE, "background_delay", "skiplock", "force", "revert");

  /** What makes more than a setting: a new disk, a moved one. */
  private static final String ALLOCATES = "import-from";

  private static final Pattern SEPARATORS = Pattern.compile("[,; ]+");

  Undo undo() {
    boolean sets =
        call.endpoint().method() == ApiMethod.PUT
            || call.endpoint().template().endsWith("/{vmid}/config");
    boolean samePlace = place.filter(there -> there.after().equals(call.path())).isPresent();
    if (!sets || !samePlace || !(before instanceof State.Seen(JsonNode old)) || !old.isObject()) {
      return SOMETHING_ELSE;
    }
    return backTo(old);
  }

  private Undo backTo(JsonNode old) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    List<String> unset = new ArrayList<>();
    for (String name : touched()) {
      JsonNode was = old.path(name);
      if (SecretNames.isOne(name)) {
        return new Undo.None("what " + name + " was cannot be read");
      }
      if (was.isMissingNode() || was.isNull()) {
        unset.add(name);
      } else if (was.isContainer()) {
        return new Undo.None("what " + name + " was cannot be put into one parameter");
      } else {
        parameters.set(name, was);
      }
    }
    if (parameters.isEmpty() && unset.isEmpty()) {
      return new Undo.None("it sets nothing");
    }
    if (!unset.isEmpty() && !call.endpoint().parameters().containsKey(DELETE)) {
      return new Undo.None(String.join(", ", unset) + " cannot be unset again");
    }
    if (!unset.isEmpty()) {
      parameters.put(DELETE, String.join(",", unset));
    }
    if (allocates()) {
      return new Undo.None("it makes a disk, which is not taken away by itself");
    }
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("endpoint", call.endpoint().method() + " " + call.path());
    arguments.set("parameters", parameters);
    return new Undo.By(
        "api_write",
        JsonText.write(arguments),
        "sets " + String.join(", ", touched()) + " to what it was");
  }

  private boolean allocates() {
    return call.parameters().values().stream()
        .flatMap(List::stream)
        .anyMatch(
            value -> value.contains(ALLOCATES) || value.matches("[A-Za-z0-9_.-]+:[0-9.]+(,.*)?"));
  }

  /** The settings that it sets or unsets. */
  Set<String> touched() {
    Set<String> names = new LinkedHashSet<>();
    call.parameters()
        .forEach((name, values) -> {
          if (name.equals(DELETE)) {
            values.forEach(value -> SEPARATORS.splitAsStream(value).forEach(names::add));
          } else if (!NOT_SETTINGS.contains(name)) {
            names.add(name);
          }
        });
    return names;
  }
}
