#include "config.h"

#include "nomo-draft-pane.h"

#include "nomo-clock.h"
#include "nomo-coupon-form.h"
#include "nomo-draft.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-promotion-words.h"
#include "nomo-status-pill.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoDraftPane {
  NomoRecordPane parent_instance;

  NomoStatusPill *status;
  GtkLabel *rule;
  GtkLabel *lacks;
  GtkLabel *saved;

  gint64 id;
  gint64 coupon; /* which it changes; 0 for a new one */
};

G_DEFINE_FINAL_TYPE (NomoDraftPane, nomo_draft_pane, NOMO_TYPE_RECORD_PANE)

/**
 * nomo_draft_pane_word_title:
 * @draft: a draft
 *
 * Returns: (transfer full): what it is called
 */
char *
nomo_draft_pane_word_title (const NomoRecord *draft)
{
  const char *title = nomo_record_get_text (draft, DRAFT_TITLE);

  return title != NULL && *title != '\0' ? nomo_text_lead (title) : g_strdup (_ ("Without a code yet"));
}

static void
show_typed (NomoDraftPane *self, const NomoRecord *draft)
{
  NomoShop *shop = nomo_record_pane_get_shop (NOMO_RECORD_PANE (self));
  const char *currency = nomo_shop_get_currency (shop);
  const char *typed = nomo_record_get_text (draft, DRAFT_TYPED);
  g_autoptr (NomoCouponForm) form =
      nomo_coupon_form_new (currency != NULL ? currency : NOMO_USUAL_CURRENCY, nomo_shop_get_zone (shop));
  g_autoptr (NomoRecord) coupon = NULL;
  g_autofree char *fault = NULL;
  g_autofree char *gives = NULL;

  nomo_coupon_form_load (form, NULL, nomo_clock_now ());
  if (typed != NULL)
    nomo_coupon_form_take_json (form, typed);
  coupon = nomo_coupon_form_create_draft (form);
  gives = coupon != NULL ? nomo_promotion_words_gives (coupon) : g_strdup ("");
  fault = nomo_coupon_form_dup_fault (form, nomo_clock_now ());
  gtk_label_set_text (self->rule, gives);
  gtk_widget_set_visible (GTK_WIDGET (self->rule), *gives != '\0');
  gtk_label_set_text (self->lacks, fault != NULL ? fault : _ ("Nothing is missing: it can be published."));
}

static void
nomo_draft_pane_show (NomoRecordPane *pane, NomoRecord *draft)
{
  NomoDraftPane *self = NOMO_DRAFT_PANE (pane);
  g_autofree char *title = nomo_draft_pane_word_title (draft);
  gint64 at = nomo_record_get_int (draft, DRAFT_SAVED_AT);
  g_autofree char *moment =
      nomo_format_recent (at, nomo_clock_now (), nomo_shop_get_zone (nomo_record_pane_get_shop (pane)));
  /* Translators: when a draft was saved; %s is a moment */
  g_autofree char *saved = g_strdup_printf (C_ ("draft", "Saved %s"), moment);

  self->id = nomo_record_get_id (draft);
  self->coupon = nomo_record_get_int (draft, DRAFT_RECORD);
  nomo_record_pane_set_title (pane, title);
  nomo_status_pill_set (self->status, NOMO_TONE_MUTE, "nomo-note-symbolic", C_ ("promotion state", "Draft"));
  show_typed (self, draft);
  gtk_label_set_text (self->saved, saved);
}

/* A draft of a new coupon is told by its own number below nothing. */
static void
continue_cb (NomoDraftPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open", "(sx)", "coupon-builder",
                              self->coupon != 0 ? self->coupon : -self->id);
}

static void
nomo_draft_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_DRAFT_PANE);
  G_OBJECT_CLASS (nomo_draft_pane_parent_class)->dispose (object);
}

static void
nomo_draft_pane_class_init (NomoDraftPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoRecordPaneClass *pane_class = NOMO_RECORD_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_draft_pane_dispose;
  pane_class->entity = nomo_draft_entity;
  pane_class->name = N_ ("Draft");
  pane_class->gone = N_ ("This draft is no longer there.");
  pane_class->show = nomo_draft_pane_show;
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-draft-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoDraftPane, status);
  gtk_widget_class_bind_template_child (widget_class, NomoDraftPane, rule);
  gtk_widget_class_bind_template_child (widget_class, NomoDraftPane, lacks);
  gtk_widget_class_bind_template_child (widget_class, NomoDraftPane, saved);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
}

static void
nomo_draft_pane_init (NomoDraftPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_draft_pane_new:
 *
 * Returns: (transfer floating): a pane that shows the draft of a coupon
 */
NomoRecordPane *
nomo_draft_pane_new (void)
{
  return g_object_new (NOMO_TYPE_DRAFT_PANE, NULL);
}
