package dev.proxmoxmcp.mcp.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Secret;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class MessagesTest {
  @Test
  void a_secret_that_got_into_an_answer_is_taken_out_and_it_stays_json() throws Exception {
    String value = "b7-canary \"with\" \\ of the answer";
    Secret.of(value);
    ObjectNode params = Json.object().put("message", "It says " + value + ".");

    byte[] message = Messages.notification("notifications/progress", params);

    assertThat(Json.read(ByteBuffer.wrap(message)).at("/params/message").stringValue())
        .isEqualTo("It says [secret].");
    assertThat(new String(message, UTF_8)).doesNotContain("b7-canary");
  }
}
