#include "config.h"

#include "nomo-coupon-preview.h"

#include "nomo-phone-preview.h"
#include "nomo-promotion-words.h"
#include "nomo-publish-checks.h"
#include "nomo-shop.h"
#include "nomo-trial-card.h"
#include "nomo-width-first.h"
#include "nomo-wrap.h"

struct _NomoCouponPreview {
  GtkBox parent_instance;

  GtkLabel *sentence;
  NomoTrialCard *trial;
  NomoPublishChecks *checks;
  NomoPhonePreview *phone;

  NomoCouponForm *form;
  NomoSession *session;
  NomoShop *shop;
  NomoTrialReader *reader;
  NomoCouponCards *cards;
};

G_DEFINE_FINAL_TYPE (NomoCouponPreview, nomo_coupon_preview, GTK_TYPE_BOX)

static void
set_label (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

static void
changed_cb (NomoCouponPreview *self)
{
  g_autoptr (NomoRecord) coupon = nomo_coupon_form_create_record (self->form);
  NomoPromotionScope scope;
  g_autofree char *sentence = NULL;

  nomo_coupon_cards_fill_scope (self->cards, &scope);
  sentence = nomo_promotion_words_rule_for (coupon, &scope, nomo_shop_get_zone (self->shop));
  set_label (self->sentence, sentence);
  nomo_promotion_scope_clear (&scope);
}

static void
nomo_coupon_preview_dispose (GObject *object)
{
  NomoCouponPreview *self = NOMO_COUPON_PREVIEW (object);

  g_clear_object (&self->reader);
  g_clear_object (&self->cards);
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  g_clear_object (&self->shop);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_COUPON_PREVIEW);
  G_OBJECT_CLASS (nomo_coupon_preview_parent_class)->dispose (object);
}

static void
nomo_coupon_preview_class_init (NomoCouponPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_coupon_preview_dispose;
  g_type_ensure (NOMO_TYPE_PHONE_PREVIEW);
  g_type_ensure (NOMO_TYPE_PUBLISH_CHECKS);
  g_type_ensure (NOMO_TYPE_TRIAL_CARD);
  g_type_ensure (NOMO_TYPE_WIDTH_FIRST);
  g_type_ensure (NOMO_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-coupon-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPreview, sentence);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPreview, trial);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPreview, checks);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponPreview, phone);
}

static void
nomo_coupon_preview_init (NomoCouponPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_coupon_preview_new:
 *
 * Returns: (transfer floating): what comes of a coupon while it is typed
 */
GtkWidget *
nomo_coupon_preview_new (void)
{
  return g_object_new (NOMO_TYPE_COUPON_PREVIEW, NULL);
}

/**
 * nomo_coupon_preview_set_form:
 * @self: a preview
 * @form: what is typed; once
 * @cards: where it is typed, by name
 * @session: what the pages share
 */
void
nomo_coupon_preview_set_form (NomoCouponPreview *self, NomoCouponForm *form, NomoCouponCards *cards,
                              NomoSession *session)
{
  g_return_if_fail (NOMO_IS_COUPON_PREVIEW (self) && self->form == NULL);
  self->form = g_object_ref (form);
  self->cards = g_object_ref (cards);
  self->session = g_object_ref (session);
  self->shop = g_object_ref (nomo_session_get_shop (session));
  self->reader = nomo_trial_reader_new (form, session);
  nomo_trial_card_set_source (self->trial, self->reader, form);
  nomo_publish_checks_set_source (self->checks, form, self->reader, self->shop);
  nomo_phone_preview_set_form (self->phone, form, self->shop);
  g_signal_connect_object (form, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cards, "named", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}
