package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.Requirement;
import dev.proxmoxmcp.tools.CallContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person or a model should know before a call of the API is sent.
 *
 * @param barred why no token can send it; empty if that is not so
 */
record WriteNotes(CallContext context, Prepared prepared, Optional<String> barred) {
  /**
   * Sentences.
   *
   * @param rights whether the token's rights are told, too; a call that is made was checked before
   */
  List<String> notes(boolean rights) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "It is of tier %s: %s."
            .formatted(prepared.verdict().tier().label(), prepared.verdict().why()));
    barred.ifPresent(notes::add);
    if (rights) {
      Requirement needed =
          Requirement.of(prepared.product(), prepared.call().endpoint(), prepared.sent());
      if (barred.isEmpty() && !(needed instanceof Requirement.AnyLogin)) {
        notes.add(
            new ProductGrants(context.cluster().access().authId(), prepared.product())
                .told(WriteRun.standing(context, prepared)));
      }
      TypedTools.of(prepared.call().endpoint(), context).ifPresent(notes::add);
    }
    return notes;
  }
}
