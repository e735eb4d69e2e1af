package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.KnownFault;

/**
 * Everything that this client says has gone wrong: each {@link ProxmoxException} is of one of them.
 */
public enum Fault implements KnownFault {
  /** {@link Unreachable.Reason#UNKNOWN_HOST}. */
  UNKNOWN_HOST(
      "no name service knows the host",
      "check the spelling; `getent hosts NAME` shows what this machine finds. In a container, its"
          + " name service is another one than yours",
      "the host name '…' is unknown"),
  /** {@link Unreachable.Reason#CONNECTION_REFUSED}. */
  CONNECTION_REFUSED(
      "the host is there, and nothing listens on that port",
      "the right port (8006; a Backup Server: 8007), or on the host "
          + Product.both(Product::proxyCommand),
      "… refused the connection"),
  /** {@link Unreachable.Reason#NO_ROUTE}. */
  NO_ROUTE(
      "this machine has no way into that network",
      "network, VPN, firewall; `ip route get ADDRESS`",
      "there is no way to …"),
  /** {@link Unreachable.Reason#CONNECT_TIMEOUT}. */
  CONNECT_TIMEOUT(
      "the host is off, or a firewall drops what is sent to that port",
      "see whether the host is up, and let the port through",
      "… did not take a connection within …"),
  /** {@link Unreachable.Reason#NO_TLS}. */
  NO_TLS(
      "something else listens there (HTTP without TLS, SSH), or a TLS older than 1.2",
      "the port of the API; a proxy in between has to speak TLS",
      "what answers at … does not speak TLS 1.2 or later"),
  /** {@link Unreachable.Reason#BROKEN}. */
  BROKEN(
      "the host's proxy service was restarted, or something in between cut the connection",
      "look at what became of a change before you make it again; on the host "
          + Product.both(Product::proxyCommand),
      "… closed the connection"),
  /** {@link Unreachable.Reason#SILENT}. */
  SILENT(
      "the host takes connections and answers nothing: it is overloaded, or hangs",
      "on it " + Product.both(Product::proxyCommand),
      "… did not answer in time"),
  /** {@link Unreachable.Reason#CLOSED_HERE}. */
  CLOSED_HERE(
      "this program ended, or took new settings into force, while the call ran",
      "make the call again; of a change, see first what became of it",
      "was closed here before the answer came",
      "the connections to … were closed here"),
  /** {@link Unreachable#restsNow}. */
  RESTS_NOW(
      "the host failed several times in a row, and is left alone for a moment",
      "mend what the message says of the last try; it is tried again by itself",
      "not tried, because it failed several times just now"),

  /** {@link TimedOut#noAnswer}. */
  NO_ANSWER(
      "the host took the request and did not answer: it is overloaded, or a storage hangs",
      "on the host " + Product.both(Product::proxyCommand) + ", and `pvesm status` for storages",
      "no answer from … within …"),
  /** {@link TimedOut#noHandshake}. */
  NO_HANDSHAKE(
      "the port took the connection and went on no further",
      "the port of the API; if it is that, on the host " + Product.both(Product::proxyCommand),
      "connected to …, but no TLS answer came within …"),
  /** {@link TimedOut#taskStillRuns}. */
  TASK_RUNS(
      "it takes longer than a call waits",
      "nothing: `task_get` with its UPID shows how far it is",
      "Task … still runs after …; it goes on"),
  /** {@link TimedOut#commandStillRuns}. */
  COMMAND_RUNS(
      "a guest that should have answered at once did not",
      "look into the guest; what was started there may go on",
      "Could not … within …. What was started may go on"),

  /** {@link Busy#said}. */
  LOCK_TAKEN(
      "another task holds a lock that this one needs (`got timeout`)",
      "wait for it: `task_list` with running tasks",
      "Another task holds the lock"),
  /** {@link Busy#commands} and {@link Busy#commandsWait}. */
  COMMANDS_BUSY(
      "a guest has as many commands at once as are waited for",
      "wait until some of them have ended",
      "commands in … already"),
  /** {@link Busy#queueFull}. */
  QUEUE_FULL(
      "more calls at once than a node is asked",
      "fewer at a time; try again when some are done",
      "too many requests to … are waiting already"),
  /** {@link Busy#noTurn}. */
  NO_TURN(
      "requests before this one took all the time: something on that node is slow",
      "find what is slow (often a storage that hangs: `pvesm status`)",
      "earlier requests to … took up all of …"),

  /** A certificate outside of its time. */
  CERTIFICATE_TIME(
      "its dates, or a clock: that of the host or of this machine",
      "`date` here; if it is right, renew the certificate as it was made. One that the host made"
          + " itself: "
          + Product.both(Product::newCertificateCommand),
      "was not trusted: it has expired",
      "was not trusted: it is not valid yet"),
  /** A certificate for which nobody vouches. */
  CERTIFICATE_UNKNOWN(
      "nobody whom this machine trusts signed it, as with every fresh Proxmox",
      "compare the fingerprint on the host itself, "
          + Product.both(Product::certificateCommand)
          + ", then set the line of the message, or `PROXMOX_CA_FILE`",
      "was not trusted: it is self-signed",
      "was not trusted: it was issued by an authority that we do not trust",
      "was not trusted: no certificate is pinned for that node"),
  /** A certificate for another name. */
  CERTIFICATE_OTHER_NAME(
      "the host is reached under a name or address that its certificate has not",
      "use the name in it, or pin it",
      "was not trusted: it is for another host name"),
  /** Another certificate than the pinned one. */
  CERTIFICATE_OTHER_PIN(
      "the certificate was replaced, or somebody sits in between",
      "compare again on the host itself, "
          + Product.both(Product::certificateCommand)
          + "; only if it is the same, set the new fingerprint",
      "was not trusted: it is not the pinned one"),
  /** A certificate that is too weak, or for something else. */
  CERTIFICATE_WEAK(
      "whoever made it used what can be forged today, or made it for something else",
      "give the host a new one; a pin lets it pass only if you set it",
      "was not trusted: its key, or one on the way to the authority, is weak",
      "was not trusted: it, or one on the way to the authority, is signed over MD5 or SHA-1",
      "was not trusted: it may not be used by a server",
      "was not trusted: it is malformed"),
  /** A certificate on the revoked list. */
  CERTIFICATE_REVOKED(
      "`revoked` of the settings has it",
      "a new certificate for the host; take it out of the list only if it stands there by mistake",
      "was not trusted: its fingerprint, or that of an authority which signed it, is on the"
          + " revoked list"),

  /** {@link Unauthenticated}. */
  NOT_ACCEPTED(
      "wrong secret, expired or removed token, disabled user: Proxmox says the same of all",
      "on a node "
          + Product.both(product -> product.tokensCommand("USER"))
          + " and "
          + Product.both(Product::usersCommand),
      "Proxmox said: 401 …. It does not accept …"),
  /** {@link Unauthenticated#withoutSecondFactor}. */
  SECOND_FACTOR(
      "the user has a second factor, and no secret of it was configured",
      "an API token instead of the password, or the TOTP secret in the settings",
      "Proxmox wants a second factor of user …"),
  /** {@link PermissionDenied}. */
  PERMISSION(
      "the token, or its user, lacks a privilege there",
      "the commands of the message, for the token **and** for the user;"
          + " [which tool needs which](privileges.md)",
      "Proxmox said: …. … lacks …",
      "Proxmox said: …. … may not do this"),
  /** {@link Refused}. */
  REFUSED_HERE(
      "a rule of this program stopped it before it left",
      "what the message says; `proxmox-mcp policy test` shows the rule",
      "Not sent: …. Refused: …"),

  /** {@link NotFound}. */
  NOT_THERE(
      "it was removed, moved to another node, or never was there",
      "list what there is: `guest_list`, `node_list`, `storage_list`",
      "Proxmox said: …. List what there is"),
  /** {@link NotFound#file}. */
  NO_FILE(
      "the guest has none of that name", "see what its folder holds", "The guest has no such file"),
  /** {@link NotFound#folder}. */
  NO_FOLDER(
      "a file was to be written into a folder that is not there",
      "make the folder first",
      "the folder of that file does not exist in the guest"),
  /** {@link NotFound#program}. */
  NO_PROGRAM(
      "Proxmox breaks the connection (596) when an agent finds no program of that name",
      "the name or path that it has in that guest; `[\"sh\",\"-c\",\"…\"]` answers with an exit"
          + " code instead",
      "There is most likely no program …"),
  /** {@link InvalidParameter}. */
  PARAMETERS(
      "Proxmox checks parameters by its own version",
      "what it says of each; `api_describe` shows what this host takes",
      "Mend the parameters; this host's version decides what it takes"),

  /** {@link Conflict.Reason#LOCKED}. */
  LOCKED(
      "`VM is locked (backup)`, `CT is locked`: a task works on the guest",
      "wait; if nothing runs any more, `qm unlock VMID` or `pct unlock VMID` on its node",
      "Wait until what holds the lock has ended"),
  /** {@link Conflict.Reason#EXISTS}. */
  EXISTS(
      "the id or name is taken, perhaps by a guest that the token cannot see",
      "another id",
      "Choose another id, or work with the one that is there"),
  /** {@link Conflict.Reason#RUN_STATE}. */
  RUN_STATE(
      "`not running`, `already running`: the guest's state was another than thought",
      "look at it again",
      "Look at the guest's present state first"),
  /** {@link Conflict.Reason#CHANGED}. */
  CHANGED(
      "somebody changed the configuration after it was read",
      "read it again, then decide anew",
      "Read the configuration again and decide anew"),
  /** {@link Conflict.Reason#NO_AGENT}. */
  NO_AGENT(
      "`No QEMU guest agent configured`: commands, files and addresses come from it alone",
      "the command of the message, then stop and start the VM",
      "Install qemu-guest-agent in the VM"),
  /** {@link Conflict.Reason#AGENT_SILENT}. */
  AGENT_SILENT(
      "`QEMU guest agent is not running`: it is not installed, has ended, or the VM still starts",
      "`systemctl restart qemu-guest-agent` in the VM",
      "See inside the VM whether qemu-guest-agent is installed and runs"),
  /** {@link Conflict.Reason#AGENT_REFUSED}. */
  AGENT_REFUSED(
      "`Agent error`: the guest's own system did not do it",
      "look inside of the guest",
      "The guest's own system says so"),
  /** {@link Conflict.Reason#NO_QUORUM}. */
  NO_QUORUM(
      "too few nodes see each other, and the cluster keeps its configuration as it is",
      "bring nodes back: `pvecm status`",
      "Bring back enough nodes"),
  /** {@link TaskFailed}. */
  TASK_FAILED(
      "the task began and ended in failure",
      "the end of its log is in the message; `task_get` has the rest",
      "Task … failed. Proxmox said: …"),

  /** {@link NodeUnreachable}: no connection. */
  NODE_DOWN(
      "the node that was asked cannot reach the one that the call is for (595)",
      "see whether that node is up, and the network between the two",
      "… cannot reach …. Proxmox said: 59…"),
  /** {@link NodeUnreachable}: another certificate. */
  NODE_TLS(
      "the certificate of one node is not what the other expects, after it joined or was renamed",
      "`pvecm updatecerts` on that node",
      "could not agree on TLS with …"),
  /** {@link NodeUnreachable}: broken off. */
  NODE_BROKEN(
      "the other node took longer than 30 s, or broke off",
      "`journalctl -u pveproxy -u pvedaemon` and `pvesm status` there",
      "… lost the connection to …. Proxmox said: 59…"),

  /** {@link ResultLost#withConnection}. */
  RESULT_LOST(
      "Proxmox gives the result of a command once, and the connection broke meanwhile",
      "look at what the command should have done before you run it again",
      "has ended, but its result is lost"),
  /** {@link ResultLost#unknown} and {@link ResultLost#here}. */
  COMMAND_UNKNOWN(
      "the guest was restarted since, the result was read before, or another process ran it",
      "run it again if that does no harm",
      "Nothing is known of command …",
      "Nothing is known here of command …"),

  /** {@link SshFailed.Reason#NOT_CONFIGURED}. */
  SSH_NOT_CONFIGURED(
      "the Proxmox API has no call that runs a command in a container",
      "[SSH to the nodes](quick-start.md#commands-in-guests), if you want that",
      "no SSH is configured for cluster …"),
  /** {@link SshFailed.Reason#UNREACHABLE}. */
  SSH_UNREACHABLE(
      "nothing answers as SSH there, or nobody says where the node is",
      "`systemctl status ssh` on the node; its address in the settings",
      "by SSH: no SSH connection came about",
      "by SSH: the cluster does not tell its address"),
  /** {@link SshFailed.Reason#HOST_KEY}. */
  SSH_HOST_KEY(
      "the node shows a key that nobody wrote down, or another than before",
      "compare it on the node itself, then write it into the file of known hosts",
      "it shows a host key that is not known",
      "it shows another host key than the known one",
      "the file of known hosts cannot be read"),
  /** {@link SshFailed.Reason#LOGIN}. */
  SSH_LOGIN(
      "the node does not take user and key, or the key has a passphrase",
      "`ssh-copy-id -i KEY USER@NODE`; a key without a passphrase, for this alone",
      "by SSH: user … with the key … was not accepted",
      "by SSH: the key file … cannot be read"),
  /** {@link SshFailed.Reason#BROKEN}. */
  SSH_BROKEN(
      "the connection ended before the command did",
      "look at what the command should have done before you run it again",
      "by SSH: the connection was made, but the command could not be started",
      "by SSH: the connection broke before the command had ended",
      "by SSH: it still ran after …"),

  /** {@link UnexpectedReply#status}. */
  OTHER_ERROR(
      "an error of the host that has no case of its own here",
      "the journal of the host, by the command of the message",
      "The host's journal may tell more"),
  /** {@link UnexpectedReply#notImplemented}. */
  NO_SUCH_CALL(
      "the host is of another version than the call",
      "update the host, or do without; `api_search` finds what it has",
      "This host's version does not have the call …"),
  /** {@link UnexpectedReply#notJson}. */
  NOT_JSON(
      "a page of something else answers: a proxy, a login page, another program",
      "host and port of the API itself",
      "is not the JSON of the Proxmox API"),
  /** {@link UnexpectedReply#incomplete}. */
  INCOMPLETE(
      "the connection broke in the middle of an answer",
      "again; of a change, see first what became of it",
      "closed the connection in the middle of its answer"),
  /** {@link UnexpectedReply#tooLong}. */
  TOO_LONG(
      "the answer is longer than this program takes",
      "ask for less: a limit, one node, one guest",
      "the answer is longer than … and was cut off"),
  /** {@link UnexpectedReply#headTooLong}. */
  HEAD_TOO_LONG(
      "it is no Proxmox that answers, or something in between adds to it",
      "host and port of the API itself",
      "the headers of the answer are longer than …"),
  /** {@link UnexpectedReply#shape}. */
  OTHER_SHAPE(
      "this host answers otherwise than any version that is known here",
      "please report it, with the host's version",
      "has another shape than the Proxmox API gives it"),
  /** {@link Interrupted}. */
  INTERRUPTED(
      "whoever called gave up, or this program ends",
      "nothing; of a change, see what became of it",
      "Did not ask for …, because the caller was interrupted before",
      "Stopped waiting for …, because the caller was interrupted");

  private final Words words;

  Fault(String why, String mend, String... messages) {
    words = new Words(why, mend, messages);
  }

  @Override
  public Words words() {
    return words;
  }
}
