#include "config.h"

#include "nomo-coupon-duplicate.h"

#include "nomo-clock.h"
#include "nomo-coupon-form.h"
#include "nomo-dialogs.h"
#include "nomo-draft.h"
#include "nomo-format.h"
#include "nomo-record-words.h"
#include "nomo-shop.h"
#include "nomo-store.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* Whoever wants more of them at once wants a group. */
#define MOST 50

typedef struct {
  GWeakRef window;
  NomoSession *session;
  char *commit;
  guint n;
} Copying;

static void
copying_free (gpointer data)
{
  Copying *self = data;

  g_weak_ref_clear (&self->window);
  g_object_unref (self->session);
  g_free (self->commit);
  g_free (self);
}

/* A code is one coupon's alone, and what is over would be over at once: both are left to be typed. */
static void
clear_own (NomoCouponForm *form, const NomoRecord *coupon)
{
  static const NomoCouponInput days[] = { NOMO_INPUT_START_DAY, NOMO_INPUT_START_TIME, NOMO_INPUT_END_DAY,
                                          NOMO_INPUT_END_TIME };

  nomo_coupon_form_set (form, NOMO_INPUT_CODE, "");
  for (guint i = 0; nomo_record_get_int (coupon, COUPON_EXPIRY) < nomo_clock_now () && i < G_N_ELEMENTS (days); i++)
    nomo_coupon_form_set (form, days[i], "");
}

static NomoRecord *
create_draft (NomoShop *shop, NomoRecord *coupon)
{
  const char *currency = nomo_record_get_text (coupon, COUPON_CURRENCY);
  g_autoptr (NomoCouponForm) form = nomo_coupon_form_new (currency, nomo_shop_get_zone (shop));
  g_autofree char *code = nomo_record_words_title (coupon);
  /* Translators: what a draft is called that was made of a coupon; %s is the code of that coupon */
  g_autofree char *title = g_strdup_printf (_ ("Copy of %s"), code);
  g_autofree char *typed = NULL;

  nomo_coupon_form_load (form, coupon, nomo_clock_now ());
  clear_own (form, coupon);
  typed = nomo_coupon_form_to_json (form);
  return nomo_draft_new (0, nomo_coupon_entity ()->name, 0, title, typed, nomo_clock_now ());
}

/* The builder opens a draft by its number below nothing. */
static void
open (Copying *self, gint64 draft)
{
  nomo_session_set_open (self->session, "coupon-builder", -draft);
  nomo_session_set_page (self->session, "coupon-builder");
}

static void
say (Copying *self)
{
  g_autofree char *number = nomo_format_int (self->n);
  g_autofree char *sentence =
      g_strdup_printf (ngettext ("%s draft was made.", "%s drafts were made.", self->n), number);

  nomo_session_set_page (self->session, "drafts");
  nomo_session_say (self->session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (self->commit));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Copying *self = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&self->window);
  NomoCommitResult made = { 0 };
  g_autoptr (GError) error = NULL;

  if (!nomo_store_commit_finish (NOMO_STORE (source), result, &made, &error))
    nomo_dialogs_tell (window, error, TRUE);
  else if (self->n == 1)
    open (self, made.first_id);
  else
    say (self);
  copying_free (self);
}

static void
make (Copying *self, GPtrArray *coupons)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  const char *owner = nomo_shop_get_owner_name (shop);
  NomoCommit *commit = nomo_commit_new (owner != NULL ? owner : "me", self->commit);

  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  for (guint i = 0; i < coupons->len; i++) {
    g_autoptr (NomoRecord) draft = create_draft (shop, coupons->pdata[i]);

    nomo_commit_put (commit, draft);
  }
  self->n = coupons->len;
  nomo_store_commit_async (nomo_shop_get_store (shop), commit, NULL, made_cb, self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Copying *self = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&self->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) coupons = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);

  if (coupons != NULL && coupons->len > 0) {
    make (self, coupons);
    return;
  }
  if (coupons == NULL)
    nomo_dialogs_tell (window, error, TRUE);
  copying_free (self);
}

/**
 * nomo_coupon_duplicate:
 * @window: a window
 * @session: whose shop it is
 * @coupons: which coupons
 * @count: how many they are
 *
 * Makes a draft of each coupon that says what the coupon says, but has no code yet; the draft of one is opened.
 */
void
nomo_coupon_duplicate (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count)
{
  Copying *self = NULL;
  g_autofree char *most = nomo_format_int (MOST);
  /* Translators: %s is a number */
  g_autofree char *refusal = g_strdup_printf (_ ("Select at most %s coupons to duplicate."), most);

  if (count > MOST) {
    nomo_session_say (session, refusal, NULL, NULL, NULL);
    return;
  }
  self = g_new0 (Copying, 1);
  g_weak_ref_init (&self->window, window);
  self->session = g_object_ref (session);
  self->commit = g_uuid_string_random ();
  nomo_store_list_async (nomo_shop_get_store (nomo_session_get_shop (session)), coupons, 0, MOST, NULL, read_cb, self);
}
