#include "config.h"

#include "nomo-coupon-builder.h"

#include "nomo-banner.h"
#include "nomo-clock.h"
#include "nomo-coupon-cards.h"
#include "nomo-coupon-preview.h"
#include "nomo-draft-keeper.h"
#include "nomo-draft.h"
#include "nomo-edit.h"
#include "nomo-format.h"
#include "nomo-record-words.h"
#include "nomo-room.h"
#include "nomo-store.h"
#include "nomo-style.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

#define PLACE "coupon-builder"
#define LIST  "coupons"
/* The form and the preview beside each other. */
#define TWO_COLUMNS 900

struct _NomoCouponBuilder {
  NomoPage parent_instance;

  GtkWidget *start_controls;
  GtkWidget *crumb;
  GtkLabel *title;
  GtkLabel *saved;
  GtkButton *publish;
  NomoBanner *banner;
  NomoRoom *room;
  GtkBox *column;
  GtkScrolledWindow *side;
  NomoCouponCards *cards;
  NomoCouponPreview *preview;

  NomoSession *session;
  NomoShop *shop;
  NomoCouponForm *form;
  NomoDraftKeeper *drafts;
  GCancellable *reading;
  gint64 id; /* of the coupon that is changed; 0 of a new one, below 0 of the draft of a new one */
  gboolean is_loaded;
  gboolean is_publishing;
  gboolean is_anew; /* nothing that was typed before is looked for */
};

G_DEFINE_FINAL_TYPE (NomoCouponBuilder, nomo_coupon_builder, NOMO_TYPE_PAGE)

static char *
dup_key (gint64 id)
{
  return g_strdup_printf ("page:" PLACE ":%" G_GINT64_FORMAT, id);
}

static void
show_saved (NomoCouponBuilder *self)
{
  gint64 at = nomo_draft_keeper_get_saved_at (self->drafts);
  g_autofree char *time = nomo_format_time (at, nomo_shop_get_zone (self->shop));
  /* Translators: %s is a time of day */
  g_autofree char *words = g_strdup_printf (_ ("Draft saved %s"), time);

  gtk_label_set_text (self->saved, at > 0 ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->saved), at > 0 && !nomo_session_get_narrow (self->session));
}

static void
show_publish (NomoCouponBuilder *self)
{
  g_autofree char *fault = nomo_coupon_form_dup_fault (self->form, nomo_clock_now ());

  gtk_widget_set_sensitive (GTK_WIDGET (self->publish), fault == NULL && self->is_loaded && !self->is_publishing);
  nomo_style_set_tooltip (GTK_WIDGET (self->publish), fault);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->publish), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  fault != NULL ? fault : "", -1);
}

static void
changed_cb (NomoCouponBuilder *self)
{
  g_autofree char *typed = nomo_coupon_form_to_json (self->form);

  if (self->is_loaded &&
      (nomo_coupon_form_is_changed (self->form) || nomo_draft_keeper_get_saved_at (self->drafts) > 0))
    nomo_draft_keeper_keep (self->drafts, typed, nomo_coupon_form_get (self->form, NOMO_INPUT_CODE));
  nomo_banner_hide (self->banner);
  show_publish (self);
}

static void
show_title (NomoCouponBuilder *self)
{
  NomoRecord *base = nomo_coupon_form_get_base (self->form);
  g_autofree char *name = base != NULL ? nomo_record_words_title (base) : NULL;

  gtk_label_set_text (self->title, name != NULL ? name : _ ("New coupon"));
}

static void
found_cb (NomoDraftKeeper *keeper, const char *typed, gpointer data)
{
  NomoCouponBuilder *self = data;

  if (typed != NULL && keeper == self->drafts && self->is_loaded && !nomo_coupon_form_is_changed (self->form))
    nomo_coupon_form_take_json (self->form, typed);
}

/* What the shell before this one was left with, once. */
static GVariant *
take_kept (NomoCouponBuilder *self)
{
  g_autofree char *key = dup_key (self->id);
  GVariant *kept = nomo_session_peek (self->session, key);

  if (kept == NULL)
    return NULL;
  g_variant_ref (kept);
  nomo_session_keep (self->session, key, NULL);
  return kept;
}

/* What was typed a moment ago goes before the draft that is in the store. */
static void
load (NomoCouponBuilder *self, NomoRecord *coupon)
{
  g_autoptr (GVariant) kept = take_kept (self);
  const char *typed = NULL;
  gint64 draft = 0;

  nomo_coupon_form_load (self->form, coupon, nomo_clock_now ());
  self->is_loaded = TRUE;
  if (kept != NULL) {
    g_variant_get (kept, "(&sx)", &typed, &draft);
    nomo_draft_keeper_set_draft (self->drafts, draft);
    nomo_coupon_form_take_json (self->form, typed);
  }
  if (!self->is_anew)
    nomo_draft_keeper_find (self->drafts, typed, found_cb, g_object_ref (self), g_object_unref);
  show_title (self);
  show_publish (self);
}

static void
show_error (NomoCouponBuilder *self, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  nomo_banner_show (self->banner, NOMO_TONE_ERR, "nomo-fail-symbolic", sentence);
}

/* Said at the form as long as it lasts, and once when the form has been left meanwhile. */
static void
draft_error_cb (NomoCouponBuilder *self, GParamSpec *pspec, NomoDraftKeeper *drafts)
{
  const GError *error = nomo_draft_keeper_get_error (drafts);

  if (drafts == self->drafts && gtk_widget_get_mapped (GTK_WIDGET (self))) {
    if (error != NULL)
      show_error (self, error);
    else
      nomo_banner_hide (self->banner);
  } else if (error != NULL) {
    g_autofree char *sentence = nomo_words_sentence (error, TRUE);

    nomo_session_say (self->session, sentence, NULL, NULL, NULL);
    g_signal_handlers_disconnect_by_func (drafts, draft_error_cb, self);
  }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCouponBuilder) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) coupon = nomo_store_get_finish (NOMO_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->banner == NULL)
    return;
  if (coupon != NULL)
    load (self, coupon);
  else if (error != NULL)
    show_error (self, error);
  else
    nomo_banner_show (self->banner, NOMO_TONE_WARN, "nomo-warn-symbolic", _ ("This coupon is no longer in the store."));
}

/* What was typed a moment ago is saved with the rest. */
static void
drop_drafts (NomoCouponBuilder *self)
{
  if (self->drafts != NULL)
    nomo_draft_keeper_flush (self->drafts);
  g_clear_object (&self->drafts);
}

static void
open_coupon (NomoCouponBuilder *self, gint64 id)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  nomo_banner_hide (self->banner);
  self->id = id;
  self->is_loaded = FALSE;
  drop_drafts (self);
  self->drafts = nomo_draft_keeper_new (self->shop, nomo_coupon_entity ()->name, MAX (id, 0));
  if (id < 0)
    nomo_draft_keeper_set_draft (self->drafts, -id);
  g_signal_connect_object (self->drafts, "notify::saved-at", G_CALLBACK (show_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->drafts, "notify::error", G_CALLBACK (draft_error_cb), self, G_CONNECT_SWAPPED);
  show_saved (self);
  if (id <= 0) {
    load (self, NULL);
    return;
  }
  show_publish (self);
  self->reading = g_cancellable_new ();
  nomo_store_get_async (nomo_shop_get_store (self->shop), nomo_coupon_entity (), id, self->reading, read_cb,
                        g_object_ref (self));
}

static void
opened_cb (NomoCouponBuilder *self)
{
  gint64 id = nomo_session_get_open (self->session, PLACE);

  if (id == self->id && self->is_loaded)
    return;
  open_coupon (self, id);
}

static void
go_back (NomoCouponBuilder *self)
{
  nomo_session_set_page (self->session, LIST);
}

static void
back_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_back (NOMO_COUPON_BUILDER (widget));
}

/* The form begins anew, for whoever comes back. */
static void
forget_typed (NomoCouponBuilder *self)
{
  self->is_loaded = FALSE;
  self->is_anew = TRUE;
  nomo_session_set_open (self->session, PLACE, 0);
  if (!self->is_loaded)
    open_coupon (self, 0);
  self->is_anew = FALSE;
}

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoSession) session = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *commit = nomo_edit_finish (result, NULL, &error);
  g_autofree char *sentence = error != NULL ? nomo_words_sentence (error, TRUE) : NULL;

  if (commit != NULL)
    nomo_session_say (session, _ ("The draft is deleted."), _ ("Undo"), "app.undo", g_variant_new_string (commit));
  else
    nomo_session_say (session, sentence, NULL, NULL, NULL);
}

static void
discard_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoCouponBuilder *self = NOMO_COUPON_BUILDER (widget);
  gint64 draft = nomo_draft_keeper_take (self->drafts);

  if (draft != 0)
    nomo_edit_async (self->shop, NULL, nomo_draft_entity (), draft, discarded_cb, g_object_ref (self->session));
  forget_typed (self);
  go_back (self);
}

static void
say_published (NomoCouponBuilder *self, NomoRecord *coupon, const char *commit)
{
  g_autofree char *title = nomo_record_words_title (coupon);
  g_autofree char *name = nomo_text_isolate (title);
  /* Translators: %s is the code of a coupon */
  g_autofree char *sentence = g_strdup_printf (_ ("Coupon %s is ready and waits to be sent to Salla."), name);

  nomo_session_say (self->session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (commit));
}

typedef struct {
  NomoCouponBuilder *builder;
  NomoRecord *coupon;
} Publishing;

static void
published_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Publishing *publishing = data;
  g_autoptr (NomoCouponBuilder) self = publishing->builder;
  g_autoptr (NomoRecord) coupon = publishing->coupon;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;
  g_autofree char *commit = nomo_edit_finish (result, &id, &error);

  g_free (publishing);
  self->is_publishing = FALSE;
  if (self->banner == NULL)
    return;
  show_publish (self);
  if (commit == NULL) {
    nomo_draft_keeper_give_back (self->drafts);
    show_error (self, error);
    return;
  }
  forget_typed (self);
  go_back (self);
  nomo_session_set_open (self->session, LIST, id);
  say_published (self, coupon, commit);
}

static void
publish_cb (NomoCouponBuilder *self)
{
  g_autoptr (NomoRecord) coupon = nomo_coupon_form_create_record (self->form);
  Publishing *publishing = g_new (Publishing, 1);

  *publishing = (Publishing) { g_object_ref (self), nomo_record_ref (coupon) };
  self->is_publishing = TRUE;
  show_publish (self);
  nomo_edit_async (self->shop, coupon, nomo_draft_entity (), nomo_draft_keeper_take (self->drafts), published_cb,
                   publishing);
}

static void
place_preview (NomoCouponBuilder *self, gboolean beside)
{
  GtkWidget *preview = GTK_WIDGET (self->preview);
  gboolean is_beside = gtk_widget_get_visible (GTK_WIDGET (self->side));

  if (beside == is_beside && gtk_widget_get_parent (preview) != NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->side), beside);
  if (beside) {
    if (gtk_widget_get_parent (preview) != NULL)
      gtk_box_remove (self->column, preview);
    gtk_scrolled_window_set_child (self->side, preview);
  } else {
    gtk_scrolled_window_set_child (self->side, NULL);
    gtk_box_append (self->column, preview);
  }
  nomo_style_set_class (preview, "n-page", beside);
}

static void
fit (NomoCouponBuilder *self)
{
  gboolean narrow = nomo_session_get_narrow (self->session);
  gboolean beside = nomo_room_get_width (self->room, 2 * TWO_COLUMNS) >= TWO_COLUMNS;

  place_preview (self, beside);
  gtk_widget_set_visible (self->start_controls, narrow);
  gtk_widget_set_visible (self->crumb, beside);
  if (self->drafts != NULL)
    show_saved (self);
  gtk_button_set_label (self->publish, narrow ? C_ ("coupon", "Publish") : _ ("Publish coupon"));
}

static void
room_changed_cb (NomoCouponBuilder *self)
{
  if (self->session != NULL)
    fit (self);
}

static void
nomo_coupon_builder_session_set (NomoPage *page, NomoSession *session)
{
  NomoCouponBuilder *self = NOMO_COUPON_BUILDER (page);
  const char *currency;

  self->session = g_object_ref (session);
  self->shop = g_object_ref (nomo_session_get_shop (session));
  currency = nomo_shop_get_currency (self->shop);
  self->form = nomo_coupon_form_new (currency != NULL ? currency : "SAR", nomo_shop_get_zone (self->shop));
  nomo_coupon_cards_set_form (self->cards, self->form, self->shop);
  nomo_coupon_preview_set_form (self->preview, self->form, self->cards, self->session);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "opened::" PLACE, G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::narrow", G_CALLBACK (fit), self, G_CONNECT_SWAPPED);
  fit (self);
  open_coupon (self, nomo_session_get_open (session, PLACE));
}

static const char *
nomo_coupon_builder_get_title (NomoPage *page)
{
  return _ ("New coupon");
}

static gboolean
nomo_coupon_builder_close_pane (NomoPage *page)
{
  go_back (NOMO_COUPON_BUILDER (page));
  return TRUE;
}

static gboolean
nomo_coupon_builder_focus_content (NomoPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NOMO_COUPON_BUILDER (page)->cards));
}

/* Nothing is published by two keys alone: a press on the button has to follow. */
static void
to_publish_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (NOMO_COUPON_BUILDER (widget)->publish));
}

/* The draft in the store may be of a moment before. Of a form that nobody looks at it is enough: it may be opened by another number
 * and go on there. */
static GVariant *
nomo_coupon_builder_dup_state (NomoPage *page)
{
  NomoCouponBuilder *self = NOMO_COUPON_BUILDER (page);
  g_autofree char *key = dup_key (self->id);
  g_autofree char *typed = nomo_coupon_form_to_json (self->form);

  if (!self->is_loaded)
    return NULL;
  nomo_draft_keeper_flush (self->drafts);
  if (nomo_coupon_form_is_changed (self->form) && g_str_equal (nomo_session_get_page (self->session), PLACE))
    nomo_session_keep (self->session, key, g_variant_new ("(sx)", typed, nomo_draft_keeper_get_draft (self->drafts)));
  return NULL;
}

/* Whoever comes here comes to type. As long as nothing was, the coupon is read anew: days pass, a sync changes it, and a draft
 * comes back when its end is undone. */
static void
nomo_coupon_builder_map (GtkWidget *widget)
{
  NomoCouponBuilder *self = NOMO_COUPON_BUILDER (widget);

  if (self->is_loaded && !nomo_coupon_form_is_changed (self->form))
    open_coupon (self, self->id);
  GTK_WIDGET_CLASS (nomo_coupon_builder_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->cards));
}

static void
nomo_coupon_builder_dispose (GObject *object)
{
  NomoCouponBuilder *self = NOMO_COUPON_BUILDER (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_COUPON_BUILDER);
  drop_drafts (self);
  g_clear_object (&self->preview);
  g_clear_object (&self->form);
  g_clear_object (&self->shop);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_coupon_builder_parent_class)->dispose (object);
}

static void
nomo_coupon_builder_class_init (NomoCouponBuilderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_coupon_builder_dispose;
  widget_class->map = nomo_coupon_builder_map;
  page_class->session_set = nomo_coupon_builder_session_set;
  page_class->get_title = nomo_coupon_builder_get_title;
  page_class->close_pane = nomo_coupon_builder_close_pane;
  page_class->dup_state = nomo_coupon_builder_dup_state;
  page_class->focus_content = nomo_coupon_builder_focus_content;
  page_class->has_header = TRUE;
  g_type_ensure (NOMO_TYPE_BANNER);
  g_type_ensure (NOMO_TYPE_COUPON_CARDS);
  g_type_ensure (NOMO_TYPE_ROOM);
  gtk_widget_class_install_action (widget_class, "builder.back", NULL, back_activated);
  gtk_widget_class_install_action (widget_class, "builder.discard", NULL, discard_activated);
  gtk_widget_class_install_action (widget_class, "builder.to-publish", NULL, to_publish_activated);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-coupon-builder.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, start_controls);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, crumb);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, title);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, saved);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, publish);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, banner);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, room);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, column);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, side);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponBuilder, cards);
  gtk_widget_class_bind_template_callback (widget_class, publish_cb);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
}

static void
nomo_coupon_builder_init (NomoCouponBuilder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->preview = NOMO_COUPON_PREVIEW (g_object_ref_sink (nomo_coupon_preview_new ()));
}

/**
 * nomo_coupon_builder_new:
 * @session: what the pages share; must have a shop
 *
 * Makes a coupon, or changes the one that is open on this page. A draft of a new coupon is open by its id below 0.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_coupon_builder_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_COUPON_BUILDER, "session", session, NULL);
}
