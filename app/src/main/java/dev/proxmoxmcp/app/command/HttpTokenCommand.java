package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.transport.http.AccessToken;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code http-token}: a bearer token for somebody who is to call over HTTP. */
@Command(
    name = "http-token",
    description = {
      "Makes a bearer token for somebody who is to call `serve --http`: the token on standard"
          + " output, once, and what belongs into the settings beside it. The settings know its"
          + " hash alone, and nothing is written anywhere (docs/http.md).",
      ""
    })
public final class HttpTokenCommand implements Callable<Integer> {
  /** By which people, and programs that look for secrets in texts, know what it is. */
  private static final String BEGIN = "pmcp_";

  private static final int RANDOM_BYTES = 32;

  private final Program program;

  @Parameters(
      paramLabel = "NAME",
      description =
          "Who is to have it; calls with it are those of token:NAME. Letters, digits, and inner"
              + " dots, underscores and hyphens.")
  private String name = "";

  public HttpTokenCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    Secret secret =
        Secret.of(BEGIN + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    AccessToken token = token(secret);
    program
        .terminal()
        .say(
            """
            The token of %1$s, shown this once: whoever has it calls as token:%1$s. In the settings, which know its hash alone:

              http:
                tokens:
                  %1$s: %2$s

            Or in a variable (several parted by commas; Compose takes it from HTTP_TOKENS in .env):

              PROXMOX_MCP_HTTP_TOKENS=%1$s=%2$s

            A running server takes it when it starts again. A client sends it as `Authorization: Bearer TOKEN`:
            """
                .formatted(token.name(), token.hash()));
    // Past the mask of secrets: this is the one place where it is to be seen.
    program.terminal().answerWriter().println(secret.reveal());
    return ExitCode.OK;
  }

  private AccessToken token(Secret secret) {
    try {
      return AccessToken.of(name, secret);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem(String.valueOf(wrong.getMessage()));
    }
  }
}
