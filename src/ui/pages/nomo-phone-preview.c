#include "config.h"

#include "nomo-phone-preview.h"

#include "nomo-format.h"
#include "nomo-money.h"
#include "nomo-percent.h"
#include "nomo-product.h"
#include "nomo-promotion-words.h"
#include "nomo-segmented.h"
#include "nomo-store.h"
#include "nomo-text.h"
#include "nomo-width-first.h"

#include <glib/gi18n.h>

#define N_PRODUCTS 2

/* Letters that no phone has in one line beside what copies them. */
#define LONG_CODE 12

struct _NomoPhonePreview {
  GtkBox parent_instance;

  NomoSegmented *tabs;
  GtkWidget *phone;
  GtkLabel *shop_name;
  GtkStack *stack;
  GtkLabel *hero_title;
  GtkLabel *code;
  GtkWidget *products;
  GtkLabel *names[N_PRODUCTS];
  GtkLabel *prices[N_PRODUCTS];
  GtkLabel *olds[N_PRODUCTS];
  GtkLabel *saved;
  GtkLabel *subtotal;
  GtkLabel *taken_name;
  GtkLabel *taken;
  GtkLabel *total;
  GtkLabel *message;

  NomoCouponForm *form;
  NomoShop *shop;
  GPtrArray *sold; /* of NomoRecord: what is in the shop window */
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (NomoPhonePreview, nomo_phone_preview, GTK_TYPE_BOX)

static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

static void
set_money (GtkLabel *label, const NomoRecord *coupon, gint64 minor)
{
  g_autofree char *money = nomo_promotion_words_money (coupon, minor);

  set_text (label, money);
}

static gint64
get_price (NomoPhonePreview *self, guint index)
{
  return self->sold != NULL && index < self->sold->len ? nomo_record_get_int (self->sold->pdata[index], PRODUCT_PRICE)
                                                       : 0;
}

static gint64
get_basket (NomoPhonePreview *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < N_PRODUCTS; i++)
    sum += get_price (self, i);
  return sum;
}

static gint64
get_discount (const NomoRecord *coupon, gint64 basket)
{
  gint64 maximum = nomo_record_get_int (coupon, COUPON_MAXIMUM);
  gint64 off = nomo_record_get_int (coupon, COUPON_AMOUNT) +
               nomo_money_share (basket, nomo_record_get_int (coupon, COUPON_PERCENT), NOMO_PERCENT_WHOLE);

  if (basket < nomo_record_get_int (coupon, COUPON_MINIMUM))
    return 0;
  return MIN (maximum > 0 ? MIN (off, maximum) : off, basket);
}

static void
show_product (NomoPhonePreview *self, const NomoRecord *coupon, guint index)
{
  gint64 price = get_price (self, index);
  gint64 percent = nomo_record_get_int (coupon, COUPON_PERCENT);
  g_autofree char *old = nomo_format_amount (price, nomo_coupon_form_get_currency (self->form), FALSE);

  if (price == 0)
    return;
  set_text (self->names[index], nomo_record_get_text (self->sold->pdata[index], PRODUCT_NAME));
  set_money (self->prices[index], coupon, price - nomo_money_share (price, percent, NOMO_PERCENT_WHOLE));
  set_text (self->olds[index], percent > 0 ? old : "");
}

static void
show_cart (NomoPhonePreview *self, const NomoRecord *coupon, const char *code)
{
  gint64 basket = get_basket (self);
  gint64 off = get_discount (coupon, basket);
  g_autofree char *money = nomo_promotion_words_money (coupon, off);
  g_autofree char *signed_off = nomo_promotion_words_money (coupon, -off);
  /* Translators: said to a shopper; %s is an amount of money */
  g_autofree char *saved = g_strdup_printf (_ ("You saved %s on this order"), money);
  g_autofree char *least = nomo_promotion_words_money (coupon, nomo_record_get_int (coupon, COUPON_MINIMUM));
  /* Translators: said to a shopper; %s is an amount of money */
  g_autofree char *wanted = g_strdup_printf (_ ("From %s on the coupon applies"), least);
  /* Translators: %s is the code of a coupon */
  g_autofree char *name = g_strdup_printf (_ ("Coupon %s"), code);

  set_text (self->saved, off > 0 || nomo_record_get_int (coupon, COUPON_MINIMUM) == 0 ? saved : wanted);
  set_money (self->subtotal, coupon, basket);
  set_text (self->taken_name, name);
  set_text (self->taken, signed_off);
  set_money (self->total, coupon, basket - off);
}

static void
show_message (NomoPhonePreview *self, const NomoRecord *coupon, const char *code)
{
  g_autofree char *rule = nomo_promotion_words_rule (coupon, nomo_shop_get_zone (self->shop));
  const char *name = nomo_shop_get_name (self->shop);
  g_autofree char *shop = nomo_text_isolate (name != NULL ? name : "");
  /* Translators: a message to a customer: 1 is the name of a shop, 2 a sentence that says what a coupon gives, 3 its code */
  g_autofree char *message =
      g_strdup_printf (_ ("A gift from %1$s: %2$s\nType the code %3$s at checkout."), shop, rule, code);

  set_text (self->message, message);
}

static void
show_store (NomoPhonePreview *self, const NomoRecord *coupon, const char *code, const char *gives)
{
  set_text (self->hero_title, gives);
  set_text (self->code, code);
  /* A label that may wrap is given less than it asks for. */
  gtk_label_set_wrap (self->code, g_utf8_strlen (code, -1) > LONG_CODE);
  for (guint i = 0; i < N_PRODUCTS; i++)
    show_product (self, coupon, i);
}

/* What nobody looks at is worded when somebody does: to lay out its text takes as long as for what is seen. */
static void
show_page (NomoPhonePreview *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  g_autoptr (NomoRecord) coupon = NULL;
  g_autofree char *gives = NULL;
  g_autofree char *code = NULL;
  const char *typed;

  if (self->form == NULL)
    return;
  coupon = nomo_coupon_form_create_record (self->form);
  gives = nomo_promotion_words_gives (coupon);
  typed = nomo_record_get_text (coupon, COUPON_CODE);
  code = nomo_text_isolate (typed != NULL ? typed : "…");
  if (g_str_equal (page, "cart"))
    show_cart (self, coupon, code);
  else if (g_str_equal (page, "whatsapp"))
    show_message (self, coupon, code);
  else
    show_store (self, coupon, code, gives);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->phone), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gives, -1);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoPhonePreview) self = data;
  g_autoptr (GPtrArray) sold = nomo_store_list_finish (NOMO_STORE (source), result, NULL, NULL);

  if (sold == NULL || self->form == NULL)
    return;
  self->sold = g_steal_pointer (&sold);
  gtk_widget_set_visible (self->products, self->sold->len == N_PRODUCTS);
  show_page (self);
}

/* What is sold most stands in the window. */
static void
read_products (NomoPhonePreview *self)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_product_entity ());

  nomo_query_where (query, PRODUCT_STATUS, NOMO_OP_EQ, "sale", NULL);
  nomo_query_where_int (query, PRODUCT_PRICE, NOMO_OP_GT, 0);
  nomo_query_sort (query, PRODUCT_SOLD, TRUE);
  self->reading = g_cancellable_new ();
  nomo_store_list_async (nomo_shop_get_store (self->shop), query, 0, N_PRODUCTS, self->reading, read_cb,
                         g_object_ref (self));
}

static void
tab_cb (NomoPhonePreview *self)
{
  const char *active = nomo_segmented_get_active (self->tabs);

  if (active != NULL)
    gtk_stack_set_visible_child_name (self->stack, active);
  show_page (self);
}

static void
nomo_phone_preview_dispose (GObject *object)
{
  NomoPhonePreview *self = NOMO_PHONE_PREVIEW (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->sold, g_ptr_array_unref);
  g_clear_object (&self->form);
  g_clear_object (&self->shop);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_PHONE_PREVIEW);
  G_OBJECT_CLASS (nomo_phone_preview_parent_class)->dispose (object);
}

static void
nomo_phone_preview_class_init (NomoPhonePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_phone_preview_dispose;
  g_type_ensure (NOMO_TYPE_SEGMENTED);
  g_type_ensure (NOMO_TYPE_WIDTH_FIRST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-phone-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, tabs);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, phone);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, shop_name);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, hero_title);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, code);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, products);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, saved);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, subtotal);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, taken_name);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, taken);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, total);
  gtk_widget_class_bind_template_child (widget_class, NomoPhonePreview, message);
  for (guint i = 0; i < N_PRODUCTS; i++) {
    g_autofree char *name = g_strdup_printf ("name_%u", i);
    g_autofree char *price = g_strdup_printf ("price_%u", i);
    g_autofree char *old = g_strdup_printf ("old_%u", i);

    gtk_widget_class_bind_template_child_full (widget_class, name, FALSE, G_STRUCT_OFFSET (NomoPhonePreview, names[i]));
    gtk_widget_class_bind_template_child_full (widget_class, price, FALSE,
                                               G_STRUCT_OFFSET (NomoPhonePreview, prices[i]));
    gtk_widget_class_bind_template_child_full (widget_class, old, FALSE, G_STRUCT_OFFSET (NomoPhonePreview, olds[i]));
  }
}

static void
nomo_phone_preview_init (NomoPhonePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_segmented_add (self->tabs, "store", C_ ("phone", "Store"));
  nomo_segmented_add (self->tabs, "cart", C_ ("phone", "Cart"));
  nomo_segmented_add (self->tabs, "whatsapp", _ ("WhatsApp"));
  nomo_segmented_set_label (self->tabs, _ ("Where the customer sees it"));
  g_signal_connect_object (self->tabs, "notify::active", G_CALLBACK (tab_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->phone), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("As the customer sees it"), -1);
}

/**
 * nomo_phone_preview_set_form:
 * @self: the phone of a customer, which shows a coupon in the shop, in the cart and in a message
 * @form: the coupon as it is typed; once
 * @shop: whose coupon it is
 */
void
nomo_phone_preview_set_form (NomoPhonePreview *self, NomoCouponForm *form, NomoShop *shop)
{
  const char *name = nomo_shop_get_name (shop);

  g_return_if_fail (NOMO_IS_PHONE_PREVIEW (self) && self->form == NULL);
  self->form = g_object_ref (form);
  self->shop = g_object_ref (shop);
  gtk_widget_set_visible (self->products, FALSE);
  gtk_label_set_text (self->shop_name, name != NULL ? name : "");
  read_products (self);
  g_signal_connect_object (form, "changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
}
