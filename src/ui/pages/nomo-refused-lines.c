#include "config.h"

#include "nomo-refused-lines.h"

#include "nomo-format.h"

#include <glib/gi18n.h>

/* A dialog has no room for more. */
#define MOST_LINES 6

/**
 * nomo_refused_lines_append:
 * @body: what a dialog says of a file
 * @refused: (element-type NomoCsvRefusal): lines of it from which nothing is taken
 *
 * Tells of the first of them.
 */
void
nomo_refused_lines_append (GString *body, const GPtrArray *refused)
{
  guint n = refused->len;
  g_autofree char *count = nomo_format_int (n);
  guint shown = n > MOST_LINES ? MOST_LINES - 1 : n;
  g_autofree char *rest = nomo_format_int (n - shown);

  if (n == 0)
    return;
  g_string_append (body, body->len > 0 ? "\n\n" : "");
  /* Translators: lines of a file; which ones and why follows below */
  g_string_append_printf (body, ngettext ("Nothing is taken from %s line:", "Nothing is taken from %s lines:", n),
                          count);
  for (guint i = 0; i < shown; i++) {
    const NomoCsvRefusal *refusal = refused->pdata[i];
    g_autofree char *line = nomo_format_int ((gint64) refusal->line);

    g_string_append_c (body, '\n');
    /* Translators: 1 is the number of a line of a file, 2 a sentence about it */
    g_string_append_printf (body, _ ("Line %1$s: %2$s"), line, refusal->reason);
  }
  if (shown < n)
    g_string_append_printf (body, ngettext ("\nand %s more line", "\nand %s more lines", n - shown), rest);
}
