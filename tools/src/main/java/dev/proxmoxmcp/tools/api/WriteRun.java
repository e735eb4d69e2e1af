package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.ApiType;
import dev.proxmoxmcp.client.catalog.PrivilegeCheck;
import dev.proxmoxmcp.client.catalog.RootOnly;
import dev.proxmoxmcp.client.catalog.Standing;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.plan.Aim;
import dev.proxmoxmcp.tools.plan.Intention;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One change by any endpoint: checked, asked for at the gate, sent once, followed to its end.
 *
 * @param args what was asked for
 * @param context of the call
 */
record WriteRun(ApiWriteTool.Args args, CallContext context) {
  ToolReply reply() throws InterruptedException {
    EndpointName name = EndpointName.of(args.endpoint());
    if (name.method() == null) {
      throw new ArgumentProblem(
          "endpoint takes a method and a path, such as \"PUT /nodes/{node}/qemu/101/config\"."
              + " Nothing was sent.");
    }
    Prepared prepared = Prepared.of(context, name, args.parameters(), true);
    if (prepared.verdict().tier() == Tier.READ && name.method() == ApiMethod.GET) {
      throw new ArgumentProblem(
          prepared.title()
              + " looks only: api_read sends it, with path="
              + prepared.call().path()
              + ". Nothing was sent.");
    }
    Outgoing.ApiRequest request =
        context.cluster().calls().request(prepared.call(), prepared.verdict().tier());
    Optional<String> barred = barred(prepared, context.cluster().access().authId());
    if (barred.isPresent() && !args.dryRun()) {
      return ToolReply.problem(Outcome.REFUSED, barred.get() + " Nothing was sent.");
    }
    Optional<String> lacking =
        args.dryRun() ? Optional.empty() : lacking(prepared, standing(context, prepared));
    if (lacking.isPresent()) {
      return ToolReply.problem(
          Outcome.REFUSED, prepared.title() + ": nothing was sent. " + lacking.get());
    }
    Looks looks = new Looks(prepared.host().catalog());
    Optional<StatePlace.Place> place =
        prepared.call().endpoint().method() == ApiMethod.GET
            ? Optional.empty()
            : new StatePlace(looks).of(prepared.call());
    State before =
        place
            .map(there -> State.of(context.cluster(), looks, there.before()))
            .orElseGet(State.Absent::new);
    Optional<String> changedSince =
        context.wasLeft().flatMap(left -> Left.read(left).unlike(before));
    if (changedSince.isPresent()) {
      return ToolReply.problem(
          Outcome.REFUSED, prepared.title() + " was not sent. " + changedSince.get());
    }
    ApiUndo undo = new ApiUndo(prepared.call(), place, before);
    Subject subject = ApiSubject.of(prepared.call(), context);
    BoundCluster granted =
        context.permitted(
            Intention.of(
                    prepared.title(),
                    List.of(new Aim(request, subject)),
                    new ApiState(
                        ApiSubject.ofOne(prepared.call()) ? subject : Subject.NO_GUEST,
                        looks,
                        place),
                    new WriteNotes(context, prepared, barred).notes(args.dryRun()),
                    undo.undo())
                .shownOnly(args.dryRun()));
    return withoutSecrets(
        prepared,
        granted,
        new WriteReport(prepared, context, looks, place, before, undo.touched()));
  }

  /** What the token lacks for it; empty if nothing is known to. */
  private Optional<String> lacking(Prepared prepared, Standing standing) {
    ProductGrants grants =
        new ProductGrants(context.cluster().access().authId(), prepared.product());
    return switch (standing) {
      case Standing.Lacking(List<Lack> lacks) -> Optional.of(grants.lacking(lacks));
      case Standing.Never(String why) -> Optional.of(grants.never(why));
      case Standing.Granted _, Standing.Open _ -> Optional.empty();
    };
  }

  /** What no token can send, by its form alone; empty if it can be sent. */
  private static Optional<String> barred(Prepared prepared, AuthId who) {
    ApiEndpoint endpoint = prepared.call().endpoint();
    if (endpoint.is(ApiEndpoint.Trait.DOWNLOAD)
        && !(endpoint.returns() instanceof ApiType.ListOf)) {
      return Optional.of(prepared.title() + " answers with a file, which no tool here takes.");
    }
    List<String> root = RootOnly.among(who, prepared.product(), endpoint, prepared.sent());
    String them = root.size() == 1 ? "it" : "them";
    return root.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Proxmox takes %s from root@pam alone, and %s. Leave %s out;"
                    .formatted(String.join(", ", root), notRoot(who), them)
                + " who logs in as root@pam can set "
                + them
                + ".");
  }

  private static String notRoot(AuthId who) {
    return switch (who) {
      case TokenId _ -> "no API token is root@pam";
      case UserId user -> user.described() + " is not";
    };
  }

  /** Asks Proxmox for the rights on each path that counts, now. */
  static Standing standing(CallContext context, Prepared prepared) {
    return PrivilegeCheck.asking(context.cluster().access())
        .of(prepared.product(), prepared.call().endpoint(), prepared.sent());
  }

  /** Sends it. What comes back may repeat what was sent, in a task's log for instance. */
  private ToolReply withoutSecrets(Prepared prepared, BoundCluster granted, WriteReport report) {
    Map<String, List<String>> sent = prepared.call().parameters();
    try {
      ToolReply reply = send(prepared, granted, report);
      String text = Secrets.without(sent, reply.text());
      return text.equals(reply.text())
          ? reply
          : new ToolReply(
              reply.outcome(), text, reply.json() == null ? null : JsonText.lenient().read(text));
    } catch (Refused | Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      String text = Secrets.without(sent, failure.getMessage());
      if (text.equals(failure.getMessage())) {
        throw failure;
      }
      return ToolReply.problem(Outcome.FAILED, text);
    }
  }

  private ToolReply send(Prepared prepared, BoundCluster granted, WriteReport report) {
    try {
      String data =
          granted
              .calls()
              .send(prepared.call(), prepared.verdict().tier(), "carry out " + prepared.title())
              .data();
      JsonNode answer = JsonText.lenient().read(data);
      return new Following(context, prepared.title(), args.waitSeconds())
          .task(answer)
          .map(task -> report.of(task, args.format()))
          .orElseGet(() -> report.of(answer, args.format()));
    } catch (Refused | Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      if (failure.delivery() != Delivery.UNKNOWN) {
        throw failure;
      }
      // Only the answer was lost, so it may be done all the same.
      return report.lost(failure.getMessage());
    }
  }
}
