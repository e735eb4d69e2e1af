package dev.proxmoxmcp.mcp.modern;

import java.util.List;

/** The headers of an HTTP request, whoever parsed it. */
@FunctionalInterface
public interface RequestHeaders {
  /** Every value of that header in the order they came; names are compared without case. */
  List<String> values(String name);
}
