package dev.proxmoxmcp.client.catalog;

/** How far two words are apart. */
final class Spelling {
  private Spelling() {}

  /**
   * Whether at most {@code edits} letters were missed, added, changed, or swapped with their
   * neighbour.
   */
  static boolean within(String one, String other, int edits) {
    if (Math.abs(one.length() - other.length()) > edits) {
      return false;
    }
    int[][] rows = new int[one.length() + 1][other.length() + 1];
    for (int row = 0; row <= one.length(); row++) {
      rows[row][0] = row;
    }
    for (int column = 0; column <= other.length(); column++) {
      rows[0][column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      for (int column = 1; column <= other.length(); column++) {
        boolean same = one.charAt(row - 1) == other.charAt(column - 1);
        int changed = rows[row - 1][column - 1] + (same ? 0 : 1);
        int least = Math.min(changed, Math.min(rows[row - 1][column], rows[row][column - 1]) + 1);
        if (row > 1
            && column > 1
            && one.charAt(row - 1) == other.charAt(column - 2)
            && one.charAt(row - 2) == other.charAt(column - 1)) {
          least = Math.min(least, rows[row - 2][column - 2] + 1);
        }
        rows[row][column] = least;
      }
    }
    return rows[one.length()][other.length()] <= edits;
  }
}
