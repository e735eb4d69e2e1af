package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.command.CommandRules;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.mcp.api.Answer;
import dev.proxmoxmcp.mcp.api.Question;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client that opens pages and shows no forms: its person decides on a page of the server. */
class PlanPageTest {
  private static final String LINK = "http://127.0.0.1:1/approvals";

  private final ToolLab lab = ToolLab.homelab();
  private final List<Question.Page> opened = new ArrayList<>();
  private String link = LINK;
  private Consumer<Plan> person = _ -> {};

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void what_a_person_approves_on_the_page_is_done_in_the_same_call() throws InterruptedException {
    person =
        plan ->
            new Desk(lab.ledger())
                .approve(
                    plan.id(), plan.digest(), new Approval("ann", "page"), Desk.Terms.ONCE, "");

    ToolReply reply = stop(_ -> AskedCall.accepted("{}"));

    assertThat(reply.outcome()).as(reply.text()).isEqualTo(Outcome.DONE);
    assertThat(lab.writes()).hasSize(1);
    assertThat(opened)
        .singleElement()
        .satisfies(page -> {
          assertThat(page.url()).hasToString(LINK);
          assertThat(page.message()).startsWith("Stop of VM 101 \"web1\" on pve1");
        });
  }

  @Test
  void that_he_opened_the_page_is_no_yes() throws InterruptedException {
    ToolReply reply = stop(_ -> AskedCall.accepted("{\"confirm\":true}"));

    assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(reply.text()).contains("has not decided yet", "plan_execute with plan=");
    assertThat(lab.writes()).isEmpty();
    assertThat(new Desk(lab.ledger()).waiting()).hasSize(1);
  }

  @Test
  void what_he_denies_on_the_page_or_does_not_want_to_open_is_not_done()
      throws InterruptedException {
    assertThat(stop(_ -> new Answer.Declined()).text()).contains("said no");
    person = plan -> new Desk(lab.ledger()).deny(plan.id(), new Approval("ann", "page"));
    assertThat(stop(_ -> AskedCall.accepted("{}")).text()).contains("said no on the page");

    assertThat(lab.writes()).isEmpty();
    assertThat(new Desk(lab.ledger()).waiting()).isEmpty();
  }

  @Test
  void where_there_is_no_page_nobody_is_sent_to_one() throws InterruptedException {
    link = "";

    assertThat(stop(_ -> AskedCall.accepted("{}")).text())
        .contains("it needs a person's yes", "How it is decided.");
    assertThat(opened).isEmpty();
  }

  private ToolReply stop(Function<Question.Page, Answer> client) throws InterruptedException {
    ObjectNode arguments =
        (ObjectNode) JsonMapper.shared().readTree("{\"guests\":[\"101\"],\"action\":\"stop\"}");
    Deciding deciding =
        new Deciding(
            new Guard(new Policy(Set.of()), lab.ledger()),
            new OnThePage(),
            _ -> Optional.empty(),
            CommandRules.NONE);
    return new Toolbox(
            ToolCatalog.ALL,
            List.of(lab.cluster()),
            deciding,
            lab.clock(),
            _ -> new CountDownLatch(1).await())
        .call(
            "guest_power",
            AskedCall.byPage(
                arguments,
                page -> {
                  opened.add(page);
                  return client.apply(page);
                }));
  }

  private final class OnThePage implements Approvals {
    @Override
    public String how(Plan plan) {
      return "How it is decided.";
    }

    @Override
    public Optional<String> link(Plan plan) {
      return link.isEmpty() ? Optional.empty() : Optional.of(link);
    }

    @Override
    public void await(Plan plan) {
      person.accept(plan);
    }
  }
}
