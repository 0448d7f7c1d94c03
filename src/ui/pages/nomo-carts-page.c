#include "config.h"

#include "nomo-carts-page.h"

#include "nomo-cart-pane.h"
#include "nomo-cart-pill.h"
#include "nomo-cart.h"
#include "nomo-cells.h"
#include "nomo-dialogs.h"
#include "nomo-follow-up.h"
#include "nomo-format.h"
#include "nomo-record-page.h"
#include "nomo-record-words.h"

#include <glib/gi18n.h>

static const char *const left[] = { "active", NULL };
static const char *const recovered[] = { "purchased", NULL };

static const NomoFilterGroup groups[] = {
  { "all", NC_ ("cart status", "All"), NULL },
  { "left", NC_ ("cart status", "Abandoned"), left },
  { "recovered", NC_ ("cart status", "Recovered"), recovered },
};

static const NomoFilterField fields[] = {
  { CART_CREATED_AT }, { CART_FOLLOWED_UP_AT, TRUE }, { CART_PHONE, TRUE }, { CART_TOTAL }, { CART_CITY },
};

static const NomoFilterKind filter = {
  nomo_cart_entity, groups, G_N_ELEMENTS (groups), CART_STATUS, "cart status", fields, G_N_ELEMENTS (fields),
};

static void
show_status (GtkWidget *cell, NomoRecord *cart, const NomoColumn *column, gpointer shop)
{
  nomo_cart_pill_show (nomo_cell_get_pill (cell), cart);
}

static const NomoColumn columns[] = {
  { N_ ("Name"), CART_NAME, TRUE, TRUE, 0, nomo_cell_create_text, nomo_cell_show_title },
  { N_ ("Date"), CART_CREATED_AT, TRUE, FALSE, 0, nomo_cell_create_date, nomo_cell_show_date },
  { N_ ("Items"), CART_ITEM_COUNT, TRUE, FALSE, 0, nomo_cell_create_amount, nomo_cell_show_number },
  { N_ ("Followed up"), CART_FOLLOWED_UP_AT, TRUE, FALSE, 820, nomo_cell_create_date, nomo_cell_show_date },
  { N_ ("Status"), CART_STATUS, TRUE, FALSE, 0, nomo_cell_create_pill, show_status },
  { N_ ("Total"), CART_TOTAL, TRUE, FALSE, 0, nomo_cell_create_amount, nomo_cell_show_money },
};

static void
show_row (GtkWidget *row, NomoRecord *cart, const NomoColumn *column, gpointer shop)
{
  g_autofree char *name = nomo_record_words_title (cart);
  g_autofree char *when = nomo_cell_dup_when (cart, CART_CREATED_AT, shop);

  nomo_cell_row_set (row, name, when);
  nomo_amount_set_money (nomo_cell_row_get_amount (row), nomo_record_get_int (cart, CART_TOTAL),
                         nomo_record_get_text (cart, CART_CURRENCY), FALSE);
  nomo_cart_pill_show (nomo_cell_row_get_pill (row), cart);
}

static const NomoColumn row = { NULL, -1, FALSE, TRUE, 0, nomo_cell_create_row, show_row };

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) {
    ngettext ("%s cart", "%s carts", n),
    ngettext ("%s cart selected", "%s carts selected", n),
    ngettext ("%s new cart", "%s new carts", n),
  };
}

typedef struct {
  GWeakRef window;
  NomoSession *session;
  gboolean followed_up;
} Asked;

static void
asked_free (Asked *asked)
{
  g_weak_ref_clear (&asked->window);
  g_object_unref (asked->session);
  g_free (asked);
}

static void
say_marked (const Asked *asked, guint n, const char *commit)
{
  g_autofree char *number = nomo_format_int (n);
  g_autofree char *sentence = g_strdup_printf (
      asked->followed_up
          ? ngettext ("%s cart is marked as followed up.", "%s carts are marked as followed up.", n)
          : ngettext ("%s cart is marked as not followed up.", "%s carts are marked as not followed up.", n),
      number);

  if (n > 0)
    nomo_session_say (asked->session, sentence, _ ("Undo"), "app.undo", g_variant_new_string (commit));
  else
    nomo_session_say (asked->session,
                      asked->followed_up ? _ ("All of them are marked as followed up already.")
                                         : _ ("None of them is marked as followed up."),
                      NULL, NULL, NULL);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&asked->window);
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_autofree char *commit = nomo_bulk_edit_finish (result, &n, &error);

  if (commit != NULL)
    say_marked (asked, n, commit);
  else
    nomo_dialogs_tell (window, error, TRUE);
  asked_free (asked);
}

static void
mark (GtkWindow *window, NomoSession *session, const NomoQuery *query, gboolean followed_up)
{
  Asked *asked = g_new0 (Asked, 1);

  g_weak_ref_init (&asked->window, window);
  asked->session = g_object_ref (session);
  asked->followed_up = followed_up;
  nomo_follow_up_async (nomo_session_get_shop (session), query, followed_up, marked_cb, asked);
}

static void
follow_up (GtkWindow *window, NomoSession *session, const NomoQuery *query, gint64 count)
{
  mark (window, session, query, TRUE);
}

static void
take_back (GtkWindow *window, NomoSession *session, const NomoQuery *query, gint64 count)
{
  mark (window, session, query, FALSE);
}

static const NomoBulkAction actions[] = {
  { "follow-up", N_ ("Mark as followed up"), "nomo-ok-symbolic", follow_up },
  { "take-back", N_ ("Mark as not followed up"), "nomo-end-symbolic", take_back },
};

static const NomoRecordPageKind kind = {
  .place = "carts",
  .filter = &filter,
  .title = N_ ("Abandoned carts"),
  .icon = "nomo-cart-symbolic",
  .none = N_ ("No abandoned carts"),
  .none_hint = N_ ("A cart that a shopper leaves appears here, with whom to write to."),
  .no_match = N_ ("No cart matches"),
  .unread = N_ ("The carts could not be read"),
  .words = get_words,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row = &row,
  .sort = CART_CREATED_AT,
  .descending = TRUE,
  .sum = -1, /* amounts of carts are in several currencies */
  .actions = actions,
  .n_actions = G_N_ELEMENTS (actions),
  .create_pane = nomo_cart_pane_new,
};

/**
 * nomo_carts_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the list of abandoned carts
 */
NomoPage *
nomo_carts_page_new (NomoSession *session)
{
  return nomo_record_page_new (&kind, session);
}
