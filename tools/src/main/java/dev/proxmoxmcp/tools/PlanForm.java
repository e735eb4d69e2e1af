package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.tools.plan.PlanWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form by which a person at a client decides about a plan.
 *
 * @param plan what he decides about; the same in each run of the call
 */
record PlanForm(Plan plan) {
  private static final String CONFIRM = "confirm";
  private static final String NAME = "name";
  private static final int LONGEST_NAME = 2000;

  /** What he is asked. */
  Question.Form question() {
    List<String> names = plan.proposal().namesToType();
    return new Question.Form(message(), names.isEmpty() ? yesForm() : nameForm(names.size() > 1));
  }

  /** The plan as a question. */
  String message() {
    List<String> lines = PlanWords.lines(plan);
    String first = lines.getFirst();
    return first.substring(0, 1).toUpperCase(Locale.ROOT)
        + first.substring(1)
        + "?\n"
        + String.join("\n", lines.subList(1, lines.size()));
  }

  private static ObjectNode yesForm() {
    ObjectNode form = form(CONFIRM);
    form.withObject("properties")
        .putObject(CONFIRM)
        .put("type", "boolean")
        .put("title", "Yes, do it")
        .put("default", false);
    return form;
  }

  private static ObjectNode nameForm(boolean several) {
    ObjectNode form = form(NAME);
    form.withObject("properties")
        .putObject(NAME)
        .put("type", "string")
        .put("title", several ? "Names of the protected guests" : "Name of the guest")
        .put(
            "description",
            several
                ? "They are protected: type their names, parted by commas"
                : "It is protected: type its name")
        .put("maxLength", LONGEST_NAME);
    return form;
  }

  private static ObjectNode form(String required) {
    ObjectNode form = JsonNodeFactory.instance.objectNode().put("type", "object");
    form.putObject("properties");
    form.putArray("required").add(required);
    return form;
  }

  /** Why what he sent is no yes, as the end of a sentence; empty if it is one. */
  Optional<String> objection(ObjectNode content) {
    List<String> names = plan.proposal().namesToType();
    if (!names.isEmpty()) {
      return plan.proposal().namedBy(content.path(NAME).asString(""))
          ? Optional.empty()
          : Optional.of(
              "the name that was typed is not that of the guest, or not all of them were");
    }
    return content.path(CONFIRM).booleanValue(false)
        ? Optional.empty()
        : Optional.of("the person sent the form without a yes");
  }
}
