package dev.proxmoxmcp.tools.text;

import java.util.Set;
import java.util.regex.Pattern;

/** Which parameters and fields hold secrets, by their names. */
public final class SecretNames {
  private static final Pattern TELLING =
      Pattern.compile("passw|passphrase|secret|private|keyring|hmac|ticket|otp$|-key$|_key$");

  /** Names that say nothing by themselves, but hold credentials wherever Proxmox takes them. */
  private static final Set<String> NAMED =
      Set.of("key", "keys", "token", "data", "value", "target-endpoint", "http_proxy", "proxy");

  private SecretNames() {}

  /** Whether a parameter of that name may hold a secret. Rather too many than too few. */
  public static boolean isOne(String name) {
    return NAMED.contains(name) || TELLING.matcher(name).find();
  }

  /** Whether a field of that name, which Proxmox answers with, may hold one. */
  public static boolean isField(String name) {
    return name.equals("token") || TELLING.matcher(name).find();
  }
}
