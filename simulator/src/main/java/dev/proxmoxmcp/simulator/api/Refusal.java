package dev.proxmoxmcp.simulator.api;

import dev.proxmoxmcp.simulator.api.Patience.Wait;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer that is an error, thrown by handlers; {@link #text()} is Proxmox's text, without the
 * line feed that ends it in the body. Carries no stack trace: it is an answer, not a fault.
 */
public abstract sealed class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  private Refusal(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  /** Proxmox's text. */
  public String text() {
    return text;
  }

  /** What the caller was kept waiting for. */
  Wait kept() {
    return Wait.NONE;
  }

  /** The HTTP status. */
  public abstract int status();

  /** 500: the handler died with that text. */
  public static final class Died extends Refusal {
    private static final long serialVersionUID = 1L;

    /** A failure with Proxmox's text. */
    public Died(String message) {
      super(message);
    }

    @Override
    public int status() {
      return 500;
    }
  }

  /** 595 or 596: who should answer does not; the proxy says so, without a body. */
  public static final class NoAnswer extends Refusal {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final Wait kept;

    /**
     * Of the proxy.
     *
     * @param kept what the proxy tried before
     */
    public NoAnswer(int status, String reason, Wait kept) {
      super(reason);
      this.status = status;
      this.kept = kept;
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    Wait kept() {
      return kept;
    }
  }

  /** 500: something did not come about within its limit. */
  public static final class GivenUp extends Refusal {
    private static final long serialVersionUID = 1L;
    private final Wait kept;

    private GivenUp(String message, Wait kept) {
      super(message);
      this.kept = kept;
    }

    /** A file of the cluster cannot be locked; Proxmox's text comes after the limit for locks. */
    public static GivenUp locking(String message) {
      return new GivenUp(message, Wait.LOCKING);
    }

    /** A guest agent does not answer; Proxmox's text comes after the limit for that. */
    public static GivenUp agent(String message) {
      return new GivenUp(message, Wait.AGENT);
    }

    /** A guest agent said what the daemon cannot pass on, and dies of. */
    public static GivenUp daemon(String message) {
      return new GivenUp(message, Wait.BROKEN_DAEMON);
    }

    @Override
    public int status() {
      return 500;
    }

    @Override
    Wait kept() {
      return kept;
    }
  }

  /** 400: parameters that the schema or the handler refuses. */
  public static final class BadParameters extends Refusal {
    private static final long serialVersionUID = 1L;
    private final transient Map<String, String> errors;

    /**
     * Names what is wrong.
     *
     * @param errors parameter to complaint
     */
    public BadParameters(Map<String, String> errors) {
      super("Parameter verification failed.");
      this.errors = new TreeMap<>(errors);
    }

    /** The complaint about one parameter. */
    public static BadParameters about(String parameter, String complaint) {
      return new BadParameters(Map.of(parameter, complaint));
    }

    /** Parameter to complaint. */
    public Map<String, String> errors() {
      return errors;
    }

    @Override
    public int status() {
      return 400;
    }
  }

  /** 403: a privilege is missing. */
  public static final class NotAllowed extends Refusal {
    private static final long serialVersionUID = 1L;

    /** Says nothing of what is missing. */
    public NotAllowed() {
      super("Permission check failed");
    }

    private NotAllowed(String text) {
      super(text);
    }

    /** Says why in words of its own. */
    public static NotAllowed because(String why) {
      return new NotAllowed("Permission check failed (" + why + ")");
    }

    /**
     * Names what is missing.
     *
     * @param path the ACL path
     * @param privileges the privilege, or several separated by {@code |} of which one is needed
     */
    public NotAllowed(String path, String privileges) {
      super("Permission check failed (" + path + ", " + privileges + ")");
    }

    @Override
    public int status() {
      return 403;
    }
  }

  /** 403: the endpoint is closed to API tokens. */
  static final class NeedsTicket extends Refusal {
    private static final long serialVersionUID = 1L;

    NeedsTicket(String path) {
      super(
          "Permission check failed (URI '"
              + path
              + "' not available with API token, need proper ticket.\n)");
    }

    @Override
    public int status() {
      return 403;
    }
  }

  /** 401 from a handler: a login that failed. */
  public static final class WrongLogin extends Refusal {
    private static final long serialVersionUID = 1L;

    /** Says nothing of what was wrong. */
    public WrongLogin() {
      super("authentication failure");
    }

    private WrongLogin(String text) {
      super(text);
    }

    /** Says in words of its own what was wrong. */
    public static WrongLogin because(String text) {
      return new WrongLogin(text);
    }

    @Override
    public int status() {
      return 401;
    }

    @Override
    Wait kept() {
      return Wait.REFUSAL;
    }
  }

  /** 501 of the simulator's own: a real host would have changed something. */
  static final class NotSimulated extends Refusal {
    private static final long serialVersionUID = 1L;

    NotSimulated(Verb verb, String path, String what) {
      super(
          "The simulator keeps no state for " + what + " of '" + verb + " " + path + "' (strict)");
    }

    @Override
    public int status() {
      return 501;
    }
  }

  /** 501: there is no such path, or not with this method. */
  static final class NotImplemented extends Refusal {
    private static final long serialVersionUID = 1L;

    NotImplemented(Verb verb, String path) {
      super("Method '" + verb + " " + path + "' not implemented");
    }

    @Override
    public int status() {
      return 501;
    }
  }
}
