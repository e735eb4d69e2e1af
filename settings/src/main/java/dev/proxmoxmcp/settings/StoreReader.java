package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.secret.KeySource;
import dev.proxmoxmcp.settings.secret.PrivateFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code secrets} of the settings file, and its variables. */
final class StoreReader {
  static final String STORE = "store";
  private static final String KEY_FILE = "key-file";
  private static final String PASSPHRASE_FILE = "passphrase-file";
  private static final String CREDENTIAL = "credential";
  static final List<String> LITERALS = List.of(variable("passphrase"), variable("key"));
  private static final String FILE_NAME = "secrets.sealed";

  private final Map<String, String> environment;
  private final Consumer<String> problems;

  /**
   * @param problems told what is wrong, in sentences
   */
  StoreReader(Map<String, String> environment, Consumer<String> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The variable that says the same as that key. */
  static String variable(String key) {
    return "PROXMOX_MCP_SECRETS_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * What is said.
   *
   * @param section null if the file has none
   * @param paths of the file; null if there is none
   */
  StoreSettings read(@Nullable Section section, @Nullable FilePaths paths) {
    if (section != null) {
      section.allowThoseOf("secrets");
    }
    refuseLiterals();
    Optional<Path> store = one(STORE, section, paths).flatMap(Said::asPath);
    List<KeySource> keys = new ArrayList<>();
    one(KEY_FILE, section, paths)
        .flatMap(said -> said.asPath().map(path -> new KeySource.KeyFile(said.place(), path)))
        .ifPresent(keys::add);
    one(PASSPHRASE_FILE, section, paths)
        .flatMap(
            said -> said.asPath().map(path -> new KeySource.PassphraseFile(said.place(), path)))
        .ifPresent(keys::add);
    one(CREDENTIAL, section, paths)
        .map(said -> new KeySource.Credential(said.place(), said.text()))
        .ifPresent(keys::add);
    if (keys.size() > 1) {
      problems.accept(
          keys.get(1).place()
              + ": key-file, passphrase-file and credential are answers to one question; keep one"
              + " of them.");
    }
    return new StoreSettings(
        store.or(() -> usualStore(paths)).orElse(null),
        keys.isEmpty() ? null : keys.getFirst(),
        SettingsFile.ofUserState(environment)
            .map(folder -> folder.resolve("store.key"))
            .orElse(null));
  }

  /** A variable is seen by every child, and by whoever may look at the process. */
  private void refuseLiterals() {
    for (String literal : LITERALS) {
      if (!environment.getOrDefault(literal, "").isEmpty()) {
        problems.accept(
            literal
                + " is not taken: what opens the store is in a file that you alone can read; name"
                + " it by "
                + literal
                + "_FILE, and give the store another one by `proxmox-mcp secret rekey`.");
      }
    }
  }

  private Optional<Path> usualStore(@Nullable FilePaths paths) {
    return paths == null
        ? SettingsFile.ofUser(environment).stream()
            .findFirst()
            .map(file -> file.resolveSibling(FILE_NAME))
        : Optional.of(paths.beside(FILE_NAME).toAbsolutePath());
  }

  /**
   * A value and where it stands.
   *
   * @param path null if it is none, which is reported, or not meant to be one
   */
  private record Said(String place, String text, @Nullable Path path) {
    Optional<Path> asPath() {
      return Optional.ofNullable(path);
    }
  }

  private Optional<Said> one(String key, @Nullable Section section, @Nullable FilePaths paths) {
    Optional<Said> inFile =
        section == null || paths == null
            ? Optional.empty()
            : section
                .text(key)
                .filter(text -> !text.origin().variable()) // it comes once more below
                .map(text -> said(key, text.place() + ": " + key, text.text(), paths::path));
    Optional<Said> inVariable =
        Optional.ofNullable(environment.get(variable(key)))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(text -> said(key, variable(key), text, this::ofVariable));
    if (inFile.isPresent() && inVariable.isPresent() && differ(inFile.get(), inVariable.get())) {
      problems.accept(
          variable(key) + " says otherwise than " + inFile.get().place() + "; keep one of them.");
    }
    return inFile.or(() -> inVariable);
  }

  private static boolean differ(Said one, Said other) {
    return one.path() == null
        ? !one.text().equals(other.text())
        : !one.asPath().equals(other.asPath());
  }

  /**
   * @param reading of a path, from its place and text
   */
  private Said said(
      String key, String place, String text, BiFunction<String, String, Path> reading) {
    if (!key.equals(CREDENTIAL)) {
      return new Said(place, text, path(place, text, reading));
    }
    if (!PrivateFile.isCredentialName(text)) {
      problems.accept(place + " takes the name of a credential, as the unit has it.");
    }
    return new Said(place, text, null);
  }

  private @Nullable Path path(String place, String text, BiFunction<String, String, Path> reading) {
    try {
      return reading.apply(place, text);
    } catch (SettingsException none) {
      problems.accept(String.valueOf(none.getMessage()));
      return null;
    }
  }

  private Path ofVariable(String variable, String text) {
    return HomePath.of(variable, text, environment).toAbsolutePath().normalize();
  }
}
