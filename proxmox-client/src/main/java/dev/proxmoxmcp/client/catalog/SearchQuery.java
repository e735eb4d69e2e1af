package dev.proxmoxmcp.client.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a query asks for.
 *
 * @param concepts what is sought, each with the words that stand for it
 * @param methods what is to be done; empty if the query does not say
 * @param leading whether it says that before it says with what; else the verb may be a noun, as in
 *     {@code log of the last sync}
 * @param unknown words that stand for nothing
 */
record SearchQuery(
    List<Concept> concepts, Set<ApiMethod> methods, boolean leading, List<String> unknown) {

  /**
   * One thing that is sought.
   *
   * @param asked the word or phrase in the query, as its stem
   * @param words stems, each with how sure it is that it means the thing, up to 1
   * @param weight how much it matters beside the others; 1 for what matters most
   */
  record Concept(String asked, Map<String, Float> words, float weight) {}

  /** All words that stand for something sought. */
  Set<String> words() {
    return concepts.stream()
        .flatMap(concept -> concept.words().keySet().stream())
        .collect(Collectors.toSet());
  }
}
