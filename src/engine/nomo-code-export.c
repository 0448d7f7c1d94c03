#include "config.h"

#include "nomo-code-export.h"

#include "nomo-calendar.h"
#include "nomo-code-list.h"
#include "nomo-csv.h"
#include "nomo-customer.h"
#include "nomo-engine-error.h"
#include "nomo-moment.h"
#include "nomo-new-file.h"

#include <glib/gi18n.h>

static const char *const headers[] = {
  N_ ("Code"),
  N_ ("Status"),
  N_ ("Given to (customer number)"),
  N_ ("Given to (name)"),
  N_ ("Given on"),
  N_ ("Used by (customer number)"),
  N_ ("Used by (name)"),
  N_ ("Order"),
  N_ ("Used on"),
  N_ ("Orders by somebody else"),
  N_ ("First of them by (customer number)"),
  N_ ("First of them on"),
};

typedef struct {
  NomoStore *store;
  NomoCsvWriter *csv;
  GHashTable *names; /* id of a customer → name */
  GCancellable *cancellable;
} Writing;

static const char *
find_name (Writing *self, gint64 customer)
{
  const char *known = g_hash_table_lookup (self->names, &customer);
  g_autoptr (NomoRecord) record = NULL;
  const char *name = NULL;

  if (known != NULL || customer == 0)
    return known != NULL ? known : "";
  record = nomo_store_get (self->store, nomo_customer_entity (), customer, NULL);
  name = record != NULL ? nomo_record_get_text (record, CUSTOMER_NAME) : NULL;
  g_hash_table_insert (self->names, g_memdup2 (&customer, sizeof customer), g_strdup (name != NULL ? name : ""));
  return g_hash_table_lookup (self->names, &customer);
}

static void
add_number (Writing *self, gint64 number)
{
  char text[32] = "";

  if (number != 0)
    g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  nomo_csv_writer_add (self->csv, text);
}

static void
add_moment (Writing *self, gint64 ms)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (ms != 0)
    nomo_moment_append (text, ms, nomo_calendar_riyadh ());
  nomo_csv_writer_add (self->csv, text->str);
}

static gboolean
write_code (Writing *self, const NomoCode *code, GError **error)
{
  nomo_csv_writer_add (self->csv, code->code);
  nomo_csv_writer_add (self->csv, nomo_code_state_get_words (code->state));
  add_number (self, code->given_to);
  nomo_csv_writer_add (self->csv, find_name (self, code->given_to));
  add_moment (self, code->given_at);
  add_number (self, code->uses.customer);
  nomo_csv_writer_add (self->csv, find_name (self, code->uses.customer));
  nomo_csv_writer_add (self->csv, code->uses.reference != NULL ? code->uses.reference : "");
  add_moment (self, code->uses.at);
  add_number (self, code->leaks.count);
  add_number (self, code->leaks.customer);
  add_moment (self, code->leaks.at);
  return nomo_csv_writer_end_row (self->csv, self->cancellable, error);
}

static gboolean
write_all (Writing *self, const GPtrArray *codes, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    nomo_csv_writer_add (self->csv, _ (headers[i]));
  if (!nomo_csv_writer_end_row (self->csv, self->cancellable, error))
    return FALSE;
  for (guint i = 0; i < codes->len; i++)
    if (!write_code (self, codes->pdata[i], error))
      return FALSE;
  return nomo_csv_writer_flush (self->csv, self->cancellable, error);
}

static gboolean
word_output (gboolean ok, GError *failed, GError **error)
{
  if (ok)
    return TRUE;
  if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, failed);
    return FALSE;
  }
  g_propagate_error (error, nomo_engine_error_new_output (failed));
  g_error_free (failed);
  return FALSE;
}

/**
 * nomo_codes_write_csv:
 * @store: a store
 * @codes: (element-type NomoCode): codes of it
 * @stream: where they go
 * @separator: `,`, `;` or a tab
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Writes codes as CSV: how they stand, to whom they were given, who used them and when. Blocks.
 *
 * Returns: %TRUE when all is written, else %FALSE with %NOMO_ENGINE_ERROR_OUTPUT
 */
gboolean
nomo_codes_write_csv (NomoStore *store, const GPtrArray *codes, GOutputStream *stream, char separator,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoCsvWriter) csv = nomo_csv_writer_new (stream, separator, TRUE);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Writing self = { store, csv, names, cancellable };
  GError *failed = NULL;
  gboolean ok = write_all (&self, codes, &failed);

  return word_output (ok, failed, error);
}

/**
 * nomo_codes_write_csv_to_file:
 * @store: a store
 * @codes: (element-type NomoCode): codes of it
 * @path: the file, which is replaced when all is written and not before
 * @separator: `,`, `;` or a tab
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * As nomo_codes_write_csv().
 *
 * Returns: as nomo_codes_write_csv()
 */
gboolean
nomo_codes_write_csv_to_file (NomoStore *store, const GPtrArray *codes, const char *path, char separator,
                              GCancellable *cancellable, GError **error)
{
  GError *failed = NULL;
  g_autoptr (NomoNewFile) file = nomo_new_file_open (path, &failed);
  gboolean ok;

  if (file == NULL)
    return word_output (FALSE, failed, error);
  if (!nomo_codes_write_csv (store, codes, nomo_new_file_get_stream (file), separator, cancellable, error))
    return FALSE;
  ok = nomo_new_file_keep (file, &failed);
  return word_output (ok, failed, error);
}
