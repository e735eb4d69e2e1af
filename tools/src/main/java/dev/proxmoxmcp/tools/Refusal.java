package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.KnownFault;

/** Everything for which a call is not done although Proxmox was never asked. */
public enum Refusal implements KnownFault {
  /** Nobody has said yes. */
  NEEDS_YES(
      "no rule and no `--allow` lets it happen by itself, or what a guest wrote was read before",
      "a person decides, as the end of the message says: `proxmox-mcp approve PLAN`, a form of the"
          + " client, or the page ([guard](guard.md))",
      "it needs a person's yes (…)"),
  /** The page is open. */
  NOT_DECIDED(
      "the page of the approval was opened, and nothing pressed yet",
      "decide there, then run the plan",
      "the person has the page and has not decided yet"),
  /** A rule says no. */
  POLICY(
      "a rule of the settings says `deny`; an approval cannot go past it",
      "`proxmox-mcp policy test` shows which rule it is; whoever writes the policy can change it",
      "the policy forbids it (…)"),
  /** A command that none of the named ones is. */
  COMMAND(
      "where `policy.commands` names what may run, nothing else does, and what can be no command"
          + " never does",
      "name it there, or run one that is named: [commands](policy.md)",
      "The settings name the commands that may run",
      "A command begins with …",
      "A word of a command …"),
  /** He said no. */
  SAID_NO(
      "the person was asked, and did not agree",
      "ask again only if he wants it",
      "the person said no",
      "the person sent the form without a yes",
      "the name that was typed is not that of the guest"),
  /** He said nothing. */
  NO_ANSWER(
      "the question was closed, or not answered in time, or the client cannot show it",
      "make the call again, or approve the plan at a terminal",
      "the person closed the question without an answer",
      "nobody answered the question within two minutes",
      "is neither a yes nor a no"),
  /** The plan is no more. */
  PLAN_OVER(
      "a plan is run once, by whom it was made for, within 10 minutes",
      "make the call again for a new one",
      "there is no plan … that you can run",
      "There is no such plan that you can run",
      "its plan is over, because it was denied, run, or not decided about in time"),
  /** What is there is not what was seen. */
  OTHER_STATE(
      "the guest changed after the plan was shown",
      "make the call again, and look at the new plan",
      "the plan … was made for another state"),
  /** Changes are stopped. */
  FROZEN(
      "somebody stopped all changes with `freeze`",
      "`proxmox-mcp thaw`, once the reason is gone",
      "All changes are frozen since …"),
  /** Too much at once. */
  RATE(
      "a caller may do so much in a minute, so that one that errs does not do it a thousand times",
      "wait as long as it says; how much it is stands in the [settings](settings.md#keys)",
      "this caller has used up the rate of …",
      "at once are more than the rate of … ever lets pass"),
  /** The trail cannot be written. */
  NOT_RECORDED(
      "a change that cannot be recorded is not done",
      "what stands behind the colon: see [where state is kept](#this-machine)",
      "because that cannot be recorded: …");

  private final Words words;

  Refusal(String why, String mend, String... messages) {
    words = new Words(why, mend, messages);
  }

  @Override
  public Words words() {
    return words;
  }
}
