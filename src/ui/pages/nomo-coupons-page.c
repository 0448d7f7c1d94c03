#include "config.h"

#include "nomo-coupons-page.h"

#include "nomo-clock.h"
#include "nomo-coupon-actions.h"
#include "nomo-coupon-duplicate.h"
#include "nomo-coupon-pane.h"
#include "nomo-coupon.h"
#include "nomo-promotion-cells.h"
#include "nomo-promotion-pill.h"
#include "nomo-promotion-tabs.h"
#include "nomo-promotion-words.h"
#include "nomo-promotion.h"
#include "nomo-record-page.h"
#include "nomo-record-words.h"
#include "nomo-text.h"
#include "nomo-usage.h"

#include <glib/gi18n.h>

static const NomoFilterGroup groups[] = {
  { "all", NC_ ("promotion group", "All") },
  { "running", NC_ ("promotion group", "Running"), NULL, NOMO_COUPON_IS_RUNNING },
  { "scheduled", NC_ ("promotion group", "Scheduled"), NULL, NOMO_COUPON_IS_SCHEDULED },
  { "stopped", NC_ ("promotion group", "Stopped"), NULL, NOMO_PROMOTION_IS_STOPPED },
  { "used-up", NC_ ("promotion group", "Used up"), NULL, NOMO_COUPON_IS_USED_UP, TRUE },
  { "ended", NC_ ("promotion group", "Ended"), NULL, NOMO_COUPON_IS_ENDED },
  { "waiting", NC_ ("promotion group", "Waiting to send"), NULL, "outbox = waiting", TRUE },
  { "refused", NC_ ("promotion group", "Refused"), NULL, "outbox = refused", TRUE },
};

static const NomoFilterField fields[] = {
  { COUPON_TYPE },      { COUPON_FREE_SHIPPING }, { COUPON_IS_GROUP },
  { COUPON_MARKETING }, { COUPON_USES },          { COUPON_EXPIRY },
};

/* Thousands of codes of one rule are listed with their batch. */
static const NomoFilterKind filter = {
  nomo_coupon_entity, groups, G_N_ELEMENTS (groups), COUPON_STATUS,
  "promotion group",  fields, G_N_ELEMENTS (fields), "batch is empty",
};

/* Merchants make up words, which are longer than numbers. */
#define CODE_CHARS 13

static GtkWidget *
create_code (void)
{
  GtkWidget *cell = nomo_cell_create_code ();

  gtk_label_set_width_chars (GTK_LABEL (cell), CODE_CHARS);
  return cell;
}

static void
show_code (GtkWidget *cell, NomoRecord *coupon, const NomoColumn *column, gpointer shop)
{
  g_autofree char *title = nomo_record_words_title (coupon);

  gtk_label_set_text (GTK_LABEL (cell), title);
}

static void
show_uses (GtkWidget *cell, NomoRecord *coupon, const NomoColumn *column, gpointer shop)
{
  NomoPromotionState state = nomo_promotion_get_state (coupon, nomo_clock_now ());
  gboolean over = state == NOMO_PROMOTION_ENDED || state == NOMO_PROMOTION_USED_UP;

  nomo_usage_set (NOMO_USAGE (cell), nomo_record_get_int (coupon, COUPON_USES), nomo_coupon_get_most_uses (coupon),
                  over);
}

static const NomoColumn columns[] = {
  { N_ ("Code"), COUPON_CODE, TRUE, FALSE, 0, create_code, show_code },
  { N_ ("What it gives"), COUPON_TYPE, FALSE, TRUE, 0, nomo_promotion_cell_create_gives,
    nomo_promotion_cell_show_gives },
  { N_ ("Status"), COUPON_STATUS, TRUE, FALSE, 0, nomo_promotion_cell_create_status, nomo_promotion_cell_show_status },
  { N_ ("Times used"), COUPON_USES, TRUE, FALSE, 0, nomo_usage_new, show_uses },
  { N_ ("Sales"), COUPON_SALES, TRUE, FALSE, 760, nomo_cell_create_amount, nomo_cell_show_money },
  { N_ ("Begins"), COUPON_START, TRUE, FALSE, 1000, nomo_cell_create_date, nomo_promotion_cell_show_start },
  { N_ ("Expires"), COUPON_EXPIRY, TRUE, FALSE, 0, nomo_cell_create_date, nomo_promotion_cell_show_end },
};

static void
show_row (GtkWidget *row, NomoRecord *coupon, const NomoColumn *column, gpointer shop)
{
  g_autofree char *title = nomo_record_words_title (coupon);
  g_autofree char *gives = nomo_promotion_words_gives (coupon);
  g_autofree char *lead = nomo_text_lead (gives);

  nomo_cell_row_set (row, title, lead);
  nomo_cell_show_money (GTK_WIDGET (nomo_cell_row_get_amount (row)), coupon, &columns[4], shop);
  nomo_promotion_pill_show (nomo_cell_row_get_pill (row), coupon);
}

static const NomoColumn row = { NULL, -1, FALSE, TRUE, 0, nomo_cell_create_row, show_row };

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) {
    ngettext ("%s coupon", "%s coupons", n),
    ngettext ("%s coupon selected", "%s coupons selected", n),
    ngettext ("%s new coupon", "%s new coupons", n),
  };
}

static GtkWidget *
create_head (NomoSession *session)
{
  return nomo_promotion_tabs_new (session, "coupons");
}

static const NomoBulkAction actions[] = {
  { "extend", N_ ("Extend"), "nomo-calendar-symbolic", nomo_coupon_actions_extend },
  { "pause", N_ ("Stop"), "nomo-pause-symbolic", nomo_coupon_actions_pause },
  { "resume", N_ ("Resume"), "media-playback-start-symbolic", nomo_coupon_actions_resume },
  { "duplicate", N_ ("Duplicate"), "edit-copy-symbolic", nomo_coupon_duplicate },
  { "delete", N_ ("Delete"), "user-trash-symbolic", nomo_coupon_actions_delete, "Delete" },
};

static const NomoRecordPageKind kind = {
  .place = "coupons",
  .filter = &filter,
  .title = N_ ("Coupons"),
  .icon = "nomo-coupon-symbolic",
  .none = N_ ("No coupons yet"),
  .none_hint = N_ ("A coupon that you make in Salla’s dashboard appears here by itself."),
  .no_match = N_ ("No coupon matches"),
  .unread = N_ ("The coupons could not be read"),
  .words = get_words,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row = &row,
  .sort = COUPON_EXPIRY,
  .descending = TRUE,
  .sum = COUPON_SALES,
  .actions = actions,
  .n_actions = G_N_ELEMENTS (actions),
  .new_label = N_ ("New coupon"),
  .new_action = "app.new-coupon",
  .create_pane = nomo_coupon_pane_new,
  .create_head = create_head,
};

/**
 * nomo_coupons_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the list of coupons
 */
NomoPage *
nomo_coupons_page_new (NomoSession *session)
{
  return nomo_record_page_new (&kind, session);
}
