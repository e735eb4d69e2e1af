package dev.proxmoxmcp.base;

import java.util.Map;

/**
 * Is told of the work that is done, for those who measure it. Thread-safe; neither blocks nor
 * throws.
 */
@FunctionalInterface
public interface Observer {
  /** Nobody measures. */
  Observer NONE = (_, _) -> Work.NONE;

  /**
   * Something begins.
   *
   * @param parent to what of the caller it belongs, as W3C Trace Context writes it ({@code
   *     traceparent}); "" for nothing that is known
   */
  Work begun(What what, String parent);

  /** What is done. */
  enum Kind {
    /** A call of a tool. */
    TOOL,
    /** A request to Proxmox. */
    REQUEST
  }

  /**
   * What is done.
   *
   * @param name of the tool, or the method of the request
   * @param facts about it: few names, and never a secret
   */
  record What(Kind kind, String name, Map<String, String> facts) {
    /** Copies the map. */
    public What {
      facts = Map.copyOf(facts);
    }
  }

  /** Something that is being done. Thread-safe. */
  interface Work {
    /** Nobody measures it. */
    Work NONE =
        new Work() {
          @Override
          public Work part(What what) {
            return this;
          }

          @Override
          public void ended(String outcome, boolean well) {}
        };

    /** A part of it begins. */
    Work part(What what);

    /**
     * It ended; once.
     *
     * @param outcome in a word of which there are few
     * @param well whether it did what it should
     */
    void ended(String outcome, boolean well);
  }
}
