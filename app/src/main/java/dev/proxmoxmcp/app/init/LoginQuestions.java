package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.Program;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.SecondFactor;
import dev.proxmoxmcp.client.TotpSecret;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.settings.secret.PrivateFile;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Who logs in once, and by what: from files, or as it is typed; never from an argument. */
final class LoginQuestions {
  /** Who may do everything. */
  static final String USUAL = "root@pam";

  private final Program program;
  private final Wishes.OfLogin wishes;
  private final Dialogue dialogue;

  LoginQuestions(Program program, Wishes.OfLogin wishes, Dialogue dialogue) {
    this.program = program;
    this.wishes = wishes;
    this.dialogue = dialogue;
  }

  /**
   * Logs in, by what options say, else by what is typed. Who mistypes is asked again, but not
   * often: each try counts against the user.
   *
   * @param usual who it was before
   * @throws dev.proxmoxmcp.client.ProxmoxException if that fails
   */
  Administrator login(Target target, String usual) {
    boolean typed = wishes.passwordFile() == null && dialogue.attended();
    String who = usual;
    for (int left = typed ? Dialogue.TRIES : 1; ; left--) {
      Administrator.Login login = ask(who);
      try {
        return Administrator.login(target, login, dialogue, program.clock(), program.pause());
      } catch (Unauthenticated wrong) {
        if (left == 1) {
          throw wrong;
        }
        dialogue.say(String.valueOf(wrong.getMessage()));
        who = login.user().toString();
      }
    }
  }

  private Administrator.Login ask(String usual) {
    String given = wishes.user();
    UserId user =
        dialogue.answer(
            new Dialogue.Question("Log in once as", "--user", usual),
            given == null && wishes.passwordFile() != null ? usual : given,
            UserId::parse);
    return new Administrator.Login(user, password(user), factor());
  }

  private Secret password(UserId user) {
    Path file = wishes.passwordFile();
    return file == null
        ? dialogue.hidden(
            "Password of " + user + ", which is kept nowhere", "--password-file", _ -> {})
        : fromFile("--password-file", file, "the password");
  }

  private @Nullable SecondFactor factor() {
    Path file = wishes.totpSecretFile();
    if (file == null) {
      return null;
    }
    try {
      return TotpSecret.of(fromFile("--totp-secret-file", file, "the TOTP secret"));
    } catch (IllegalArgumentException none) {
      throw new UsageProblem("--totp-secret-file: " + none.getMessage() + ".");
    }
  }

  /** What stands in a file that nobody else can read. */
  Secret fromFile(String option, Path file, String what) {
    try {
      return PrivateFile.at(file, program.environment()).secret(what, "change it");
    } catch (SecretException unusable) {
      throw new SecretException(option + ": " + unusable.getMessage());
    } catch (IllegalArgumentException none) {
      throw new UsageProblem(option + ": " + none.getMessage() + ".");
    }
  }
}
