package dev.proxmoxmcp.mcp.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.junit.jupiter.api.Test;

/** What a person is told whose port could not be opened. */
class ListenFailureTest {
  @Test
  void a_port_in_use_is_told_as_that() {
    assertThat(told("127.0.0.1", 8642, new BindException("Address already in use")))
        .isEqualTo(
            "port 8642 on 127.0.0.1 is in use: stop what listens there, or choose another port");
  }

  @Test
  void a_port_that_the_user_may_not_open_is_told_as_that() {
    assertThat(told("127.0.0.1", 80, new SocketException("Permission denied")))
        .isEqualTo("port 80 on 127.0.0.1 is not open to this user: choose one above 1023");
  }

  @Test
  void an_address_that_the_system_does_not_have_is_not_in_use() {
    assertThat(told("127.1.2.3", 0, new BindException("Cannot assign requested address")))
        .isEqualTo("cannot listen on port 0 of 127.1.2.3: Cannot assign requested address");
  }

  @Test
  void a_system_without_that_kind_of_address_is_told_in_words() {
    assertThat(told("::1", 0, new UnsupportedAddressTypeException()))
        .isEqualTo("cannot listen on port 0 of ::1: this system has no such address");
  }

  private static String told(String host, int port, Throwable reason) {
    IOException refused = new IOException("Failed to bind", reason);
    return String.valueOf(ListenFailure.told(host, port, refused).getMessage());
  }
}
