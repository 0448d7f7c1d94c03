#include "config.h"

#include "nomo-costs-page.h"

#include "nomo-cost-import.h"
#include "nomo-dialogs.h"
#include "nomo-empty.h"
#include "nomo-format.h"
#include "nomo-list-words.h"
#include "nomo-menu.h"
#include "nomo-money.h"
#include "nomo-percent.h"
#include "nomo-product.h"
#include "nomo-shop.h"
#include "nomo-store.h"
#include "nomo-style.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* Sales that the margin is explained by, in units of the shop's currency. */
#define EXAMPLE 100

/* While a sync runs the store changes many times a second; the count follows this often. */
#define FOLLOW_MS 500

#define MISSING "cost_price is empty and own_cost is empty"

struct _NomoCostsPage {
  AdwPreferencesPage parent_instance;

  GtkWidget *nothing;
  NomoEmpty *empty;
  GtkWidget *profit;
  AdwComboRow *by;
  AdwEntryRow *margin;
  GtkLabel *hint;
  GtkLabel *error;
  GtkWidget *products;
  AdwActionRow *missing;
  GtkWidget *missing_arrow;

  NomoSession *session;
  GSignalGroup *shop_signals;
  GSignalGroup *store_signals;
  guint recount;
  gboolean showing; /* the rows are being filled, not chosen from */
  guint n_keeping;  /* changes that are on their way into the store */
  NomoProfitBy wanted_by;
  int wanted; /* the margin of the last that is; each holds what those before it changed */
};

G_DEFINE_FINAL_TYPE (NomoCostsPage, nomo_costs_page, ADW_TYPE_PREFERENCES_PAGE)

enum { SETTLED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
show_error (NomoCostsPage *self, const char *sentence)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->margin));

  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), sentence == NULL);
  nomo_style_set_class (GTK_WIDGET (self->margin), "error", sentence != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID,
                               sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence : gtk_label_get_text (self->hint), -1);
}

static char *
word_example (NomoShop *shop, int hundredths, const char *format)
{
  const char *currency = nomo_shop_get_currency (shop);
  gint64 unit = 1;
  g_autofree char *sales = NULL, *profit = NULL;

  for (int i = 0; i < nomo_money_exponent (currency); i++)
    unit *= 10;
  sales = nomo_format_money (EXAMPLE * unit, currency, FALSE);
  profit = nomo_format_money (nomo_money_share (unit * EXAMPLE, hundredths, NOMO_PERCENT_WHOLE), currency, FALSE);
  return g_strdup_printf (format, sales, profit);
}

static char *
word_margin (NomoShop *shop, int hundredths)
{
  NomoProfitBy by = nomo_shop_get_profit_by (shop);

  if (by == NOMO_PROFIT_NONE)
    return g_strdup (_ ("Overview shows no profit."));
  if (by == NOMO_PROFIT_BY_MARGIN && hundredths == NOMO_PERCENT_UNKNOWN)
    return g_strdup (_ ("Without a margin no profit is shown."));
  if (by == NOMO_PROFIT_BY_MARGIN)
    /* Translators: two amounts of money: Of SAR 100 of sales, SAR 32 count as profit. */
    return word_example (shop, hundredths, _ ("Of %1$s of sales, %2$s count as profit."));
  if (hundredths == NOMO_PERCENT_UNKNOWN)
    return g_strdup (
        _ ("Without it, orders with a product whose cost is not known are left out, and the tile says of how "
           "many orders it knows."));
  /* Translators: two amounts of money: Where no cost is known, SAR 32 of SAR 100 of sales count as profit. */
  return word_example (shop, hundredths, _ ("Where no cost is known, %2$s of %1$s of sales count as profit."));
}

static void
show_hint (NomoCostsPage *self, int hundredths)
{
  g_autofree char *words = word_margin (nomo_session_get_shop (self->session), hundredths);

  gtk_label_set_text (self->hint, words);
  show_error (self, NULL);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCostsPage) self = data;
  gint64 count, sum;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  if (!nomo_store_sum_finish (NOMO_STORE (source), result, &count, &sum, NULL) || self->missing == NULL)
    return;
  number = nomo_format_int (count);
  words = g_strdup_printf (ngettext ("%s product", "%s products", (gulong) count), number);
  escaped = g_markup_escape_text (count > 0 ? words : _ ("The cost of every product is known."), -1);
  adw_action_row_set_subtitle (self->missing, escaped);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->missing), count > 0);
  gtk_widget_set_visible (self->missing_arrow, count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->missing), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  adw_action_row_get_subtitle (self->missing), -1);
}

static void
count_missing (NomoCostsPage *self, NomoShop *shop)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_product_entity (), MISSING, NULL);

  nomo_store_sum_async (nomo_shop_get_store (shop), query, PRODUCT_PRICE, NULL, counted_cb, g_object_ref (self));
}

static gboolean
recount_cb (gpointer data)
{
  NomoCostsPage *self = data;

  self->recount = 0;
  if (gtk_widget_get_visible (self->products))
    count_missing (self, nomo_session_get_shop (self->session));
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (NomoCostsPage *self)
{
  if (self->recount == 0)
    self->recount = g_timeout_add (FOLLOW_MS, recount_cb, self);
}

static void
list_missing_cb (NomoCostsPage *self)
{
  g_autofree char *words = nomo_list_words_new (N_ ("Products without a cost"), (NomoStretch) { 0, -1 });
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "app.list", "(sss)", "products", MISSING, words);
  gtk_window_close (GTK_WINDOW (window));
}

static void
import_cb (NomoCostsPage *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  nomo_cost_import_ask (ADW_PREFERENCES_WINDOW (window), nomo_session_get_shop (self->session));
}

static void
show_kept (NomoCostsPage *self, NomoShop *shop)
{
  int margin = nomo_shop_get_margin (shop);
  NomoProfitBy by = nomo_shop_get_profit_by (shop);
  g_autofree char *title =
      g_markup_escape_text (by == NOMO_PROFIT_BY_COSTS ? _ ("Margin where no cost is known, in percent")
                                                       : _ ("Average margin, in percent of sales"),
                            -1);
  g_autofree char *text = margin != NOMO_PERCENT_UNKNOWN ? nomo_format_hundredths (margin) : g_strdup ("");

  adw_combo_row_set_selected (self->by, by);
  gtk_widget_set_visible (GTK_WIDGET (self->margin), by != NOMO_PROFIT_NONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->margin), title);
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->margin))))
    gtk_editable_set_text (GTK_EDITABLE (self->margin), text);
  gtk_widget_set_visible (self->products, by == NOMO_PROFIT_BY_COSTS);
  if (by == NOMO_PROFIT_BY_COSTS)
    count_missing (self, shop);
  show_hint (self, margin);
}

static void
show (NomoCostsPage *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  gtk_widget_set_visible (self->nothing, shop == NULL);
  gtk_widget_set_visible (self->profit, shop != NULL);
  gtk_widget_set_visible (self->products, FALSE);
  self->showing = TRUE;
  if (shop != NULL)
    show_kept (self, shop);
  self->showing = FALSE;
}

static void
shop_changed_cb (NomoCostsPage *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  g_signal_group_set_target (self->shop_signals, shop);
  g_signal_group_set_target (self->store_signals, shop != NULL ? nomo_shop_get_store (shop) : NULL);
  show (self);
}

/* What was chosen goes back to what it was; what was typed stays. */
static void
show_refusal (NomoCostsPage *self, NomoShop *shop, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  self->showing = TRUE;
  adw_combo_row_set_selected (self->by, nomo_shop_get_profit_by (shop));
  self->showing = FALSE;
  show_error (self, sentence);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCostsPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean kept = nomo_shop_set_profit_finish (NOMO_SHOP (source), result, &error);

  self->n_keeping--;
  if (self->margin == NULL) {
    if (!kept)
      nomo_dialogs_tell (NULL, error, TRUE);
    return;
  }
  if (!kept)
    show_refusal (self, NOMO_SHOP (source), error);
  if (self->n_keeping == 0)
    g_signal_emit (self, signals[SETTLED], 0, kept);
}

static void
keep_profit (NomoCostsPage *self, NomoProfitBy by, int margin)
{
  self->n_keeping++;
  self->wanted_by = by;
  self->wanted = margin;
  nomo_shop_set_profit_async (nomo_session_get_shop (self->session), by, margin, kept_cb, g_object_ref (self));
}

static void
chosen_cb (NomoCostsPage *self)
{
  NomoShop *shop = self->session != NULL ? nomo_session_get_shop (self->session) : NULL;
  guint by = adw_combo_row_get_selected (self->by);

  if (shop != NULL && !self->showing && by < NOMO_N_PROFIT_WAYS)
    keep_profit (self, (NomoProfitBy) by, self->n_keeping > 0 ? self->wanted : nomo_shop_get_margin (shop));
}

/* What was typed is kept when the field is left, not at each letter: 3 is no margin of somebody who types 32. */
static void
keep (NomoCostsPage *self)
{
  NomoShop *shop = self->session != NULL ? nomo_session_get_shop (self->session) : NULL;
  int hundredths;

  if (shop != NULL && nomo_percent_parse (gtk_editable_get_text (GTK_EDITABLE (self->margin)), &hundredths, NULL) &&
      hundredths != (self->n_keeping > 0 ? self->wanted : nomo_shop_get_margin (shop)))
    keep_profit (self, self->n_keeping > 0 ? self->wanted_by : nomo_shop_get_profit_by (shop), hundredths);
}

/**
 * nomo_costs_page_keep:
 * @self: a page
 *
 * Keeps what was typed, as if the field had been left.
 *
 * Returns: whether something is on its way into the store; signal `settled (gboolean kept)` tells what came of it
 */
gboolean
nomo_costs_page_keep (NomoCostsPage *self)
{
  g_return_val_if_fail (NOMO_IS_COSTS_PAGE (self), FALSE);
  keep (self);
  return self->n_keeping > 0;
}

static void
changed_cb (NomoCostsPage *self)
{
  g_autoptr (GError) error = NULL;
  int hundredths;

  if (self->session == NULL || nomo_session_get_shop (self->session) == NULL)
    return;
  if (nomo_percent_parse (gtk_editable_get_text (GTK_EDITABLE (self->margin)), &hundredths, &error))
    show_hint (self, hundredths);
  else
    show_error (self, error->message);
}

/* The field is not left before the window closes. */
static void
nomo_costs_page_unmap (GtkWidget *widget)
{
  keep (NOMO_COSTS_PAGE (widget));
  GTK_WIDGET_CLASS (nomo_costs_page_parent_class)->unmap (widget);
}

static void
nomo_costs_page_dispose (GObject *object)
{
  NomoCostsPage *self = NOMO_COSTS_PAGE (object);

  g_clear_handle_id (&self->recount, g_source_remove);
  g_clear_object (&self->shop_signals);
  g_clear_object (&self->store_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_COSTS_PAGE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_costs_page_parent_class)->dispose (object);
}

static void
nomo_costs_page_class_init (NomoCostsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_costs_page_dispose;
  widget_class->unmap = nomo_costs_page_unmap;
  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  g_type_ensure (NOMO_TYPE_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-costs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, profit);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, by);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, margin);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, hint);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, error);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, products);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, missing);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, missing_arrow);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep);
  gtk_widget_class_bind_template_callback (widget_class, list_missing_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
nomo_costs_page_init (NomoCostsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_menu_tell_choice (self->by);
  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-store-symbolic", _ ("No store is connected"),
                  _ ("What goods cost is kept with the store."));
  nomo_empty_set_action (self->empty, _ ("Connect a store"), "preferences.connect");
  g_signal_connect_swapped (self->by, "notify::selected", G_CALLBACK (chosen_cb), self);
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::margin", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::currency", G_CALLBACK (changed_cb), self);
  self->store_signals = g_signal_group_new (NOMO_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb), self);
}

/**
 * nomo_costs_page_dup_typed:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): what was typed and is no margin, so that it is not kept when the page goes
 */
char *
nomo_costs_page_dup_typed (NomoCostsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->margin));
  int hundredths;

  g_return_val_if_fail (NOMO_IS_COSTS_PAGE (self), NULL);
  return nomo_percent_parse (text, &hundredths, NULL) ? NULL : g_strdup (text);
}

/**
 * nomo_costs_page_type:
 * @self: a page
 * @text: (nullable): what nomo_costs_page_dup_typed() gave
 */
void
nomo_costs_page_type (NomoCostsPage *self, const char *text)
{
  g_return_if_fail (NOMO_IS_COSTS_PAGE (self));
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->margin), text);
}

/* Other digits and another language are no reason to lose what is being typed. */
static void
reworded_cb (NomoCostsPage *self)
{
  g_autofree char *typed = nomo_costs_page_dup_typed (self);

  show (self);
  nomo_costs_page_type (self, typed);
}

/**
 * nomo_costs_page_new:
 * @session: whose shop to show
 *
 * A page of the preferences: what profit is estimated by. It belongs to the shop and follows it while it is open.
 *
 * Returns: (transfer floating): the page
 */
NomoCostsPage *
nomo_costs_page_new (NomoSession *session)
{
  NomoCostsPage *self = g_object_new (NOMO_TYPE_COSTS_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "reworded", G_CALLBACK (reworded_cb), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
  return self;
}
