package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.app.ExitCode;
import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.SecretInput;
import dev.proxmoxmcp.app.StoreAccess;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.settings.secret.SecretName;
import dev.proxmoxmcp.settings.secret.StoredSecret;
import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code secret set}: keeps a secret. */
@Command(
    name = "set",
    description = {
      "Keeps a secret under a name, in place of one that stands there; the first makes the store.",
      "The secret is typed or pasted at the terminal and not shown. It is never an argument.",
      "",
      "  proxmox-mcp secret set lab-token",
      "  ssh root@pve1 pveum user token add mcp@pve assistant --output-format json |",
      "    jq -r .value | proxmox-mcp secret set lab-token --stdin",
      ""
    })
public final class SecretSetCommand implements Callable<Integer> {
  private final Program program;

  @Mixin private StoreOptions options = new StoreOptions();
  @Mixin private KeyOptions key = new KeyOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "Such as lab-token.")
  private String name = "";

  @Option(names = "--stdin", description = "The secret is what stands on standard input.")
  private boolean stdin;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "The secret is what stands in this file, which others must not be able to read.")
  private @Nullable String from;

  @Unmatched private List<String> others = new ArrayList<>();

  SecretSetCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!others.isEmpty()) {
      throw new UsageProblem(
          "A secret is never an argument: others on this computer can read the arguments of all"
              + " programs, and the shell keeps a history of them. If one stood there, it counts as"
              + " seen: rotate it. Run `proxmox-mcp secret set NAME` and paste it when asked, or"
              + " use --stdin or --from FILE. Nothing was kept.");
    }
    if (stdin && from != null) {
      throw new UsageProblem("--stdin and --from exclude each other.");
    }
    SecretName known = SecretCommand.name(name);
    StoreAccess store = options.open(program, key);
    SecretInput input = new SecretInput(store, program.terminal().in());
    if (!stdin && from == null) {
      input.mustBeAttended();
    }
    try (UnlockKey now = store.keyOrNew()) {
      Secret secret =
          from != null
              ? input.fromFile(SettingsFile.path("--from", from))
              : stdin ? input.fromStream() : input.typed(known, now);
      program.terminal().answer(kept(store, store.writer().set(known, secret, now)));
      secret.destroy();
    }
    return ExitCode.OK;
  }

  private String kept(StoreAccess store, StoredSecret kept) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Kept %s, version %d, in %s.\n"
            .formatted(kept.name(), kept.version(), store.store().file()));
    store
        .madeKeyFile()
        .ifPresent(file ->
            text.append(
                "Its key is in %s, made now: who reads both has the secrets, so copy and back up one"
                        .formatted(file)
                    + " without the other.\n"));
    if (from != null) {
      text.append("%s still holds it; remove that file.\n".formatted(from));
    }
    if (!store.opensByItself()) {
      text.append(
          "A server cannot type the passphrase: name a passphrase-file or a credential in the"
              + " section `secrets` of the settings (docs/secrets.md).\n");
    }
    return text.append("In the settings file: token-value: store:" + kept.name()).toString();
  }
}
