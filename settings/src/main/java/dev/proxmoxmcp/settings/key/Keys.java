package dev.proxmoxmcp.settings.key;

import dev.proxmoxmcp.settings.key.Key.Change;
import dev.proxmoxmcp.settings.key.Key.Origin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All keys of the settings, in the order in which they are documented. */
public final class Keys {
  /** The version of the file that this program reads, and writes. */
  public static final int CURRENT = 1;

  static final String VERSION = "version";

  private static final List<Key> SERVER =
      List.of(
          key(VERSION, Form.of(Shape.NUMBER), "of this form; must be there", "", Change.AT_START),
          key(
              "allow",
              new Form(Shape.WORDS, List.of("read", "change", "destroy", "exec", "admin")),
              "what calls do without asking; every other change is a plan that a person approves."
                  + " `read` is always in, the others do not imply each other (`serve --help`);"
                  + " `--allow` wins",
              "read",
              Change.NARROWER_AT_ONCE),
          key(
              "lean",
              Form.of(Shape.FLAG),
              "`true` serves `cluster_overview` and the four tools for the whole API alone, as"
                  + " `--lean` does",
              "false",
              Change.AT_START));

  private static final List<Key> LOGS_AND_SECRETS =
      List.of(
          key(
              "log.level",
              new Form(Shape.WORD, List.of("error", "warning", "info", "debug")),
              "from where on events are logged; `--log-level` wins. Commands for people,"
                  + " such as `call`, log warnings unless that or the variable asks for more",
              "info",
              Change.AT_ONCE),
          key(
              "log.format",
              new Form(Shape.WORD, List.of("text", "json")),
              "how a line of the log looks; `--log-format` wins",
              "text",
              Change.AT_ONCE),
          key(
              "secrets.store",
              Form.of(Shape.PATH),
              "the sealed store of [secrets](secrets.md); without it `secrets.sealed` beside the"
                  + " settings file",
              "",
              Change.AT_ONCE),
          key(
              "secrets.key-file",
              Form.of(Shape.PATH),
              "the file with the key that opens the store",
              "",
              Change.AT_ONCE),
          key(
              "secrets.passphrase-file",
              Form.of(Shape.PATH),
              "instead: a file with the passphrase",
              "",
              Change.AT_ONCE),
          key(
              "secrets.credential",
              Form.of(Shape.TEXT),
              "instead: the name of systemd's credential that holds either",
              "",
              Change.AT_ONCE),
          key(
              "clusters",
              Form.of(Shape.NAMED_SECTIONS),
              "from a name of your choice (letters, digits, inner `.` `_` `-`, at most 64) to what"
                  + " follows. The name stands in every answer and message",
              "",
              Change.AT_START));

  private static final List<Key> CLUSTER =
      List.of(
          ofCluster(
              "kind",
              new Form(Shape.WORD, List.of("pve", "pbs")),
              "`pve` (Proxmox VE) or `pbs` ([Proxmox Backup Server](backup-server.md))",
              "pve",
              Change.AT_START,
              "PROXMOX_KIND"),
          ofCluster(
              "host",
              Form.of(Shape.TEXT),
              "name or address of a node; `host:port`, `[IPv6]:port` and a pasted `https://…` are"
                  + " taken too",
              "",
              Change.AT_ONCE,
              "PROXMOX_HOST"),
          ofCluster(
              "endpoints",
              Form.of(Shape.TEXTS),
              "instead of `host`: a list of several, the first is asked first",
              "",
              Change.AT_ONCE),
          ofCluster(
              "port",
              Form.of(Shape.PORT),
              "for hosts without one of their own; with `kind: pbs` 8007",
              "8006",
              Change.AT_ONCE,
              "PROXMOX_PORT"),
          ofCluster(
              "token-id",
              Form.of(Shape.TEXT),
              "`user@realm!name`; or `user` and `token-name`, each by itself",
              "",
              Change.AT_ONCE),
          ofCluster(
              "user",
              Form.of(Shape.TEXT),
              "such as `mcp@pve`, with `token-name` instead of `token-id`",
              "",
              Change.AT_ONCE,
              "PROXMOX_USER"),
          ofCluster(
              "token-name",
              Form.of(Shape.TEXT),
              "such as `assistant`, with `user` instead of `token-id`",
              "",
              Change.AT_ONCE,
              "PROXMOX_TOKEN_NAME"),
          ofCluster(
              "token-value",
              new Form(Shape.SECRET, List.of("store:", "file:", "credential:", "env:")),
              "where the token's secret is: `store:NAME`, `file:PATH`, `credential:NAME` or"
                  + " `env:NAME` ([secrets](secrets.md)). Never the secret itself",
              "",
              Change.AT_ONCE,
              "PROXMOX_TOKEN_VALUE",
              "PROXMOX_TOKEN_VALUE_FILE"),
          ofCluster(
              "password",
              new Form(Shape.SECRET, List.of("store:", "file:", "credential:", "env:")),
              "instead of a token: where the password of `user` is; of Proxmox VE alone. A token is"
                  + " better where one will do: it has rights of its own, and ends by itself",
              "",
              Change.AT_ONCE),
          ofCluster(
              "totp-secret",
              new Form(Shape.SECRET, List.of("store:", "file:", "credential:", "env:")),
              "with `password`: where the secret of the user's second factor is, the Base32 text"
                  + " beside the QR code",
              "",
              Change.AT_ONCE),
          ofCluster(
              "ca-file",
              Form.of(Shape.PATH),
              "authorities that may sign the hosts' certificates, as PEM; without it and without"
                  + " `fingerprints` those of the system",
              "",
              Change.AT_ONCE,
              "PROXMOX_CA_FILE"),
          ofCluster(
              "fingerprints",
              Form.of(Shape.TEXTS_OR_BY_NODE),
              "SHA-256 of the hosts' certificates, one or two; or a mapping from each node to its"
                  + " own, then `ca-file` is for the nodes that it does not name",
              "",
              Change.AT_ONCE,
              "PROXMOX_FINGERPRINT"),
          ofCluster(
              "revoked",
              Form.of(Shape.TEXTS),
              "SHA-256 of certificates that are refused whatever else vouches for them, a pin or an"
                  + " authority: of hosts, or of authorities with all that they signed",
              "",
              Change.AT_ONCE),
          ofCluster(
              "tls-versions",
              new Form(Shape.WORDS, List.of("TLSv1.3", "TLSv1.2")),
              "which versions of TLS connections may use; older ones are not to be had",
              "TLSv1.3, TLSv1.2",
              Change.AT_ONCE),
          ofCluster(
              "tls-ciphers",
              Form.of(Shape.TEXTS),
              "which cipher suites, by their names of IANA; without it all that have forward"
                  + " secrecy and authenticated encryption, and others are not to be had",
              "",
              Change.AT_ONCE),
          ofCluster(
              "ssh",
              Form.of(Shape.SECTION),
              "how nodes are reached by SSH, for commands in containers alone; without it nothing"
                  + " uses SSH. Not with `kind: pbs`",
              "",
              Change.AT_ONCE));

  private static final List<Key> SSH =
      List.of(
          ofCluster(
              "ssh.user",
              Form.of(Shape.TEXT),
              "`root`, or another whose `sudo -n pct` works without a password",
              "root",
              Change.AT_ONCE,
              "PROXMOX_SSH_USER"),
          ofCluster(
              "ssh.key-file",
              Form.of(Shape.PATH),
              "the private key, without a passphrase; refused while others than its owner can read"
                  + " it (`chmod 600`)",
              "",
              Change.AT_ONCE,
              "PROXMOX_SSH_KEY_FILE"),
          ofCluster(
              "ssh.known-hosts",
              Form.of(Shape.PATH),
              "OpenSSH's file of host keys; that of a cluster is `/etc/pve/priv/known_hosts` of a"
                  + " node",
              "",
              Change.AT_ONCE,
              "PROXMOX_SSH_KNOWN_HOSTS"),
          ofCluster(
              "ssh.host-keys",
              Form.of(Shape.TEXTS),
              "instead: fingerprints, `SHA256:…` as `ssh-keygen -lf` prints them",
              "",
              Change.AT_ONCE,
              "PROXMOX_SSH_HOST_KEY"),
          ofCluster(
              "ssh.port",
              Form.of(Shape.PORT),
              "of SSH on the nodes",
              "22",
              Change.AT_ONCE,
              "PROXMOX_SSH_PORT"),
          ofCluster(
              "ssh.addresses",
              Form.of(Shape.BY_NODE),
              "from a node's name to `host` or `host:port`, where it is not the address that the"
                  + " cluster tells",
              "",
              Change.AT_ONCE,
              "PROXMOX_SSH_NODES"));

  /** All of them. */
  public static final List<Key> ALL =
      Stream.of(
              SERVER,
              HttpKeys.ALL,
              PolicyKeys.ALL,
              AuditKeys.ALL,
              TelemetryKeys.ALL,
              LOGS_AND_SECRETS,
              CLUSTER,
              SSH)
          .flatMap(List::stream)
          .toList();

  /** Of each pair, both paths, only one may be there. */
  public static final List<List<String>> EITHER_OR =
      List.of(
          List.of("policy.rules.*.deny", "policy.rules.*.ask"),
          List.of("policy.rules.*.deny", "policy.rules.*.allow"),
          List.of("policy.rules.*.ask", "policy.rules.*.allow"),
          List.of(Key.CLUSTER + ".host", Key.CLUSTER + ".endpoints"),
          List.of(Key.CLUSTER + ".token-id", Key.CLUSTER + ".user"),
          List.of(Key.CLUSTER + ".token-id", Key.CLUSTER + ".token-name"),
          List.of(Key.CLUSTER + ".token-value", Key.CLUSTER + ".password"),
          List.of(Key.CLUSTER + ".ssh.known-hosts", Key.CLUSTER + ".ssh.host-keys"));

  private Keys() {}

  private static Key key(String path, Form form, String meaning, String otherwise, Change change) {
    return new Key(path, form, meaning, otherwise, new Origin(1, List.of()), change);
  }

  private static Key ofCluster(
      String path,
      Form form,
      String meaning,
      String otherwise,
      Change change,
      String... variables) {
    return new Key(
        Key.CLUSTER + "." + path,
        form,
        meaning,
        otherwise,
        new Origin(1, List.of(variables)),
        change);
  }

  /** The key of this path. */
  public static Optional<Key> find(String path) {
    return ALL.stream().filter(key -> key.path().equals(path)).findFirst();
  }

  /**
   * The key of this path.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Key get(String path) {
    return find(path).orElseThrow(() -> new IllegalArgumentException("there is no key " + path));
  }

  /**
   * What may stand in a section, such as "" for the file itself or {@code clusters.*.ssh}: its
   * keys, and sections that have no line of their own.
   */
  public static List<String> names(String section) {
    String within = section.isEmpty() ? "" : section + ".";
    return ALL.stream()
        .map(Key::path)
        .filter(path -> path.startsWith(within))
        .map(path -> path.substring(within.length()))
        .filter(rest -> !rest.startsWith("*"))
        .map(rest -> rest.replaceFirst("\\..*$", ""))
        .distinct()
        .toList();
  }
}
