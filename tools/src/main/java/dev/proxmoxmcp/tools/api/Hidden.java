package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.Requirement;
import dev.proxmoxmcp.tools.Visibility;
import java.util.Optional;
import java.util.Set;

/**
 * What must be said beside a list, because Proxmox leaves out of it without a word what a token may
 * not see.
 *
 * @param visibility what the token may see
 * @param product whose API it is
 */
record Hidden(Visibility visibility, Product product) {
  private static final Set<String> GUESTS =
      Set.of("/cluster/resources", "/nodes/{node}/qemu", "/nodes/{node}/lxc");
  private static final Set<String> TASKS = Set.of("/cluster/tasks", "/nodes/{node}/tasks");
  private static final Set<String> STORAGES = Set.of("/storage", "/nodes/{node}/storage");

  /**
   * What is to say of the answer of {@code endpoint}.
   *
   * @param empty whether nothing came
   * @return a sentence or two; empty if what is not there is not there, as far as can be told
   */
  Optional<String> beside(ApiEndpoint endpoint, boolean empty) {
    String template = endpoint.template();
    if (product == Product.PVE) {
      if (GUESTS.contains(template)) {
        return visibility.hiddenGuests();
      }
      if (TASKS.contains(template)) {
        return visibility.hiddenTasks();
      }
      if (STORAGES.contains(template)) {
        return visibility.hiddenStorages();
      }
    }
    if (!empty) {
      return Optional.empty();
    }
    return switch (Requirement.of(product, endpoint)) {
      case Requirement.AnyLogin _, Requirement.Unreadable _ ->
          Optional.of(
              "That need not mean that there is none: any login may ask, and Proxmox leaves out"
                  + " what this token may not see.");
      case Requirement.Nothing _,
          Requirement.RootAlone _,
          Requirement.Oneself _,
          Requirement.Privileges _,
          Requirement.RealmOfUser _,
          Requirement.GroupsOfUser _,
          Requirement.AclOf _,
          Requirement.AllOf _,
          Requirement.OneOf _ ->
          Optional.empty();
    };
  }
}
