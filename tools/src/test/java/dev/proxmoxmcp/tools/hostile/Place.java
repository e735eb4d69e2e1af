package dev.proxmoxmcp.tools.hostile;

import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.tools.text.TextClasses;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Where a text comes from.
 *
 * @param endpoint method and path with placeholders
 * @param field its name in the answer, those of objects within objects parted by dots, a number at
 *     the end as N; "" for the whole answer
 * @param kind what is planted there
 */
record Place(String endpoint, String field, Kind kind) implements Comparable<Place> {
  /** What is planted. */
  enum Kind {
    /** Another value than the one that there is. */
    VALUE,
    /** Fields that people fill in and that are often left out, and one whose name is hostile. */
    MORE,
    /** An error, as the status line says it. */
    REASON
  }

  private static final Pattern NODE = Pattern.compile("^/nodes/[^/]+");
  private static final Pattern GUEST = Pattern.compile("/(qemu|lxc)/[0-9]+");
  private static final Pattern STORAGE = Pattern.compile("^(/nodes/[^/]+)?/storage/[^/]+");
  private static final Pattern CONTENT = Pattern.compile("/content/.+");
  private static final Pattern TASK = Pattern.compile("/tasks/UPID[^/]+");
  private static final Pattern SNAPSHOT = Pattern.compile("/snapshot/[^/]+");
  private static final Pattern DATASTORE = Pattern.compile("/(datastore|datastore-usage)/[^/]+");

  static String endpoint(RecordedRequest request) {
    String path = request.apiPath();
    path = STORAGE.matcher(path).replaceFirst("$1/storage/{storage}");
    path = NODE.matcher(path).replaceFirst("/nodes/{node}");
    path = GUEST.matcher(path).replaceFirst("/$1/{vmid}");
    path = CONTENT.matcher(path).replaceFirst("/content/{volume}");
    path = TASK.matcher(path).replaceFirst("/tasks/{upid}");
    path = SNAPSHOT.matcher(path).replaceFirst("/snapshot/{snapname}");
    path = DATASTORE.matcher(path).replaceFirst("/$1/{store}");
    return request.method() + " " + path;
  }

  /** The path alone. */
  String path() {
    return endpoint.substring(endpoint.indexOf(' ') + 1);
  }

  /** As a row of the table in docs/guard.md says it, with its class. */
  String documented() {
    JsonNode speech = JsonNodeFactory.instance.stringNode("what a guest may say");
    return switch (TextClasses.of(path(), speech)) {
          case FACT -> "a fact";
          case ADMIN_WRITTEN -> "cluster";
          case GUEST_WRITTEN -> "guests";
        }
        + ": "
        + path()
        + " "
        + field;
  }

  @Override
  public int compareTo(Place other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return endpoint + " " + (field.isEmpty() ? "(all)" : field) + " " + kind;
  }
}
