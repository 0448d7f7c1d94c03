#include "config.h"

#include "nomo-share-card.h"

#include "nomo-bar-list.h"
#include "nomo-calendar.h"
#include "nomo-empty.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-freshness.h"
#include "nomo-lexer.h"
#include "nomo-list-words.h"
#include "nomo-order.h"
#include "nomo-skeleton.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

#define MOST_ROWS 5

struct _NomoShareCard {
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkLabel *note;
  GtkStack *stack;
  AdwBin *loading;
  NomoBarList *bars;
  NomoEmpty *problem;
  GtkLabel *nothing;

  NomoShareKind kind;
  NomoBreakdown *shown;
  char *stamp;
};

G_DEFINE_FINAL_TYPE (NomoShareCard, nomo_share_card, ADW_TYPE_BIN)

static GArray *
get_shares (NomoShareCard *self)
{
  switch (self->kind) {
  case NOMO_SHARE_PRODUCTS:
    return self->shown->products;
  case NOMO_SHARE_CATEGORIES:
    return self->shown->categories;
  case NOMO_SHARE_CITIES:
    return self->shown->cities;
  default:
    return self->shown->payments;
  }
}

static const char *
get_name (NomoShareCard *self, const NomoShare *share)
{
  const char *words;

  if (self->kind != NOMO_SHARE_PAYMENTS)
    return share->name;
  words = nomo_field_get_choice_words (&nomo_order_entity ()->fields[ORDER_PAYMENT], share->key);
  return words != NULL ? words : share->key;
}

static char *
word_money (gint64 amount, gpointer data)
{
  const char *currency = NOMO_SHARE_CARD (data)->shown->currency;

  return nomo_format_money (amount, currency != NULL ? currency : NOMO_USUAL_CURRENCY, FALSE);
}

/* A product without a number is known by what the orders call it. */
static const char *const conditions[] = {
  [NOMO_SHARE_PRODUCTS] = "items_text ~ ",
  [NOMO_SHARE_CITIES] = "city = ",
  [NOMO_SHARE_PAYMENTS] = "payment = ",
};

static char *
make_filter (NomoShareCard *self, const char *key)
{
  g_autofree char *from = nomo_day_to_text (self->shown->days.from);
  g_autofree char *to = nomo_day_to_text (self->shown->days.to);
  GString *filter = g_string_new (conditions[self->kind]);

  nomo_lexer_append_value (filter, key);
  g_string_append_printf (filter, " and date >= %s and date <= %s and " NOMO_ORDER_SALES, from, to);
  return g_string_free (filter, FALSE);
}

static void
list_orders (NomoShareCard *self, const char *key)
{
  g_autofree char *filter = make_filter (self, key);
  g_autofree char *words = self->kind == NOMO_SHARE_PAYMENTS ? nomo_list_words_new_payment (key, self->shown->days)
                                                             : nomo_list_words_new_named (key, self->shown->days);

  gtk_widget_activate_action (GTK_WIDGET (self), "app.list", "(sss)", "orders", filter, words);
}

/* Orders know the products they are of, and only those know their categories. */
static void
list_category (NomoShareCard *self, const char *key)
{
  GArray *shares = self->shown->categories;
  g_autofree char *filter = g_strdup_printf ("categories.category in (%s)", key);
  const char *name = "";
  g_autofree char *words = NULL;

  for (guint i = 0; i < shares->len; i++)
    if (g_str_equal (g_array_index (shares, NomoShare, i).key, key))
      name = g_array_index (shares, NomoShare, i).name;
  words = nomo_list_words_new_alone (name);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.list", "(sss)", "products", filter, words);
}

static void
activated_cb (NomoShareCard *self, const char *key)
{
  gint64 product;

  if (self->kind == NOMO_SHARE_CATEGORIES) {
    list_category (self, key);
    return;
  }
  if (self->kind == NOMO_SHARE_PRODUCTS && key[0] == '#' &&
      g_ascii_string_to_signed (key + 1, 10, 1, G_MAXINT64, &product, NULL))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.open", "(sx)", "products", product);
  else
    list_orders (self, key);
}

static void
nomo_share_card_dispose (GObject *object)
{
  g_clear_pointer (&NOMO_SHARE_CARD (object)->shown, nomo_breakdown_unref);
  g_clear_pointer (&NOMO_SHARE_CARD (object)->stamp, g_free);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_SHARE_CARD);
  G_OBJECT_CLASS (nomo_share_card_parent_class)->dispose (object);
}

static void
nomo_share_card_class_init (NomoShareCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_share_card_dispose;
  g_type_ensure (NOMO_TYPE_BAR_LIST);
  g_type_ensure (NOMO_TYPE_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-share-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoShareCard, heading);
  gtk_widget_class_bind_template_child (widget_class, NomoShareCard, note);
  gtk_widget_class_bind_template_child (widget_class, NomoShareCard, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoShareCard, loading);
  gtk_widget_class_bind_template_child (widget_class, NomoShareCard, bars);
  gtk_widget_class_bind_template_child (widget_class, NomoShareCard, problem);
  gtk_widget_class_bind_template_child (widget_class, NomoShareCard, nothing);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
nomo_share_card_init (NomoShareCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->loading, nomo_skeleton_new (NOMO_SKELETON_BARS));
}

static const char *
get_heading (NomoShareKind kind)
{
  switch (kind) {
  case NOMO_SHARE_PRODUCTS:
    return _ ("Best sellers");
  case NOMO_SHARE_CATEGORIES:
    return _ ("Sales by category");
  case NOMO_SHARE_CITIES:
    return _ ("Sales by city");
  default:
    return _ ("Sales by payment method");
  }
}

/**
 * nomo_share_card_set_kind:
 * @self: a card
 * @kind: by what the sales are told apart; once
 */
void
nomo_share_card_set_kind (NomoShareCard *self, NomoShareKind kind)
{
  g_return_if_fail (NOMO_IS_SHARE_CARD (self));
  self->kind = kind;
  gtk_label_set_text (self->heading, get_heading (kind));
  nomo_bar_list_set_label (self->bars, get_heading (kind));
}

static char *
word_since (NomoShareCard *self)
{
  g_autofree char *month = nomo_format_day (self->shown->days.from, NOMO_DAY_MONTH_YEAR);

  /* Translators: from when on best sellers are counted; %s is a month and its year */
  return g_strdup_printf (_ ("Since the beginning of %s"), month);
}

/* What must be known to understand the shares: until when they hold, of how many orders they are, since when products, which are
 * known by month, are counted. There is room for one. */
static char *
word_note (NomoShareCard *self)
{
  const NomoBreakdown *shown = self->shown;
  gboolean by_month = self->kind == NOMO_SHARE_PRODUCTS || self->kind == NOMO_SHARE_CATEGORIES;

  if (self->stamp != NULL)
    return g_strdup (self->stamp);
  if (by_month && shown->month_detailed < shown->month_orders)
    return nomo_freshness_word_known (shown->month_detailed, shown->month_orders);
  if (self->kind == NOMO_SHARE_CITIES && shown->detailed < shown->orders)
    return nomo_freshness_word_known (shown->detailed, shown->orders);
  return by_month ? word_since (self) : NULL;
}

static void
show_note (NomoShareCard *self)
{
  g_autofree char *note = word_note (self);

  gtk_label_set_text (self->note, note != NULL ? note : "");
  nomo_style_set_tooltip (GTK_WIDGET (self->note), note);
  nomo_style_set_class (GTK_WIDGET (self->note), "n-stamp", self->stamp != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

/**
 * nomo_share_card_show:
 * @self: a card
 * @breakdown: what the sales are made of
 * @coming: whether there may soon be shares where there are none yet
 */
void
nomo_share_card_show (NomoShareCard *self, NomoBreakdown *breakdown, gboolean coming)
{
  g_autofree NomoBarItem *items = NULL;
  GArray *shares;

  g_return_if_fail (NOMO_IS_SHARE_CARD (self));
  nomo_breakdown_ref (breakdown);
  g_clear_pointer (&self->shown, nomo_breakdown_unref);
  self->shown = breakdown;
  shares = get_shares (self);
  items = g_new0 (NomoBarItem, shares->len + 1);
  for (guint i = 0; i < shares->len; i++) {
    const NomoShare *share = &g_array_index (shares, NomoShare, i);

    items[i] = (NomoBarItem) { share->key, get_name (self, share), share->money };
  }
  nomo_bar_list_set_items (self->bars, items, shares->len, MOST_ROWS, word_money, self);
  show_note (self);
  gtk_label_set_text (self->nothing,
                      breakdown->orders > 0 ? _ ("Not known of these sales") : _ ("No sales in these days"));
  gtk_stack_set_visible_child_name (self->stack, shares->len > 0 ? "bars" : coming ? "loading" : "empty");
}

/**
 * nomo_share_card_show_error:
 * @self: a card that shows nothing yet
 * @error: why nothing could be read
 */
void
nomo_share_card_show_error (NomoShareCard *self, const GError *error)
{
  g_return_if_fail (NOMO_IS_SHARE_CARD (self));
  nomo_empty_set_error (self->problem, _ ("The sales could not be read"), error, "overview.retry");
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/**
 * nomo_share_card_set_stamp:
 * @self: a card
 * @stamp: (nullable): until when it holds, when that is no longer now
 */
void
nomo_share_card_set_stamp (NomoShareCard *self, const char *stamp)
{
  g_return_if_fail (NOMO_IS_SHARE_CARD (self));
  g_free (self->stamp);
  self->stamp = g_strdup (stamp);
  if (self->shown != NULL)
    show_note (self);
}
