#include "config.h"

#include "nomo-seasons-page.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-lines-row.h"
#include "nomo-occasion.h"
#include "nomo-season-coupon.h"
#include "nomo-shop.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoSeasonsPage {
  NomoPage parent_instance;

  GtkListBox *rows;

  int today;
};

/* Salla takes coupons that end tomorrow or later. */
#define FIRST_END(today) ((today) + 1)

G_DEFINE_FINAL_TYPE (NomoSeasonsPage, nomo_seasons_page, NOMO_TYPE_PAGE)

static const char *
get_currency (NomoSession *session)
{
  const char *currency = nomo_shop_get_currency (nomo_session_get_shop (session));

  return currency != NULL ? currency : NOMO_USUAL_CURRENCY;
}

static void
prepare_activated (GtkWidget *widget, const char *action, GVariant *target)
{
  NomoSeasonsPage *self = NOMO_SEASONS_PAGE (widget);
  NomoSession *session = nomo_page_get_session (NOMO_PAGE (self));
  NomoOccasion occasion = nomo_occasion_next (g_variant_get_uint32 (target), FIRST_END (self->today));

  nomo_season_coupon_begin (session, &occasion, self->today, get_currency (session));
}

static char *
word_dates (const NomoOccasion *occasion)
{
  g_autofree char *first = nomo_format_both_dates (occasion->from, NOMO_DAY_WEEKDAY_SHORT);
  g_autofree char *last = nomo_format_day (occasion->to, NOMO_DAY_DAY_MONTH);

  if (occasion->from == occasion->to)
    return g_steal_pointer (&first);
  /* Translators: 1 is the first day of a season, in both calendars, 2 its last. */
  return g_strdup_printf (_ ("%1$s, until %2$s"), first, last);
}

static char *
word_offer (const NomoOccasion *occasion, const char *currency)
{
  g_autofree char *percent = nomo_format_rate (nomo_occasion_get_percent (occasion->kind));
  g_autofree char *minimum = nomo_format_money (nomo_occasion_get_minimum (occasion->kind, currency), currency, FALSE);
  g_autofree char *from = nomo_format_day (occasion->sale_from, NOMO_DAY_DAY_MONTH);
  g_autofree char *to = nomo_format_day (occasion->to, NOMO_DAY_DAY_MONTH);

  /* Translators: 1 is a percentage, 2 an amount, 3 and 4 are days. */
  return g_strdup_printf (_ ("To begin with: %1$s off baskets from %2$s, from %3$s to %4$s"), percent, minimum, from,
                          to);
}

static char *
word_name (const NomoOccasion *occasion, int today)
{
  const char *name = nomo_occasion_get_name (occasion->kind);
  g_autofree char *days = nomo_format_days (occasion->from - today);

  if (occasion->from <= today)
    /* Translators: %s is a season. */
    return g_strdup_printf (_ ("%s · now"), name);
  /* Translators: 1 is a season, 2 is such as “12 days”. */
  return g_strdup_printf (_ ("%1$s · in %2$s"), name, days);
}

static void
add_row (NomoSeasonsPage *self, const NomoOccasion *occasion)
{
  NomoSession *session = nomo_page_get_session (NOMO_PAGE (self));
  GtkWidget *row = nomo_lines_row_new ();
  g_autofree char *name = word_name (occasion, self->today);
  g_autofree char *dates = word_dates (occasion);
  g_autofree char *offer = word_offer (occasion, get_currency (session));

  nomo_lines_row_set (NOMO_LINES_ROW (row), (const char *const[]) { name, dates, offer });
  nomo_lines_row_set_action (NOMO_LINES_ROW (row), _ ("Prepare"), "seasons.prepare",
                             g_variant_new_uint32 (occasion->kind));
  gtk_list_box_append (self->rows, row);
}

static const char *
nomo_seasons_page_get_title (NomoPage *page)
{
  return _ ("Seasons");
}

static gboolean
nomo_seasons_page_close_pane (NomoPage *page)
{
  nomo_session_set_page (nomo_page_get_session (page), "coupons");
  return TRUE;
}

/* Days pass while the program runs. */
static void
nomo_seasons_page_map (GtkWidget *widget)
{
  NomoSeasonsPage *self = NOMO_SEASONS_PAGE (widget);
  int today = nomo_day_of (nomo_clock_now (), nomo_session_get_zone (nomo_page_get_session (NOMO_PAGE (self))));
  g_autoptr (GArray) occasions = nomo_occasions_next (FIRST_END (today));
  GtkListBoxRow *row;

  if (today != self->today) {
    self->today = today;
    while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
      gtk_list_box_remove (self->rows, GTK_WIDGET (row));
    for (guint i = 0; i < occasions->len; i++)
      add_row (self, &g_array_index (occasions, NomoOccasion, i));
  }
  GTK_WIDGET_CLASS (nomo_seasons_page_parent_class)->map (widget);
}

static void
nomo_seasons_page_dispose (GObject *object)
{
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_SEASONS_PAGE);
  G_OBJECT_CLASS (nomo_seasons_page_parent_class)->dispose (object);
}

static void
nomo_seasons_page_class_init (NomoSeasonsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_seasons_page_dispose;
  widget_class->map = nomo_seasons_page_map;
  page_class->get_title = nomo_seasons_page_get_title;
  page_class->close_pane = nomo_seasons_page_close_pane;
  gtk_widget_class_install_action (widget_class, "seasons.prepare", "u", prepare_activated);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-seasons-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSeasonsPage, rows);
}

static void
nomo_seasons_page_init (NomoSeasonsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->today = G_MININT;
}

/**
 * nomo_seasons_page_new:
 * @session: what the pages share; must have a shop
 *
 * The occasions at which a shop makes offers, each with its next date and a coupon to begin with.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_seasons_page_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_SEASONS_PAGE, "session", session, NULL);
}
