package dev.proxmoxmcp.guard.audit;

import dev.proxmoxmcp.json.JsonText;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a record looks for others, as JSON on one line. */
public enum RecordFormat {
  /**
   * Our own: number, previous hash, hash, and the body word for word, so that it can be verified.
   */
  JSONL {
    @Override
    public String line(AuditRecord record) {
      // The body is JSON on one line, and its bytes are what the hash is of.
      return "{\"seq\":%d,\"previous\":\"%s\",\"hash\":\"%s\",\"body\":%s}"
          .formatted(record.seq(), record.previous(), record.hash(), record.body());
    }
  },
  /** An event of the class API Activity (6003) of the Open Cybersecurity Schema Framework 1.6. */
  OCSF {
    @Override
    public String line(AuditRecord record) {
      return JsonText.write(ocsf(record));
    }
  };

  private static final int CATEGORY = 6;
  private static final int CLASS = 6003;
  private static final int READ = 2;
  private static final int UPDATE = 3;
  private static final int DELETE = 4;
  private static final int OTHER = 99;
  private static final int INFORMATIONAL = 1;
  private static final int LOW = 2;
  private static final int MEDIUM = 3;
  private static final int UNKNOWN = 0;
  private static final int SUCCESS = 1;
  private static final int FAILURE = 2;

  /** As settings and the command line have it, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A record on one line, without its line feed. */
  public abstract String line(AuditRecord record);

  private static ObjectNode ocsf(AuditRecord record) {
    AuditEntry entry = record.entry();
    Origin origin = entry.origin();
    int activity = activity(entry);
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("category_uid", CATEGORY).put("category_name", "Application Activity");
    event.put("class_uid", CLASS).put("class_name", "API Activity");
    event.put("activity_id", activity).put("activity_name", entry.event().label());
    event.put("type_uid", CLASS * 100L + activity);
    event.put("severity_id", severity(entry.event())).put("status_id", status(entry.event()));
    event.put("time", entry.at().toEpochMilli());
    ObjectNode metadata = event.putObject("metadata");
    metadata.put("version", "1.6.0").put("log_name", "audit").put("uid", record.hash());
    metadata.put("sequence", record.seq()).put("original_time", entry.at().toString());
    metadata.putObject("product").put("name", "ProxmoxMCP").put("vendor_name", "ProxmoxMCP");
    event.putObject("actor").putObject("user").put("name", origin.principal());
    ObjectNode api = event.putObject("api");
    api.put("operation", given(origin.tool()) ? origin.tool() : entry.event().label());
    api.putObject("service").put("name", "Proxmox VE");
    if (given(origin.request())) {
      api.putObject("request").put("uid", origin.request());
    }
    // The schema wants one; who calls is known by the principal, and not by a place.
    event.putObject("src_endpoint").put("name", "unknown");
    if (given(origin.cluster())) {
      event.putArray("resources").addObject().put("name", origin.cluster()).put("type", "cluster");
    }
    ObjectNode unmapped = event.putObject("unmapped");
    unmapped.put("previous", record.previous());
    unmapped.set("detail", entry.detail());
    return event;
  }

  private static boolean given(String text) {
    return !text.isEmpty() && !text.equals(Origin.NONE);
  }

  private static int activity(AuditEntry entry) {
    return switch (entry.event()) {
      case READ -> READ;
      case INTENT, SENT, OUTCOME, RECONCILED -> deletes(entry.detail()) ? DELETE : UPDATE;
      case STARTED,
          PLANNED,
          REFUSED,
          APPROVED,
          DENIED,
          FROZEN,
          THAWED,
          POLICY,
          CHECKPOINT,
          TRIMMED ->
          OTHER;
    };
  }

  private static boolean deletes(JsonNode detail) {
    return detail.path("method").asString("").equals("DELETE");
  }

  private static int severity(Event event) {
    return switch (event) {
      case STARTED, READ, PLANNED, CHECKPOINT -> INFORMATIONAL;
      case APPROVED, INTENT, SENT, OUTCOME, RECONCILED, TRIMMED -> LOW;
      case REFUSED, DENIED, FROZEN, THAWED, POLICY -> MEDIUM;
    };
  }

  /** How a change ended stands in the detail, in the words of the guard. */
  private static int status(Event event) {
    return switch (event) {
      case REFUSED, DENIED -> FAILURE;
      case OUTCOME, RECONCILED, SENT -> UNKNOWN;
      case STARTED, READ, PLANNED, APPROVED, INTENT, FROZEN, THAWED, POLICY, CHECKPOINT, TRIMMED ->
          SUCCESS;
    };
  }
}
