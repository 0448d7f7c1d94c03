#include "config.h"

#include "nomo-review-pane.h"

#include "nomo-date-lines.h"
#include "nomo-fact-list.h"
#include "nomo-record-words.h"
#include "nomo-review.h"
#include "nomo-text.h"
#include "nomo-timeline.h"

#include <glib/gi18n.h>

struct _NomoReviewPane {
  NomoRecordPane parent_instance;

  GtkLabel *rating;
  NomoDateLines *date;
  GtkLabel *words;
  GtkLabel *reply;
  NomoFactList *facts;
  NomoTimeline *timeline;
};

G_DEFINE_FINAL_TYPE (NomoReviewPane, nomo_review_pane, NOMO_TYPE_RECORD_PANE)

static void
show_rating (NomoReviewPane *self, NomoRecord *review)
{
  g_autofree char *spoken = NULL;
  g_autofree char *rating = nomo_record_words_rating (review, &spoken);

  gtk_label_set_text (self->rating, rating);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rating), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_text (GtkLabel *label, const char *text)
{
  g_autofree char *lead = nomo_text_lead (text != NULL ? text : "");

  gtk_label_set_text (label, lead);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_reply (NomoReviewPane *self, NomoRecord *review)
{
  const char *reply = nomo_record_get_text (review, REVIEW_REPLY);
  g_autofree char *island = reply != NULL ? nomo_text_isolate (reply) : NULL;
  /* Translators: %s is what the store answered to a review */
  g_autofree char *answer = island != NULL ? g_strdup_printf (_ ("The store’s reply: %s"), island) : NULL;

  show_text (self->reply, answer);
}

static void
nomo_review_pane_show (NomoRecordPane *pane, NomoRecord *review)
{
  static const guint fields[] = { REVIEW_TYPE, REVIEW_CUSTOMER_NAME, REVIEW_REFERENCE, REVIEW_PUBLISHED, REVIEW_LIKES };
  NomoReviewPane *self = NOMO_REVIEW_PANE (pane);
  GTimeZone *zone = nomo_shop_get_zone (nomo_record_pane_get_shop (pane));

  nomo_record_pane_set_title (pane, _ ("Review"));
  show_rating (self, review);
  gtk_widget_set_visible (GTK_WIDGET (self->date), !nomo_record_is_null (review, REVIEW_CREATED_AT));
  nomo_date_lines_set (self->date, nomo_record_get_int (review, REVIEW_CREATED_AT), zone);
  show_text (self->words, nomo_record_get_text (review, REVIEW_CONTENT));
  show_reply (self, review);
  nomo_fact_list_clear (self->facts);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    nomo_fact_list_add_field (self->facts, review, fields[i], zone);
}

static void
nomo_review_pane_refresh (NomoRecordPane *pane, NomoRecord *review)
{
  nomo_timeline_show (NOMO_REVIEW_PANE (pane)->timeline, nomo_record_pane_get_shop (pane), NULL, 0, 0, review);
}

static void
nomo_review_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_REVIEW_PANE);
  G_OBJECT_CLASS (nomo_review_pane_parent_class)->dispose (object);
}

static void
nomo_review_pane_class_init (NomoReviewPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoRecordPaneClass *pane_class = NOMO_RECORD_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_review_pane_dispose;
  pane_class->entity = nomo_review_entity;
  pane_class->name = N_ ("Review details");
  pane_class->gone = N_ ("This review is no longer in the store.");
  pane_class->show = nomo_review_pane_show;
  pane_class->refresh = nomo_review_pane_refresh;
  g_type_ensure (NOMO_TYPE_DATE_LINES);
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-review-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoReviewPane, rating);
  gtk_widget_class_bind_template_child (widget_class, NomoReviewPane, date);
  gtk_widget_class_bind_template_child (widget_class, NomoReviewPane, words);
  gtk_widget_class_bind_template_child (widget_class, NomoReviewPane, reply);
  gtk_widget_class_bind_template_child (widget_class, NomoReviewPane, facts);
  gtk_widget_class_bind_template_child (widget_class, NomoReviewPane, timeline);
}

static void
nomo_review_pane_init (NomoReviewPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_review_pane_new:
 *
 * Returns: (transfer floating): a pane that shows a review
 */
NomoRecordPane *
nomo_review_pane_new (void)
{
  return g_object_new (NOMO_TYPE_REVIEW_PANE, NULL);
}
