#include "config.h"

#include "nomo-coupon-extend.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-dialogs.h"
#include "nomo-form-field.h"
#include "nomo-format.h"

#include <glib/gi18n.h>

/* Half a date is no mistake while one still types it. */
#define HALF_A_DATE 8

static const int steps[] = { 7, 30 };
#define ON_A_DAY G_N_ELEMENTS (steps)

typedef struct {
  NomoCouponExtended done;
  gpointer data;
  GTimeZone *zone;
  GtkWidget *dialog;
  GtkCheckButton *choices[ON_A_DAY + 1];
  NomoFormField *day;
} Question;

static gboolean
is_on_a_day (const Question *self)
{
  return gtk_check_button_get_active (self->choices[ON_A_DAY]);
}

static void
answer (Question *self, int days, int until)
{
  NomoCouponExtended done = g_steal_pointer (&self->done);

  if (done != NULL)
    done (self->data, days, until);
}

/* A window that goes takes its dialog along without an answer. */
static void
question_free (gpointer data)
{
  Question *self = data;

  answer (self, 0, 0);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static gboolean
read_day (const Question *self, int *day)
{
  return nomo_day_parse (nomo_form_field_get_text (self->day), day);
}

static void
answered_cb (gpointer data, const char *response)
{
  Question *self = data;
  int day = 0;

  for (guint i = 0; g_str_equal (response, "choose") && i < ON_A_DAY; i++)
    if (gtk_check_button_get_active (self->choices[i]))
      answer (self, steps[i], 0);
  if (g_str_equal (response, "choose") && is_on_a_day (self) && read_day (self, &day))
    answer (self, 0, day);
  answer (self, 0, 0);
}

static gboolean
is_early (const Question *self, int day)
{
  return day <= nomo_day_of (nomo_clock_now (), self->zone);
}

static void
say_day (const Question *self)
{
  int day = 0;
  gboolean half = g_utf8_strlen (nomo_form_field_get_text (self->day), -1) < HALF_A_DATE;
  gboolean good = read_day (self, &day);
  g_autofree char *hint = good ? nomo_format_both_dates (day, NOMO_DAY_FULL) : NULL;

  if (good && is_early (self, day))
    nomo_form_field_say (self->day, NULL, _ ("A coupon can end tomorrow at the earliest."));
  else
    nomo_form_field_say (self->day, hint,
                         good || half ? NULL : _ ("This is not a date. Write year, month and day, like 2026-01-31."));
}

static void
changed_cb (Question *self)
{
  int day = 0;
  gboolean ready = !is_on_a_day (self) || (read_day (self, &day) && !is_early (self, day));

  gtk_widget_set_visible (GTK_WIDGET (self->day), is_on_a_day (self));
  say_day (self);
  nomo_dialogs_set_ready (self->dialog, ready);
}

static char *
word_step (int days)
{
  g_autofree char *words = nomo_format_days (days);

  /* Translators: when a coupon is to end; %s is like "7 days" */
  return g_strdup_printf (_ ("%s later"), words);
}

static GtkWidget *
create_choices (Question *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i <= ON_A_DAY; i++) {
    g_autofree char *label = i < ON_A_DAY ? word_step (steps[i]) : g_strdup (_ ("On a day of my choice"));
    GtkWidget *choice = gtk_check_button_new_with_label (label);

    self->choices[i] = GTK_CHECK_BUTTON (choice);
    gtk_widget_set_size_request (choice, -1, 32);
    gtk_check_button_set_group (self->choices[i], i > 0 ? self->choices[0] : NULL);
    g_signal_connect_swapped (choice, "toggled", G_CALLBACK (changed_cb), self);
    gtk_box_append (GTK_BOX (box), choice);
  }
  self->day = g_object_new (NOMO_TYPE_FORM_FIELD, "label", _ ("New last day"), "placeholder", "2026-12-31", NULL);
  g_signal_connect_swapped (self->day, "changed", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->day));
  return box;
}

/**
 * nomo_coupon_extend_ask:
 * @window: (nullable): a window
 * @zone: the shop's zone
 * @count: how many coupons are to end later
 * @done: told when
 * @data: for @done
 *
 * Asks until when coupons are to be extended: some days more, or a day, which is tomorrow at the earliest.
 */
void
nomo_coupon_extend_ask (GtkWindow *window, GTimeZone *zone, gint64 count, NomoCouponExtended done, gpointer data)
{
  g_autofree char *number = nomo_format_int (count);
  /* Translators: %s is a number. */
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Extend %s coupon", "Extend %s coupons", (gulong) count), number);
  Question *self = g_new0 (Question, 1);
  GtkWidget *form;

  *self = (Question) { done, data, g_time_zone_ref (zone) };
  form = create_choices (self);
  self->dialog =
      nomo_dialogs_ask_form (window, heading, _ ("Days are added to the last day, and to today where it has ended."),
                             form, _ ("Extend"), answered_cb, self, question_free);
  gtk_check_button_set_active (self->choices[0], TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->choices[0]));
}
