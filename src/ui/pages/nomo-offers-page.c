#include "config.h"

#include "nomo-offers-page.h"

#include "nomo-cells.h"
#include "nomo-clock.h"
#include "nomo-offer-pane.h"
#include "nomo-offer.h"
#include "nomo-promotion-cells.h"
#include "nomo-promotion-pill.h"
#include "nomo-promotion-tabs.h"
#include "nomo-promotion-words.h"
#include "nomo-promotion.h"
#include "nomo-record-page.h"
#include "nomo-record-words.h"
#include "nomo-shop.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static const NomoFilterGroup groups[] = {
  { "all", NC_ ("promotion group", "All"), NULL, NULL },
  { "running", NC_ ("promotion group", "Running"), NULL, NOMO_OFFER_IS_RUNNING },
  { "scheduled", NC_ ("promotion group", "Scheduled"), NULL, NOMO_OFFER_IS_SCHEDULED },
  { "stopped", NC_ ("promotion group", "Stopped"), NULL, NOMO_PROMOTION_IS_STOPPED },
  { "ended", NC_ ("promotion group", "Ended"), NULL, NOMO_OFFER_IS_ENDED },
};

static const NomoFilterField fields[] = {
  { OFFER_TYPE }, { OFFER_APPLIED_TO }, { OFFER_WITH_COUPON }, { OFFER_START }, { OFFER_EXPIRY },
};

static const NomoFilterKind filter = {
  nomo_offer_entity, groups, G_N_ELEMENTS (groups), OFFER_STATUS, "promotion group", fields, G_N_ELEMENTS (fields),
};

static const NomoColumn columns[] = {
  { N_ ("Name"), OFFER_NAME, TRUE, TRUE, 0, nomo_cell_create_text, nomo_cell_show_title },
  { N_ ("What it gives"), OFFER_TYPE, FALSE, TRUE, 0, nomo_promotion_cell_create_gives,
    nomo_promotion_cell_show_gives },
  { N_ ("Status"), OFFER_STATUS, TRUE, FALSE, 0, nomo_promotion_cell_create_status, nomo_promotion_cell_show_status },
  { N_ ("Begins"), OFFER_START, TRUE, FALSE, 820, nomo_cell_create_date, nomo_promotion_cell_show_start },
  { N_ ("Expires"), OFFER_EXPIRY, TRUE, FALSE, 0, nomo_cell_create_date, nomo_promotion_cell_show_end },
};

static void
show_row (GtkWidget *row, NomoRecord *offer, const NomoColumn *column, gpointer shop)
{
  g_autofree char *title = nomo_record_words_title (offer);
  g_autofree char *gives = nomo_promotion_words_gives (offer);
  g_autofree char *lead = nomo_text_lead (gives);
  gboolean soon;
  g_autofree char *end = nomo_promotion_words_end (offer, nomo_clock_now (), nomo_shop_get_zone (shop), &soon);

  nomo_cell_row_set (row, title, lead);
  nomo_amount_set_text (nomo_cell_row_get_amount (row), "", end, end);
  nomo_promotion_pill_show (nomo_cell_row_get_pill (row), offer);
}

static const NomoColumn row = { NULL, -1, FALSE, TRUE, 0, nomo_cell_create_row, show_row };

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) {
    ngettext ("%s special offer", "%s special offers", n),
    ngettext ("%s special offer selected", "%s special offers selected", n),
    ngettext ("%s new special offer", "%s new special offers", n),
  };
}

static GtkWidget *
create_head (NomoSession *session)
{
  return nomo_promotion_tabs_new (session, "offers");
}

static const NomoRecordPageKind kind = {
  .place = "offers",
  .filter = &filter,
  .title = N_ ("Special offers"),
  .icon = "nomo-percent-symbolic",
  .none = N_ ("No special offers yet"),
  .none_hint = N_ ("An offer that you make in Salla’s dashboard appears here by itself."),
  .no_match = N_ ("No special offer matches"),
  .unread = N_ ("The special offers could not be read"),
  .words = get_words,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row = &row,
  .sort = OFFER_EXPIRY,
  .descending = TRUE,
  .sum = -1,
  .create_pane = nomo_offer_pane_new,
  .create_head = create_head,
};

/**
 * nomo_offers_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the list of special offers
 */
NomoPage *
nomo_offers_page_new (NomoSession *session)
{
  return nomo_record_page_new (&kind, session);
}
