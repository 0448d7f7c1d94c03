#include "config.h"

#include "nomo-search-row.h"

#include "nomo-amount.h"
#include "nomo-avatar-tile.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-customer.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoSearchRow {
  GtkListBoxRow parent_instance;

  NomoAvatarTile *tile;
  GtkLabel *title;
  GtkLabel *detail;
  NomoAmount *amount;

  NomoRecord *record;
};

G_DEFINE_FINAL_TYPE (NomoSearchRow, nomo_search_row, GTK_TYPE_LIST_BOX_ROW)

static char *
dup_first_line (const char *text)
{
  const char *end = text != NULL ? strchr (text, '\n') : NULL;

  return end != NULL ? g_strndup (text, end - text) : g_strdup (text != NULL ? text : "");
}

static void
speak (NomoSearchRow *self, const char *title, const char *detail)
{
  g_autofree char *spoken = g_strdup_printf ("%s\n%s", title, detail);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_order (NomoSearchRow *self, NomoShop *shop)
{
  NomoRecord *order = self->record;
  g_autofree char *item = dup_first_line (nomo_record_get_text (order, ORDER_ITEMS_TEXT));
  g_autofree char *when =
      nomo_format_recent (nomo_record_get_int (order, ORDER_DATE), nomo_clock_now (), nomo_shop_get_zone (shop));
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (order, ORDER_REFERENCE));
  /* Translators: %s is the number of an order */
  g_autofree char *title = g_strdup_printf (_ ("Order %s"), reference);
  g_autofree char *plain = *item != '\0' ? g_strdup_printf ("%s · %s", when, item) : g_strdup (when);
  g_autofree char *detail = nomo_text_lead (plain);

  nomo_avatar_tile_set_icon (self->tile, "nomo-bag-symbolic", NOMO_TONE_ACCENT);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, detail);
  nomo_amount_set_money (self->amount, nomo_record_get_int (order, ORDER_TOTAL),
                         nomo_record_get_text (order, ORDER_CURRENCY), FALSE);
  speak (self, title, detail);
}

static void
show_customer (NomoSearchRow *self)
{
  const char *name = nomo_record_get_text (self->record, CUSTOMER_NAME);
  const char *phone = nomo_record_get_text (self->record, CUSTOMER_PHONE);
  const char *city = nomo_record_get_text (self->record, CUSTOMER_CITY);
  g_autofree char *shown = nomo_text_lead (name != NULL && *name != '\0' ? name : _ ("Customer without a name"));
  g_autofree char *number = phone != NULL ? nomo_format_phone (phone) : NULL;
  g_autofree char *detail = NULL;

  if (number != NULL && city != NULL)
    detail = g_strdup_printf ("%s · %s", city, number);
  else
    detail = g_strdup (number != NULL ? number : city != NULL ? city : _ ("Customer"));
  nomo_avatar_tile_set_name (self->tile, name != NULL ? name : "");
  gtk_label_set_text (self->title, shown);
  gtk_label_set_text (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->amount), FALSE);
  speak (self, shown, detail);
}

static void
nomo_search_row_dispose (GObject *object)
{
  NomoSearchRow *self = NOMO_SEARCH_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_SEARCH_ROW);
  g_clear_pointer (&self->record, nomo_record_unref);
  G_OBJECT_CLASS (nomo_search_row_parent_class)->dispose (object);
}

static void
nomo_search_row_class_init (NomoSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_search_row_dispose;
  g_type_ensure (NOMO_TYPE_AVATAR_TILE);
  g_type_ensure (NOMO_TYPE_AMOUNT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSearchRow, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchRow, title);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchRow, detail);
  gtk_widget_class_bind_template_child (widget_class, NomoSearchRow, amount);
}

static void
nomo_search_row_init (NomoSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_search_row_new:
 * @record: an order or a customer
 * @shop: whose it is
 *
 * Returns: (transfer floating): a result of the search
 */
GtkWidget *
nomo_search_row_new (NomoRecord *record, NomoShop *shop)
{
  NomoSearchRow *self = g_object_new (NOMO_TYPE_SEARCH_ROW, NULL);

  self->record = nomo_record_ref (record);
  if (nomo_record_get_entity (record) == nomo_order_entity ())
    show_order (self, shop);
  else
    show_customer (self);
  return GTK_WIDGET (self);
}

/**
 * nomo_search_row_get_record:
 * @self: a result
 *
 * Returns: (transfer none): what was found
 */
NomoRecord *
nomo_search_row_get_record (NomoSearchRow *self)
{
  return self->record;
}
