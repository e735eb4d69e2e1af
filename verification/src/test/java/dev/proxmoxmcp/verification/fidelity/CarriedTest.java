package dev.proxmoxmcp.verification.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CarriedTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String RECORDED = "UPID:pve1:0000318A:00070D91:6B032788:qmstart:900:r@pam:";
  private static final String SIMULATED = "UPID:pve1:00002345:00000001:6B032788:qmstart:900:r@pam:";

  private final Carried carried = new Carried();

  private void learn(String recorded, String simulated) {
    carried.learn(JSON.readTree(recorded), JSON.readTree(simulated));
  }

  @Test
  void a_task_of_the_recording_becomes_the_task_of_the_simulator() {
    learn("{\"data\":\"" + RECORDED + "\"}", "{\"data\":\"" + SIMULATED + "\"}");

    assertThat(carried.translated("/tasks/" + RECORDED + "/log"))
        .isEqualTo("/tasks/" + SIMULATED + "/log");
  }

  @Test
  void also_where_its_name_is_percent_encoded() {
    learn("{\"data\":\"" + RECORDED + "\"}", "{\"data\":\"" + SIMULATED + "\"}");

    assertThat(carried.translated("/tasks/" + RECORDED.replace(":", "%3A").replace("@", "%40")))
        .isEqualTo("/tasks/" + SIMULATED.replace(":", "%3A").replace("@", "%40"));
  }

  @Test
  void a_process_in_a_guest_becomes_the_simulators_process() {
    learn("{\"data\":{\"pid\":136}}", "{\"data\":{\"pid\":42}}");

    assertThat(carried.translated("/agent/exec-status?pid=136"))
        .isEqualTo("/agent/exec-status?pid=42");
  }

  @Test
  void what_a_person_chose_stays() {
    learn("{\"data\":{\"name\":\"web1\"}}", "{\"data\":{\"name\":\"web2\"}}");

    assertThat(carried.translated("name=web1")).isEqualTo("name=web1");
  }
}
