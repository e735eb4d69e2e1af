package dev.proxmoxmcp.dashboard;

import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Standing;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What the page looks like. It has no scripts, and no style but its own. */
final class Pages {
  static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8888; padding: 0.8rem; }
      .said { border-left: 4px solid #c60; padding-left: 0.8rem; }
      label, input { display: block; margin: 0.4rem 0; font: inherit; }
      input { width: 100%; box-sizing: border-box; padding: 0.4rem; }
      button { font: inherit; padding: 0.4rem 1.2rem; margin: 0.4rem 0; }
      footer { margin-top: 2rem; border-top: 1px solid #8888; }
      """;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Of the form that is sent to a path below the page's. */
  private final UnaryOperator<String> tokens;

  /**
   * The pages of one session or visit.
   *
   * @param tokens what the form for a path holds
   */
  Pages(UnaryOperator<String> tokens) {
    this.tokens = tokens;
  }

  /** A page that says something, for whoever. */
  static String said(String title, String text) {
    return begun(title).element("p", text).raw("</main>\n</html>\n").toString();
  }

  /**
   * The log-in.
   *
   * @param plan to which it leads; "" for the list
   * @param said what to say before; "" for nothing
   */
  String login(String plan, String said) {
    Html html = begun("Log in to approve");
    said(html, said);
    form(html, "/login")
        .hidden("plan", plan)
        .raw("<label for=\"passphrase\">Approval passphrase</label>\n")
        // What a browser keeps, a program that steers the browser can use.
        .raw("<input id=\"passphrase\" name=\"passphrase\" type=\"password\" required autofocus")
        .raw(" autocomplete=\"off\">\n<button>Log in</button>\n</form>\n");
    return html.element("p", "It is the one that proxmox-mcp approval-passphrase set.")
        .raw("</main>\n</html>\n")
        .toString();
  }

  /** What waits. */
  String list(List<Plan> plans) {
    Html html = begun("Changes that wait");
    if (plans.isEmpty()) {
      html.element("p", "Nothing waits for a person.");
    }
    html.raw("<ul>\n");
    for (Plan plan : plans) {
      html.raw("<li><a href=\"")
          .raw(ApprovalPages.PATH)
          .raw("/")
          .text(plan.id().text())
          .raw("\">")
          .text(plan.proposal().title())
          .raw("</a>, ")
          .text(standing(plan))
          .raw(", until ")
          .text(TIME.format(plan.until()))
          .raw("</li>\n");
    }
    return ended(html.raw("</ul>\n"));
  }

  /**
   * A plan, and how it is decided about.
   *
   * @param lines it in words
   * @param said what to say before; "" for nothing
   */
  String plan(Plan plan, List<String> lines, String said) {
    Html html = begun("Approve or deny");
    said(html, said);
    html.raw("<pre>");
    lines.forEach(line -> html.text(line).raw("\n"));
    html.raw("</pre>\n");
    String path = "/" + plan.id().text();
    if (plan.standing() instanceof Standing.Waiting) {
      form(html, path + "/approve").hidden("digest", plan.digest());
      names(html, plan.proposal().namesToType());
      html.raw("<button>Approve</button>\n</form>\n");
    } else {
      html.element("p", "It is " + standing(plan) + ".");
    }
    form(html, path + "/deny").raw("<button>Deny</button>\n</form>\n");
    return ended(html);
  }

  /** What came of something. */
  String outcome(String title, String text) {
    return ended(begun(title).element("p", text));
  }

  private static void names(Html html, List<String> names) {
    if (!names.isEmpty()) {
      html.raw("<label for=\"name\">")
          .text(
              names.size() == 1
                  ? "The guest is protected; type its name"
                  : "The guests are protected; type their names, parted by commas")
          .raw("</label>\n<input id=\"name\" name=\"name\" required autocomplete=\"off\">\n");
    }
  }

  private static String standing(Plan plan) {
    return switch (plan.standing()) {
      case Standing.Waiting(String _, boolean onlyShown) when onlyShown ->
          "was only looked at (dry run): nobody waits for it";
      case Standing.Waiting(String rule, boolean _) -> "waits for a person (" + rule + ")";
      case Standing.Approved approved ->
          "approved by " + approved.approval().by() + " and not run yet";
      case Standing.Open _ -> "being run";
      case Standing.Ended ended -> "over: " + ended.outcome();
    };
  }

  private static Html begun(String title) {
    return new Html()
        .raw("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
        .text(title + " · ProxmoxMCP")
        .raw("</title>\n<link rel=\"stylesheet\" href=\"")
        .raw(ApprovalPages.PATH)
        .raw("/style.css\">\n<main>\n")
        .element("h1", title);
  }

  private static void said(Html html, String said) {
    if (!said.isEmpty()) {
      html.raw("<p class=\"said\" role=\"alert\">").text(said).raw("</p>\n");
    }
  }

  private Html form(Html html, String path) {
    return html.raw("<form method=\"post\" action=\"")
        .raw(ApprovalPages.PATH)
        .text(path)
        .raw("\">\n")
        .hidden("token", tokens.apply(path));
  }

  private String ended(Html html) {
    html.raw("</main>\n<footer>\n<p><a href=\"")
        .raw(ApprovalPages.PATH)
        .raw("\">All that waits</a></p>\n");
    return form(html, "/logout")
        .raw("<button>Log out</button>\n</form>\n</footer>\n</html>\n")
        .toString();
  }
}
