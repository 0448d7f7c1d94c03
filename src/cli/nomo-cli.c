#include "config.h"

#include "nomo-cli.h"

#include "nomo-domain.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-shop.h"
#include "nomo-version.h"
#include "nomo-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

static int
exit_code (const GError *error)
{
  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD))
    return NOMO_EXIT_HELD;
  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_RELAY))
    return NOMO_EXIT_RELAY;
  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_NO_STORE) || nomo_words_asks_to_reconnect (error))
    return NOMO_EXIT_NO_STORE;
  if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE) ||
      g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TIMEOUT))
    return NOMO_EXIT_OFFLINE;
  return NOMO_EXIT_FAILED;
}

/**
 * nomo_cli_print_json:
 * @object: what to print
 *
 * Prints one line of JSON, at once.
 */
void
nomo_cli_print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *line = NULL;

  json_node_init_object (node, object);
  line = nomo_json_write (node);
  puts (line);
  fflush (stdout);
}

static void
print_json_error (const GError *error, const char *sentence)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *inner = json_object_new ();
  g_autofree char *code = nomo_words_dup_code (error);

  json_object_set_string_member (inner, "code", code);
  json_object_set_string_member (inner, "message", sentence);
  json_object_set_object_member (object, "error", inner);
  nomo_cli_print_json (object);
}

/**
 * nomo_cli_fail:
 * @self: the command line
 * @error: what went wrong
 *
 * Says what went wrong, what was kept and what to do; with `--json` as the last line of the output as well.
 *
 * Returns: the exit code
 */
int
nomo_cli_fail (NomoCli *self, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  if (self->json)
    print_json_error (error, sentence);
  g_printerr ("nomo: %s\n", sentence);
  return exit_code (error);
}

/**
 * nomo_cli_usage:
 * @format: what is wrong with the command line
 * @...: what goes into it
 *
 * Returns: the exit code
 */
int
nomo_cli_usage (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("nomo: %s\n", text);
  return NOMO_EXIT_USAGE;
}

static void
add_common (NomoCli *self, GOptionContext *context)
{
  const GOptionEntry common[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir, N_ ("Data directory"), N_ ("DIR") },
    { "store", 0, 0, G_OPTION_ARG_STRING, &self->merchant, N_ ("Which store, when several are connected"), N_ ("ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Write JSON"), NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, nomo_version_entries (), GETTEXT_PACKAGE);
}

/**
 * nomo_cli_parse:
 * @self: the command line
 * @verb: (nullable): the verb; %NULL for what stands before it
 * @summary: what it does, translated
 * @entries: (nullable): the verb's own options
 * @argc: (inout): number of arguments
 * @argv: (inout): the arguments
 *
 * Returns: whether the options were understood; if not, that has been said
 */
gboolean
nomo_cli_parse (NomoCli *self, const char *verb, const char *summary, const GOptionEntry *entries, int *argc,
                char ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (verb);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, entries == NULL);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_common (self, context);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  nomo_cli_usage ("%s", error->message);
  return FALSE;
}

/**
 * nomo_cli_keep_result:
 * @source: (nullable): whose callback this is
 * @result: what it got
 * @data: a `GAsyncResult *` to put it into
 *
 * The callback for nomo_cli_wait().
 */
void
nomo_cli_keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

/**
 * nomo_cli_wait:
 * @result: where nomo_cli_keep_result() puts it
 *
 * Runs the main loop until the result is there.
 *
 * Returns: (transfer none): the result
 */
GAsyncResult *
nomo_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static char *
join_names (char **names)
{
  return g_strjoinv (", ", names);
}

/**
 * nomo_cli_dup_merchant:
 * @self: the command line
 * @error: return location
 *
 * Returns: (transfer full): the store that is meant, or %NULL with %NOMO_ENGINE_ERROR_NO_STORE
 */
char *
nomo_cli_dup_merchant (NomoCli *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) found = NULL;
  g_autofree char *names = NULL;

  nomo_shops_find_async (self->data_dir, NULL, nomo_cli_keep_result, &result);
  found = nomo_shops_find_finish (nomo_cli_wait (&result), error);
  if (found == NULL)
    return NULL;
  if (self->merchant != NULL && g_strv_contains ((const char *const *) found, self->merchant))
    return g_strdup (self->merchant);
  if (self->merchant == NULL && g_strv_length (found) == 1)
    return g_strdup (found[0]);
  names = join_names (found);
  if (self->merchant == NULL && *found != NULL)
    /* Translators: %s lists the numbers of the stores. */
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED,
                 _ ("several stores are connected, choose one with --store: %s"), names);
  else
    g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_NO_STORE, "%s", self->data_dir);
  return NULL;
}

/**
 * nomo_cli_open_store:
 * @self: the command line
 * @error: return location
 *
 * Opens the records alone, without sign-in and engine, beside any process that has them open.
 *
 * Returns: (transfer full): the store, or %NULL
 */
NomoStore *
nomo_cli_open_store (NomoCli *self, GError **error)
{
  g_autofree char *merchant = nomo_cli_dup_merchant (self, error);
  g_autofree char *path = NULL;

  if (merchant == NULL)
    return NULL;
  path = nomo_shop_make_path (self->data_dir, merchant);
  return nomo_store_open (path, nomo_domain_entities (), error);
}
