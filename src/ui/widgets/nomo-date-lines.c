#include "config.h"

#include "nomo-date-lines.h"

#include "nomo-calendar.h"
#include "nomo-format.h"

#include <glib/gi18n.h>

struct _NomoDateLines {
  GtkBox parent_instance;

  GtkLabel *moment;
  GtkLabel *other;
};

G_DEFINE_FINAL_TYPE (NomoDateLines, nomo_date_lines, GTK_TYPE_BOX)

static void
nomo_date_lines_class_init (NomoDateLinesClass *klass)
{
}

static GtkLabel *
add_line (NomoDateLines *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
nomo_date_lines_init (NomoDateLines *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->moment = add_line (self);
  self->other = add_line (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->other), "n-secondary");
}

/**
 * nomo_date_lines_set:
 * @self: two lines of a pane
 * @ms: a moment
 * @zone: the shop's zone
 *
 * Shows day and time of day, and below them the day in the other calendar.
 */
void
nomo_date_lines_set (NomoDateLines *self, gint64 ms, GTimeZone *zone)
{
  int day = nomo_day_of (ms, zone);
  g_autofree char *date = nomo_format_first_date (day, NOMO_DAY_FULL);
  g_autofree char *time = nomo_format_time (ms, zone);
  /* Translators: a date and a time of day */
  g_autofree char *moment = g_strdup_printf (C_ ("date and time", "%1$s, %2$s"), date, time);
  g_autofree char *other = nomo_format_other_date (day);

  g_return_if_fail (NOMO_IS_DATE_LINES (self));
  gtk_label_set_text (self->moment, moment);
  gtk_label_set_text (self->other, other);
}
