#include "config.h"

#include "nomo-feature-look.h"

#include "nomo-notice.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* So many names fit into a notification. */
#define NAMES 3

G_DEFINE_BOXED_TYPE (NomoAlert, nomo_alert, nomo_alert_copy, nomo_alert_free)

/**
 * nomo_alert_copy:
 * @self: an alert
 *
 * Returns: (transfer full): the same
 */
NomoAlert *
nomo_alert_copy (const NomoAlert *self)
{
  NomoAlert *copy = g_memdup2 (self, sizeof *self);

  copy->title = g_strdup (self->title);
  copy->body = g_strdup (self->body);
  copy->filter = g_strdup (self->filter);
  return copy;
}

/**
 * nomo_alert_free:
 * @self: (transfer full): an alert
 */
void
nomo_alert_free (NomoAlert *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self->filter);
  g_free (self);
}

/**
 * nomo_feature_new_records:
 *
 * Returns: (transfer full) (element-type NomoRecord): no records
 */
GPtrArray *
nomo_feature_new_records (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
}

/**
 * nomo_feature_tell:
 * @look: a look
 * @place: the page that shows what happened
 * @title: (transfer full): what happened
 * @body: (transfer full): more of it
 *
 * Returns: (transfer none): an alert among those of the look, about several records unless more is said
 */
NomoAlert *
nomo_feature_tell (const NomoFeatureLook *look, const char *place, char *title, char *body)
{
  NomoAlert *alert = g_new0 (NomoAlert, 1);

  *alert = (NomoAlert) { look->feature, title, body, place, 0, NULL };
  g_ptr_array_add (look->alerts, alert);
  return alert;
}

/**
 * nomo_feature_list_noted:
 * @look: a look
 * @since: UTC milliseconds
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoRecord): what the feature has noted since then, the oldest first; %NULL on an error
 */
GPtrArray *
nomo_feature_list_noted (const NomoFeatureLook *look, gint64 since, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_notice_entity ());

  if (!nomo_query_where (query, NOTICE_FEATURE, NOMO_OP_EQ, nomo_feature_kinds ()[look->feature].name, error))
    return NULL;
  nomo_query_where_int (query, NOTICE_AT, NOMO_OP_GE, since);
  nomo_query_sort (query, NOTICE_AT, FALSE);
  return nomo_store_list (look->store, query, 0, 0, error);
}

/**
 * nomo_feature_find_noted:
 * @look: a look
 * @since: UTC milliseconds
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): the keys of what the feature has noted since then; %NULL on an error
 */
GHashTable *
nomo_feature_find_noted (const NomoFeatureLook *look, gint64 since, GError **error)
{
  g_autoptr (GPtrArray) notes = nomo_feature_list_noted (look, since, error);
  GHashTable *keys = NULL;

  if (notes == NULL)
    return NULL;
  keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < notes->len; i++)
    g_hash_table_add (keys, g_strdup (nomo_record_get_text (notes->pdata[i], NOTICE_KEY)));
  return keys;
}

/**
 * nomo_feature_dup_key:
 * @look: a look
 * @record: id of a record
 *
 * Returns: (transfer full): the key of what is told of a record once
 */
char *
nomo_feature_dup_key (const NomoFeatureLook *look, gint64 record)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, nomo_feature_kinds ()[look->feature].name, record);
}

/**
 * nomo_feature_make_note:
 * @look: a look
 * @key: what tells it apart from all else that is noted
 * @what: what happened, or %NOMO_NOTICE_SILENT
 * @record: id of the record that it is about, 0 for none
 *
 * Returns: (transfer full): a note, not yet in the store
 */
NomoRecord *
nomo_feature_make_note (const NomoFeatureLook *look, const char *key, const char *what, gint64 record)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_notice_entity (), 0);

  nomo_builder_set_text (builder, NOTICE_KEY, key);
  nomo_builder_set_text (builder, NOTICE_FEATURE, nomo_feature_kinds ()[look->feature].name);
  nomo_builder_set_text (builder, NOTICE_WHAT, what);
  if (record != 0)
    nomo_builder_set_int (builder, NOTICE_RECORD, record);
  nomo_builder_set_int (builder, NOTICE_AT, look->now);
  return nomo_builder_end (builder);
}

/**
 * nomo_feature_note:
 * @look: a look
 * @notes: (element-type NomoRecord): notes
 * @new: (out): whether any of them was not there yet: else another process has told it all
 * @error: return location
 *
 * What is told is noted first: a program that ends in between tells it no second time.
 *
 * Returns: %TRUE when all of them are on the disk
 */
gboolean
nomo_feature_note (const NomoFeatureLook *look, GPtrArray *notes, gboolean *new, GError **error)
{
  guint added = 0;

  *new = FALSE;
  if (notes->len == 0)
    return TRUE;
  if (!nomo_store_append (look->store, notes, &added, error))
    return FALSE;
  *new = added > 0;
  return TRUE;
}

/**
 * nomo_feature_name_some:
 * @records: (element-type NomoRecord): records
 * @field: the field that names them
 * @or_field: the field that names those for which @field holds nothing
 *
 * Returns: (transfer full): the names of the first few, with commas between them and an ellipsis where there are more
 */
char *
nomo_feature_name_some (GPtrArray *records, guint field, guint or_field)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (records->len, NAMES); i++) {
    gboolean named = !nomo_record_is_null (records->pdata[i], field);
    g_autofree char *name = nomo_text_isolate (nomo_record_get_text (records->pdata[i], named ? field : or_field));

    g_string_append_printf (names, "%s%s", i > 0 ? _ (", ") : "", name);
  }
  if (records->len > NAMES)
    g_string_append (names, "…");
  return g_string_free (names, FALSE);
}
