package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.access.Access;
import dev.proxmoxmcp.client.access.AclEntry;
import dev.proxmoxmcp.client.access.RoleId;
import dev.proxmoxmcp.client.access.TokenInfo;
import dev.proxmoxmcp.client.access.UserInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings a host to what it should have, or takes away what was made there. Each thing is noted
 * before it is made. Owned by the main thread.
 */
final class HostWork {
  private final Access access;
  private final Product product;
  private final Made made;
  private final Keeper keeper;

  /** Keeps what was noted. */
  @FunctionalInterface
  interface Keeper {
    void keep() throws IOException;
  }

  HostWork(Access access, Product product, Made made, Keeper keeper) {
    this.access = access;
    this.product = product;
    this.made = made;
    this.keeper = keeper;
  }

  /** What the host has now, as far as it matters for a token. */
  private record Found(
      SortedMap<RoleId, SortedSet<String>> roles,
      List<UserInfo> users,
      SortedMap<String, TokenInfo> tokens,
      List<AclEntry> entries) {
    Optional<UserInfo> user(UserId id) {
      return users.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    boolean grants(String path, RoleId role, String who) {
      return entries.stream()
          .anyMatch(entry ->
              entry.path().equals(path)
                  && entry.role().equals(role)
                  && entry.who().equals(who)
                  && entry.propagates());
    }
  }

  private Found look(UserId user) {
    List<UserInfo> users = access.users().list();
    return new Found(
        product == Product.PVE ? access.roles().list() : new TreeMap<>(),
        users,
        users.stream().anyMatch(one -> one.id().equals(user))
            ? access.tokens().of(user)
            : new TreeMap<>(),
        access.entries().list());
  }

  /**
   * What is to be done; nothing is changed yet.
   *
   * @param tokenGood whether the secret that is kept here is that of the token
   * @throws UsageProblem if something of that name is there that was not made here
   */
  List<Step> steps(HostPlan plan, boolean tokenGood, Instant expires) {
    TokenId token = plan.token();
    Found found = look(token.user());
    List<Step> steps = new ArrayList<>();
    roles(plan, found, steps);
    if (found.user(token.user()).isEmpty()) {
      steps.add(new Step.MakeUser(token.user()));
    }
    grants(plan, found, token.user(), steps);
    boolean there = found.tokens().containsKey(token.name());
    if (there && !made.tokens().contains(token)) {
      throw new UsageProblem(
          "Token "
              + token
              + " is there already, and `init` did not make it for this cluster. Choose another one"
              + " by --token; or, if nothing uses it any more, remove it: `"
              + new Step.DropToken(token).command(product)
              + "`. Nothing was changed.");
    }
    if (there && !tokenGood) {
      steps.add(new Step.DropToken(token));
    }
    boolean fresh = !there || !tokenGood;
    if (fresh) {
      steps.add(new Step.MakeToken(token, expires));
    }
    if (fresh) {
      plan.grants().forEach(one -> steps.add(new Step.Give(one.path(), one.role(), token)));
    } else {
      grants(plan, found, token, steps);
    }
    surplus(plan, found, steps);
    return steps;
  }

  private void roles(HostPlan plan, Found found, List<Step> steps) {
    plan.roles()
        .forEach((role, privileges) -> {
          SortedSet<String> now = found.roles().get(role);
          if (now == null) {
            steps.add(new Step.MakeRole(role, privileges));
          } else if (!now.equals(privileges)) {
            if (!made.roles().contains(role)) {
              throw new UsageProblem(
                  "Role "
                      + role
                      + " is there already with other privileges ("
                      + String.join(" ", now)
                      + "), and was not made by `init`. Choose another name by --role. Nothing was"
                      + " changed.");
            }
            steps.add(new Step.ChangeRole(role, now, privileges));
          }
        });
  }

  private static void grants(HostPlan plan, Found found, AuthId who, List<Step> steps) {
    plan.grants().stream()
        .filter(one -> !found.grants(one.path(), one.role(), who.toString()))
        .forEach(one -> steps.add(new Step.Give(one.path(), one.role(), who)));
  }

  /** What was made for toolsets that are not wanted any more. */
  private void surplus(HostPlan plan, Found found, List<Step> steps) {
    for (Made.Entry entry : made.entries()) {
      boolean wanted = plan.grants().contains(new HostPlan.Grant(entry.path(), entry.role()));
      if (!wanted && found.grants(entry.path(), entry.role(), entry.who())) {
        steps.add(new Step.Take(entry.path(), entry.role(), who(entry.who())));
      }
    }
    for (RoleId role : made.roles()) {
      if (!plan.roles().containsKey(role)
          && found.roles().containsKey(role)
          && !usedByOthers(found, role)) {
        steps.add(new Step.DropRole(role));
      }
    }
  }

  /**
   * What takes away all that was made and is still there, and nobody else uses.
   *
   * @param left told what stays, with the reason
   */
  List<Step> reverse(List<String> left) {
    UserId user = owner();
    Found found = look(user);
    List<Step> steps = new ArrayList<>();
    for (TokenId token : made.tokens()) {
      if (found.tokens().containsKey(token.name())) {
        steps.add(new Step.DropToken(token));
      }
    }
    for (Made.Entry entry : made.entries()) {
      boolean goesWithToken =
          made.tokens().stream().anyMatch(one -> one.toString().equals(entry.who()));
      if (!goesWithToken && found.grants(entry.path(), entry.role(), entry.who())) {
        steps.add(new Step.Take(entry.path(), entry.role(), who(entry.who())));
      }
    }
    for (RoleId role : made.roles()) {
      if (found.roles().containsKey(role)) {
        if (usedByOthers(found, role)) {
          left.add("role " + role + ", which others have");
        } else {
          steps.add(new Step.DropRole(role));
        }
      }
    }
    for (UserId one : made.users()) {
      found.user(one).ifPresent(info -> user(info, found, steps, left));
    }
    return steps;
  }

  private void user(UserInfo user, Found found, List<Step> steps, List<String> left) {
    boolean otherTokens =
        found.tokens().keySet().stream()
            .anyMatch(name -> !made.tokens().contains(new TokenId(user.id(), name)));
    boolean otherRights =
        found.entries().stream()
            .anyMatch(entry -> entry.who().equals(user.id().toString()) && !isMade(entry));
    if (otherTokens || otherRights || !user.comment().equals(Step.COMMENT)) {
      left.add(
          "user "
              + user.id()
              + ", "
              + (otherTokens
                  ? "who has other tokens"
                  : otherRights ? "who has other rights" : "whom somebody has changed since"));
    } else {
      steps.add(new Step.DropUser(user.id()));
    }
  }

  private UserId owner() {
    return made.tokens().stream()
        .map(TokenId::user)
        .findFirst()
        .or(() -> made.users().stream().findFirst())
        .or(() -> made.entries().stream().map(entry -> who(entry.who()).user()).findFirst())
        .orElseGet(() -> UserId.parse("root@pam"));
  }

  private boolean usedByOthers(Found found, RoleId role) {
    return found.entries().stream().anyMatch(entry -> entry.role().equals(role) && !isMade(entry));
  }

  private boolean isMade(AclEntry entry) {
    return made.entries().contains(new Made.Entry(entry.path(), entry.role(), entry.who()));
  }

  private static AuthId who(String text) {
    return text.contains("!") ? TokenId.parse(text) : UserId.parse(text);
  }

  /**
   * Does it, step by step.
   *
   * @return the token that was made; null if none was
   * @throws Halfway if a step fails; those before it are done
   */
  @Nullable ApiToken carryOut(List<Step> steps) throws IOException {
    ApiToken token = null;
    for (Step step : steps) {
      made.note(step);
      keeper.keep();
      try {
        ApiToken result = carryOut(step);
        token = result == null ? token : result;
      } catch (ProxmoxException failure) {
        if (step.makes() && failure.delivery() != Delivery.UNKNOWN) {
          made.strike(step);
          keeper.keep();
        }
        throw new Halfway(step, failure);
      }
      if (!step.makes()) {
        made.strike(step);
      }
    }
    keeper.keep();
    return token;
  }

  private @Nullable ApiToken carryOut(Step step) {
    switch (step) {
      case Step.MakeRole(RoleId role, var privileges) -> access.roles().create(role, privileges);
      case Step.ChangeRole(RoleId role, var _, var privileges) ->
          access.roles().change(role, privileges);
      case Step.MakeUser(UserId user) -> access.users().create(user, Step.COMMENT);
      case Step.MakeToken(TokenId token, Instant expires) -> {
        return access.tokens().create(token, Step.COMMENT, expires);
      }
      case Step.Give(String path, RoleId role, AuthId who) ->
          access.entries().grant(path, role, who);
      case Step.Take(String path, RoleId role, AuthId who) ->
          access.entries().revoke(path, role, who);
      case Step.DropToken(TokenId token) -> access.tokens().delete(token);
      case Step.DropRole(RoleId role) -> access.roles().delete(role);
      case Step.DropUser(UserId user) -> access.users().delete(user);
    }
    return null;
  }

  /** A step failed; those before it are done. */
  static final class Halfway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Halfway(Step step, ProxmoxException cause) {
      super("Could not " + step.does() + ".\n" + cause.getMessage(), cause);
    }
  }
}
