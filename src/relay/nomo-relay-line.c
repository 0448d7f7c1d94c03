#include "config.h"

#include "nomo-relay-line.h"

/**
 * nomo_relay_line_add:
 * @text: what a person at a terminal is told
 * @label: what is told of
 * @format: how it stands, as for printf
 * @...: what @format names
 *
 * Adds a line.
 */
void
nomo_relay_line_add (GString *text, const char *label, const char *format, ...)
{
  va_list arguments;

  g_string_append_printf (text, "%s: ", label);
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
  g_string_append_c (text, '\n');
}
