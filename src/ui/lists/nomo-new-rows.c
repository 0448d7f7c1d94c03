#include "config.h"

#include "nomo-new-rows.h"

#include <glib/gi18n.h>

/* Between the first row and the pill. */
#define GAP 8

struct _NomoNewRows {
  AdwBin parent_instance;

  GtkWidget *pill;
  GtkLabel *label;

  NomoRecordTable *table;
  NomoRecordList *list;
  NomoCountWordsFunc words;
  GtkAdjustment *adjustment; /* of the rows */
  GdkFrameClock *clock;      /* as long as the next frame is waited for */
  gboolean focus_first;      /* with that frame */
};

G_DEFINE_FINAL_TYPE (NomoNewRows, nomo_new_rows, ADW_TYPE_BIN)

static gboolean
is_at_top (NomoNewRows *self)
{
  return gtk_adjustment_get_value (self->adjustment) <= gtk_adjustment_get_lower (self->adjustment);
}

static void
scroll_to_top (NomoNewRows *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_widget_activate_action (nomo_record_table_get_rows (self->table), "list.scroll-to-item", "u", 0);
}

/* Below the titles of the columns. */
static void
place_pill (NomoNewRows *self)
{
  graphene_point_t corner = GRAPHENE_POINT_INIT (0, 0);

  if (gtk_widget_compute_point (nomo_record_table_get_rows (self->table), GTK_WIDGET (self), &corner, &corner))
    gtk_widget_set_margin_top (self->pill, (int) corner.y + GAP);
}

static void
show_pill (NomoNewRows *self, guint n_new)
{
  g_autofree char *words = n_new > 0 ? nomo_count_words_dup_added (self->words, n_new) : NULL;

  if (n_new == 0 && gtk_widget_has_focus (self->pill))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  gtk_widget_set_visible (self->pill, n_new > 0);
  if (words == NULL)
    return;
  place_pill (self);
  gtk_label_set_text (self->label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pill), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
look (NomoNewRows *self)
{
  guint first = 0;
  guint n_rows = 0;

  if (!is_at_top (self))
    n_rows = nomo_record_table_find_seen (self->table, &first);
  show_pill (self, nomo_record_list_look (self->list, first, n_rows));
}

static void
stop_waiting (NomoNewRows *self)
{
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
}

/* Only now the rows are where they are to be. */
static void
painted_cb (NomoNewRows *self)
{
  GtkWidget *row = gtk_widget_get_first_child (nomo_record_table_get_rows (self->table));

  stop_waiting (self);
  if (self->focus_first && row != NULL)
    gtk_widget_grab_focus (row);
  self->focus_first = FALSE;
  look (self);
}

static void
look_after_frame (NomoNewRows *self)
{
  if (self->clock != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
  g_signal_connect_object (self->clock, "after-paint", G_CALLBACK (painted_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A view keeps what it shows where it is. At the top that would hide what comes. */
static void
items_changed_cb (NomoNewRows *self)
{
  if (is_at_top (self))
    scroll_to_top (self);
  look_after_frame (self);
}

static void
pressed_cb (NomoNewRows *self)
{
  self->focus_first = TRUE;
  scroll_to_top (self);
  look_after_frame (self);
}

static void
clear_adjustment (NomoNewRows *self)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
}

static void
rows_changed_cb (NomoNewRows *self)
{
  GtkScrollable *rows = GTK_SCROLLABLE (nomo_record_table_get_rows (self->table));

  clear_adjustment (self);
  self->adjustment = g_object_ref (gtk_scrollable_get_vadjustment (rows));
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (look_after_frame), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (look_after_frame), self, G_CONNECT_SWAPPED);
  look_after_frame (self);
}

static void
nomo_new_rows_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (nomo_new_rows_parent_class)->map (widget);
  look_after_frame (NOMO_NEW_ROWS (widget));
}

static void
nomo_new_rows_unmap (GtkWidget *widget)
{
  stop_waiting (NOMO_NEW_ROWS (widget));
  GTK_WIDGET_CLASS (nomo_new_rows_parent_class)->unmap (widget);
}

static void
nomo_new_rows_dispose (GObject *object)
{
  NomoNewRows *self = NOMO_NEW_ROWS (object);

  stop_waiting (self);
  clear_adjustment (self);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (nomo_new_rows_parent_class)->dispose (object);
}

static void
nomo_new_rows_class_init (NomoNewRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_new_rows_dispose;
  widget_class->map = nomo_new_rows_map;
  widget_class->unmap = nomo_new_rows_unmap;
}

static void
nomo_new_rows_init (NomoNewRows *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("nomo-up-symbolic"));
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
  self->pill = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->pill), content);
  gtk_widget_set_tooltip_text (self->pill, _ ("Go to the top"));
  gtk_widget_set_halign (self->pill, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->pill, GTK_ALIGN_START);
  gtk_widget_set_visible (self->pill, FALSE);
  gtk_widget_add_css_class (self->pill, "suggested-action");
  gtk_widget_add_css_class (self->pill, "n-new-rows");
  g_signal_connect_object (self->pill, "clicked", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_new_rows_new:
 * @table: (transfer floating): a table that shows @list
 * @list: the records
 * @words: the words for their number
 *
 * A table of records over which a pill floats when new ones came above what is in sight; it leads to the top. While the table
 * is at its top they simply appear.
 *
 * Returns: (transfer floating): the table with its pill
 */
GtkWidget *
nomo_new_rows_new (NomoRecordTable *table, NomoRecordList *list, NomoCountWordsFunc words)
{
  NomoNewRows *self = g_object_new (NOMO_TYPE_NEW_ROWS, NULL);
  GtkWidget *overlay = gtk_overlay_new ();

  self->table = table;
  self->list = g_object_ref (list);
  self->words = words;
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (table));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->pill);
  adw_bin_set_child (ADW_BIN (self), overlay);
  g_signal_connect_object (table, "rows-changed", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  /* The views have to know of a change before they are scrolled. */
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  rows_changed_cb (self);
  return GTK_WIDGET (self);
}
