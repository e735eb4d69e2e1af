package dev.proxmoxmcp.tools;

/**
 * Tools that stay usable until this is closed: those in force, where the settings may be read anew
 * while somebody uses them.
 *
 * @param tools what is lent
 * @param end gives it back
 */
public record ToolLoan(Toolbox tools, Runnable end) implements AutoCloseable {
  @Override
  public void close() {
    end.run();
  }
}
