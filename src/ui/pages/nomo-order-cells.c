#include "config.h"

#include "nomo-order-cells.h"

#include "nomo-amount.h"
#include "nomo-clock.h"
#include "nomo-format.h"
#include "nomo-order-pill.h"
#include "nomo-order.h"
#include "nomo-style.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_reference (void)
{
  GtkWidget *label = create_label ("n-code");

  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  return label;
}

static void
show_reference (GtkWidget *cell, NomoRecord *order, gpointer data)
{
  gtk_label_set_text (GTK_LABEL (cell), nomo_record_get_text (order, ORDER_REFERENCE));
}

static char *
dup_when (NomoRecord *order, gpointer shop)
{
  return nomo_format_recent (nomo_record_get_int (order, ORDER_DATE), nomo_clock_now (), nomo_shop_get_zone (shop));
}

static GtkWidget *
create_date (void)
{
  GtkWidget *label = create_label (NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), 15);
  return label;
}

static void
show_date (GtkWidget *cell, NomoRecord *order, gpointer data)
{
  g_autofree char *when = dup_when (order, data);

  gtk_label_set_text (GTK_LABEL (cell), when);
}

static GtkWidget *
create_items (void)
{
  GtkWidget *label = create_label (NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  return label;
}

static char *
dup_items (NomoRecord *order)
{
  const char *text = nomo_record_get_text (order, ORDER_ITEMS_TEXT);
  g_auto (GStrv) names = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autofree char *joined = g_strjoinv (C_ ("between products", ", "), names);

  return nomo_text_lead (joined);
}

static void
show_items (GtkWidget *cell, NomoRecord *order, gpointer data)
{
  g_autofree char *items = dup_items (order);

  gtk_label_set_text (GTK_LABEL (cell), items);
}

static GtkWidget *
create_payment (void)
{
  return create_label ("n-secondary");
}

static void
show_payment (GtkWidget *cell, NomoRecord *order, gpointer data)
{
  gtk_label_set_text (GTK_LABEL (cell), nomo_order_get_payment_name (order));
}

static GtkWidget *
create_status (void)
{
  GtkWidget *pill = nomo_status_pill_new (NOMO_TONE_MUTE, "nomo-note-symbolic", "");

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}

/* Wide enough for the words that are usual, however narrow the table. */
static GtkWidget *
create_status_cell (void)
{
  GtkWidget *bin = adw_bin_new ();

  adw_bin_set_child (ADW_BIN (bin), create_status ());
  gtk_widget_set_size_request (bin, 132, -1);
  return bin;
}

static void
show_status (GtkWidget *cell, NomoRecord *order, gpointer data)
{
  nomo_order_pill_show (NOMO_STATUS_PILL (adw_bin_get_child (ADW_BIN (cell))), order);
}

/* Digits line up on the right in both directions: that is the start in Arabic and the end in English. */
static GtkWidget *
create_total (void)
{
  GtkWidget *amount = nomo_amount_new ();

  gtk_widget_set_valign (amount, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (amount, nomo_style_is_rtl (amount) ? GTK_ALIGN_START : GTK_ALIGN_END);
  return amount;
}

static void
show_total (GtkWidget *cell, NomoRecord *order, gpointer data)
{
  nomo_amount_set_money (NOMO_AMOUNT (cell), nomo_record_get_int (order, ORDER_TOTAL),
                         nomo_record_get_text (order, ORDER_CURRENCY), FALSE);
}

static const NomoColumn columns[] = {
  { N_ ("Order number"), ORDER_REFERENCE, FALSE, 0, create_reference, show_reference },
  { N_ ("Date"), ORDER_DATE, FALSE, 0, create_date, show_date },
  { N_ ("Products"), -1, TRUE, 0, create_items, show_items },
  { N_ ("Payment method"), ORDER_PAYMENT, FALSE, 820, create_payment, show_payment },
  { N_ ("Status"), ORDER_STATUS, FALSE, 0, create_status_cell, show_status },
  { N_ ("Total"), ORDER_TOTAL, FALSE, 0, create_total, show_total },
};

/**
 * nomo_order_cells_columns:
 * @n_columns: (out): how many there are
 *
 * Returns: (array length=n_columns): the columns of a table of orders; their data is the shop
 */
const NomoColumn *
nomo_order_cells_columns (guint *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
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

static GtkWidget *
create_row (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *pill = create_status ();
  GtkWidget *amount = nomo_amount_new ();
  GtkWidget *title = create_label ("n-strong");
  GtkWidget *detail = create_label ("n-secondary");

  gtk_widget_add_css_class (box, "n-narrow-row");
  gtk_box_append (GTK_BOX (box), create_line (title, amount));
  gtk_box_append (GTK_BOX (box), create_line (detail, pill));
  g_object_set_data (G_OBJECT (box), "title", title);
  g_object_set_data (G_OBJECT (box), "amount", amount);
  g_object_set_data (G_OBJECT (box), "detail", detail);
  g_object_set_data (G_OBJECT (box), "pill", pill);
  return box;
}

static void
show_row (GtkWidget *row, NomoRecord *order, gpointer data)
{
  GtkLabel *title = g_object_get_data (G_OBJECT (row), "title");
  GtkLabel *detail = g_object_get_data (G_OBJECT (row), "detail");
  g_autofree char *items = dup_items (order);
  g_autofree char *when = dup_when (order, data);
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (order, ORDER_REFERENCE));
  /* Translators: under the products of an order: when, and its number */
  g_autofree char *below = g_strdup_printf (C_ ("order row", "%1$s · %2$s"), when, reference);

  gtk_label_set_text (title, items);
  gtk_label_set_text (detail, below);
  show_total (g_object_get_data (G_OBJECT (row), "amount"), order, data);
  nomo_order_pill_show (g_object_get_data (G_OBJECT (row), "pill"), order);
}

/**
 * nomo_order_cells_row:
 *
 * Returns: how an order looks in a narrow list; its data is the shop
 */
const NomoColumn *
nomo_order_cells_row (void)
{
  static const NomoColumn row = { NULL, -1, TRUE, 0, create_row, show_row };

  return &row;
}
