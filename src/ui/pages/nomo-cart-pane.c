#include "config.h"

#include "nomo-cart-pane.h"

#include "nomo-cart-message.h"
#include "nomo-cart-pill.h"
#include "nomo-cart.h"
#include "nomo-clock.h"
#include "nomo-date-lines.h"
#include "nomo-dialogs.h"
#include "nomo-fact-list.h"
#include "nomo-follow-up.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-record-words.h"
#include "nomo-store.h"
#include "nomo-text.h"
#include "nomo-timeline.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

struct _NomoCartPane {
  NomoRecordPane parent_instance;

  NomoStatusPill *status;
  NomoDateLines *date;
  GtkLabel *note;
  GtkWidget *whatsapp;
  GtkButton *mark;
  GtkLabel *error;
  NomoFactList *items;
  NomoFactList *totals;
  NomoFactList *facts;
  NomoTimeline *timeline;

  NomoRecord *cart;
  GHashTable *names; /* id of a product → its name, "" as long as it is asked for */
};

G_DEFINE_FINAL_TYPE (NomoCartPane, nomo_cart_pane, NOMO_TYPE_RECORD_PANE)

/* All that the shopper did: with it one knows how to write. */
static const NomoTimelineSource sources[] = {
  { nomo_order_entity, ORDER_CUSTOMER_ID, -1, 0 },
  { nomo_cart_entity, CART_CUSTOMER, -1, 0 },
};

static NomoShop *
get_shop (NomoCartPane *self)
{
  return nomo_record_pane_get_shop (NOMO_RECORD_PANE (self));
}

static void
show_error (NomoCartPane *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? nomo_words_sentence (error, TRUE) : NULL;

  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

/* Answers come when another cart may be open already. */
typedef struct {
  NomoCartPane *pane;
  NomoRecord *cart;
} Asked;

static Asked *
asked_new (NomoCartPane *self)
{
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { g_object_ref (self), nomo_record_ref (self->cart) };
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->pane);
  nomo_record_unref (asked->cart);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static gboolean
is_still_shown (const Asked *asked)
{
  return asked->pane->cart != NULL && nomo_record_get_id (asked->pane->cart) == nomo_record_get_id (asked->cart);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *commit = nomo_bulk_edit_finish (result, NULL, &error);

  if (commit != NULL)
    return;
  if (is_still_shown (asked))
    show_error (asked->pane, error);
  else
    nomo_dialogs_tell (NULL, error, TRUE);
}

static gboolean
is_followed_up (NomoRecord *cart)
{
  return !nomo_record_is_null (cart, CART_FOLLOWED_UP_AT);
}

static void
set_followed_up (NomoCartPane *self, NomoRecord *cart, gboolean followed_up)
{
  gint64 id = nomo_record_get_id (cart);
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_cart_entity ());

  nomo_query_where_among (query, TRUE, &id, 1);
  show_error (self, NULL);
  nomo_follow_up_async (get_shop (self), query, followed_up, marked_cb, asked_new (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  NomoCartPane *self = asked->pane;

  if (self->cart == NULL)
    return;
  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL)) {
    if (!is_followed_up (asked->cart))
      set_followed_up (self, asked->cart, TRUE);
  } else if (is_still_shown (asked)) {
    gtk_label_set_text (self->error,
                        _ ("WhatsApp could not be opened. Copy the phone number below and write from your phone."));
    gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
  }
}

static char *
create_address (NomoCartPane *self)
{
  const char *store = nomo_shop_get_name (get_shop (self));

  return nomo_cart_message_url (self->cart, store != NULL ? store : "");
}

static void
write_cb (NomoCartPane *self)
{
  g_autofree char *url = create_address (self);

  show_error (self, NULL);
  if (url != NULL)
    gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), url, GDK_CURRENT_TIME, NULL, opened_cb,
                       asked_new (self));
}

static void
mark_cb (NomoCartPane *self)
{
  set_followed_up (self, self->cart, !is_followed_up (self->cart));
}

static char *
word_follow_up (NomoCartPane *self, NomoRecord *cart)
{
  const char *name = nomo_record_get_text (cart, CART_FOLLOWED_UP_BY);
  g_autofree char *by = name != NULL ? nomo_text_isolate (name) : NULL;
  g_autofree char *when = nomo_format_recent (nomo_record_get_int (cart, CART_FOLLOWED_UP_AT), nomo_clock_now (),
                                              nomo_shop_get_zone (get_shop (self)));

  /* Translators: 1 is when somebody wrote to the shopper of a cart, 2 who */
  return by != NULL ? g_strdup_printf (_ ("Followed up %1$s by %2$s."), when, by)
                    /* Translators: %s is when somebody wrote to the shopper of a cart */
                    : g_strdup_printf (_ ("Followed up %s."), when);
}

static void
show_note (NomoCartPane *self, NomoRecord *cart)
{
  gboolean bought = g_strcmp0 (nomo_record_get_text (cart, CART_STATUS), "purchased") == 0;
  g_autofree char *followed_up = is_followed_up (cart) ? word_follow_up (self, cart) : NULL;
  const char *result = bought ? _ ("The shopper bought it after all.") : _ ("Not bought yet.");
  g_autofree char *address = create_address (self);
  g_autofree char *both = followed_up != NULL ? g_strdup_printf ("%s %s", followed_up, result) : NULL;

  gtk_label_set_text (self->note, both != NULL ? both : bought ? result : _ ("Nobody has followed it up yet."));
  gtk_widget_set_visible (self->whatsapp, !bought && address != NULL);
  gtk_button_set_label (self->mark, is_followed_up (cart) ? _ ("Mark as not followed up") : _ ("Mark as followed up"));
}

static void show_items (NomoCartPane *self);

static void
named_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCartPane) self = data;
  g_autoptr (NomoRecord) product = nomo_store_get_finish (NOMO_STORE (source), result, NULL);
  const char *name = product != NULL ? nomo_record_get_text (product, PRODUCT_NAME) : NULL;
  gint64 id;

  if (name == NULL || self->cart == NULL)
    return;
  id = nomo_record_get_id (product);
  g_hash_table_insert (self->names, g_memdup2 (&id, sizeof id), g_strdup (name));
  show_items (self);
}

/* Salla tells a cart's products by number; their names are the mirror's. */
static const char *
get_item_name (NomoCartPane *self, guint row)
{
  const char *name = nomo_record_part_text (self->cart, CART_PART_ITEMS, row, CART_ITEM_NAME);
  gint64 product = nomo_record_part_int (self->cart, CART_PART_ITEMS, row, CART_ITEM_PRODUCT);

  if (name != NULL)
    return name;
  name = g_hash_table_lookup (self->names, &product);
  if (name != NULL)
    return name;
  g_hash_table_insert (self->names, g_memdup2 (&product, sizeof product), g_strdup (""));
  nomo_store_get_async (nomo_shop_get_store (get_shop (self)), nomo_product_entity (), product, NULL, named_cb,
                        g_object_ref (self));
  return "";
}

static void
show_items (NomoCartPane *self)
{
  nomo_fact_list_clear (self->items);
  for (guint i = 0; i < nomo_record_count_part (self->cart, CART_PART_ITEMS); i++) {
    const char *name = get_item_name (self, i);
    g_autofree char *lead = nomo_text_lead (*name != '\0' ? name : _ ("Product without a name"));
    g_autofree char *pieces =
        nomo_format_pieces (nomo_record_part_int (self->cart, CART_PART_ITEMS, i, CART_ITEM_QUANTITY));

    nomo_fact_list_add (self->items, lead, pieces, NULL);
  }
}

static void
show_totals (NomoCartPane *self, NomoRecord *cart)
{
  const char *currency = nomo_record_get_text (cart, CART_CURRENCY);
  gint64 subtotal = nomo_record_get_int (cart, CART_SUBTOTAL);
  gint64 discount = nomo_record_get_int (cart, CART_DISCOUNT);
  gint64 total = nomo_record_get_int (cart, CART_TOTAL);

  nomo_fact_list_clear (self->totals);
  nomo_fact_list_add_field (self->totals, cart, CART_SUBTOTAL, nomo_shop_get_zone (get_shop (self)));
  if (discount != 0)
    nomo_fact_list_add_money (self->totals, _ ("Discount"), -discount, currency);
  /* Neither of the two is kept of a cart; the figures are to add up. */
  if (subtotal != 0 && total > subtotal - discount)
    nomo_fact_list_add_money (self->totals, _ ("Shipping and VAT"), total - (subtotal - discount), currency);
  nomo_fact_list_add_total (self->totals, _ ("Total"), total, currency);
}

static void
nomo_cart_pane_show (NomoRecordPane *pane, NomoRecord *cart)
{
  static const guint fields[] = { CART_PHONE, CART_EMAIL, CART_CITY, CART_COUPON, CART_UPDATED_AT };
  NomoCartPane *self = NOMO_CART_PANE (pane);
  GTimeZone *zone = nomo_shop_get_zone (get_shop (self));
  g_autofree char *title = nomo_record_words_title (cart);

  g_clear_pointer (&self->cart, nomo_record_unref);
  self->cart = nomo_record_ref (cart);
  nomo_record_pane_set_title (pane, title);
  nomo_cart_pill_show (self->status, cart);
  nomo_date_lines_set (self->date, nomo_record_get_int (cart, CART_CREATED_AT), zone);
  show_error (self, NULL);
  show_note (self, cart);
  show_items (self);
  show_totals (self, cart);
  nomo_fact_list_clear (self->facts);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    nomo_fact_list_add_field (self->facts, cart, fields[i], zone);
}

static void
nomo_cart_pane_refresh (NomoRecordPane *pane, NomoRecord *cart)
{
  gint64 customer = nomo_record_get_int (cart, CART_CUSTOMER);

  nomo_timeline_show (NOMO_CART_PANE (pane)->timeline, nomo_record_pane_get_shop (pane), sources,
                      customer != 0 ? G_N_ELEMENTS (sources) : 0, customer, cart);
}

static void
nomo_cart_pane_dispose (GObject *object)
{
  g_clear_pointer (&NOMO_CART_PANE (object)->cart, nomo_record_unref);
  g_clear_pointer (&NOMO_CART_PANE (object)->names, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_CART_PANE);
  G_OBJECT_CLASS (nomo_cart_pane_parent_class)->dispose (object);
}

static void
nomo_cart_pane_class_init (NomoCartPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoRecordPaneClass *pane_class = NOMO_RECORD_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_cart_pane_dispose;
  pane_class->entity = nomo_cart_entity;
  pane_class->name = N_ ("Cart details");
  pane_class->gone = N_ ("This cart is no longer in the store.");
  pane_class->show = nomo_cart_pane_show;
  pane_class->refresh = nomo_cart_pane_refresh;
  g_type_ensure (NOMO_TYPE_DATE_LINES);
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  g_type_ensure (NOMO_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-cart-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, status);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, date);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, note);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, whatsapp);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, mark);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, error);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, items);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, totals);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoCartPane, timeline);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
  gtk_widget_class_bind_template_callback (widget_class, mark_cb);
}

static void
nomo_cart_pane_init (NomoCartPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * nomo_cart_pane_new:
 *
 * Returns: (transfer floating): a pane that shows an abandoned cart
 */
NomoRecordPane *
nomo_cart_pane_new (void)
{
  return g_object_new (NOMO_TYPE_CART_PANE, NULL);
}
