package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.InvalidParameter;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a status, a reason phrase and a body of Proxmox mean: the one place that knows. Proxmox uses
 * 500 for nearly every error of a handler, so its English text decides.
 */
final class Replies {
  /** {@code Permission check failed (/vms/100, VM.Audit|VM.Console)}. */
  private static final Pattern PERMISSION =
      Pattern.compile(
          "Permission check failed \\((/[A-Za-z0-9/._@-]*), ([A-Za-z.]+(?:\\|[A-Za-z.]+)*)\\)");

  /** First match wins: the more telling texts stand first. */
  private static final List<Rule> TEXTS =
      List.of(
          missing("^Agent error: Invalid parameter 'pid'"),
          rule("^Agent error: failed to open file .*mode: 'r'.*: No such file", NotFound::file),
          rule("^Agent error: failed to open file .*: No such file", NotFound::folder),
          conflict("^No QEMU guest agent configured", Conflict.Reason.NO_AGENT),
          conflict("^QEMU guest agent is not running", Conflict.Reason.AGENT_SILENT),
          conflict("^Agent error: ", Conflict.Reason.AGENT_REFUSED),
          conflict("no quorum", Conflict.Reason.NO_QUORUM),
          busy("can't lock file .* - got timeout|got lock request timeout|cfs-lock .* error: got"),
          conflict("(VM|CT|container) is locked", Conflict.Reason.LOCKED),
          conflict("checksum mismatch|detected modified configuration", Conflict.Reason.CHANGED),
          conflict(
              "already exists|already defined|already in use|belongs already to",
              Conflict.Reason.EXISTS),
          conflict(
              "already running|not running|is running|running VM without --online"
                  + "|of a running container",
              Conflict.Reason.RUN_STATE),
          missing(
              "does not exist|[Nn]o such (?!file)|unable to find configuration file"
                  + "|hostname lookup '[^']*' failed"));

  private Replies() {}

  /** The answer's data, or the error that it is. */
  static Answer read(Attempt attempt, AuthId who, Reply reply) {
    if (reply.status() == 200) {
      Answer answer = new Answer(attempt, reply);
      // A long list is checked while it is read; it is never read twice. The answer to a change may
      // be read by nobody, so it is checked whatever its length.
      boolean later = attempt.tier() == Tier.READ && reply.content().length() > Answer.LONG;
      return later ? answer : answer.check();
    }
    throw error(attempt, who, reply, parse(reply));
  }

  /** The text of a file, or the error that came instead. */
  static String file(Attempt attempt, AuthId who, Reply reply) {
    if (reply.status() == 200) {
      return reply.body();
    }
    throw error(attempt, who, reply, null);
  }

  private static ProxmoxException error(
      Attempt attempt, AuthId who, Reply reply, @Nullable JsonNode body) {
    int status = reply.status();
    String said = said(reply, body);
    if (isPlain(reply, body) && status != 401 && status < 500) {
      return byBackupServer(attempt, who, status, said);
    }
    return switch (status) {
      case 401 -> new Unauthenticated(attempt, who, said);
      case 403 -> denied(attempt, who, said);
      case 400 -> invalid(attempt, said, body);
      case 501 -> UnexpectedReply.notImplemented(attempt, said);
      case 595, 596, 597, 598, 599 -> new NodeUnreachable(attempt, status, said);
      default ->
          status >= 500 || body != null
              ? byText(attempt, status, said)
              : UnexpectedReply.notJson(attempt, status, reply.contentType(), null);
    };
  }

  /** A Backup Server says every error as a text, mostly with the status 400. */
  private static ProxmoxException byBackupServer(
      Attempt attempt, AuthId who, int status, String said) {
    if (status == 403
        || said.contains("permission check failed")
        || said.startsWith("missing permissions")) {
      return PermissionDenied.byBackupServer(attempt, who, said);
    }
    if (status == 404 && said.startsWith("Path '")) {
      return UnexpectedReply.notImplemented(attempt, said);
    }
    return said.contains("parameter verification")
        ? new InvalidParameter(attempt, said, Map.of())
        : byText(attempt, status, said);
  }

  private static boolean isPlain(Reply reply, @Nullable JsonNode body) {
    return body == null && reply.contentType().startsWith("text/plain") && !reply.body().isBlank();
  }

  private static ProxmoxException denied(Attempt attempt, AuthId who, String said) {
    Matcher named = PERMISSION.matcher(said);
    return named.find()
        ? new PermissionDenied(attempt, who, named.group(1), named.group(2), said)
        : new PermissionDenied(attempt, who, null, null, said);
  }

  private static ProxmoxException invalid(Attempt attempt, String said, @Nullable JsonNode body) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (body != null) {
      body.path("errors").forEachEntry((name, text) -> errors.put(name, text.asString("").strip()));
    }
    boolean missing = errors.values().stream().anyMatch(text -> text.matches("(?i)no such .*"));
    return missing
        ? new NotFound(attempt, String.join("; ", errors.values()))
        : new InvalidParameter(attempt, said, errors);
  }

  private static ProxmoxException byText(Attempt attempt, int status, String said) {
    for (Rule rule : TEXTS) {
      if (rule.text.matcher(said).find()) {
        return rule.error.of(attempt, said);
      }
    }
    return UnexpectedReply.status(attempt, status, said);
  }

  /**
   * The whole message of the body if there is one (PVE 8.4 and later), else the reason phrase,
   * which is its first line.
   */
  private static String said(Reply reply, @Nullable JsonNode body) {
    if (isPlain(reply, body)) {
      return reply.body().strip();
    }
    String message = body == null ? "" : body.path("message").asString("").strip();
    return message.isEmpty() ? reply.reason().strip() : message;
  }

  private static @Nullable JsonNode parse(Reply reply) {
    if (reply.content().length() == 0) {
      return null;
    }
    try {
      return JsonText.lenient().read(reply.body());
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static Rule conflict(String text, Conflict.Reason reason) {
    return rule(text, (attempt, said) -> new Conflict(attempt, reason, said));
  }

  private static Rule busy(String text) {
    return rule(text, Busy::said);
  }

  private static Rule missing(String text) {
    return rule(text, NotFound::new);
  }

  private static Rule rule(String text, Meaning error) {
    return new Rule(Pattern.compile(text), error);
  }

  private record Rule(Pattern text, Meaning error) {}

  @FunctionalInterface
  private interface Meaning {
    ProxmoxException of(Attempt attempt, String said);
  }
}
