package dev.proxmoxmcp.tools.argument;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The arguments of one tool: a record says what they are, and this says it to a model as a schema
 * and turns what a model sent into the record. Immutable.
 *
 * @param <A> the record; each of its components carries an {@link Argument}
 */
public final class Arguments<A extends Record> {
  private final Constructor<A> constructor;
  private final Map<String, Slot> slots;
  private final Map<String, ObjectNode> outside;
  private final Set<String> tolerated;

  private record Slot(ArgumentType type, Argument argument) {}

  private Arguments(
      Constructor<A> constructor,
      Map<String, Slot> slots,
      Map<String, ObjectNode> outside,
      Set<String> tolerated) {
    this.constructor = constructor;
    this.slots = slots;
    this.outside = outside;
    this.tolerated = tolerated;
  }

  /**
   * The arguments that {@code type} describes.
   *
   * @throws IllegalArgumentException if a component has no {@link Argument} or a type that no
   *     argument can have
   */
  public static <A extends Record> Arguments<A> of(Class<A> type) {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Argument argument = component.getAnnotation(Argument.class);
      if (argument == null) {
        throw new IllegalArgumentException(component + " carries no @Argument");
      }
      String name = argument.name().isEmpty() ? component.getName() : argument.name();
      slots.put(name, new Slot(ArgumentType.of(component, argument), argument));
    }
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<A> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new Arguments<>(constructor, slots, Map.of(), Set.of());
    } catch (NoSuchMethodException impossible) {
      throw new IllegalArgumentException("no canonical constructor in " + type, impossible);
    }
  }

  /**
   * These, and one more that somebody else reads: it is shown and accepted, and not in the record.
   *
   * @param schema of its value
   */
  public Arguments<A> with(String name, ObjectNode schema) {
    Map<String, ObjectNode> more = new LinkedHashMap<>(outside);
    more.put(name, schema.deepCopy());
    return new Arguments<>(constructor, slots, more, tolerated);
  }

  /** These, and one more that somebody else reads: it is accepted, and nowhere shown. */
  public Arguments<A> tolerating(String name) {
    Set<String> more = new LinkedHashSet<>(tolerated);
    more.add(name);
    return new Arguments<>(constructor, slots, outside, more);
  }

  /** Whether there is an argument of that name in the record. */
  public boolean has(String name) {
    return slots.containsKey(name);
  }

  /**
   * The texts that {@code sent} holds for one argument.
   *
   * @return empty if there is no such argument of texts, none was sent, or what was sent is refused
   *     by {@link #read}
   */
  public List<String> texts(String name, ObjectNode sent) {
    Slot slot = slots.get(name);
    JsonNode value = sent.path(name);
    if (slot == null || value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    try {
      return switch (slot.type().read(value)) {
        case String text -> List.of(text);
        case List<?> list ->
            list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
        default -> List.of();
      };
    } catch (ArgumentType.Mismatch _) {
      return List.of();
    }
  }

  /** The JSON Schema of all arguments: an object without alternatives at its root. */
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    slots.forEach((name, slot) -> {
      ObjectNode property = slot.type().schema();
      if (!slot.argument().value().isEmpty()) {
        property.put("description", slot.argument().value());
      }
      if (!slot.argument().byDefault().isEmpty() && !defaultIsPlain(slot)) {
        property.set("default", defaultOf(slot));
      }
      if (slot.argument().required()) {
        required.add(name);
        if (slot.type() instanceof ArgumentType.ListOf) {
          property.put("minItems", 1);
        }
      }
      properties.set(name, property);
    });
    outside.forEach((name, property) -> properties.set(name, property.deepCopy()));
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  /**
   * Every conversation pays for the schema: of choices the first one is the default, and false is
   * what a truth value is without being sent.
   */
  private static boolean defaultIsPlain(Slot slot) {
    return switch (slot.type()) {
      case ArgumentType.Choice choice -> choice.first().equals(slot.argument().byDefault());
      case ArgumentType.Truth _ -> slot.argument().byDefault().equals("false");
      case ArgumentType.Text _,
          ArgumentType.Verbatim _,
          ArgumentType.WholeNumber _,
          ArgumentType.Structure _,
          ArgumentType.ListOf _ ->
          false;
    };
  }

  /**
   * One argument, for people.
   *
   * @param takes what it accepts, in words
   * @param byDefault what it is without being sent; empty if nothing
   * @param meaning empty where its name says it
   */
  public record Described(
      String name, boolean required, String takes, String byDefault, String meaning) {}

  /** Each argument, for people, in their order. */
  public List<Described> described() {
    List<Described> all = new ArrayList<>();
    slots.forEach((name, slot) -> {
      Argument argument = slot.argument();
      all.add(
          new Described(
              name,
              argument.required(),
              slot.type().accepted(),
              argument.byDefault(),
              argument.value()));
    });
    return all;
  }

  /** A line for each argument, for people: name, what it takes, what it means. */
  public List<String> lines() {
    return described().stream()
        .map(one ->
            one.name()
                + (one.required() ? " (required)" : "")
                + ": "
                + one.takes()
                + (one.byDefault().isEmpty() ? "" : ", default " + one.byDefault())
                + (one.meaning().isEmpty() ? "" : " — " + one.meaning()))
        .toList();
  }

  /**
   * Reads what a client sent. A null and an empty list count as not sent.
   *
   * @throws ArgumentProblem naming everything that is wrong, with what is accepted
   */
  public A read(ObjectNode sent) {
    List<String> problems = new ArrayList<>();
    sent.propertyNames()
        .forEach(name -> {
          if (!slots.containsKey(name) && !outside.containsKey(name) && !tolerated.contains(name)) {
            problems.add(unknown(name));
          }
        });
    Object[] values =
        slots.entrySet().stream()
            .map(entry -> value(entry.getKey(), entry.getValue(), sent, problems))
            .toArray();
    if (!problems.isEmpty()) {
      throw new ArgumentProblem(String.join(" ", problems));
    }
    return create(values);
  }

  private A create(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException problem) {
        throw new ArgumentProblem(String.valueOf(problem.getMessage()));
      }
      throw new IllegalStateException(refused);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static @Nullable Object value(
      String name, Slot slot, ObjectNode sent, List<String> problems) {
    JsonNode value = sent.path(name);
    try {
      if (!value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty())) {
        return slot.type().read(value);
      }
      if (slot.argument().required()) {
        problems.add("Argument " + name + " is missing; it takes " + slot.type().accepted() + ".");
        return null;
      }
      return unsent(slot);
    } catch (ArgumentType.Mismatch _) {
      problems.add(
          "Argument %s takes %s; got %s."
              .formatted(name, slot.type().accepted(), ArgumentType.shown(value)));
      return null;
    }
  }

  private static @Nullable Object unsent(Slot slot) throws ArgumentType.Mismatch {
    if (!slot.argument().byDefault().isEmpty()) {
      return slot.type().read(defaultOf(slot));
    }
    return switch (slot.type()) {
      case ArgumentType.ListOf _ -> List.of();
      case ArgumentType.Text _,
          ArgumentType.Verbatim _,
          ArgumentType.WholeNumber _,
          ArgumentType.Truth _,
          ArgumentType.Structure _,
          ArgumentType.Choice _ ->
          null;
    };
  }

  private static JsonNode defaultOf(Slot slot) {
    String text = slot.argument().byDefault();
    return switch (slot.type()) {
      case ArgumentType.WholeNumber _ ->
          JsonNodeFactory.instance.numberNode(Integer.parseInt(text));
      case ArgumentType.Truth _ -> JsonNodeFactory.instance.booleanNode(text.equals("true"));
      case ArgumentType.ListOf _ -> {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (String entry : text.split(",", -1)) {
          entries.add(entry);
        }
        yield entries;
      }
      case ArgumentType.Text _,
          ArgumentType.Verbatim _,
          ArgumentType.Structure _,
          ArgumentType.Choice _ ->
          JsonNodeFactory.instance.stringNode(text);
    };
  }

  private String unknown(String name) {
    List<String> known = Stream.concat(slots.keySet().stream(), outside.keySet().stream()).toList();
    String shown = ForeignText.line(name, 60);
    if (known.isEmpty()) {
      return "There is no argument " + shown + "; this tool takes none.";
    }
    String nearest =
        Nearest.likely(name, known).map(near -> "; did you mean " + near + "?").orElse(".");
    return "There is no argument "
        + shown
        + nearest
        + " Accepted: "
        + String.join(", ", known)
        + ".";
  }
}
