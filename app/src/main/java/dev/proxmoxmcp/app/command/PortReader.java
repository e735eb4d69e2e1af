package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.base.ForeignText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port to listen on. */
final class PortReader implements ITypeConverter<Integer> {
  private static final int LAST = 65_535;

  @Override
  public Integer convert(String text) {
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= LAST) {
      return Integer.valueOf(text);
    }
    throw new TypeConversionException(
        "\""
            + ForeignText.line(text, 40)
            + "\" is not a port; accepted are 0 (any free one) to "
            + LAST);
  }
}
