#include "config.h"

#include "nomo-timeline.h"

#include "nomo-change-row.h"
#include "nomo-history-words.h"
#include "nomo-order-event.h"
#include "nomo-places.h"
#include "nomo-record-row.h"
#include "nomo-store.h"

#include <glib/gi18n.h>

/* What is older is found in the lists, and on the command line. */
#define MOST_ROWS    20
#define MOST_CHANGES 80

/* A record that belongs to another one, or a change of that one. */
typedef struct {
  gint64 at;
  NomoRecord *record; /* nullable */
  char *what;         /* of a change */
  char *when;
} Entry;

struct _NomoTimeline {
  AdwBin parent_instance;

  GtkWidget *title;
  GtkListBox *list;
  GtkWidget *note; /* that something is missing */

  NomoShop *shop;
  NomoRecord *record;
  GCancellable *cancellable;
  GPtrArray *entries;
  GPtrArray *changes; /* as they were read */
  GPtrArray *shown;
  guint waiting;
  gboolean incomplete;
};

G_DEFINE_FINAL_TYPE (NomoTimeline, nomo_timeline, ADW_TYPE_BIN)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->record, nomo_record_unref);
  g_free (entry->what);
  g_free (entry->when);
  g_free (entry);
}

static gboolean
entry_equal (const Entry *a, const Entry *b)
{
  if (a->record != NULL && b->record != NULL)
    return nomo_record_get_id (a->record) == nomo_record_get_id (b->record) && nomo_record_equal (a->record, b->record);
  return a->record == b->record && g_strcmp0 (a->what, b->what) == 0 && g_strcmp0 (a->when, b->when) == 0;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 left = (*(const Entry *const *) a)->at;
  gint64 right = (*(const Entry *const *) b)->at;

  return left < right ? 1 : left > right ? -1 : 0;
}

static void
clear_rows (NomoTimeline *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static GtkWidget *
create_row (NomoTimeline *self, const Entry *entry)
{
  GtkWidget *row;

  if (entry->record == NULL)
    return nomo_change_row_new (entry->what, entry->when);
  row = nomo_record_row_new (entry->record, self->shop);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row),
                                    nomo_places_find (nomo_record_get_entity (entry->record)->name) != NULL);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static gboolean
is_shown (NomoTimeline *self)
{
  if (self->shown == NULL || self->shown->len != self->entries->len)
    return FALSE;
  for (guint i = 0; i < self->entries->len; i++)
    if (!entry_equal (self->shown->pdata[i], self->entries->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Rows that would say the same again stay, so that the focus is not lost. */
static void
show_rows (NomoTimeline *self)
{
  g_ptr_array_sort (self->entries, compare_newest_first);
  gtk_widget_set_visible (self->note, self->incomplete);
  if (is_shown (self))
    return;
  clear_rows (self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (self->entries);
  for (guint i = 0; i < MIN (self->entries->len, MOST_ROWS); i++)
    gtk_list_box_append (self->list, create_row (self, self->entries->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), self->entries->len > 0 || self->incomplete);
}

static void
add_record (NomoTimeline *self, NomoRecord *record)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->at = nomo_record_get_int (record, nomo_record_get_entity (record)->sort_field);
  entry->record = nomo_record_ref (record);
  g_ptr_array_add (self->entries, entry);
}

static void
add_change (NomoTimeline *self, NomoHistoryEntry *const *changes, guint n_changes)
{
  GTimeZone *zone = nomo_shop_get_zone (self->shop);
  char *what = nomo_history_words_what (self->record, changes, n_changes, zone);
  Entry *entry = NULL;

  if (what == NULL)
    return;
  entry = g_new0 (Entry, 1);
  entry->at = changes[0]->at;
  entry->what = what;
  entry->when = nomo_history_words_when (changes[0], zone);
  g_ptr_array_add (self->entries, entry);
}

/* One entry for each commit. The last one read may go on behind the limit. */
static void
add_changes (NomoTimeline *self, const GPtrArray *changes)
{
  NomoHistoryEntry **all = (NomoHistoryEntry **) changes->pdata;
  guint first = 0;

  for (guint i = 1; i <= changes->len; i++) {
    if (i < changes->len && g_str_equal (all[i]->commit_id, all[first]->commit_id))
      continue;
    if (i < MOST_CHANGES)
      add_change (self, &all[first], i - first);
    first = i;
  }
}

/* What Salla tells of an order need not be told as a change as well. */
static void
drop_told (NomoTimeline *self)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++) {
    NomoRecord *record = ((Entry *) self->entries->pdata[i])->record;

    if (nomo_record_get_entity (record) == nomo_order_event_entity ())
      g_ptr_array_add (events, record);
  }
  nomo_history_words_drop_told (self->changes, events);
}

static void
end_read (NomoTimeline *self)
{
  if (--self->waiting > 0)
    return;
  if (self->changes != NULL) {
    drop_told (self);
    add_changes (self, self->changes);
  }
  show_rows (self);
}

/* A cart is among the carts of its customer, and need not be told beside itself. */
static gboolean
is_own (NomoTimeline *self, const NomoRecord *record)
{
  return nomo_record_get_entity (record) == nomo_record_get_entity (self->record) &&
         nomo_record_get_id (record) == nomo_record_get_id (self->record);
}

static void
records_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTimeline) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shop == NULL)
    return;
  self->incomplete |= error != NULL;
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!is_own (self, records->pdata[i]))
      add_record (self, records->pdata[i]);
  end_read (self);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTimeline) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = nomo_store_read_history_finish (NOMO_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shop == NULL)
    return;
  self->incomplete |= error != NULL;
  self->changes = g_steal_pointer (&changes);
  end_read (self);
}

static NomoQuery *
create_query (const NomoTimelineSource *source, gint64 id)
{
  NomoQuery *query = nomo_query_new (source->entity ());
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (source->part >= 0)
    nomo_query_where_part (query, (guint) source->part, source->part_field, NOMO_OP_EQ, text, NULL);
  else
    nomo_query_where_int (query, (guint) source->field, NOMO_OP_EQ, id);
  return query;
}

static void
row_activated_cb (NomoTimeline *self, GtkListBoxRow *row)
{
  NomoRecord *record = nomo_record_row_get_record (NOMO_RECORD_ROW (row));
  const NomoPlace *place = nomo_places_find (nomo_record_get_entity (record)->name);

  if (place != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.open", "(sx)", place->name, nomo_record_get_id (record));
}

static void
nomo_timeline_dispose (GObject *object)
{
  NomoTimeline *self = NOMO_TIMELINE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shop);
  g_clear_pointer (&self->record, nomo_record_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (nomo_timeline_parent_class)->dispose (object);
}

static void
nomo_timeline_class_init (NomoTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_timeline_dispose;
}

static void
nomo_timeline_init (NomoTimeline *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = gtk_label_new (_ ("Timeline"));
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "n-heading");
  gtk_box_append (GTK_BOX (box), self->title);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "n-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Timeline"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  self->note = gtk_label_new (_ ("A part of it could not be read."));
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_add_css_class (self->note, "n-secondary");
  gtk_box_append (GTK_BOX (box), self->note);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* What belongs to another record is not to be seen under this one. */
static void
forget_rows (NomoTimeline *self)
{
  clear_rows (self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * nomo_timeline_show_queries:
 * @self: a timeline, which is invisible as long as it is empty
 * @shop: the shop
 * @queries: (element-type NomoQuery): what is told beside the changes of @record
 * @record: the record that the timeline is of
 *
 * Reads what changed in a record and what belongs to it, and shows it, the newest first; a row that has a page opens it.
 */
void
nomo_timeline_show_queries (NomoTimeline *self, NomoShop *shop, GPtrArray *queries, NomoRecord *record)
{
  gboolean another;

  g_return_if_fail (NOMO_IS_TIMELINE (self));
  another = self->record == NULL || nomo_record_get_id (self->record) != nomo_record_get_id (record);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->record, nomo_record_unref);
  g_set_object (&self->shop, shop);
  self->record = nomo_record_ref (record);
  self->cancellable = g_cancellable_new ();
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->waiting = queries->len + 1;
  self->incomplete = FALSE;
  if (another)
    forget_rows (self);
  for (guint i = 0; i < queries->len; i++)
    nomo_store_list_async (nomo_shop_get_store (shop), queries->pdata[i], 0, MOST_ROWS, self->cancellable, records_cb,
                           g_object_ref (self));
  nomo_store_read_history_async (nomo_shop_get_store (shop), nomo_record_get_entity (record),
                                 nomo_record_get_id (record), MOST_CHANGES, self->cancellable, changes_cb,
                                 g_object_ref (self));
}

/**
 * nomo_timeline_show:
 * @self: a timeline, which is invisible as long as it is empty
 * @shop: the shop
 * @sources: (array length=n_sources) (nullable): what is told beside the changes of @record
 * @n_sources: how many
 * @id: the id of the record that @sources belong to
 * @record: the record that the timeline is of
 *
 * As nomo_timeline_show_queries(), of what refers to a record by its id.
 */
void
nomo_timeline_show (NomoTimeline *self, NomoShop *shop, const NomoTimelineSource *sources, guint n_sources, gint64 id,
                    NomoRecord *record)
{
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_query_unref);

  for (guint i = 0; i < n_sources; i++)
    g_ptr_array_add (queries, create_query (&sources[i], id));
  nomo_timeline_show_queries (self, shop, queries, record);
}
