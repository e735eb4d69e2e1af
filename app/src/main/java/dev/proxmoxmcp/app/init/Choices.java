package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.Migration;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.access.RoleId;
import dev.proxmoxmcp.client.access.Toolset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * What is to be set up: as options say it, as it was chosen before, or as a person answers. Owned
 * by the main thread.
 */
final class Choices {
  private static final String ROLE = "ProxmoxMcp";
  private static final String TOKEN = "assistant";

  private final Wishes wishes;
  private final LocalWork local;
  private final Dialogue dialogue;

  Choices(Wishes wishes, LocalWork local, Dialogue dialogue) {
    this.wishes = wishes;
    this.local = local;
    this.dialogue = dialogue;
  }

  /** The one of that name, or at that place. */
  Optional<SetUp> before(Journal journal, HostQuestions.Place place) {
    String name = wishes.cluster();
    if (name == null) {
      return journal.all().values().stream().filter(one -> isAt(one, place)).findFirst();
    }
    try {
      local.mustBeOf(place.host(), name, journal);
    } catch (IllegalArgumentException another) {
      throw new UsageProblem(String.valueOf(another.getMessage()));
    }
    return journal.find(name);
  }

  private static boolean isAt(SetUp one, HostQuestions.Place place) {
    return one.host().equals(place.host());
  }

  /** What is wanted, from options, from what was there before, or asked. */
  SetUp chosen(
      HostQuestions.Place place, HostIdentity identity, Optional<SetUp> before, Journal journal) {
    String name = before.map(SetUp::name).orElseGet(() -> name(place, journal));
    return new SetUp(
        name,
        place.product(),
        place.host(),
        identity,
        toolsets(place.product(), before),
        token(place.product(), before),
        role(before),
        before.map(SetUp::user).orElse(LoginQuestions.USUAL),
        before.map(SetUp::made).orElseGet(Made::new),
        before.map(SetUp::traces).orElseGet(Traces::new));
  }

  private String name(HostQuestions.Place place, Journal journal) {
    return dialogue.answer(
        new Dialogue.Question(
            "Name of it here", "--cluster", Migration.clusterName(place.host().host())),
        wishes.cluster(),
        name -> {
          local.mustBeOf(place.host(), name, journal);
          local.mustBeFree(name, new Traces());
          return name;
        });
  }

  private List<Toolset> toolsets(Product product, Optional<SetUp> before) {
    String given = wishes.toolsets().isEmpty() ? null : String.join(",", wishes.toolsets());
    String usual =
        before.map(SetUp::toolsets).orElse(List.of(Toolset.INVENTORY)).stream()
            .map(Toolset::label)
            .collect(Collectors.joining(","));
    if (given == null && dialogue.attended()) {
      StringBuilder list = new StringBuilder("What may it be used for?\n");
      Toolset.of(product)
          .forEach(one -> list.append("  %-12s %s\n".formatted(one.label(), one.does(product))));
      dialogue.say(list.toString().stripTrailing());
    }
    return dialogue.answer(
        new Dialogue.Question("Toolsets, by comma", "--toolsets", usual),
        given,
        labels -> chosen(product, labels));
  }

  private static List<Toolset> chosen(Product product, String labels) {
    // Without looking nothing else works.
    SequencedSet<Toolset> chosen = new LinkedHashSet<>(List.of(Toolset.INVENTORY));
    for (String label : labels.split("[,\\s]+", -1)) {
      if (!label.isEmpty()) {
        chosen.add(Toolset.of(product, label));
      }
    }
    return chosen.stream().sorted().toList();
  }

  private TokenId token(Product product, Optional<SetUp> before) {
    String text = wishes.token().id();
    TokenId usual =
        before
            .map(SetUp::token)
            .orElseGet(() ->
                new TokenId(new UserId("mcp", product == Product.PVE ? "pve" : "pbs"), TOKEN));
    if (text == null) {
      return usual;
    }
    try {
      TokenId wanted = TokenId.parse(text);
      if (before.isPresent() && !wanted.equals(usual)) {
        throw new UsageProblem(
            "Cluster %s has token %s. Undo that first: `proxmox-mcp init --undo --cluster %s`."
                .formatted(before.get().name(), usual, before.get().name()));
      }
      return wanted;
    } catch (IllegalArgumentException none) {
      throw new UsageProblem("--token: " + none.getMessage() + ".");
    }
  }

  private RoleId role(Optional<SetUp> before) {
    String text = wishes.token().role();
    try {
      RoleId role =
          text == null
              ? before.map(SetUp::role).orElseGet(() -> new RoleId(ROLE))
              : new RoleId(text);
      if (role.isReserved()) {
        throw new UsageProblem(
            "--role: Proxmox keeps names that begin with PVE for its own; choose another.");
      }
      return role;
    } catch (IllegalArgumentException none) {
      throw new UsageProblem("--role: " + none.getMessage() + ".");
    }
  }
}
