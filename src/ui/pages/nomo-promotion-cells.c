#include "config.h"

#include "nomo-promotion-cells.h"

#include "nomo-clock.h"
#include "nomo-promotion-pill.h"
#include "nomo-promotion-words.h"
#include "nomo-shop.h"
#include "nomo-text.h"

#define LINES        2
#define STATUS_WIDTH 100

/**
 * nomo_promotion_cell_create_gives:
 *
 * Returns: (transfer floating): an empty cell for what a coupon or an offer gives, in at most two lines
 */
GtkWidget *
nomo_promotion_cell_create_gives (void)
{
  GtkWidget *label = nomo_cell_create_text ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), LINES);
  return label;
}

/**
 * nomo_promotion_cell_show_gives:
 * @cell: of nomo_promotion_cell_create_gives()
 * @promotion: a coupon or a special offer
 * @column: the column
 * @shop: the shop
 */
void
nomo_promotion_cell_show_gives (GtkWidget *cell, NomoRecord *promotion, const NomoColumn *column, gpointer shop)
{
  g_autofree char *gives = nomo_promotion_words_gives (promotion);
  g_autofree char *lead = nomo_text_lead (gives);

  gtk_label_set_text (GTK_LABEL (cell), lead);
}

/**
 * nomo_promotion_cell_create_status:
 *
 * Returns: (transfer floating): an empty cell for how a coupon or an offer stands, in one of few short words
 */
GtkWidget *
nomo_promotion_cell_create_status (void)
{
  GtkWidget *cell = nomo_cell_create_pill ();

  gtk_widget_set_size_request (cell, STATUS_WIDTH, -1);
  return cell;
}

/**
 * nomo_promotion_cell_show_status:
 * @cell: of nomo_promotion_cell_create_status()
 * @promotion: a coupon or a special offer
 * @column: the column
 * @shop: the shop
 */
void
nomo_promotion_cell_show_status (GtkWidget *cell, NomoRecord *promotion, const NomoColumn *column, gpointer shop)
{
  nomo_promotion_pill_show (nomo_cell_get_pill (cell), promotion);
}

/**
 * nomo_promotion_cell_show_start:
 * @cell: of nomo_cell_create_date()
 * @promotion: a coupon or a special offer
 * @column: the column
 * @shop: the shop
 */
void
nomo_promotion_cell_show_start (GtkWidget *cell, NomoRecord *promotion, const NomoColumn *column, gpointer shop)
{
  g_autofree char *start = nomo_promotion_words_start (promotion, nomo_shop_get_zone (shop));

  gtk_label_set_text (GTK_LABEL (cell), start);
}

/**
 * nomo_promotion_cell_show_end:
 * @cell: of nomo_cell_create_date()
 * @promotion: a coupon or a special offer
 * @column: the column
 * @shop: the shop
 */
void
nomo_promotion_cell_show_end (GtkWidget *cell, NomoRecord *promotion, const NomoColumn *column, gpointer shop)
{
  gboolean soon;
  g_autofree char *end = nomo_promotion_words_end (promotion, nomo_clock_now (), nomo_shop_get_zone (shop), &soon);

  gtk_label_set_text (GTK_LABEL (cell), end);
  nomo_style_set_class (cell, "n-warn", soon);
  nomo_style_set_class (cell, "n-strong", soon);
}
