package dev.proxmoxmcp.simulator.api;

import dev.proxmoxmcp.simulator.api.ApiRequest.Body;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of several parts in which a file is uploaded. As on a real host the parts must come in
 * an order: what the file is, the algorithm of its checksum, the checksum, the file.
 */
final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("(?i).*boundary=\"?([^\";]+)\"?.*");
  private static final Pattern NAME = Pattern.compile("(?is).*[; ]name=\"([^\"]*)\".*");
  private static final Pattern FILE = Pattern.compile("(?is).*filename=\"([^\"]*)\".*");
  private static final Body BAD = new Body.Unreadable(400, "");

  private Multipart() {}

  static Body read(String contentType, String body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.matches()) {
      return BAD;
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (String part : body.split(Pattern.quote("--" + boundary.group(1)), -1)) {
      int end = part.indexOf("\r\n\r\n");
      Matcher name = NAME.matcher(end < 0 ? "" : part.substring(0, end));
      if (!name.matches()) {
        continue;
      }
      String content = part.substring(end + 4).replaceFirst("\r\n$", "");
      Matcher file = FILE.matcher(part.substring(0, end));
      if (file.matches()) {
        values.put(name.group(1), new Value.Text(file.group(1)));
        values.put("tmpfilename", Value.Upload.of(content));
      } else if (name.group(1).equals("checksum") && !values.containsKey("checksum-algorithm")) {
        return BAD;
      } else {
        values.put(name.group(1), new Value.Text(content));
      }
    }
    return new Body.Parameters(values);
  }
}
