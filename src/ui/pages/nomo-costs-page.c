#include "config.h"

#include "nomo-costs-page.h"

#include "nomo-empty.h"
#include "nomo-format.h"
#include "nomo-money.h"
#include "nomo-percent.h"
#include "nomo-shop.h"
#include "nomo-style.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* Sales that the margin is explained by, in units of the shop's currency. */
#define EXAMPLE 100

struct _NomoCostsPage {
  AdwPreferencesPage parent_instance;

  GtkWidget *nothing;
  NomoEmpty *empty;
  GtkWidget *profit;
  AdwEntryRow *margin;
  GtkLabel *hint;
  GtkLabel *error;

  NomoSession *session;
  GSignalGroup *shop_signals;
};

G_DEFINE_FINAL_TYPE (NomoCostsPage, nomo_costs_page, ADW_TYPE_PREFERENCES_PAGE)

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
word_margin (NomoShop *shop, int hundredths)
{
  const char *currency = nomo_shop_get_currency (shop);
  gint64 unit = 1;
  g_autofree char *sales = NULL, *profit = NULL;

  if (hundredths == NOMO_PERCENT_UNKNOWN)
    return g_strdup (_ ("Without a margin no profit is shown."));
  for (int i = 0; i < nomo_money_exponent (currency); i++)
    unit *= 10;
  sales = nomo_format_money (EXAMPLE * unit, currency, FALSE);
  profit = nomo_format_money (hundredths * unit * EXAMPLE / NOMO_PERCENT_WHOLE, currency, FALSE);
  /* Translators: two amounts of money: Of SAR 100 of sales, SAR 32 count as profit. */
  return g_strdup_printf (_ ("Of %1$s of sales, %2$s count as profit."), sales, profit);
}

static void
show_hint (NomoCostsPage *self, int hundredths)
{
  g_autofree char *words = word_margin (nomo_session_get_shop (self->session), hundredths);

  gtk_label_set_text (self->hint, words);
  show_error (self, NULL);
}

static void
show_kept (NomoCostsPage *self)
{
  int margin = nomo_shop_get_margin (nomo_session_get_shop (self->session));
  g_autofree char *text = margin != NOMO_PERCENT_UNKNOWN ? nomo_format_hundredths (margin) : g_strdup ("");

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->margin))))
    gtk_editable_set_text (GTK_EDITABLE (self->margin), text);
  show_hint (self, margin);
}

static void
show (NomoCostsPage *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);

  gtk_widget_set_visible (self->nothing, shop == NULL);
  gtk_widget_set_visible (self->profit, shop != NULL);
  if (shop != NULL)
    show_kept (self);
}

static void
shop_changed_cb (NomoCostsPage *self)
{
  g_signal_group_set_target (self->shop_signals, nomo_session_get_shop (self->session));
  show (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCostsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (nomo_shop_set_margin_finish (NOMO_SHOP (source), result, &error) || self->margin == NULL)
    return;
  sentence = nomo_words_sentence (error, TRUE);
  show_error (self, sentence);
}

/* What was typed is kept when the field is left, not at each letter: 3 is no margin of somebody who types 32. */
static void
keep (NomoCostsPage *self)
{
  NomoShop *shop = self->session != NULL ? nomo_session_get_shop (self->session) : NULL;
  int hundredths;

  if (shop != NULL && nomo_percent_parse (gtk_editable_get_text (GTK_EDITABLE (self->margin)), &hundredths, NULL) &&
      hundredths != nomo_shop_get_margin (shop))
    nomo_shop_set_margin_async (shop, hundredths, kept_cb, g_object_ref (self));
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

  g_clear_object (&self->shop_signals);
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
  g_type_ensure (NOMO_TYPE_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-costs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, profit);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, margin);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, hint);
  gtk_widget_class_bind_template_child (widget_class, NomoCostsPage, error);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep);
}

static void
nomo_costs_page_init (NomoCostsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-store-symbolic", _ ("No store is connected"),
                  _ ("What goods cost is kept with the store."));
  nomo_empty_set_action (self->empty, _ ("Connect a store"), "preferences.connect");
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::margin", G_CALLBACK (show), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::currency", G_CALLBACK (changed_cb), self);
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
  g_signal_connect_object (session, "reworded", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
  return self;
}
