package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {
  private static final Path FILE =
      Path.of("src/main/resources/dev/proxmoxmcp/client/catalog/search-words.txt");

  @ParameterizedTest
  @CsvSource({
    "snapshot,snapshots,snapshots",
    "prune,pruning,pruned",
    "stop,stopping,stopped",
    "clone,cloning,cloned",
    "verify,verifies,verified",
    "migrate,migration,migrating",
    "replicate,replication,replicated",
    "resize,resizing,resizes",
    "alias,aliases,alias",
    "process,processes,process",
    "backup,backups,backups"
  })
  void the_forms_of_a_word_have_one_stem(String word, String other, String third) {
    assertThat(SearchWords.stem(other)).isEqualTo(SearchWords.stem(word));
    assertThat(SearchWords.stem(third)).isEqualTo(SearchWords.stem(word));
  }

  @ParameterizedTest
  @CsvSource({"status,stat", "node,notes", "pass,pas", "need,neing", "vms,vmid"})
  void different_words_keep_different_stems(String word, String other) {
    assertThat(SearchWords.stem(other)).isNotEqualTo(SearchWords.stem(word));
  }

  @Test
  void a_text_is_taken_apart_at_everything_that_is_no_letter_or_digit() {
    assertThat(SearchWords.in("Don't forceStop the VM's net[n]: /nodes/{node}/move_disk!"))
        .containsExactly(
            "dont", "force", "stop", "the", "vm", "net", "n", "nodes", "node", "move", "disk");
  }

  /** A line that leads nowhere is a slip, or its endpoint is gone. */
  @Test
  void every_line_of_synonyms_leads_to_a_word_of_a_catalog() throws IOException {
    Set<String> known = new HashSet<>();
    for (Product product : Product.values()) {
      for (String version : ApiCatalog.builtIn(product)) {
        known.addAll(
            new SearchIndex(
                    product,
                    ApiCatalog.nearest(product, version).endpoints(),
                    ApiSummaries.builtIn(),
                    SearchLexicon.of(product))
                .readable()
                .keySet());
      }
    }

    assertThat(Files.readAllLines(FILE))
        .filteredOn(line -> !line.isBlank() && !line.startsWith("#") && !line.contains(":"))
        .filteredOn(line -> targets(line).stream().noneMatch(known::contains))
        .isEmpty();
  }

  private static List<String> targets(String line) {
    String words = line.substring(Math.max(line.indexOf('|'), line.indexOf('>')) + 1);
    return Arrays.stream(words.split(",", -1))
        .map(word -> SearchLexicon.stems(SearchWords.in(word)))
        .toList();
  }
}
