package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.Section.Text;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads where something is sent by POST: a key with the address, and beside it the same with {@code
 * -token} and {@code -ca-file}.
 *
 * @param what is sent there, for people: {@code the trail}
 * @param kept as which secret people keep the token: {@code audit-token}
 */
record PostReader(FilePaths paths, SecretSource secrets, String what, String kept) {
  /** What {@code name} says in {@code section}; what is wrong is reported. */
  Optional<PostTarget> read(Section section, String name) {
    String ofToken = name + "-token";
    String ofAuthorities = name + "-ca-file";
    Optional<Path> authorities =
        section
            .text(ofAuthorities)
            .flatMap(text -> ClusterReader.path(section, paths, ofAuthorities, text));
    Optional<Secret> token = section.text(ofToken).flatMap(text -> secret(section, ofToken, text));
    needs(section, name, ofToken, ofAuthorities);
    return section
        .text(name)
        .flatMap(text -> address(section, name, text))
        .map(address -> new PostTarget(address, token.orElse(null), authorities.orElse(null)));
  }

  /** Keys that say nothing by themselves. */
  static void needs(Section section, String target, String... others) {
    for (String other : others) {
      if (section.has(other) && !section.has(target)) {
        section.problem(other, other + " says nothing without " + target + ".");
      }
    }
  }

  private Optional<URI> address(Section section, String name, Text text) {
    try {
      URI address = URI.create(text.text());
      boolean here =
          "http".equals(address.getScheme())
              && ("127.0.0.1".equals(address.getHost()) || "[::1]".equals(address.getHost()));
      if (address.getHost() != null
          && address.getUserInfo() == null
          && ("https".equals(address.getScheme()) || here)) {
        return Optional.of(address);
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    section.problem(
        text,
        name
            + " takes an https:// address without a password in it, since "
            + what
            + " is not for everybody on the way; http:// goes to 127.0.0.1 alone.");
    return Optional.empty();
  }

  private Optional<Secret> secret(Section section, String name, Text text) {
    Optional<SecretReference> reference = SecretReference.parse(text.text());
    if (reference.isEmpty()) {
      section.problem(
          text,
          name
              + " is "
              + SecretReference.ACCEPTED
              + ", never the token itself: this file is shown and copied around. Run `proxmox-mcp"
              + " secret set "
              + kept
              + "`, paste the token there, and write `"
              + name
              + ": store:"
              + kept
              + "` instead.");
      return Optional.empty();
    }
    try {
      return Optional.of(
          secrets.read(text.place() + ": " + name, reference.get(), paths.at(text.origin())));
    } catch (SettingsException unusable) {
      section.report(String.valueOf(unusable.getMessage()));
      return Optional.empty();
    }
  }
}
