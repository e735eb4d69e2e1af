package dev.proxmoxmcp.client;

import org.jspecify.annotations.Nullable;

/**
 * What the request names is not there: a guest, a node, a storage, a task; or in a guest, a file or
 * a program.
 */
public final class NotFound extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  private NotFound(Fault fault, String message, Delivery delivery, @Nullable Throwable cause) {
    super(fault, message, delivery, cause);
  }

  private NotFound(Fault fault, Attempt attempt, String said, String nextStep) {
    this(
        fault,
        attempt.failure() + ". Proxmox said: " + quote(said) + ". " + nextStep,
        Delivery.ANSWERED,
        null);
  }

  /** Of what Proxmox said. */
  public NotFound(Attempt attempt, String said) {
    this(
        Fault.NOT_THERE,
        attempt,
        said,
        "List what there is: it may have been removed, or moved to another node.");
  }

  /** A file in a guest that was to be read. */
  public static NotFound file(Attempt attempt, String said) {
    return new NotFound(
        Fault.NO_FILE,
        attempt,
        said,
        "The guest has no such file: see what its folder holds, and how the name is written.");
  }

  /** The folder of a file in a guest that was to be written. */
  public static NotFound folder(Attempt attempt, String said) {
    return new NotFound(
        Fault.NO_FOLDER,
        attempt,
        said,
        "Nothing was written: the folder of that file does not exist in the guest. Make it first,"
            + " or choose another.");
  }

  /**
   * A program that a VM has not got, which Proxmox cannot say: it breaks the connection instead.
   *
   * @param program as it was asked for
   * @param cluster what people call it
   */
  public static NotFound program(
      NodeUnreachable broken, GuestRef vm, String program, String cluster) {
    return new NotFound(
        Fault.NO_PROGRAM,
        "There is most likely no program "
            + quote(program)
            + " in "
            + vm
            + " (cluster "
            + cluster
            + "): Proxmox breaks the connection when its guest agent finds none, and did ("
            + broken.status()
            + " "
            + quote(broken.said())
            + "). See which name or path it has there; a command of a shell, [\"sh\",\"-c\",\"…\"],"
            + " answers with an exit code in that case.",
        broken.delivery(),
        broken);
  }
}
