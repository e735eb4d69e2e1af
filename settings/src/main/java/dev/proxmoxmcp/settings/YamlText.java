package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.ForeignText;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One document of YAML 1.2 (or JSON, which is YAML too), as a tree whose nodes know where they
 * stand. Nothing is constructed from it: no types by tags, no copies for aliases.
 */
final class YamlText {
  private static final int DEEPEST = 20;
  private static final int MOST_ALIASES = 50;

  private YamlText() {}

  /**
   * The mapping that {@code text} is.
   *
   * @param file for messages
   * @throws SettingsException with line and column if it is none
   */
  static MappingNode read(Path file, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setSchema(new CoreSchema())
            .setCodePointLimit(text.length() + 1)
            .setAllowNonScalarKeys(true) // they are refused later, with their place
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();
    try {
      checkDepth(file, parser(settings, text));
      Optional<Node> root = new Composer(settings, parser(settings, text)).getSingleNode();
      return switch (root.orElse(null)) {
        case MappingNode mapping -> mapping;
        case null -> throw new SettingsException(file + ": the file is empty.");
        case Node other ->
            throw new SettingsException(
                place(file, other.getStartMark())
                    + ": a settings file is a mapping that begins with `version: 1`.");
      };
    } catch (MarkedYamlEngineException wrong) {
      throw new SettingsException(
          place(file, wrong.getProblemMark()) + ": this is no YAML: " + said(wrong.getProblem()));
    } catch (YamlEngineException wrong) {
      throw new SettingsException(
          file + ": this is no YAML: " + said(String.valueOf(wrong.getMessage())));
    }
  }

  private static Parser parser(LoadSettings settings, String text) {
    return new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** The tree is made by recursion, so what is nested without end must be found before. */
  private static void checkDepth(Path file, Parser events) {
    int depth = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw new SettingsException(
            place(file, event.getStartMark()) + ": nested more than " + DEEPEST + " deep.");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  /** {@code file:line:column}, both from 1. */
  static String place(Path file, Optional<Mark> mark) {
    return mark.map(at -> file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
        .orElse(file.toString());
  }

  /** What the parser says, without the lines around it: a secret could stand there. */
  private static String said(String problem) {
    String line = ForeignText.line(problem, 200);
    return line.endsWith(".") ? line : line + ".";
  }
}
