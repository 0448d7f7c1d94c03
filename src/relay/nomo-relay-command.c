#include "config.h"

#include "nomo-relay-command.h"

#include "nomo-json.h"

#include <gio/gio.h>
#include <stdio.h>

/* The journal would take a line of text for something that is only told. */
static void
complain (const char *sentence)
{
  const GLogField fields[] = { { "MESSAGE", sentence, -1 },
                               { "PRIORITY", "3", -1 },
                               { "SYSLOG_IDENTIFIER", "nomo-relay", -1 } };

  if (!g_log_writer_is_journald (fileno (stderr)) ||
      g_log_writer_journald (G_LOG_LEVEL_CRITICAL, fields, G_N_ELEMENTS (fields), NULL) != G_LOG_WRITER_HANDLED)
    g_printerr ("nomo-relay: %s\n", sentence);
}

/**
 * nomo_relay_command_fail:
 * @error: why a verb failed
 *
 * Says so.
 *
 * Returns: what the program ends with
 */
int
nomo_relay_command_fail (const GError *error)
{
  complain (error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return NOMO_EXIT_NO_STORE;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) ? NOMO_EXIT_HELD : NOMO_EXIT_FAILED;
}

/**
 * nomo_relay_command_usage:
 * @why: what is wrong with the command line
 *
 * Says so.
 *
 * Returns: what the program ends with
 */
int
nomo_relay_command_usage (const char *why)
{
  g_printerr ("nomo-relay: %s\n", why);
  return NOMO_EXIT_USAGE;
}

/**
 * nomo_relay_command_print:
 * @options: what the command line says
 * @object: what programs are told
 * @text: what people are told, in lines
 */
void
nomo_relay_command_print (const NomoRelayOptions *options, JsonObject *object, const char *text)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *line = NULL;

  json_node_init_object (node, object);
  line = options->json ? nomo_json_write (node) : g_strdup (text);
  fputs (line, stdout);
  if (!g_str_has_suffix (line, "\n"))
    putchar ('\n');
}
