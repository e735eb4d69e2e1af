package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a host proves that it is the right one. */
sealed interface HostIdentity {
  /** For the client. */
  Trust trust();

  /** Adds it to the keys of a cluster in the settings. */
  void addTo(SequencedMap<String, Object> keys);

  /** For the journal. */
  ObjectNode write();

  /** By an authority that this computer knows. */
  record KnownAuthority() implements HostIdentity {
    @Override
    public Trust trust() {
      return new Trust.SystemAuthorities();
    }

    @Override
    public void addTo(SequencedMap<String, Object> keys) {
      // needs no key
    }

    @Override
    public ObjectNode write() {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  /** By an authority in a file. */
  record Authority(Path file) implements HostIdentity {
    private static final String KEY = "ca-file";

    @Override
    public Trust trust() {
      return new Trust.AuthorityFile(file);
    }

    @Override
    public void addTo(SequencedMap<String, Object> keys) {
      keys.put(KEY, file.toString());
    }

    @Override
    public ObjectNode write() {
      return JsonNodeFactory.instance.objectNode().put(KEY, file.toString());
    }
  }

  /** By presenting this certificate. */
  record Pinned(Fingerprint fingerprint) implements HostIdentity {
    private static final String KEY = "fingerprint";

    @Override
    public Trust trust() {
      return new Trust.Pins(List.of(fingerprint));
    }

    @Override
    public void addTo(SequencedMap<String, Object> keys) {
      keys.put("fingerprints", List.of(fingerprint.toString()));
    }

    @Override
    public ObjectNode write() {
      return JsonNodeFactory.instance.objectNode().put(KEY, fingerprint.toString());
    }
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if it is not what was written
   */
  static HostIdentity read(JsonNode node) {
    String pin = node.path(Pinned.KEY).asString("");
    String authority = node.path(Authority.KEY).asString("");
    if (!pin.isEmpty()) {
      return new Pinned(Fingerprint.parse(pin));
    }
    return authority.isEmpty() ? new KnownAuthority() : new Authority(Path.of(authority));
  }
}
