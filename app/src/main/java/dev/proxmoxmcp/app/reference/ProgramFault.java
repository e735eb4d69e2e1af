package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.base.KnownFault;

/**
 * What people meet of this program itself, before any host is asked: its settings, its secrets,
 * this machine, HTTP. A test brings each of them about.
 */
public enum ProgramFault implements KnownFault {
  /** No settings at all. */
  NO_HOST(
      Part.SETTINGS,
      ExitCode.CONFIGURATION,
      "a client starts the server with the environment of its own configuration; a shell's profile"
          + " is not read there",
      "`proxmox-mcp init`, or the variables in the `env` block of the client's configuration",
      "No Proxmox host is configured"),
  /** A file that is named and not there. */
  NO_FILE(
      Part.SETTINGS,
      ExitCode.CONFIGURATION,
      "`--config` or `PROXMOX_MCP_CONFIG` names it",
      "the right path, as a whole",
      "…: this settings file does not exist"),
  /** A file that is no YAML. */
  NO_YAML(
      Part.SETTINGS,
      ExitCode.CONFIGURATION,
      "often a tab, or a colon without a blank behind it",
      "the line and column of the message; `proxmox-mcp settings check`",
      "…: this is no YAML: …"),
  /** A key that does not exist. */
  UNKNOWN_KEY(
      Part.SETTINGS,
      ExitCode.CONFIGURATION,
      "misspelt, or in the wrong section: what is not known is never ignored",
      "the nearest key that the message names; [all keys](settings.md#keys)",
      "…: unknown key …"),
  /** A file that others can change. */
  FILE_OF_OTHERS(
      Part.SETTINGS,
      ExitCode.CONFIGURATION,
      "whoever changes it chooses which server gets the token",
      "the `chmod` of the message",
      "…: the file can be changed by others"),
  /** A file of a newer program. */
  NEWER_FILE(
      Part.SETTINGS,
      ExitCode.CONFIGURATION,
      "a newer version wrote it",
      "update the program ([versions](versions.md))",
      "this program reads version … of the settings file"),
  /** Settings in two places. */
  TWO_PLACES(
      Part.SETTINGS,
      ExitCode.CONFIGURATION,
      "a file and variables both name hosts, and one of them would be ignored",
      "`unset` the variables, or `PROXMOX_MCP_CONFIG=none`",
      "… says … and … says …; keep one of them",
      "…; one of the two would be ignored"),
  /** A variable that is empty or missing. */
  NO_SECRET(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "the settings take the secret from a variable that nobody set",
      "`VARIABLE_FILE=PATH` with the secret in a private file, or `proxmox-mcp secret set`",
      "the environment variable … is not set, nor is …_FILE"),
  /** A variable and a file. */
  TWO_SECRETS(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "a variable and its `_FILE` both hold one",
      "keep the file",
      "… and … hold different secrets; keep one of them"),
  /** A file of a secret that is not there. */
  NO_SECRET_FILE(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "not mounted, or another path in the container",
      "the path that the message names; in Compose, `secrets:` of the service",
      "…: the file … does not exist"),
  /** A file of a secret that others can read or change. */
  OPEN_SECRET_FILE(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "whoever reads it acts as the token, and whoever changes it chooses as whom you act",
      "the `chmod 600` of the message; a new secret if others may have read it",
      "can be read by others; run `chmod 600 …`",
      "can be changed by others; run `chmod 600 …`"),
  /** A file of somebody else. */
  UNREADABLE(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "it is somebody else's: often root's, who made it for a service of another user",
      "the `chown` of the message, or start the program as the one whose file it is",
      "… cannot be read by the user who runs this program"),
  /** A file that holds something else. */
  OTHER_CONTENT(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "an empty file, or one that is no text",
      "the secret alone, in one line",
      "it should hold … alone"),
  /** What is no secret of a token. */
  NO_TOKEN_SECRET(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "more was copied than the secret, or something else: it is the UUID that Proxmox showed once,"
          + " when it made the token",
      "the UUID alone, without quotation marks and without the token's id",
      "a quotation mark stands around the secret",
      "more than the secret stands here",
      "this is the id of a token and not its secret",
      "this is no whole secret"),
  /** The wrong passphrase. */
  OTHER_PASSPHRASE(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "the store was last sealed with another one",
      "the right one; if it is lost, move the store away and `secret set` the tokens again. A"
          + " secret that is nowhere else has to be made anew ([secrets](secrets.md))",
      "The secret store … does not open with this passphrase",
      "The secret store … does not open with this key"),
  /** A passphrase, and nobody to type it. */
  NOBODY_TYPES(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "it has a passphrase, and a server cannot type",
      "`secrets: {passphrase-file: PATH}`, or `proxmox-mcp secret rekey --new-key-file FILE`"
          + " ([secrets](secrets.md))",
      "The secret store … is not opened by itself"),
  /** A store of which a byte is another. */
  STORE_DAMAGED(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "a byte of it is different from what this program wrote",
      "a backup of it, or move it away and set the secrets again",
      "The secret store … is damaged, or was changed by something else than this program"),
  /** A name that the store has not. */
  NOT_IN_STORE(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "`store:NAME` of the settings names one that was never set there",
      "`proxmox-mcp secret set NAME`; `secret list` shows what there is",
      "The secret store … has no secret …"),
  /** No store where there should be one. */
  NO_STORE(
      Part.SECRETS,
      ExitCode.CONFIGURATION,
      "`store:NAME` stands in the settings, and no store beside them",
      "`proxmox-mcp secret set NAME` makes it",
      "The secret store … does not exist"),
  /** A command line that cannot be used. */
  USAGE(
      Part.MACHINE,
      ExitCode.USAGE,
      "a word of the command line is misspelt, or of another command",
      "`proxmox-mcp COMMAND --help`; [all commands](commands.md)",
      "Unknown option: …",
      "Unmatched argument at index …"),
  /** A tool that does not exist. */
  NO_TOOL(
      Part.MACHINE,
      ExitCode.USAGE,
      "misspelt, or left out by `--lean`",
      "`proxmox-mcp tools` lists them",
      "There is no tool …"),
  /** Nowhere to keep what has to be kept. */
  NO_STATE_FOLDER(
      Part.MACHINE,
      ExitCode.NO_PERMISSION,
      "plans, approvals and the audit trail have no place; looks go on without",
      "`PROXMOX_MCP_STATE=FOLDER`, or a home",
      "cannot record: there is no state folder"),
  /** A place that cannot be written. */
  STATE_FOLDER(
      Part.MACHINE,
      ExitCode.NO_PERMISSION,
      "a read-only or full disk, a folder of somebody else, a service without `StateDirectory`",
      "mend what stands behind the colon, or `PROXMOX_MCP_STATE=FOLDER`; `proxmox-mcp doctor`",
      "cannot record: the state folder … cannot be …"),
  /** The kernel would end a server of this size. */
  LITTLE_MEMORY(
      Part.MACHINE,
      ExitCode.CONFIGURATION,
      "the limit of the container or of the service is too low for a server",
      "256 MiB: `docker run --memory 256m`, `mem_limit` in Compose, `MemoryMax=256M` of the unit",
      "This process may use only … MiB of memory"),
  /** A port that is taken. */
  PORT_TAKEN(
      Part.HTTP,
      ExitCode.UNAVAILABLE,
      "another copy runs, or another program listens there",
      "stop it (`ss -ltnp`), or another port: `--http 127.0.0.1:0` takes a free one",
      "port … on … is in use"),
  /** A port for root alone. */
  NO_ADDRESS(
      Part.HTTP,
      ExitCode.UNAVAILABLE,
      "the name means nothing to this machine, or the address is another machine's",
      "`127.0.0.1:8642`, or an address of `ip address`",
      "the address to listen on is unknown: …",
      "cannot listen on port … of …"),
  /** Open to others, without tokens. */
  OPEN_TO_OTHERS(
      Part.HTTP,
      ExitCode.USAGE,
      "whoever reaches it would act with your token",
      "`http.tokens` in the settings ([HTTP](http.md)); the loopback address needs none",
      "… is no loopback address, so whoever calls must show a token"),
  /** A certificate that cannot be used. */
  OWN_CERTIFICATE(
      Part.HTTP,
      ExitCode.CONFIGURATION,
      "a wrong path, no PEM, or a key that is encrypted or not PKCS#8",
      "what the message says; without both keys the server makes a certificate of its own",
      "http.certificate-file: the file … cannot be read",
      "… holds no certificate",
      "… holds no private key in PEM",
      "… holds a private key in another form than PKCS#8"),
  /** A caller without a token. */
  NO_TOKEN(
      Part.HTTP,
      401,
      "the client sends no token, or one that the settings do not have",
      "the header `Authorization: Bearer TOKEN`; a new one: `proxmox-mcp http-token NAME`",
      "show a token: Authorization: Bearer TOKEN",
      "this token is not known here"),
  /** A name that is not ours. */
  OTHER_HOST(
      Part.HTTP,
      403,
      "a web page of somebody else calls, or the server is reached by a name that it does not know",
      "`http.names` in the settings",
      "Host and Origin must be a name or address of this server");

  /** Where on the page it stands. */
  public enum Part {
    /** The settings file and the variables. */
    SETTINGS,
    /** Secrets, and where they are kept. */
    SECRETS,
    /** The command line, and what has to be kept. */
    MACHINE,
    /** {@code serve --http}, and its clients. */
    HTTP
  }

  private static final int LEAST_STATUS = 100;

  private final Part part;
  private final int code;
  private final Words words;

  /**
   * @param code the exit code, or the status that a client is answered with
   */
  ProgramFault(Part part, int code, String why, String mend, String... messages) {
    this.part = part;
    this.code = code;
    words = new Words(why, mend, messages);
  }

  /** Where on the page it stands. */
  public Part part() {
    return part;
  }

  /** The exit code, or the status that a client gets: {@code 78}, {@code HTTP 401}. */
  public String ends() {
    return code < LEAST_STATUS ? Integer.toString(code) : "HTTP " + code;
  }

  @Override
  public Words words() {
    return words;
  }
}
