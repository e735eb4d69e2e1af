package dev.proxmoxmcp.dashboard;

import dev.proxmoxmcp.dashboard.PageRequest.Cookie;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.approval.Attempts;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.PlanId;
import dev.proxmoxmcp.guard.store.CannotRecord;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a person decides about plans: he logs in with the approval passphrase, sees
 * what waits, approves or denies. It does the same without scripts that other pages do with them.
 * Which names in {@code Host} are its own is checked before it is asked. Its calls block.
 * Thread-safe.
 */
public final class ApprovalPages extends Handler.Abstract {
  /** Where it is, and below which all of it is. */
  public static final String PATH = "/approvals";

  private static final String LOGIN = "/login";
  private static final String LOGOUT = "/logout";
  private static final String APPROVE = "/approve";
  private static final String DENY = "/deny";
  private static final String WRONG_NAME =
      "That is not the name of the guest; nothing was approved.";
  private static final String NOT_SET =
      "No approval passphrase is set, so nobody can approve here. Set one in a terminal on this"
          + " server: proxmox-mcp approval-passphrase";

  private final Desk desk;
  private final Approver approver;
  private final Tickets tickets;
  private final @Nullable OneTimeLinks links;

  /**
   * One whose log-in is shown to whoever reaches it.
   *
   * @param random unpredictable
   */
  public ApprovalPages(Desk desk, Approver approver, InstantSource clock, SecureRandom random) {
    this(desk, approver, new Tickets(clock, random), null);
  }

  /**
   * @param links what takes one to the log-in; null where nothing is needed
   */
  ApprovalPages(Desk desk, Approver approver, Tickets tickets, @Nullable OneTimeLinks links) {
    this.desk = desk;
    this.approver = approver;
    this.tickets = tickets;
    this.links = links;
  }

  /** Somebody who logged in. */
  private record Person(String session, boolean secure) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws InterruptedException {
    Reply reply;
    try {
      reply = reply(new PageRequest(request));
    } catch (Refused refused) {
      reply = refused.reply();
    } catch (CannotRecord unusable) {
      reply =
          Reply.page(
              HttpStatus.SERVICE_UNAVAILABLE_503,
              Pages.said("Not done", "Nothing was done: " + unusable.getMessage()));
    }
    reply.send(response, callback);
    return true;
  }

  private Reply reply(PageRequest request) throws Refused, InterruptedException {
    String path = request.path();
    String rest = path.startsWith(PATH) ? path.substring(PATH.length()) : path;
    return switch (request.method()) {
      case "GET" -> shown(request, rest);
      case "POST" -> done(request, rest);
      default ->
          throw new Refused(
              HttpStatus.METHOD_NOT_ALLOWED_405,
              "Use GET or POST.",
              new HttpField(HttpHeader.ALLOW, "GET, POST"));
    };
  }

  private Reply shown(PageRequest request, String rest) throws Refused {
    if (rest.equals("/style.css")) {
      return Reply.style(Pages.STYLE);
    }
    Optional<PlanId> id =
        rest.isEmpty() || rest.equals("/") ? Optional.empty() : Optional.of(plan(rest));
    Optional<Person> person = person(request);
    if (person.isEmpty()) {
      return login(request, id.map(PlanId::text).orElse(""), HttpStatus.OK_200, "");
    }
    Pages pages = pages(person.get());
    if (id.isEmpty()) {
      return Reply.page(HttpStatus.OK_200, pages.list(desk.waiting()));
    }
    return desk.find(id.get())
        .map(plan -> Reply.page(HttpStatus.OK_200, pages.plan(plan, approver.lines(plan), "")))
        .orElseGet(() ->
            Reply.page(
                HttpStatus.NOT_FOUND_404,
                pages.outcome(
                    "Not there",
                    "There is no such plan that waits: it was run, denied, or its 10 minutes are"
                        + " over.")));
  }

  private static PlanId plan(String rest) throws Refused {
    return PlanId.parse(rest.substring(1))
        .orElseThrow(() -> new Refused(HttpStatus.NOT_FOUND_404, "There is no such page."));
  }

  private Reply done(PageRequest request, String rest) throws Refused, InterruptedException {
    request.requireOwnForm();
    Map<String, String> form = request.form();
    if (rest.equals(LOGIN)) {
      return loggedIn(request, form);
    }
    Optional<Person> person = person(request);
    if (person.isEmpty()) {
      return login(
          request,
          "",
          HttpStatus.FORBIDDEN_403,
          "You are not logged in any more; nothing was done.");
    }
    if (!tickets.fits(field(form, "token"), person.get().session(), rest)) {
      throw new Refused(
          HttpStatus.FORBIDDEN_403, "That form is not of this session. Nothing was done.");
    }
    if (rest.equals(LOGOUT)) {
      tickets.end(person.get().session());
      return Reply.page(HttpStatus.OK_200, Pages.said("Logged out", "You are logged out."))
          .with(List.of(request.setting(Cookie.SESSION, person.get().secure(), "")));
    }
    Pages pages = pages(person.get());
    if (rest.endsWith(APPROVE)) {
      return approved(plan(without(rest, APPROVE)), form, pages);
    }
    if (rest.endsWith(DENY)) {
      return told(
          desk.deny(plan(without(rest, DENY)), approver.approval()),
          "Denied",
          "Nobody can run it any more.",
          pages);
    }
    throw new Refused(HttpStatus.NOT_FOUND_404, "There is no such page.");
  }

  private static String without(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  private static String field(Map<String, String> form, String name) {
    return form.getOrDefault(name, "");
  }

  private Reply approved(PlanId id, Map<String, String> form, Pages pages) {
    Desk.Result result =
        desk.approve(
            id, field(form, "digest"), approver.approval(), Desk.Terms.ONCE, field(form, "name"));
    Optional<Plan> asked =
        result instanceof Desk.Result.WrongName ? desk.find(id) : Optional.empty();
    return asked
        .map(plan ->
            Reply.page(
                HttpStatus.UNPROCESSABLE_ENTITY_422,
                pages.plan(plan, approver.lines(plan), WRONG_NAME)))
        .orElseGet(() ->
            told(
                result,
                "Approved",
                "Who asked for it runs it now: plan_execute with plan=" + id + ".",
                pages));
  }

  private static Reply told(Desk.Result result, String what, String next, Pages pages) {
    return switch (result) {
      case Desk.Result.Done(Plan plan) ->
          Reply.page(
              HttpStatus.OK_200,
              pages.outcome(what, what + ": " + plan.proposal().title() + ". " + next));
      case Desk.Result.Gone(String why) -> notDone(why, pages);
      case Desk.Result.OnlyOnce(String why) -> notDone(why, pages);
      case Desk.Result.WrongName(List<String> _) -> notDone(WRONG_NAME, pages);
    };
  }

  private static Reply notDone(String why, Pages pages) {
    return Reply.page(HttpStatus.CONFLICT_409, pages.outcome("Nothing was done", why));
  }

  private Pages pages(Person person) {
    return new Pages(path -> tickets.token(person.session(), path));
  }

  /** Who sends it; empty if he is not logged in, or not any more. */
  private Optional<Person> person(PageRequest request) {
    // Behind a proxy only a form tells that there is TLS, so both are looked for.
    return Stream.of(true, false)
        .flatMap(secure ->
            request
                .cookie(Cookie.SESSION, secure, value -> tickets.isSession(value, secure))
                .map(session -> new Person(session, secure))
                .stream())
        .findFirst();
  }

  /**
   * The log-in.
   *
   * @param plan to which it leads; "" for the list
   * @param said what to say before
   * @throws Refused if it takes a link, and this is none
   */
  private Reply login(PageRequest request, String plan, int status, String said) throws Refused {
    Optional<String> known = visit(request);
    String visit = known.isPresent() ? known.get() : admitted(request);
    if (!approver.canApprove()) {
      return Reply.page(HttpStatus.OK_200, Pages.said("No passphrase yet", NOT_SET));
    }
    Reply page =
        Reply.page(status, new Pages(path -> tickets.token(visit, path)).login(plan, said));
    return known.isPresent()
        ? page
        : page.with(List.of(request.setting(Cookie.VISIT, request.isTls(), visit)));
  }

  private Optional<String> visit(PageRequest request) {
    return request.cookie(Cookie.VISIT, request.isTls(), tickets::isVisit);
  }

  private String admitted(PageRequest request) throws Refused {
    if (links != null && !links.use(request.parameter("once"))) {
      throw new Refused(
          HttpStatus.FORBIDDEN_403,
          "This page opens by a link, once, and this is none that is still good. Ask for the plan"
              + " again (plan_execute names a new link), or decide in a terminal: proxmox-mcp"
              + " plans");
    }
    return tickets.visit();
  }

  private Reply loggedIn(PageRequest request, Map<String, String> form) throws Refused {
    String visit =
        visit(request)
            .filter(value -> tickets.fits(field(form, "token"), value, LOGIN))
            .orElseThrow(() ->
                new Refused(
                    HttpStatus.FORBIDDEN_403,
                    "That log-in is over, or its cookie is missing. Open the page again."));
    String plan = PlanId.parse(field(form, "plan")).map(PlanId::text).orElse("");
    if (!approver.canApprove()) {
      throw new Refused(HttpStatus.FORBIDDEN_403, NOT_SET);
    }
    Pages pages = new Pages(path -> tickets.token(visit, path));
    return switch (approver.check(field(form, "passphrase").toCharArray())) {
      case Approver.Verdict.Right() -> {
        boolean secure = request.overTls();
        yield Reply.onward(plan.isEmpty() ? PATH : PATH + "/" + plan)
            .with(List.of(request.setting(Cookie.SESSION, secure, tickets.session(secure))));
      }
      case Approver.Verdict.Wrong() ->
          Reply.page(HttpStatus.FORBIDDEN_403, pages.login(plan, "That is not the passphrase."));
      case Approver.Verdict.Later(Duration delay) ->
          Reply.page(HttpStatus.TOO_MANY_REQUESTS_429, pages.login(plan, Attempts.tooEarly(delay)))
              .with(List.of(new HttpField(HttpHeader.RETRY_AFTER, seconds(delay))));
    };
  }

  private static String seconds(Duration delay) {
    return Long.toString(delay.toSeconds() + 1);
  }
}
