package dev.proxmoxmcp.client;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is none of those that this client knows: an error without a case of its own, a
 * page for people instead of JSON, half an answer, a value of another shape.
 */
public final class UnexpectedReply extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  private final boolean cutShort;

  private UnexpectedReply(
      Fault fault, String message, Delivery delivery, @Nullable Throwable cause) {
    this(fault, message, delivery, cause, false);
  }

  private UnexpectedReply(
      Fault fault, String message, Delivery delivery, @Nullable Throwable cause, boolean cutShort) {
    super(fault, message, delivery, cause);
    this.cutShort = cutShort;
  }

  /** Whether the connection broke in the middle of the answer: a read may be sent again. */
  public boolean cutShort() {
    return cutShort;
  }

  /** An error status with a text that has no case of its own. */
  public static UnexpectedReply status(Attempt attempt, int status, String said) {
    return new UnexpectedReply(
        Fault.OTHER_ERROR,
        attempt.failure()
            + ". Proxmox said: "
            + status
            + " "
            + quote(said)
            + ". The host's journal may tell more (`journalctl -u "
            + attempt.product().daemon()
            + " -u "
            + attempt.product().proxy()
            + "`).",
        Delivery.ANSWERED,
        null);
  }

  /** A call that this host does not have. */
  public static UnexpectedReply notImplemented(Attempt attempt, String said) {
    return new UnexpectedReply(
        Fault.NO_SUCH_CALL,
        attempt.failure()
            + ". Proxmox said: "
            + (attempt.product() == Product.PVE ? "501 " : "404 ")
            + quote(said)
            + ". This host's version does not have the call "
            + attempt.request()
            + ".",
        Delivery.ANSWERED,
        null);
  }

  /**
   * Something that is not the API's JSON.
   *
   * @param contentType as it came, or "" if none came
   */
  public static UnexpectedReply notJson(
      Attempt attempt, int status, String contentType, @Nullable Throwable cause) {
    return new UnexpectedReply(
        Fault.NOT_JSON,
        attempt.failure()
            + ": the answer (status "
            + status
            + ", "
            + (contentType.isEmpty() ? "no content type" : quote(contentType))
            + ") is not the JSON of the Proxmox API. Is this a "
            + attempt.product().title()
            + " API at "
            + attempt.host()
            + "? It answers on port "
            + attempt.product().port()
            + (attempt.product() == Product.PVE ? " of a node" : "")
            + "; a proxy or a login page in between does not do.",
        Delivery.ANSWERED,
        cause);
  }

  /** An answer that stopped before its end. */
  public static UnexpectedReply incomplete(Attempt attempt, Throwable cause) {
    return new UnexpectedReply(
        Fault.INCOMPLETE,
        attempt.failure()
            + ": "
            + attempt.host()
            + " closed the connection in the middle of its answer."
            + attempt.fate(Delivery.UNKNOWN)
            + " See whether "
            + attempt.product().proxy()
            + " was restarted there.",
        Delivery.UNKNOWN,
        cause,
        true);
  }

  /** An answer that is longer than this client takes. */
  public static UnexpectedReply tooLong(Attempt attempt, ByteSize limit, Throwable cause) {
    return new UnexpectedReply(
        Fault.TOO_LONG,
        attempt.failure()
            + ": the answer is longer than "
            + limit
            + " and was cut off. Ask for less at once.",
        Delivery.ANSWERED,
        cause);
  }

  /** An answer whose headers, or what follows its body, are longer than this client takes. */
  public static UnexpectedReply headTooLong(Attempt attempt, ByteSize limit, Throwable cause) {
    return new UnexpectedReply(
        Fault.HEAD_TOO_LONG,
        attempt.failure()
            + ": the headers of the answer are longer than "
            + limit
            + ", which no Proxmox sends. Is this a "
            + attempt.product().title()
            + " API at "
            + attempt.host()
            + ", and what stands in between?"
            + attempt.fate(Delivery.UNKNOWN),
        Delivery.UNKNOWN,
        cause);
  }

  /**
   * JSON of another shape than the API's description says.
   *
   * @param what is missing or wrong: {@code field 'upid' is missing}
   */
  public static UnexpectedReply shape(Attempt attempt, String what) {
    return new UnexpectedReply(
        Fault.OTHER_SHAPE,
        attempt.failure()
            + ": the answer to "
            + attempt.request()
            + " has another shape than the Proxmox API gives it: "
            + what
            + ". Please report this with the host's version (`"
            + attempt.product().versionCommand()
            + "`).",
        Delivery.ANSWERED,
        null);
  }
}
