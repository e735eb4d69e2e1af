package dev.proxmoxmcp.tools.argument;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a model is told about one argument of a tool. It stands at every component of the record
 * that a tool takes; type, name and order come from the component.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Argument {
  /** What it means, in as few words as can be; empty where name and accepted values say it all. */
  String value() default "";

  /** Its name, where the component cannot have that one ({@code wait}); empty for the same. */
  String name() default "";

  /** Whether a call without it is refused. */
  boolean required() default false;

  /**
   * The value of a call without it, as it would be written in JSON; empty for none: then the
   * component is null, or an empty list.
   */
  String byDefault() default "";

  /**
   * Whether a text, or each text of a list, is taken as it is: with its blanks and commas, empty,
   * of any length.
   */
  boolean verbatim() default false;

  /** The smallest accepted number. */
  int min() default Integer.MIN_VALUE;

  /** The largest accepted number; for a list, the largest count of entries. */
  int max() default Integer.MAX_VALUE;
}
