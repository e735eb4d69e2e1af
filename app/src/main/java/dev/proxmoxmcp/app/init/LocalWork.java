package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.settings.OwnersFile;
import dev.proxmoxmcp.settings.SettingsText;
import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.settings.secret.OpenStore;
import dev.proxmoxmcp.settings.secret.SealedStore;
import dev.proxmoxmcp.settings.secret.SecretException;
import dev.proxmoxmcp.settings.secret.SecretName;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is written on this computer: the sealed secret and the settings. Owned by the main thread.
 */
final class LocalWork {
  private static final String SECRETS = "secrets";
  private static final String HEAD =
      "# Made by `proxmox-mcp init`; every key is in docs/settings.md.\nversion: 1\n";

  private final Program program;
  private final Wishes.OfStore wishes;
  private final Path settings;
  private final Dialogue dialogue;

  LocalWork(Program program, Wishes.OfStore wishes, Path settings, Dialogue dialogue) {
    this.program = program;
    this.wishes = wishes;
    this.settings = settings;
    this.dialogue = dialogue;
  }

  /** The store with what opens it. */
  StoreAccess store() {
    return program.storeBeside(settings, wishes.file(), wishes.key());
  }

  /**
   * What opens the store that is there, which is tried before anything is made; for a new one its
   * key. A passphrase that is typed is asked for again.
   *
   * @throws SecretException if nobody has it
   */
  UnlockKey key(StoreAccess store) {
    for (int left = Dialogue.TRIES; ; left--) {
      UnlockKey key = store.keyOrMade();
      try {
        if (store.store().exists()) {
          store.store().open(key).close();
        }
        return key;
      } catch (SecretException wrong) {
        key.close();
        if (left == 1 || store.opensByItself()) {
          throw wrong;
        }
        dialogue.say(String.valueOf(wrong.getMessage()));
      }
    }
  }

  /**
   * What the secret of a cluster is called.
   *
   * @throws IllegalArgumentException if the cluster may not be called so
   */
  static SecretName secretName(String cluster) {
    return SecretName.parse(cluster + "-token")
        .orElseThrow(() ->
            new IllegalArgumentException(
                "it takes a short name of letters, digits and . _ -, such as lab"));
  }

  /**
   * Refuses what would overwrite something that others wrote.
   *
   * @throws UsageProblem saying which
   */
  void refuseToOverwrite(SetUp setUp, Journal journal) {
    try {
      mustBeFree(setUp.name(), setUp.traces());
      mustBeTokenOf(setUp, journal);
    } catch (IllegalArgumentException taken) {
      throw new UsageProblem(String.valueOf(taken.getMessage()));
    }
  }

  /**
   * Sees to it that a cluster may be called so.
   *
   * @param own what of that name `init` wrote itself
   * @throws IllegalArgumentException if it is no name, or others have it
   */
  void mustBeFree(String name, Traces own) {
    if (!own.cluster() && text().clusters().contains(name)) {
      throw new IllegalArgumentException(
          settings
              + " has a cluster "
              + name
              + " already, which `init` did not write. Choose another name by --cluster, or take"
              + " that one out. Nothing was changed.");
    }
    SecretName secret = secretName(name);
    StoreAccess store = store();
    if (!own.secret()
        && store.store().exists()
        && store.store().list().stream().anyMatch(one -> one.name().equals(secret))) {
      throw new IllegalArgumentException(
          store.store().file()
              + " holds a secret "
              + secret
              + " already, which `init` did not keep. Choose another name by --cluster, or remove"
              + " it: `proxmox-mcp secret remove "
              + secret
              + "`. Nothing was changed.");
    }
  }

  /**
   * Sees to it that a name does not stand for what {@code init} made on another host, which could
   * not be undone any more. What a script is to undo is there until that host was looked at.
   *
   * @throws IllegalArgumentException if it does
   */
  void mustBeOf(HostAddress host, String name, Journal journal) {
    journal
        .find(name)
        .filter(one -> !one.host().equals(host))
        .ifPresent(one -> {
          throw new IllegalArgumentException(
              "%s remembers what `init` made at %s for a cluster %s. Choose another name by --cluster, or undo that first: `proxmox-mcp init --undo --cluster %s`. With --script it prints the commands for that host; the name is free when it has looked there itself. Nothing was changed."
                  .formatted(journal.file(), one.host(), name, name));
        });
  }

  /** A token has one secret, so what another cluster of this computer has is not made again. */
  private static void mustBeTokenOf(SetUp setUp, Journal journal) {
    journal.all().values().stream()
        .filter(one -> !one.name().equals(setUp.name()))
        .filter(one -> one.host().equals(setUp.host()) && one.token().equals(setUp.token()))
        .filter(one -> !one.isUndoneHere())
        .findFirst()
        .ifPresent(one -> {
          throw new IllegalArgumentException(
              "`init` set up %s already, as cluster %s with token %s. `--cluster %s` looks at that again and changes it; a second cluster of this host takes another token: `--token %s-2`. Nothing was changed."
                  .formatted(one.host(), one.name(), one.token(), one.name(), one.token()));
        });
  }

  /** The secret of a cluster that the settings name; empty if either is not there. */
  Optional<Secret> kept(SetUp setUp) {
    StoreAccess store = store();
    if (!setUp.traces().secret()
        || !store.store().exists()
        || !text().clusters().contains(setUp.name())) {
      return Optional.empty();
    }
    SecretName name = secretName(setUp.name());
    if (store.store().list().stream().noneMatch(one -> one.name().equals(name))) {
      return Optional.empty();
    }
    try (UnlockKey key = key(store);
        OpenStore open = store.store().open(key)) {
      return Optional.of(open.secret(name));
    }
  }

  private SettingsText text() {
    return Files.exists(settings)
        ? SettingsText.read(settings)
        : SettingsText.fresh(settings, "version: 1\n");
  }

  /** Seals the token's secret. */
  void seal(SetUp setUp, Secret secret, StoreAccess store, UnlockKey key)
      throws InterruptedException {
    var kept = store.writer().set(secretName(setUp.name()), secret, key);
    dialogue.say("Sealed its secret as %s in %s.".formatted(kept.name(), store.store().file()));
    store
        .madeKeyFile()
        .ifPresent(file ->
            dialogue.say(
                "The store's key is in " + file + ", made now: back up one without the other."));
  }

  /** Writes the cluster into the settings, if it is not there as it should be. */
  void write(SetUp setUp) throws IOException {
    boolean fresh = !Files.exists(settings);
    SettingsText before = fresh ? SettingsText.fresh(settings, HEAD) : text();
    SettingsText after =
        before.says(setUp.name(), keys(setUp))
            ? before // with whatever its owner wrote beside that
            : before.withoutCluster(setUp.name()).withCluster(setUp.name(), keys(setUp));
    SequencedMap<String, Object> secrets = secretsSection();
    if (!secrets.isEmpty() && !after.has(SECRETS)) {
      after = after.withSection(SECRETS, secrets);
    }
    if (!fresh && after.text().equals(before.text())) {
      return;
    }
    setUp.traces().file(setUp.traces().file() || fresh);
    setUp.traces().cluster(true);
    replace("Wrote cluster " + setUp.name() + " into ", after);
    if (!after.has("allow") && !tiers(setUp.toolsets()).equals(Set.of(Tier.READ))) {
      dialogue.say(
          "It looks, and asks you before each change. `allow: ["
              + allowed(setUp.toolsets())
              + "]` in the settings would let it do these without asking.");
    }
    if (!secrets.isEmpty() && !store().opensByItself()) {
      dialogue.say("A server cannot open the store by itself yet: see docs/secrets.md.");
    }
  }

  /** Writes the settings, and says where they are as they were. */
  private void replace(String done, SettingsText text) throws IOException {
    String backup =
        new OwnersFile(settings)
            .writeWithBackup(text.text())
            .map(file -> "; as it was, it is in " + file)
            .orElse("");
    dialogue.say(done + settings + backup + ".");
  }

  private static Set<Tier> tiers(List<Toolset> toolsets) {
    Set<Tier> tiers = new TreeSet<>(Set.of(Tier.READ));
    toolsets.forEach(one -> tiers.add(one.tier()));
    return tiers;
  }

  private static String allowed(List<Toolset> toolsets) {
    return tiers(toolsets).stream().map(Tier::label).collect(Collectors.joining(", "));
  }

  private static SequencedMap<String, Object> keys(SetUp setUp) {
    SequencedMap<String, Object> keys = new LinkedHashMap<>();
    if (setUp.product() == Product.PBS) {
      keys.put("kind", "pbs");
    }
    keys.put("host", setUp.host().toString());
    keys.put("token-id", setUp.token().toString());
    keys.put("token-value", "store:" + secretName(setUp.name()));
    setUp.identity().addTo(keys);
    return keys;
  }

  /** Where store and key are, if a server would not find them by itself. */
  private SequencedMap<String, Object> secretsSection() {
    SequencedMap<String, Object> keys = new LinkedHashMap<>();
    Path file = wishes.file();
    if (file != null) {
      keys.put("store", file.toString());
    }
    @Nullable KeySource key = wishes.key();
    switch (key) {
      case KeySource.KeyFile(var _, Path path) -> keys.put("key-file", path.toString());
      case KeySource.PassphraseFile(var _, Path path) ->
          keys.put("passphrase-file", path.toString());
      case KeySource.Credential(var _, String name) -> keys.put("credential", name);
      case null -> {}
    }
    return keys;
  }

  /** Whether the settings say what {@code init} wrote for that cluster, and nothing else. */
  boolean isAllOf(SetUp setUp) {
    if (!setUp.traces().file() || !Files.exists(settings)) {
      return false;
    }
    SettingsText made = SettingsText.fresh(settings, HEAD).withCluster(setUp.name(), keys(setUp));
    return text().withoutSection(SECRETS).text().equals(made.text());
  }

  /** The store, if it is there: others may keep secrets in it, so nothing here removes it. */
  Optional<Path> storeFile() {
    return Optional.of(store().store()).filter(SealedStore::exists).map(SealedStore::file);
  }

  /** Takes the cluster out of the settings, and the settings away if they hold nothing else. */
  void remove(SetUp setUp) throws IOException {
    if (!Files.exists(settings) || !setUp.traces().cluster()) {
      return;
    }
    SettingsText after = text().withoutCluster(setUp.name());
    if (isAllOf(setUp)) {
      new OwnersFile(settings).delete();
      setUp.traces().file(false);
      dialogue.say("Removed " + settings + ", which held nothing else.");
    } else if (!after.text().equals(text().text())) {
      replace("Took cluster " + setUp.name() + " out of ", after);
    }
    setUp.traces().cluster(false);
  }

  /** Takes the secret out of the store. */
  void unseal(SetUp setUp) throws InterruptedException {
    StoreAccess store = store();
    if (!setUp.traces().secret() || !store.store().exists()) {
      return;
    }
    try (UnlockKey key = key(store)) {
      if (store.writer().remove(secretName(setUp.name()), key)) {
        dialogue.say(
            "Removed secret " + secretName(setUp.name()) + " from " + store.store().file() + ".");
      }
    }
    setUp.traces().secret(false);
  }
}
