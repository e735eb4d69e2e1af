package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.ForeignText;
import java.util.List;

/** A task was started and ended in failure. */
public final class TaskFailed extends ProxmoxException {
  private static final long serialVersionUID = 1L;
  private static final int LINE = 300;

  private final String upid;
  private final String said;

  /**
   * @param upid of the task
   * @param said its exit status
   * @param lastLines of its log, oldest first; may be empty
   */
  public TaskFailed(String cluster, String upid, String said, List<String> lastLines) {
    super(
        Fault.TASK_FAILED,
        "Task "
            + upid
            + " on cluster "
            + cluster
            + " failed. Proxmox said: "
            + quote(said)
            + "."
            + (lastLines.isEmpty() ? "" : " Its log ends with:" + lines(lastLines)),
        Delivery.ANSWERED,
        null);
    this.upid = upid;
    this.said = said;
  }

  /** The task. */
  public String upid() {
    return upid;
  }

  /** Its exit status, as Proxmox said it: untrusted text. */
  public String said() {
    return said;
  }

  private static String lines(List<String> lastLines) {
    StringBuilder out = new StringBuilder();
    lastLines.forEach(line -> out.append("\n> ").append(ForeignText.line(line, LINE)));
    return out.toString();
  }
}
