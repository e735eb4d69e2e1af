package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.backup.BackupMode;
import dev.proxmoxmcp.client.backup.NewBackup;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.http.Endpoint;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The typed methods of this client and the table say the same. */
class EndpointConstantsTest {
  private static final TierTable TABLE = TierTable.builtIn();

  /** One constant stands for all of them: {@link PowerAction} has their tiers. */
  private static final String ANY_POWER = "{action}";

  @Test
  void every_constant_has_the_tier_of_the_table() throws Exception {
    List<Field> constants = constants();

    assertThat(constants).hasSizeGreaterThan(30);
    for (Field constant : constants) {
      constant.setAccessible(true);
      Endpoint endpoint = (Endpoint) constant.get(null);
      String template = endpoint.path().toString();
      if (!template.endsWith(ANY_POWER)) {
        for (GuestKind kind : GuestKind.values()) {
          assertThat(tier(endpoint.method().name(), template.replace("{kind}", path(kind))))
              .as(constant.getDeclaringClass().getSimpleName() + "." + constant.getName())
              .isEqualTo(endpoint.tier());
        }
      }
    }
  }

  @Test
  void every_power_action_has_the_tier_of_the_table() {
    for (PowerAction action : PowerAction.values()) {
      String name = action.name().toLowerCase(Locale.ROOT);
      String template = "/nodes/{node}/qemu/{vmid}/status/" + name;

      assertThat(tier("POST", template)).as(name).isEqualTo(action.tier());
    }
  }

  @Test
  void what_the_typed_methods_send_has_the_tier_that_its_parameters_give_it() {
    try (Lab lab = Lab.start()) {
      Outgoing.ApiRequest backup =
          lab.operator()
              .backups()
              .createRequest(
                  new NodeName("pve1"),
                  new NewBackup(
                      List.of(new Vmid(101)),
                      new StorageId("local"),
                      BackupMode.SNAPSHOT,
                      "",
                      true));

      assertThat(tier("POST", "/nodes/{node}/vzdump", backup.parameters()))
          .isEqualTo(backup.tier());
    }
  }

  private static Tier tier(String method, String template) {
    ApiMethod verb = ApiMethod.valueOf(method);
    // What a cluster has not got is a Backup Server's.
    Product product = TABLE.knows(Product.PVE, verb, template) ? Product.PVE : Product.PBS;
    assertThat(TABLE.knows(product, verb, template)).as(method + " " + template).isTrue();
    return TABLE.of(product, verb, template).tier();
  }

  private static Tier tier(String method, String template, Map<String, List<String>> sent) {
    return TABLE.of(Product.PVE, ApiMethod.valueOf(method), template, Sent.of(sent)).tier();
  }

  private static String path(GuestKind kind) {
    return kind.pathText();
  }

  static List<Field> constants() throws IOException, ClassNotFoundException {
    List<Field> constants = new ArrayList<>();
    Path classes =
        Path.of(Endpoint.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace('/', '.');
        if (!name.startsWith("dev.proxmoxmcp.client.")) {
          continue;
        }
        Class<?> type =
            Class.forName(
                name.substring(0, name.length() - ".class".length()),
                false,
                Endpoint.class.getClassLoader());
        for (Field field : type.getDeclaredFields()) {
          if (field.getType() == Endpoint.class && Modifier.isStatic(field.getModifiers())) {
            constants.add(field);
          }
        }
      }
    }
    return constants;
  }
}
