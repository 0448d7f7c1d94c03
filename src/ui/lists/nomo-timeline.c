#include "config.h"

#include "nomo-timeline.h"

#include "nomo-places.h"
#include "nomo-record-row.h"
#include "nomo-store.h"

#include <glib/gi18n.h>

/* What is older is found in the lists. */
#define MOST_ROWS 20

struct _NomoTimeline {
  AdwBin parent_instance;

  GtkWidget *title;
  GtkListBox *list;

  NomoShop *shop;
  GCancellable *cancellable;
  gint64 record;
  GPtrArray *records;
  GPtrArray *shown;
  guint waiting;
};

G_DEFINE_FINAL_TYPE (NomoTimeline, nomo_timeline, ADW_TYPE_BIN)

static gint64
get_time (NomoRecord *record)
{
  return nomo_record_get_int (record, nomo_record_get_entity (record)->sort_field);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 left = get_time (*(NomoRecord *const *) a);
  gint64 right = get_time (*(NomoRecord *const *) b);

  return left < right ? 1 : left > right ? -1 : 0;
}

static void
clear_rows (NomoTimeline *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
add_row (NomoTimeline *self, NomoRecord *record)
{
  GtkWidget *row = nomo_record_row_new (record, self->shop);
  gboolean opens = nomo_places_find (nomo_record_get_entity (record)->name) != NULL;

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), opens);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
}

static gboolean
is_shown (NomoTimeline *self)
{
  if (self->shown == NULL || self->shown->len != self->records->len)
    return FALSE;
  for (guint i = 0; i < self->records->len; i++)
    if (nomo_record_get_id (self->shown->pdata[i]) != nomo_record_get_id (self->records->pdata[i]) ||
        !nomo_record_equal (self->shown->pdata[i], self->records->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Rows that would say the same again stay, so that the focus is not lost. */
static void
show_rows (NomoTimeline *self)
{
  g_ptr_array_sort (self->records, compare_newest_first);
  if (is_shown (self))
    return;
  clear_rows (self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (self->records);
  for (guint i = 0; i < MIN (self->records->len, MOST_ROWS); i++)
    add_row (self, self->records->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->records->len > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoTimeline) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shop == NULL)
    return;
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_ptr_array_add (self->records, nomo_record_ref (records->pdata[i]));
  if (--self->waiting == 0)
    show_rows (self);
}

static void
read_source (NomoTimeline *self, const NomoTimelineSource *source, gint64 id)
{
  g_autoptr (NomoQuery) query = nomo_query_new (source->entity ());
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (source->part >= 0)
    nomo_query_where_part (query, (guint) source->part, source->part_field, NOMO_OP_EQ, text, NULL);
  else
    nomo_query_where_int (query, (guint) source->field, NOMO_OP_EQ, id);
  nomo_store_list_async (nomo_shop_get_store (self->shop), query, 0, MOST_ROWS, self->cancellable, read_cb,
                         g_object_ref (self));
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
  g_clear_pointer (&self->records, g_ptr_array_unref);
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
 * nomo_timeline_show:
 * @self: a timeline, which is invisible as long as it is empty
 * @shop: the shop
 * @sources: (array length=n_sources): what belongs to the record
 * @n_sources: how many
 * @record: the id of the record that the timeline is of
 *
 * Reads what belongs to a record and shows it, the newest first; a row that has a page opens it.
 */
void
nomo_timeline_show (NomoTimeline *self, NomoShop *shop, const NomoTimelineSource *sources, guint n_sources,
                    gint64 record)
{
  g_return_if_fail (NOMO_IS_TIMELINE (self));
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_set_object (&self->shop, shop);
  self->cancellable = g_cancellable_new ();
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  self->waiting = n_sources;
  if (self->record != record || n_sources == 0)
    forget_rows (self);
  self->record = record;
  for (guint i = 0; i < n_sources; i++)
    read_source (self, &sources[i], record);
}
