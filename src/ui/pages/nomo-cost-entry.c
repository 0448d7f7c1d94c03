#include "config.h"

#include "nomo-cost-entry.h"

#include "nomo-dialogs.h"
#include "nomo-format.h"
#include "nomo-money.h"
#include "nomo-own-cost.h"
#include "nomo-product.h"
#include "nomo-record-words.h"
#include "nomo-style.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

struct _NomoCostEntry {
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *cost;
  GtkLabel *unit;
  GtkLabel *hint;

  NomoShop *shop;
  NomoRecord *product;
  char *shown; /* what the store says, as it was written into the row */
};

G_DEFINE_FINAL_TYPE (NomoCostEntry, nomo_cost_entry, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_currency (NomoCostEntry *self)
{
  const char *currency = nomo_record_get_text (self->product, PRODUCT_CURRENCY);

  return currency != NULL ? currency : nomo_shop_get_currency (self->shop);
}

static void
show_hint (NomoCostEntry *self, const char *problem)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->cost)));
  const char *sentence = problem != NULL ? problem : _ ("Without VAT. Only you see it; Salla is not told.");

  gtk_label_set_text (self->hint, sentence);
  nomo_style_set_class (GTK_WIDGET (self->hint), "n-err", problem != NULL);
  nomo_style_set_class (GTK_WIDGET (self->hint), "n-secondary", problem == NULL);
  nomo_style_set_class (GTK_WIDGET (self->cost), "error", problem != NULL);
  gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

/* Nothing typed stands for no cost. */
static gboolean
parse (NomoCostEntry *self, gboolean *any, gint64 *cost, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->cost))));

  *any = *text != '\0';
  if (!*any)
    return TRUE;
  if (!nomo_money_parse (text, get_currency (self), cost, error))
    return FALSE;
  if (*cost >= 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("A cost cannot be below zero."));
  return FALSE;
}

/* What the store says, as it is written into the row. */
static char *
dup_kept (NomoCostEntry *self)
{
  if (nomo_record_is_null (self->product, PRODUCT_OWN_COST))
    return g_strdup ("");
  return nomo_format_amount (nomo_record_get_int (self->product, PRODUCT_OWN_COST), get_currency (self), TRUE);
}

/* Answers come when another product may be shown already. */
typedef struct {
  NomoCostEntry *entry;
  NomoRecord *product;
  gboolean any;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->entry);
  nomo_record_unref (asked->product);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

/* Said by the program: the page may be gone by now, as its leaving keeps what was typed. */
static void
say_kept (const Asked *asked, const char *commit)
{
  GApplication *program = g_application_get_default ();
  g_autofree char *title = nomo_record_words_title (asked->product);
  g_autofree char *name = nomo_text_isolate (title);
  /* Translators: %s is the name of a product */
  g_autofree char *sentence = g_strdup_printf (
      asked->any ? _ ("The cost of “%s” is saved.") : _ ("The cost of “%s” is no longer known."), name);

  if (program != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (program), "say-done", g_variant_new ("(ss)", sentence, commit));
}

/* Beside what was typed, which is tried again when the field is left once more; or else before everything. */
static void
say_lost (const Asked *asked, const GError *error)
{
  NomoCostEntry *self = asked->entry;
  g_autofree char *sentence = NULL;

  if (self->product == NULL || nomo_record_get_id (self->product) != nomo_record_get_id (asked->product)) {
    nomo_dialogs_tell (NULL, error, TRUE);
    return;
  }
  sentence = nomo_words_sentence (error, TRUE);
  g_free (self->shown);
  self->shown = dup_kept (self);
  show_hint (self, sentence);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *commit = nomo_own_cost_set_finish (result, &error);

  if (commit != NULL)
    say_kept (asked, commit);
  else
    say_lost (asked, error);
}

static gboolean
is_kept (NomoCostEntry *self, gboolean any, gint64 cost)
{
  if (nomo_record_is_null (self->product, PRODUCT_OWN_COST))
    return !any;
  return any && nomo_record_get_int (self->product, PRODUCT_OWN_COST) == cost;
}

/* What was typed is kept when the field is left, not at each letter. */
static void
keep (NomoCostEntry *self)
{
  gboolean any;
  gint64 cost = 0;
  Asked *asked;

  if (self->product == NULL || g_str_equal (self->shown, gtk_editable_get_text (GTK_EDITABLE (self->cost))) ||
      !parse (self, &any, &cost, NULL) || is_kept (self, any, cost))
    return;
  g_free (self->shown);
  self->shown = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->cost)));
  asked = g_new (Asked, 1);
  *asked = (Asked) { g_object_ref (self), nomo_record_ref (self->product), any };
  nomo_own_cost_set_async (self->shop, nomo_record_get_id (self->product), any ? &cost : NULL, kept_cb, asked);
}

static void
changed_cb (NomoCostEntry *self)
{
  g_autoptr (GError) error = NULL;
  gboolean any;
  gint64 cost;

  if (self->product == NULL)
    return;
  if (parse (self, &any, &cost, &error))
    show_hint (self, NULL);
  else
    show_hint (self, error->message);
}

/* The field is not left before the page goes. */
static void
nomo_cost_entry_unmap (GtkWidget *widget)
{
  keep (NOMO_COST_ENTRY (widget));
  GTK_WIDGET_CLASS (nomo_cost_entry_parent_class)->unmap (widget);
}

static void
nomo_cost_entry_dispose (GObject *object)
{
  NomoCostEntry *self = NOMO_COST_ENTRY (object);

  g_clear_pointer (&self->product, nomo_record_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->shop);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_COST_ENTRY);
  G_OBJECT_CLASS (nomo_cost_entry_parent_class)->dispose (object);
}

static void
nomo_cost_entry_class_init (NomoCostEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_cost_entry_dispose;
  widget_class->unmap = nomo_cost_entry_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-cost-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCostEntry, cost);
  gtk_widget_class_bind_template_child (widget_class, NomoCostEntry, unit);
  gtk_widget_class_bind_template_child (widget_class, NomoCostEntry, hint);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep);
}

static void
nomo_cost_entry_init (NomoCostEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_strdup ("");
}

static void
show_cost (NomoCostEntry *self)
{
  g_free (self->shown);
  self->shown = dup_kept (self);
  gtk_editable_set_text (GTK_EDITABLE (self->cost), self->shown);
  show_hint (self, NULL);
}

/**
 * nomo_cost_entry_show:
 * @self: a field
 * @shop: whose product it is
 * @product: the product
 *
 * Lets the merchant say what a product costs, where Salla does not know it. What is being typed stays while the product
 * changes otherwise.
 */
void
nomo_cost_entry_show (NomoCostEntry *self, NomoShop *shop, NomoRecord *product)
{
  gboolean same = self->product != NULL && nomo_record_get_id (self->product) == nomo_record_get_id (product);
  gboolean typed = !g_str_equal (self->shown, gtk_editable_get_text (GTK_EDITABLE (self->cost)));
  g_autofree char *unit = NULL;

  g_return_if_fail (NOMO_IS_COST_ENTRY (self));
  if (!same)
    keep (self);
  g_set_object (&self->shop, shop);
  g_clear_pointer (&self->product, nomo_record_unref);
  self->product = nomo_record_ref (product);
  unit = nomo_format_currency (get_currency (self));
  gtk_label_set_text (self->unit, unit);
  gtk_widget_set_visible (GTK_WIDGET (self), nomo_record_is_null (product, PRODUCT_COST_PRICE));
  if (!same || !typed)
    show_cost (self);
}

/**
 * nomo_cost_entry_dup_typed:
 * @self: a field
 *
 * Returns: (transfer full) (nullable): what stands in it and is no cost, so that it is not kept when the field goes
 */
char *
nomo_cost_entry_dup_typed (NomoCostEntry *self)
{
  gboolean any;
  gint64 cost;

  g_return_val_if_fail (NOMO_IS_COST_ENTRY (self), NULL);
  if (self->product == NULL || parse (self, &any, &cost, NULL))
    return NULL;
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->cost)));
}

/**
 * nomo_cost_entry_type:
 * @self: a field that shows a product
 * @text: what nomo_cost_entry_dup_typed() gave of the field that it replaces
 */
void
nomo_cost_entry_type (NomoCostEntry *self, const char *text)
{
  g_return_if_fail (NOMO_IS_COST_ENTRY (self));
  gtk_editable_set_text (GTK_EDITABLE (self->cost), text);
}
