package dev.proxmoxmcp.tools.task;

import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.Tasks;
import java.util.List;
import java.util.regex.Pattern;

/** Which lines of a task's log say why it failed or warned. */
public final class DecisiveLines {
  private static final int MOST = 8;
  private static final int LAST = 4;
  private static final Pattern TELLING =
      Pattern.compile(
          "error|fail|warn|cannot|can't|could not|unable|denied|refused|no such|not found|timeout"
              + "|timed out|abort|invalid|missing|does not exist",
          Pattern.CASE_INSENSITIVE);

  private static final int READ = 40;

  private DecisiveLines() {}

  /**
   * Those of {@code task}. How a task ended is known without its log, so if that cannot be read
   * there are none.
   */
  public static List<String> of(Tasks tasks, TaskInfo task) {
    try {
      return of(tasks.logTail(task.upid(), READ).texts());
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException _) {
      return List.of();
    }
  }

  /**
   * Telling lines in their order, the newest if there are many; the last lines if none is telling.
   */
  static List<String> of(List<String> log) {
    List<String> written = log.stream().filter(line -> !line.isBlank()).toList();
    List<String> telling = written.stream().filter(line -> TELLING.matcher(line).find()).toList();
    return telling.isEmpty() ? newest(written, LAST) : newest(telling, MOST);
  }

  private static List<String> newest(List<String> lines, int count) {
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }
}
