#include "config.h"

#include "nomo-record-row.h"

#include "nomo-amount.h"
#include "nomo-avatar-tile.h"
#include "nomo-cart.h"
#include "nomo-customer.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-places.h"
#include "nomo-product.h"
#include "nomo-record-words.h"

struct _NomoRecordRow {
  GtkListBoxRow parent_instance;

  NomoAvatarTile *tile;
  GtkLabel *title;
  GtkLabel *detail;
  NomoAmount *amount;

  NomoRecord *record;
};

G_DEFINE_FINAL_TYPE (NomoRecordRow, nomo_record_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_tile (NomoRecordRow *self)
{
  const NomoEntity *entity = nomo_record_get_entity (self->record);
  const char *name = entity == nomo_customer_entity () ? nomo_record_get_text (self->record, CUSTOMER_NAME) : NULL;
  const NomoPlace *place = nomo_places_find (entity->name);

  if (entity == nomo_customer_entity ())
    nomo_avatar_tile_set_name (self->tile, name != NULL ? name : "");
  else
    nomo_avatar_tile_set_icon (self->tile, place != NULL ? place->icon : "nomo-note-symbolic", NOMO_TONE_ACCENT);
}

static int
get_amount_field (const NomoEntity *entity)
{
  return entity == nomo_order_entity ()     ? ORDER_TOTAL
         : entity == nomo_cart_entity ()    ? CART_TOTAL
         : entity == nomo_product_entity () ? PRODUCT_PRICE
                                            : -1;
}

static void
show_amount (NomoRecordRow *self)
{
  int field = get_amount_field (nomo_record_get_entity (self->record));

  gtk_widget_set_visible (GTK_WIDGET (self->amount), field >= 0);
  if (field >= 0)
    nomo_amount_set_money (self->amount, nomo_record_get_int (self->record, (guint) field),
                           nomo_record_get_currency (self->record, (guint) field), FALSE);
}

static char *
dup_spoken_amount (NomoRecord *record)
{
  int field = get_amount_field (nomo_record_get_entity (record));

  return field >= 0 ? nomo_format_money_spoken (nomo_record_get_int (record, (guint) field),
                                                nomo_record_get_currency (record, (guint) field))
                    : g_strdup ("");
}

static void
show_words (NomoRecordRow *self, NomoShop *shop)
{
  g_autofree char *title = nomo_record_words_title (self->record);
  g_autofree char *detail = nomo_record_words_detail (self->record, shop);
  g_autofree char *amount = dup_spoken_amount (self->record);
  g_autofree char *spoken = g_strjoin ("\n", title, detail, *amount != '\0' ? amount : NULL, NULL);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
nomo_record_row_dispose (GObject *object)
{
  NomoRecordRow *self = NOMO_RECORD_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_RECORD_ROW);
  g_clear_pointer (&self->record, nomo_record_unref);
  G_OBJECT_CLASS (nomo_record_row_parent_class)->dispose (object);
}

static void
nomo_record_row_class_init (NomoRecordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_record_row_dispose;
  g_type_ensure (NOMO_TYPE_AVATAR_TILE);
  g_type_ensure (NOMO_TYPE_AMOUNT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-record-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoRecordRow, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordRow, title);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordRow, detail);
  gtk_widget_class_bind_template_child (widget_class, NomoRecordRow, amount);
}

static void
nomo_record_row_init (NomoRecordRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_record_row_new:
 * @record: a record that has a page
 * @shop: whose it is
 *
 * Returns: (transfer floating): a result of the search
 */
GtkWidget *
nomo_record_row_new (NomoRecord *record, NomoShop *shop)
{
  NomoRecordRow *self = g_object_new (NOMO_TYPE_RECORD_ROW, NULL);

  self->record = nomo_record_ref (record);
  show_tile (self);
  show_amount (self);
  show_words (self, shop);
  return GTK_WIDGET (self);
}

/**
 * nomo_record_row_get_record:
 * @self: a result
 *
 * Returns: (transfer none): what was found
 */
NomoRecord *
nomo_record_row_get_record (NomoRecordRow *self)
{
  return self->record;
}
