#include "config.h"

#include "nomo-customer-card.h"

#include "nomo-avatar-tile.h"
#include "nomo-calendar.h"
#include "nomo-customer.h"
#include "nomo-fact-row.h"
#include "nomo-format.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoCustomerCard {
  AdwBin parent_instance;

  NomoAvatarTile *tile;
  GtkLabel *name;
  GtkBox *facts;
};

G_DEFINE_FINAL_TYPE (NomoCustomerCard, nomo_customer_card, ADW_TYPE_BIN)

static void
add_fact (NomoCustomerCard *self, const char *name, const char *value, const char *copy)
{
  if (value != NULL && *value != '\0')
    gtk_box_append (self->facts, nomo_fact_row_new (name, value, copy));
}

static void
clear_facts (NomoCustomerCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_box_remove (self->facts, child);
}

static void
nomo_customer_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_CUSTOMER_CARD);
  G_OBJECT_CLASS (nomo_customer_card_parent_class)->dispose (object);
}

static void
nomo_customer_card_class_init (NomoCustomerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_customer_card_dispose;
  g_type_ensure (NOMO_TYPE_AVATAR_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-customer-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCustomerCard, tile);
  gtk_widget_class_bind_template_child (widget_class, NomoCustomerCard, name);
  gtk_widget_class_bind_template_child (widget_class, NomoCustomerCard, facts);
}

static void
nomo_customer_card_init (NomoCustomerCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_customer_card_show:
 * @self: the card
 * @customer: whom to show
 * @zone: the shop's zone
 */
void
nomo_customer_card_show (NomoCustomerCard *self, NomoRecord *customer, GTimeZone *zone)
{
  const char *name = nomo_record_get_text (customer, CUSTOMER_NAME);
  const char *phone = nomo_record_get_text (customer, CUSTOMER_PHONE);
  const char *email = nomo_record_get_text (customer, CUSTOMER_EMAIL);
  g_autofree char *lead = nomo_text_lead (name != NULL && *name != '\0' ? name : _ ("Customer without a name"));
  g_autofree char *number = phone != NULL ? nomo_format_phone (phone) : NULL;
  g_autofree char *seen = NULL;

  if (!nomo_record_is_null (customer, CUSTOMER_FIRST_SEEN))
    seen = nomo_format_day (nomo_day_of (nomo_record_get_int (customer, CUSTOMER_FIRST_SEEN), zone), NOMO_DAY_DATE);
  nomo_avatar_tile_set_name (self->tile, name != NULL ? name : "");
  gtk_label_set_text (self->name, lead);
  clear_facts (self);
  add_fact (self, _ ("Phone"), number, phone);
  add_fact (self, _ ("E-mail"), email, email);
  add_fact (self, _ ("City"), nomo_record_get_text (customer, CUSTOMER_CITY), NULL);
  add_fact (self, _ ("Country"), nomo_record_get_text (customer, CUSTOMER_COUNTRY), NULL);
  add_fact (self, _ ("Customer since"), seen, NULL);
}
