#include "config.h"

#include "nomo-coupon-actions.h"

#include "nomo-coupon-change.h"
#include "nomo-coupon-extend.h"
#include "nomo-dialogs.h"
#include "nomo-format.h"
#include "nomo-shop.h"

#include <glib/gi18n.h>

/* Coupons to which something is done. */
typedef struct {
  GWeakRef window;
  NomoSession *session;
  NomoQuery *coupons;
  NomoCouponChange change;
} Deed;

static Deed *
deed_new (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, NomoCouponDeed deed)
{
  Deed *self = g_new0 (Deed, 1);

  g_weak_ref_init (&self->window, window);
  self->session = g_object_ref (session);
  self->coupons = nomo_query_copy (coupons);
  self->change.deed = deed;
  return self;
}

static void
deed_free (gpointer data)
{
  Deed *self = data;

  g_weak_ref_clear (&self->window);
  g_object_unref (self->session);
  nomo_query_unref (self->coupons);
  g_free (self);
}

/* Each %s is a number. */
static char *
word_done (NomoCouponDeed deed, guint n)
{
  g_autofree char *number = nomo_format_int (n);

  switch (deed) {
  case NOMO_COUPON_PAUSE:
    return g_strdup_printf (
        ngettext ("%s coupon is stopped. Salla is told at once.", "%s coupons are stopped. Salla is told at once.", n),
        number);
  case NOMO_COUPON_RESUME:
    return g_strdup_printf (
        ngettext ("%s coupon is resumed. Salla is told at once.", "%s coupons are resumed. Salla is told at once.", n),
        number);
  case NOMO_COUPON_EXTEND:
    return g_strdup_printf (ngettext ("%s coupon is extended. Salla is told at once.",
                                      "%s coupons are extended. Salla is told at once.", n),
                            number);
  case NOMO_COUPON_DELETE:
  default:
    return g_strdup_printf (
        ngettext ("%s coupon is deleted. Salla is told at once.", "%s coupons are deleted. Salla is told at once.", n),
        number);
  }
}

static char *
word_left (NomoCouponHurdle hurdle, guint n)
{
  g_autofree char *number = nomo_format_int (n);

  switch (hurdle) {
  case NOMO_COUPON_HURDLE_STOPPED:
    return g_strdup_printf (ngettext ("%s was stopped already.", "%s were stopped already.", n), number);
  case NOMO_COUPON_HURDLE_ON:
    return g_strdup_printf (ngettext ("%s is not stopped.", "%s are not stopped.", n), number);
  case NOMO_COUPON_HURDLE_OVER:
    return g_strdup_printf (ngettext ("%s has ended: extend it first.", "%s have ended: extend them first.", n),
                            number);
  case NOMO_COUPON_HURDLE_LAST_DAY:
    return g_strdup_printf (ngettext ("%s ends today: extend it first.", "%s end today: extend them first.", n),
                            number);
  case NOMO_COUPON_HURDLE_LATER:
    return g_strdup_printf (ngettext ("%s ends no earlier already.", "%s end no earlier already.", n), number);
  case NOMO_COUPON_HURDLE_PAST:
  default:
    return g_strdup (_ ("A coupon can end tomorrow at the earliest."));
  }
}

static void
say (const Deed *self, const NomoCouponChanged *changed, const char *commit)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *done = word_done (self->change.deed, changed->n);

  if (changed->n > 0)
    g_string_append (words, done);
  for (int i = NOMO_COUPON_HURDLE_NONE + 1; i < NOMO_N_COUPON_HURDLES; i++) {
    g_autofree char *left = changed->left[i] > 0 ? word_left ((NomoCouponHurdle) i, changed->left[i]) : NULL;

    if (left != NULL)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", left);
  }
  if (changed->n > 0)
    nomo_session_say (self->session, words->str, _ ("Undo"), "app.undo", g_variant_new_string (commit));
  else if (words->len > 0)
    nomo_session_say (self->session, words->str, NULL, NULL, NULL);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Deed *self = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&self->window);
  g_autoptr (GError) error = NULL;
  NomoCouponChanged changed;
  g_autofree char *commit = nomo_coupon_change_finish (result, &changed, &error);

  if (commit != NULL)
    say (self, &changed, commit);
  else
    nomo_dialogs_tell (window, error, TRUE);
  deed_free (self);
}

static void
run (Deed *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  const char *owner = nomo_shop_get_owner_name (shop);

  nomo_coupon_change_async (nomo_shop_get_store (shop), owner != NULL ? owner : "me", self->coupons, &self->change,
                            nomo_shop_get_zone (shop), changed_cb, self);
}

/**
 * nomo_coupon_actions_pause:
 * @window: a window
 * @session: whose shop it is
 * @coupons: which coupons
 * @count: how many they are
 *
 * Stops coupons until they are resumed.
 */
void
nomo_coupon_actions_pause (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count)
{
  run (deed_new (window, session, coupons, NOMO_COUPON_PAUSE));
}

/**
 * nomo_coupon_actions_resume:
 * @window: a window
 * @session: whose shop it is
 * @coupons: which coupons
 * @count: how many they are
 *
 * Lets stopped coupons be used again.
 */
void
nomo_coupon_actions_resume (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count)
{
  run (deed_new (window, session, coupons, NOMO_COUPON_RESUME));
}

static void
extended_cb (gpointer data, int days, int until)
{
  Deed *self = data;

  if (days == 0 && until == 0) {
    deed_free (self);
    return;
  }
  self->change.days = days;
  self->change.until = until;
  run (self);
}

/**
 * nomo_coupon_actions_extend:
 * @window: a window
 * @session: whose shop it is
 * @coupons: which coupons
 * @count: how many they are
 *
 * Asks until when, and lets coupons end later.
 */
void
nomo_coupon_actions_extend (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count)
{
  nomo_coupon_extend_ask (window, nomo_shop_get_zone (nomo_session_get_shop (session)), count, extended_cb,
                          deed_new (window, session, coupons, NOMO_COUPON_EXTEND));
}

static void
delete_cb (gpointer data, const char *answer)
{
  Deed **self = data;

  if (g_str_equal (answer, "erase"))
    run (g_steal_pointer (self));
}

static void
question_free (gpointer data)
{
  Deed **self = data;

  g_clear_pointer (self, deed_free);
  g_free (self);
}

/**
 * nomo_coupon_actions_delete:
 * @window: a window
 * @session: whose shop it is
 * @coupons: which coupons
 * @count: how many they are
 *
 * Asks, and deletes coupons, here and at Salla.
 */
void
nomo_coupon_actions_delete (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count)
{
  Deed **question = g_new (Deed *, 1);
  g_autofree char *number = nomo_format_int (count);
  g_autofree char *heading = g_strdup_printf (
      /* Translators: %s is a number. */
      ngettext ("Delete %s coupon?", "Delete %s coupons?", (gulong) count), number);

  *question = deed_new (window, session, coupons, NOMO_COUPON_DELETE);
  nomo_dialogs_ask_delete (
      window, heading,
      ngettext ("Nobody can use it any more, and Salla deletes it too. Orders keep their discount.",
                "Nobody can use them any more, and Salla deletes them too. Orders keep their "
                "discount.",
                (gulong) count),
      delete_cb, question, question_free);
}
