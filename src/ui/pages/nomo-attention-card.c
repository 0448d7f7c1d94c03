#include "config.h"

#include "nomo-attention-card.h"

#include "nomo-avatar-tile.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-empty.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-places.h"
#include "nomo-width-first.h"

#include <glib/gi18n.h>

struct _NomoAttentionCard {
  AdwBin parent_instance;

  GtkLabel *count;
  GtkStack *stack;
  GtkBox *rows;
  NomoEmpty *problem;

  NomoShop *shop;
  GCancellable *cancellable;
  gboolean reading;
  gboolean again;
  gboolean has_shown;
  int asked; /* the day that is being read */
  NomoAttention shown;
  int today;
  char *currency;
};

G_DEFINE_FINAL_TYPE (NomoAttentionCard, nomo_attention_card, ADW_TYPE_BIN)

/* How a kind looks; why it matters is said where there is no money to say it. */
typedef struct {
  NomoTone tone;
  const char *icon;
  const char *why;
  const char *verb;
  const char *list; /* what the list is called that the verb opens, a msgid; NULL where it has a page of its own */
} Look;

static const Look looks[] = {
  [NOMO_ATTENTION_ORDERS_WAIT] = { NOMO_TONE_ERR, "nomo-clock-symbolic", NULL, NC_ ("attention", "Review"),
                                   N_ ("Orders waiting for review") },
  [NOMO_ATTENTION_REVIEWS] = { NOMO_TONE_ERR, "nomo-chat-symbolic", N_ ("An answer in time keeps a customer"),
                               NC_ ("attention", "Read"), N_ ("Reviews and questions without a reply") },
  [NOMO_ATTENTION_TRANSFERS] = { NOMO_TONE_WARN, "nomo-coins-symbolic", NULL, NC_ ("attention", "See"),
                                 N_ ("Orders waiting for their payment") },
  [NOMO_ATTENTION_SOLD_OUT] = { NOMO_TONE_WARN, "nomo-warn-symbolic", N_ ("Nobody can buy them now"),
                                NC_ ("attention", "See"), N_ ("Sold out and asked for") },
  [NOMO_ATTENTION_LEAKS] = { NOMO_TONE_WARN, "nomo-lock-symbolic", N_ ("Each was given to another customer"),
                             NC_ ("attention", "See"), NULL },
  [NOMO_ATTENTION_BACKUP] = { NOMO_TONE_WARN, "nomo-shield-symbolic",
                              N_ ("What is only on this device would be lost with it"), NC_ ("attention", "See"),
                              NULL },
  [NOMO_ATTENTION_COUPONS] = { NOMO_TONE_WARN, "nomo-coupon-symbolic", N_ ("Extend them, or let them end"),
                               NC_ ("attention", "See"), N_ ("Coupons that end soon") },
  [NOMO_ATTENTION_CARTS] = { NOMO_TONE_INFO, "nomo-cart-symbolic", N_ ("A word in time brings them back"),
                             NC_ ("attention", "Follow up"), N_ ("Left today") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (looks) == NOMO_N_ATTENTIONS);

static char *
word_backup (const NomoAttention *attention)
{
  gint64 days = attention->counts[NOMO_ATTENTION_BACKUP];
  g_autofree char *number = nomo_format_int (days);

  if (attention->backup_trouble == NOMO_BACKUP_TROUBLE_PLAN)
    return g_strdup (_ ("The plan for backups cannot be read"));
  if (attention->backup_trouble != NOMO_BACKUP_TROUBLE_NONE)
    return g_strdup (_ ("The last backup failed"));
  return g_strdup_printf (ngettext ("The last backup is %s day old", "The last backup is %s days old", (gulong) days),
                          number);
}

static char *
word_fact (NomoAttentionKind kind, gint64 count)
{
  g_autofree char *number = nomo_format_int (count);
  gulong n = (gulong) count;

  switch (kind) {
  case NOMO_ATTENTION_ORDERS_WAIT:
    return g_strdup_printf (ngettext ("%s order waits for review", "%s orders wait for review", n), number);
  case NOMO_ATTENTION_REVIEWS:
    return g_strdup_printf (
        ngettext ("%s review or question without a reply", "%s reviews or questions without a reply", n), number);
  case NOMO_ATTENTION_TRANSFERS:
    return g_strdup_printf (ngettext ("%s order waits for its payment", "%s orders wait for their payment", n), number);
  case NOMO_ATTENTION_SOLD_OUT:
    return g_strdup_printf (ngettext ("%s product that sells is sold out", "%s products that sell are sold out", n),
                            number);
  case NOMO_ATTENTION_LEAKS:
    return g_strdup_printf (ngettext ("%s code used by somebody else", "%s codes used by somebody else", n), number);
  case NOMO_ATTENTION_COUPONS:
    return g_strdup_printf (ngettext ("%s coupon soon ends or is used up", "%s coupons soon end or are used up", n),
                            number);
  default:
    return g_strdup_printf (ngettext ("%s cart of today to follow up", "%s carts of today to follow up", n), number);
  }
}

static char *
word_why (NomoAttentionKind kind, gint64 count, gint64 money, const char *currency)
{
  g_autofree char *amount = NULL;

  if (looks[kind].why != NULL)
    return g_strdup (_ (looks[kind].why));
  amount = nomo_format_money (money, currency, FALSE);
  /* Translators: what orders come to; %s is an amount of money, not their number, which is told above */
  return g_strdup_printf (ngettext ("Worth %s", "Worth %s together", (gulong) count), amount);
}

static void
open_cb (GtkWidget *button, NomoAttentionCard *self)
{
  NomoAttentionKind kind = (NomoAttentionKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "kind"));
  const NomoPlace *place;
  g_autofree char *filter = NULL;

  if (kind == NOMO_ATTENTION_BACKUP) {
    gtk_widget_activate_action (button, "app.setting", "s", "data/backups");
    return;
  }
  if (kind == NOMO_ATTENTION_LEAKS) {
    gtk_widget_activate_action (button, "app.open", "(sx)", "code-batch", G_GINT64_CONSTANT (0));
    return;
  }
  place = nomo_places_find (nomo_attention_get_entity (kind)->name);
  filter =
      kind == NOMO_ATTENTION_COUPONS ? g_strdup (self->shown.coupons) : nomo_attention_dup_filter (kind, self->today);
  gtk_widget_activate_action (button, "app.list", "(sss)", place->name, filter, looks[kind].list);
}

static GtkWidget *
create_words (const char *fact, const char *why)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *texts[] = { fact, why };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    GtkWidget *label = gtk_label_new (texts[i]);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
    gtk_widget_add_css_class (label, i == 0 ? "n-strong" : "n-secondary");
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
create_button (NomoAttentionCard *self, NomoAttentionKind kind, const char *fact)
{
  GtkWidget *button = gtk_button_new_with_label (g_dpgettext2 (NULL, "attention", looks[kind].verb));

  gtk_widget_add_css_class (button, "n-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, fact, -1);
  g_object_set_data (G_OBJECT (button), "kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_cb), self, 0);
  return button;
}

static void
add_row (NomoAttentionCard *self, NomoAttentionKind kind, const char *currency)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 11);
  GtkWidget *tile = nomo_avatar_tile_new ();
  const char *trouble = nomo_backup_trouble_get_words (self->shown.backup_trouble);
  gboolean is_backup = kind == NOMO_ATTENTION_BACKUP;
  g_autofree char *fact = is_backup ? word_backup (&self->shown) : word_fact (kind, self->shown.counts[kind]);
  g_autofree char *why = is_backup && trouble != NULL
                             ? g_strdup (trouble)
                             : word_why (kind, self->shown.counts[kind], self->shown.money[kind], currency);

  nomo_avatar_tile_set_icon (NOMO_AVATAR_TILE (tile), looks[kind].icon, looks[kind].tone);
  gtk_widget_set_valign (tile, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), tile);
  gtk_box_append (GTK_BOX (row), create_words (fact, why));
  gtk_box_append (GTK_BOX (row), create_button (self, kind, fact));
  gtk_box_append (self->rows, row);
}

static void
clear_rows (NomoAttentionCard *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
}

/* Rows that would say the same again stay as they are, so that the focus is not lost. */
static void
show (NomoAttentionCard *self, const NomoAttention *attention, int today)
{
  const char *currency = nomo_shop_get_currency (self->shop);
  g_autofree char *number = NULL;
  gint64 n = 0;

  for (int kind = 0; kind < NOMO_N_ATTENTIONS; kind++)
    n += attention->counts[kind] > 0 ? 1 : 0;
  if (self->today != today || g_strcmp0 (self->currency, currency) != 0 ||
      memcmp (&self->shown, attention, sizeof *attention) != 0) {
    self->shown = *attention;
    self->today = today;
    g_free (self->currency);
    self->currency = g_strdup (currency);
    clear_rows (self);
    for (int kind = 0; kind < NOMO_N_ATTENTIONS; kind++)
      if (attention->counts[kind] > 0)
        add_row (self, (NomoAttentionKind) kind, currency != NULL ? currency : NOMO_USUAL_CURRENCY);
  }
  self->has_shown = TRUE;
  number = nomo_format_int (n);
  gtk_label_set_text (self->count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "rows" : "empty");
}

static void
show_error (NomoAttentionCard *self, const GError *error)
{
  nomo_empty_set_error (self->problem, _ ("What needs you could not be read"), error, "overview.retry");
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoAttentionCard) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree NomoAttention *attention = nomo_attention_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shop == NULL)
    return;
  self->reading = FALSE;
  if (attention != NULL)
    show (self, attention, self->asked);
  else if (!self->has_shown)
    show_error (self, error);
  if (self->again)
    nomo_attention_card_refresh (self);
}

static void
nomo_attention_card_dispose (GObject *object)
{
  NomoAttentionCard *self = NOMO_ATTENTION_CARD (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shop);
  g_clear_pointer (&self->currency, g_free);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_ATTENTION_CARD);
  G_OBJECT_CLASS (nomo_attention_card_parent_class)->dispose (object);
}

static void
nomo_attention_card_class_init (NomoAttentionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_attention_card_dispose;
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_WIDTH_FIRST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-attention-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoAttentionCard, count);
  gtk_widget_class_bind_template_child (widget_class, NomoAttentionCard, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoAttentionCard, rows);
  gtk_widget_class_bind_template_child (widget_class, NomoAttentionCard, problem);
}

static void
nomo_attention_card_init (NomoAttentionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * nomo_attention_card_refresh:
 * @self: a card
 *
 * Looks anew at what needs the merchant. Asked for while a read runs, it reads once more afterwards.
 */
void
nomo_attention_card_refresh (NomoAttentionCard *self)
{
  g_return_if_fail (NOMO_IS_ATTENTION_CARD (self));
  self->again = self->reading;
  if (self->reading || self->shop == NULL)
    return;
  self->reading = TRUE;
  self->asked = nomo_day_of (nomo_clock_now (), nomo_shop_get_zone (self->shop));
  nomo_attention_read_async (self->shop, self->asked, self->cancellable, read_cb, g_object_ref (self));
}

/**
 * nomo_attention_card_set_shop:
 * @self: a card
 * @shop: (nullable): whose records need somebody
 */
void
nomo_attention_card_set_shop (NomoAttentionCard *self, NomoShop *shop)
{
  g_return_if_fail (NOMO_IS_ATTENTION_CARD (self));
  if (!g_set_object (&self->shop, shop))
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = self->has_shown = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  nomo_attention_card_refresh (self);
}
