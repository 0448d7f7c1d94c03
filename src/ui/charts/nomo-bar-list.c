#include "config.h"

#include "nomo-bar-list.h"

#include "nomo-format.h"
#include "nomo-ranking.h"
#include "nomo-style.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define ROW_SPACING  5
#define CELL_SPACING 12

/* The share has room for "100.0%", so that the figures of all rows end at one line. */
#define SHARE_CHARS 6

struct _NomoBarList {
  AdwBin parent_instance;

  GtkListBox *list;
  GtkSizeGroup *figures;
};

enum { ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];
static GQuark key_quark;

G_DEFINE_FINAL_TYPE (NomoBarList, nomo_bar_list, ADW_TYPE_BIN)

static void
row_activated_cb (NomoBarList *self, GtkListBoxRow *row)
{
  const char *key = g_object_get_qdata (G_OBJECT (row), key_quark);

  if (key != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, key);
}

static void
nomo_bar_list_finalize (GObject *object)
{
  g_object_unref (NOMO_BAR_LIST (object)->figures);
  G_OBJECT_CLASS (nomo_bar_list_parent_class)->finalize (object);
}

static void
nomo_bar_list_class_init (NomoBarListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_bar_list_finalize;
  key_quark = g_quark_from_static_string ("nomo-bar-list-key");

  /**
   * NomoBarList::activated:
   * @self: a list
   * @key: the key of a row
   *
   * A row was pressed, or Enter on it: show what is behind it.
   */
  signals[ACTIVATED] = g_signal_new ("activated", NOMO_TYPE_BAR_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
nomo_bar_list_init (NomoBarList *self)
{
  self->figures = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "n-rows");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "n-bars");
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/* One line, whatever people wrote. */
static char *
tidy_name (const char *name)
{
  g_autofree char *line = g_strdelimit (g_strdup (name != NULL ? name : ""), "\t\n\v\f\r", ' ');

  g_strstrip (line);
  /* Translators: stands for a product, a category or a city without a name */
  return *line != '\0' ? nomo_text_lead (line) : g_strdup (_ ("No name"));
}

/* Figures line up on the right in both directions. */
static GtkWidget *
build_figure (NomoBarList *self, const char *text, int chars, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_xalign (GTK_LABEL (label), nomo_style_is_rtl (GTK_WIDGET (self)) ? 0 : 1);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
build_name (const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  nomo_style_set_tooltip (label, name);
  return label;
}

static GtkWidget *
build_bar (double fraction)
{
  GtkWidget *bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), fraction);
  gtk_widget_add_css_class (bar, "n-bar");
  return bar;
}

static GtkWidget *
build_row (NomoBarList *self, const char *name, const char *value, const char *share, double fraction)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, ROW_SPACING);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, CELL_SPACING);
  GtkWidget *figure = build_figure (self, value, -1, "n-strong");
  g_autofree char *spoken = g_strdup_printf ("%s · %s · %s", name, value, share);

  gtk_size_group_add_widget (self->figures, figure);
  gtk_box_append (GTK_BOX (line), build_name (name));
  gtk_box_append (GTK_BOX (line), figure);
  gtk_box_append (GTK_BOX (line), build_figure (self, share, SHARE_CHARS, "n-secondary"));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), build_bar (fraction));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
append_row (NomoBarList *self, const NomoRanking *ranking, const NomoBarItem *item, const char *value)
{
  g_autofree char *name = tidy_name (item->name);
  g_autofree char *share = nomo_format_percent (nomo_ranking_share (ranking, item->amount));
  GtkWidget *row = build_row (self, name, value, share, nomo_ranking_fraction (ranking, item->amount));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), item->key != NULL);
  if (item->key != NULL)
    g_object_set_qdata_full (G_OBJECT (row), key_quark, g_strdup (item->key), g_free);
  else
    gtk_widget_add_css_class (row, "n-other");
  gtk_list_box_append (self->list, row);
}

/**
 * nomo_bar_list_new:
 *
 * The largest of many, such as products by sales: each with its name, its figure, its share of the whole and a bar that grows
 * from the start.
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
nomo_bar_list_new (void)
{
  return g_object_new (NOMO_TYPE_BAR_LIST, NULL);
}

/**
 * nomo_bar_list_set_label:
 * @self: a list
 * @label: what it lists, for screen readers
 */
void
nomo_bar_list_set_label (NomoBarList *self, const char *label)
{
  g_return_if_fail (NOMO_IS_BAR_LIST (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * nomo_bar_list_set_items:
 * @self: a list
 * @items: (array length=n_items): the largest first
 * @n_items: how many
 * @at_most: how many rows there may be; what is beyond is one more row, "Other", which cannot be activated
 * @word: words an amount (transfer full)
 * @data: (scope call): for @word
 *
 * Shows other items. The keyboard focus stays on the row it was on, by its place.
 */
void
nomo_bar_list_set_items (NomoBarList *self, const NomoBarItem *items, guint n_items, guint at_most, NomoBarWord word,
                         gpointer data)
{
  g_autofree gint64 *amounts = g_new0 (gint64, n_items + 1);
  GtkWidget *focus;
  int place = -1;
  GtkListBoxRow *row;
  NomoRanking ranking;

  g_return_if_fail (NOMO_IS_BAR_LIST (self));
  for (guint i = 0; i < n_items; i++)
    amounts[i] = items[i].amount;
  ranking = nomo_ranking_of (amounts, n_items, at_most);
  focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  if (focus != NULL)
    place = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus));
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < ranking.shown; i++) {
    g_autofree char *value = word (items[i].amount, data);

    append_row (self, &ranking, &items[i], value);
  }
  if (ranking.shown < n_items) {
    g_autofree char *value = word (ranking.rest, data);

    append_row (self, &ranking, &(NomoBarItem) { NULL, C_ ("chart", "Other"), ranking.rest }, value);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_items > 0);
  row = place < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, place);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
