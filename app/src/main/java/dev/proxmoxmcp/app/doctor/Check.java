package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.ExitCode;

/** Everything that is looked at, in the order of its numbers: the one list of it. */
public enum Check {
  /** See {@link JavaCheck}. */
  JAVA(
      1,
      "java",
      "Java and the run-time image",
      "An older Java does not run this program, and without the image every start takes longer.",
      "`PROXMOX_MCP_IMAGE=wait ./proxmox-mcp --version`",
      Fault.HERE),
  /** See {@link SettingsCheck}. */
  SETTINGS(
      2,
      "settings",
      "The settings are valid",
      "A server does not start with settings that it cannot use.",
      "the line that is missing, with its file",
      Fault.HERE),
  /** See {@link TwoPlacesCheck}. */
  TWO_PLACES(
      3,
      "two-places",
      "The settings stand in one place",
      "Of two places one is ignored, and it may be the one that you change.",
      "`unset PROXMOX_HOST …`",
      Fault.HERE),
  /** See {@link FileModesCheck}. */
  FILE_MODES(
      4,
      "file-modes",
      "Files are private",
      "Whoever reads a secret acts as the token; whoever changes the settings gets it sent.",
      "`chmod 600 FILE`",
      Fault.HERE),
  /** See {@link StoreCheck}. */
  STORE(
      5,
      "store",
      "The secret store opens and has every name",
      "A server takes its secrets from there, and nobody is there to type.",
      "`proxmox-mcp secret set NAME`",
      Fault.HERE),
  /** See {@link NameCheck}. */
  NAME(
      6,
      "name",
      "The host's name resolves",
      "Without an address nothing can be asked.",
      "`getent hosts NAME`, then the right name",
      Fault.HOST),
  /** See {@link PortCheck}. */
  PORT(
      7,
      "port",
      "The port answers",
      "Nothing can be asked of a host that is not there.",
      "`systemctl restart pveproxy` there",
      Fault.HOST),
  /** See {@link ProxmoxCheck}. */
  PROXMOX(
      8,
      "proxmox",
      "It is Proxmox, and not the page of a proxy",
      "Only the Proxmox API itself can be talked to.",
      "`PROXMOX_PORT=8006`",
      Fault.HOST),
  /** See {@link CertificateCheck}. */
  CERTIFICATE(
      9,
      "certificate",
      "The certificate is trusted, by an authority or a pin",
      "Without proof of who answers, the token would go to anybody.",
      "`PROXMOX_FINGERPRINT=…`, after `pvenode cert info` there",
      Fault.HOST),
  /** See {@link ExpiryCheck}. */
  EXPIRY(
      10,
      "expiry",
      "The certificate does not expire soon",
      "From that moment on it is no longer trusted, and nothing works.",
      "`pvecm updatecerts --force` there",
      Fault.HOST),
  /** See {@link ClockCheck}. */
  CLOCK(
      11,
      "clock",
      "Clocks agree",
      "Tickets, certificates and times of tasks are compared by them; clusters break over it.",
      "`timedatectl set-ntp true && chronyc makestep` there",
      Fault.HOST),
  /** See {@link CredentialCheck}. */
  CREDENTIAL(
      12,
      "credential",
      "The token or password is accepted",
      "Proxmox answers nobody else.",
      "`pveum user token modify USER NAME --regenerate 1` there",
      Fault.HOST),
  /** See {@link TokenCheck}. */
  TOKEN(
      13,
      "token",
      "The token does not expire soon",
      "From that moment on it is refused; one that never expires works for whoever finds it.",
      "`proxmox-mcp token rotate CLUSTER`",
      Fault.HOST),
  /** See {@link SeparationCheck}. */
  SEPARATION(
      14,
      "separation",
      "Token and user were granted the same",
      "A token with privilege separation may do only what both it and its user may.",
      "`pveum acl modify PATH --users USER --roles ROLE` there",
      Fault.RIGHTS),
  /** See {@link PrivilegesCheck}. */
  PRIVILEGES(
      15,
      "privileges",
      "Each toolset has its privileges, and no more",
      "Tools without their privileges fail one by one, in the middle of work.",
      "`pveum acl modify PATH --tokens TOKEN --roles ROLE` there",
      Fault.RIGHTS),
  /** See {@link BackupsCheck}. */
  BACKUPS(
      16,
      "backups",
      "Backups are visible",
      "Proxmox leaves them out in silence, so that \"none\" and \"not visible\" look alike.",
      "the same",
      Fault.RIGHTS),
  /** See {@link JournalCheck}. */
  JOURNAL(
      17,
      "journal",
      "The journal is visible",
      "Most causes stand there and nowhere else.",
      "the same",
      Fault.RIGHTS),
  /** See {@link VersionCheck}. */
  VERSION(
      18,
      "version",
      "The version is supported, and that of all nodes",
      "Between nodes of different versions guests move in one direction only, and old ones lack"
          + " calls.",
      "`apt update && apt full-upgrade` on the older ones",
      Fault.HOST),
  /** See {@link MembersCheck}. */
  MEMBERS(
      19,
      "members",
      "Quorum, and every member reachable",
      "Without quorum nothing can be changed, and members that prove nothing take over no call.",
      "`pvecm status` there, then what it shows",
      Fault.HOST),
  /** See {@link AgentCheck}. */
  AGENT(
      20,
      "agent",
      "Guest agents answer",
      "Addresses, file systems and commands of a VM come from its agent alone.",
      "`systemctl restart qemu-guest-agent` in the VM",
      Fault.HOST),
  /** See {@link SshCheck}. */
  SSH(
      21,
      "ssh",
      "SSH to the nodes, for commands in containers",
      "The Proxmox API has no call that runs a command in a container.",
      "`ssh-copy-id -i KEY USER@NODE`",
      Fault.HOST),
  /** See {@link StateCheck}. */
  STATE(
      22,
      "state",
      "State folder, free space, temporary folder",
      "What must be kept is written there, and libraries are unpacked in the temporary folder.",
      "`chmod 700 FOLDER`",
      Fault.HERE),
  /** See {@link HttpCheck}. */
  HTTP(
      23,
      "http",
      "HTTP is open to this machine alone",
      "Whoever reaches it acts with the token: it does not ask who is there.",
      "`address: 127.0.0.1:8642`",
      Fault.HERE),
  /** See {@link ClientsCheck}. */
  CLIENTS(
      24,
      "clients",
      "Client configurations point here",
      "A client starts what its own configuration says, with the settings that stand there.",
      "`chmod u+x PROGRAM`, or the line of the client that is wrong",
      Fault.HERE),
  /** See {@link ProxyCheck}. */
  PROXY(
      25,
      "proxy",
      "No proxy in between closes connections too soon",
      "A change whose connection closes under it has an unknown fate, and is not sent again.",
      "`keepalive_timeout 60s;` of nginx",
      Fault.HOST);

  /** Where a fault lies, which decides about how the program ends. */
  enum Fault {
    /** In the settings, or elsewhere on this machine. */
    HERE(ExitCode.CONFIGURATION),
    /** At a host or on the way to it. */
    HOST(ExitCode.UNAVAILABLE),
    /** In rights alone: everything else works. */
    RIGHTS(ExitCode.NO_PERMISSION);

    private final int exitCode;

    Fault(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  private final int number;
  private final String id;
  private final String title;
  private final String why;
  private final String mend;
  private final Fault fault;

  Check(int number, String id, String title, String why, String mend, Fault fault) {
    this.number = number;
    this.id = id;
    this.title = title;
    this.why = why;
    this.mend = mend;
    this.fault = fault;
  }

  /** From 1. */
  public int number() {
    return number;
  }

  /** Its name in JSON, which stays: {@code file-modes}. */
  public String id() {
    return id;
  }

  /** How it should be, in a few words. */
  public String title() {
    return title;
  }

  /** Why that matters, in a sentence. */
  public String why() {
    return why;
  }

  /** What mends it most often, for a table of the checks. */
  public String mend() {
    return mend;
  }

  /** How the program ends if this is the worst that was found. */
  public int exitCode() {
    return fault.exitCode;
  }
}
