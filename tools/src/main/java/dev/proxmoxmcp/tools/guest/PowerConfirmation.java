package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Leave;
import dev.proxmoxmcp.tools.Person;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.change.ChangeRun;
import dev.proxmoxmcp.tools.change.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has a person say whether guests are cut off, where the server does not allow it by itself. What
 * he was shown must still be so when he has said yes.
 *
 * @param context of the call
 * @param action what is done to the guests
 * @param byPerson the tiers that he may allow
 */
record PowerConfirmation(CallContext context, PowerAction action, Set<Tier> byPerson)
    implements ChangeRun.Permission<GuestResource> {
  private static final String CONFIRM = "confirm";
  private static final String NAME = "name";
  private static final int LONGEST_NAME = 128;

  @Override
  public BoundCluster of(List<Checked<GuestResource>> going, List<Outgoing> steps)
      throws InterruptedException {
    return switch (context.leave(steps, byPerson)) {
      case Leave.Given(BoundCluster cluster) -> cluster;
      case Leave.OfPerson(Person person) -> asked(person, going);
    };
  }

  private BoundCluster asked(Person person, List<Checked<GuestResource>> going)
      throws InterruptedException {
    List<Integer> vmids = going.stream().map(one -> one.target().ref().vmid().value()).toList();
    List<ShownGuest> shown =
        ShownGuest.read(
            person.shown(() -> ShownGuest.write(ShownGuest.now(context.cluster(), vmids))));
    boolean guarded = shown.stream().anyMatch(ShownGuest::guarded);
    if (guarded && shown.size() > 1) {
      throw new ArgumentProblem(
          "Nothing was sent: guests tagged %s are confirmed one by one. Make a call for each: %s."
              .formatted(
                  ShownGuest.GUARDED,
                  shown.stream()
                      .filter(ShownGuest::guarded)
                      .map(ShownGuest::title)
                      .collect(Collectors.joining(", "))));
    }
    return person.asked(
        what(shown),
        new Question.Form(message(shown, person), guarded ? nameForm() : yesForm(shown.size())),
        content -> objection(content, shown, vmids));
  }

  private String what(List<ShownGuest> shown) {
    return action.pathText()
        + " of "
        + (shown.size() == 1 ? shown.getFirst().title() : shown.size() + " guests");
  }

  private String message(List<ShownGuest> shown, Person person) {
    String verb = capital(action.pathText());
    String guests =
        shown.size() == 1
            ? verb + " " + shown.getFirst().described() + " of cluster " + context.clusterName()
            : shown.stream()
                .map(ShownGuest::described)
                .collect(
                    Collectors.joining(
                        "\n- ",
                        "%s %d guests of cluster %s:\n- "
                            .formatted(verb, shown.size(), context.clusterName()),
                        "\nAll of them"));
    return guests
        + "? This is like pulling the plug: what is in memory is lost. Asked for by "
        + person.asker()
        + ".";
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private ObjectNode yesForm(int guests) {
    ObjectNode form = form(CONFIRM);
    form.withObject("properties")
        .putObject(CONFIRM)
        .put("type", "boolean")
        .put("title", "Yes, " + action.pathText() + (guests == 1 ? " it" : " them"))
        .put("default", false);
    return form;
  }

  private static ObjectNode nameForm() {
    ObjectNode form = form(NAME);
    form.withObject("properties")
        .putObject(NAME)
        .put("type", "string")
        .put("title", "Name of the guest")
        .put("description", "It is tagged " + ShownGuest.GUARDED + ": type its name to go on")
        .put("maxLength", LONGEST_NAME);
    return form;
  }

  private static ObjectNode form(String required) {
    ObjectNode form = JsonNodeFactory.instance.objectNode().put("type", "object");
    form.putObject("properties");
    form.putArray("required").add(required);
    return form;
  }

  private Optional<Person.No> objection(
      ObjectNode content, List<ShownGuest> shown, List<Integer> vmids) {
    if (shown.getFirst().guarded()) {
      if (!content.path(NAME).asString("").strip().equals(shown.getFirst().toType())) {
        return Optional.of(
            new Person.No("declined", "the name that was typed is not that of the guest"));
      }
    } else if (!content.path(CONFIRM).booleanValue(false)) {
      return Optional.of(new Person.No("declined", "the person sent the form without a yes"));
    }
    return different(shown, ShownGuest.now(context.cluster(), vmids));
  }

  private static Optional<Person.No> different(List<ShownGuest> shown, List<ShownGuest> now) {
    if (shown.equals(now)) {
      return Optional.empty();
    }
    List<String> differences = new ArrayList<>();
    for (ShownGuest one : shown) {
      Optional<ShownGuest> same =
          now.stream().filter(other -> other.vmid() == one.vmid()).findFirst();
      if (same.isEmpty()) {
        differences.add(one.title() + " is not there");
      } else if (!same.get().equals(one)) {
        differences.add(one.described() + " is now " + same.get().described());
      }
    }
    if (differences.isEmpty()) {
      differences.add("they are other guests");
    }
    return Optional.of(
        new Person.No(
            "changed",
            "the person said yes to what is not so any more: "
                + String.join("; ", differences)
                + ". Call again, and he is asked about what is there now"));
  }
}
