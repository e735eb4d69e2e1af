package dev.proxmoxmcp.app.clients;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The clients whose configuration this program can write, each with its user's own file. */
public enum McpClient {
  CLAUDE_DESKTOP("claude-desktop", "Claude Desktop", EntryForm.PLAIN, "claude_desktop_config.json"),
  CLAUDE_CODE("claude-code", "Claude Code", EntryForm.TYPED, ".claude.json"),
  CLINE("cline", "Cline", EntryForm.PLAIN, "settings/cline_mcp_settings.json"),
  CURSOR("cursor", "Cursor", EntryForm.PLAIN, "mcp.json"),
  VS_CODE("vscode", "VS Code", EntryForm.VS_CODE, "mcp.json"),
  WINDSURF("windsurf", "Windsurf", EntryForm.PLAIN, "mcp_config.json"),
  ZED("zed", "Zed", EntryForm.ZED, "settings.json"),
  CODEX("codex", "Codex", EntryForm.CODEX, "config.toml"),
  GEMINI_CLI("gemini-cli", "Gemini CLI", EntryForm.PLAIN, "settings.json"),
  GOOSE("goose", "Goose", EntryForm.GOOSE, "config.yaml"),
  JETBRAINS("jetbrains", "JetBrains Junie", EntryForm.PLAIN, "mcp/mcp.json");

  private final String id;
  private final String title;
  private final EntryForm form;
  private final String file;

  McpClient(String id, String title, EntryForm form, String file) {
    this.id = id;
    this.title = title;
    this.form = form;
    this.file = file;
  }

  /** As it is named on the command line, such as {@code claude-desktop}. */
  public String id() {
    return id;
  }

  /** As it calls itself. */
  public String title() {
    return title;
  }

  /** The one with {@code id}. */
  public static Optional<McpClient> of(String id) {
    return Arrays.stream(values()).filter(client -> client.id.equals(id)).findFirst();
  }

  EntryForm form() {
    return form;
  }

  /** Its configuration, which may not be there yet. */
  Path file(ClientPlaces places) {
    return folder(places).resolve(file);
  }

  /** What is there once it has been started. */
  Path sign(ClientPlaces places) {
    return this == CLAUDE_CODE ? file(places) : folder(places);
  }

  private Path folder(ClientPlaces places) {
    Path home = places.home();
    boolean windows = places.system() == ClientPlaces.Os.WINDOWS;
    return switch (this) {
      case CLAUDE_DESKTOP -> places.applications().resolve("Claude");
      case CLAUDE_CODE -> places.named("CLAUDE_CONFIG_DIR", home);
      case CLINE ->
          places.applications().resolve("Code", "User", "globalStorage", "saoudrizwan.claude-dev");
      case CURSOR -> home.resolve(".cursor");
      case VS_CODE -> places.applications().resolve("Code", "User");
      case WINDSURF -> home.resolve(".codeium", "windsurf");
      case ZED -> places.dotConfig().resolve(windows ? "Zed" : "zed");
      case CODEX -> places.named("CODEX_HOME", home.resolve(".codex"));
      case GEMINI_CLI -> home.resolve(".gemini");
      case GOOSE ->
          windows
              ? places.applications().resolve("Block", "goose", "config")
              : places.dotConfig().resolve("goose");
      case JETBRAINS -> home.resolve(".junie");
    };
  }
}
