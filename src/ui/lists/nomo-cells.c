#include "config.h"

#include "nomo-cells.h"

#include "nomo-clock.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-record-words.h"
#include "nomo-shop.h"
#include "nomo-style.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* What had to be cut is read by pointing at it. */
static gboolean
query_tooltip_cb (GtkLabel *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return pango_layout_is_ellipsized (gtk_label_get_layout (label));
}

static GtkWidget *
create_label (const char *css_class, int width_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), width_chars);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  return label;
}

/**
 * nomo_cell_create_text:
 *
 * Returns: (transfer floating): an empty cell for words
 */
GtkWidget *
nomo_cell_create_text (void)
{
  return create_label (NULL, 14);
}

/**
 * nomo_cell_create_dim_text:
 *
 * Returns: (transfer floating): an empty cell for words that matter less
 */
GtkWidget *
nomo_cell_create_dim_text (void)
{
  return create_label ("n-secondary", -1);
}

/**
 * nomo_cell_create_code:
 *
 * Returns: (transfer floating): an empty cell for what a record is known by
 */
GtkWidget *
nomo_cell_create_code (void)
{
  return create_label ("n-code", 9);
}

/**
 * nomo_cell_create_date:
 *
 * Returns: (transfer floating): an empty cell for a moment
 */
GtkWidget *
nomo_cell_create_date (void)
{
  return create_label (NULL, 15);
}

/**
 * nomo_cell_create_amount:
 *
 * Digits line up on the right in both directions: that is the start in Arabic and the end in English.
 *
 * Returns: (transfer floating): an empty cell for money or a number
 */
GtkWidget *
nomo_cell_create_amount (void)
{
  GtkWidget *amount = nomo_amount_new ();

  gtk_widget_set_valign (amount, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (amount, nomo_style_is_rtl (amount) ? GTK_ALIGN_START : GTK_ALIGN_END);
  return amount;
}

static GtkWidget *
create_pill (void)
{
  GtkWidget *pill = nomo_status_pill_new (NOMO_TONE_MUTE, "nomo-note-symbolic", "");

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}

/**
 * nomo_cell_create_pill:
 *
 * Returns: (transfer floating): an empty cell for a status, wide enough for the words that are usual
 */
GtkWidget *
nomo_cell_create_pill (void)
{
  GtkWidget *bin = adw_bin_new ();

  adw_bin_set_child (ADW_BIN (bin), create_pill ());
  gtk_widget_set_size_request (bin, 132, -1);
  return bin;
}

/**
 * nomo_cell_get_pill:
 * @cell: of nomo_cell_create_pill()
 *
 * Returns: (transfer none): the pill in it
 */
NomoStatusPill *
nomo_cell_get_pill (GtkWidget *cell)
{
  return NOMO_STATUS_PILL (adw_bin_get_child (ADW_BIN (cell)));
}

/**
 * nomo_cell_show_title:
 * @cell: of nomo_cell_create_text() or its like
 * @record: a record
 * @column: the column
 * @shop: the shop
 *
 * Shows what the record is called, also one that nobody gave a name.
 */
void
nomo_cell_show_title (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop)
{
  g_autofree char *title = nomo_record_words_title (record);

  gtk_label_set_text (GTK_LABEL (cell), title);
}

/**
 * nomo_cell_show_text:
 * @cell: of nomo_cell_create_text() or its like
 * @record: a record
 * @column: the column, of a field with text
 * @shop: the shop
 */
void
nomo_cell_show_text (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop)
{
  const char *text = nomo_record_get_text (record, (guint) column->field);
  g_autofree char *lead = nomo_text_lead (text != NULL ? text : "");

  gtk_label_set_text (GTK_LABEL (cell), lead);
}

/**
 * nomo_cell_show_phone:
 * @cell: of nomo_cell_create_text() or its like
 * @record: a record
 * @column: the column, of a field with a phone
 * @shop: the shop
 */
void
nomo_cell_show_phone (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop)
{
  const char *phone = nomo_record_get_text (record, (guint) column->field);
  g_autofree char *spaced = phone != NULL ? nomo_format_phone (phone) : NULL;

  gtk_label_set_text (GTK_LABEL (cell), spaced != NULL ? spaced : "");
}

/**
 * nomo_cell_dup_when:
 * @record: a record
 * @field: a field with a time
 * @shop: the shop
 *
 * Returns: (transfer full): the moment as it is told now, "" when it is not known
 */
char *
nomo_cell_dup_when (NomoRecord *record, guint field, gpointer shop)
{
  if (nomo_record_is_null (record, field))
    return g_strdup ("");
  return nomo_format_recent (nomo_record_get_int (record, field), nomo_clock_now (), nomo_shop_get_zone (shop));
}

/**
 * nomo_cell_show_date:
 * @cell: of nomo_cell_create_date()
 * @record: a record
 * @column: the column, of a field with a time
 * @shop: the shop
 */
void
nomo_cell_show_date (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop)
{
  g_autofree char *when = nomo_cell_dup_when (record, (guint) column->field, shop);

  gtk_label_set_text (GTK_LABEL (cell), when);
}

/**
 * nomo_cell_show_money:
 * @cell: of nomo_cell_create_amount()
 * @record: a record
 * @column: the column, of a field with money
 * @shop: the shop
 */
void
nomo_cell_show_money (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop)
{
  guint field = (guint) column->field;

  if (nomo_record_is_null (record, field))
    nomo_amount_set_text (NOMO_AMOUNT (cell), "", "", "");
  else
    nomo_amount_set_money (NOMO_AMOUNT (cell), nomo_record_get_int (record, field),
                           nomo_record_get_currency (record, field), FALSE);
}

/**
 * nomo_cell_show_number:
 * @cell: of nomo_cell_create_amount()
 * @record: a record
 * @column: the column, of a field with a number
 * @shop: the shop
 */
void
nomo_cell_show_number (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop)
{
  guint field = (guint) column->field;

  if (nomo_record_is_null (record, field))
    nomo_amount_set_text (NOMO_AMOUNT (cell), "", "", "");
  else
    nomo_amount_set_number (NOMO_AMOUNT (cell), nomo_record_get_int (record, field));
}

static GtkWidget *
create_line (GtkWidget *start, GtkWidget *end)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_widget_set_hexpand (start, TRUE);
  gtk_box_append (GTK_BOX (line), start);
  gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), end);
  return line;
}

/**
 * nomo_cell_create_row:
 *
 * Returns: (transfer floating): an empty row of two lines
 */
GtkWidget *
nomo_cell_create_row (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *pill = create_pill ();
  GtkWidget *amount = nomo_amount_new ();
  GtkWidget *title = create_label ("n-strong", -1);
  GtkWidget *detail = create_label ("n-secondary", -1);

  gtk_widget_add_css_class (box, "n-narrow-row");
  gtk_box_append (GTK_BOX (box), create_line (title, amount));
  gtk_box_append (GTK_BOX (box), create_line (detail, pill));
  g_object_set_data (G_OBJECT (box), "title", title);
  g_object_set_data (G_OBJECT (box), "amount", amount);
  g_object_set_data (G_OBJECT (box), "detail", detail);
  g_object_set_data (G_OBJECT (box), "pill", pill);
  return box;
}

/**
 * nomo_cell_row_set:
 * @row: of nomo_cell_create_row()
 * @title: what the record is called
 * @detail: what tells it from others
 */
void
nomo_cell_row_set (GtkWidget *row, const char *title, const char *detail)
{
  GtkWidget *item = gtk_widget_get_parent (row);
  g_autofree char *spoken = g_strdup_printf ("%s\n%s", title, detail);

  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "title"), title);
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "detail"), detail);
  /* What the list put around it takes the focus, and is asked for its name. */
  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * nomo_cell_row_get_amount:
 * @row: of nomo_cell_create_row()
 *
 * Returns: (transfer none): the amount at the end of its first line
 */
NomoAmount *
nomo_cell_row_get_amount (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "amount");
}

/**
 * nomo_cell_row_get_pill:
 * @row: of nomo_cell_create_row()
 *
 * Returns: (transfer none): the pill at the end of its second line
 */
NomoStatusPill *
nomo_cell_row_get_pill (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "pill");
}
