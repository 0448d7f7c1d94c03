#include "config.h"

#include "nomo-reviews-page.h"

#include "nomo-cells.h"
#include "nomo-record-page.h"
#include "nomo-record-words.h"
#include "nomo-review-pane.h"
#include "nomo-review.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static const char *const products[] = { "rating", NULL };
static const char *const questions[] = { "ask", NULL };
static const char *const store[] = { "testimonial", NULL };
static const char *const shipping[] = { "shipping", NULL };

static const NomoFilterGroup groups[] = {
  { "all", NC_ ("review group", "All"), NULL },
  { "products", NC_ ("review group", "Of products"), products },
  { "questions", NC_ ("review group", "Questions"), questions },
  { "store", NC_ ("review group", "Of the store"), store },
  { "shipping", NC_ ("review group", "Of shipping"), shipping },
};

static const NomoFilterField fields[] = {
  { REVIEW_CREATED_AT },
  { REVIEW_RATING },
  { REVIEW_REPLY, TRUE },
  { REVIEW_PUBLISHED },
};

static const NomoFilterKind filter = {
  nomo_review_entity, groups, G_N_ELEMENTS (groups), REVIEW_TYPE, "review group", fields, G_N_ELEMENTS (fields),
};

static void
show_words (GtkWidget *cell, NomoRecord *review, const NomoColumn *column, gpointer shop)
{
  g_autofree char *words = nomo_record_words_title (review);

  gtk_label_set_text (GTK_LABEL (cell), words);
}

static void
show_rating (GtkWidget *cell, NomoRecord *review, const NomoColumn *column, gpointer shop)
{
  g_autofree char *spoken = NULL;
  g_autofree char *rating = nomo_record_words_rating (review, &spoken);

  gtk_label_set_text (GTK_LABEL (cell), rating);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static const NomoColumn columns[] = {
  { N_ ("Words of the customer"), REVIEW_CONTENT, FALSE, TRUE, 0, nomo_cell_create_text, show_words },
  { N_ ("Rating"), REVIEW_RATING, TRUE, FALSE, 0, nomo_cell_create_code, show_rating },
  { N_ ("Customer’s name"), REVIEW_CUSTOMER_NAME, FALSE, FALSE, 0, nomo_cell_create_text, nomo_cell_show_text },
  { N_ ("Date"), REVIEW_CREATED_AT, TRUE, FALSE, 0, nomo_cell_create_date, nomo_cell_show_date },
};

static void
show_row (GtkWidget *row, NomoRecord *review, const NomoColumn *column, gpointer shop)
{
  const char *name = nomo_record_get_text (review, REVIEW_CUSTOMER_NAME);
  g_autofree char *words = nomo_record_words_title (review);
  g_autofree char *lead = nomo_text_lead (name != NULL ? name : "");
  g_autofree char *spoken = NULL;
  g_autofree char *rating = nomo_record_words_rating (review, &spoken);

  nomo_cell_row_set (row, words, lead);
  gtk_widget_set_visible (GTK_WIDGET (nomo_cell_row_get_pill (row)), FALSE);
  nomo_amount_set_text (nomo_cell_row_get_amount (row), "", rating, spoken);
}

static const NomoColumn row = { NULL, -1, FALSE, TRUE, 0, nomo_cell_create_row, show_row };

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) {
    ngettext ("%s review", "%s reviews", n),
    ngettext ("%s review selected", "%s reviews selected", n),
    ngettext ("%s new review", "%s new reviews", n),
  };
}

static const NomoRecordPageKind kind = {
  .place = "reviews",
  .filter = &filter,
  .title = N_ ("Reviews"),
  .icon = "nomo-star-symbolic",
  .none = N_ ("No reviews yet"),
  .none_hint = N_ ("What customers say or ask appears here as soon as it arrives from Salla."),
  .no_match = N_ ("No review matches"),
  .unread = N_ ("The reviews could not be read"),
  .words = get_words,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row = &row,
  .sort = REVIEW_CREATED_AT,
  .descending = TRUE,
  .sum = -1,
  .create_pane = nomo_review_pane_new,
};

/**
 * nomo_reviews_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the list of reviews
 */
NomoPage *
nomo_reviews_page_new (NomoSession *session)
{
  return nomo_record_page_new (&kind, session);
}
