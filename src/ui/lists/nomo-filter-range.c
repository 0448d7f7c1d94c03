#include "config.h"

#include "nomo-filter-range.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

/* Of YYYY-MM-DD. */
#define DATE_LENGTH 10

struct _NomoFilterRange {
  AdwBin parent_instance;

  GtkLabel *name;
  GtkLabel *least_label;
  GtkLabel *most_label;
  GtkEntry *least;
  GtkEntry *most;
  GtkLabel *least_hijri;
  GtkLabel *most_hijri;
  GtkLabel *error;

  NomoRecordFilter *filter;
  guint index;
  gboolean days;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (NomoFilterRange, nomo_filter_range, ADW_TYPE_BIN)

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
show_hijri (GtkEntry *entry, GtkLabel *label)
{
  g_autofree char *hijri = NULL;
  int day;

  if (nomo_day_parse (get_text (entry), &day))
    hijri = nomo_format_hijri (day);
  gtk_label_set_text (label, hijri != NULL ? hijri : "");
  gtk_widget_set_visible (GTK_WIDGET (label), hijri != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  hijri != NULL ? hijri : "", -1);
}

/* Half a date is no mistake while one still types it. */
static gboolean
is_half_typed (NomoFilterRange *self, GtkEntry *entry, gboolean typing)
{
  return typing && self->days && gtk_entry_get_text_length (entry) < DATE_LENGTH &&
         (gtk_widget_get_state_flags (GTK_WIDGET (entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/* Only the entry that is wrong, for eyes and for ears. */
static void
mark_bad (NomoFilterRange *self, GtkEntry *entry, gboolean bad)
{
  nomo_style_set_class (GTK_WIDGET (entry), "n-bad", bad);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (bad)
    gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    gtk_label_get_text (self->error), -1);
}

static gboolean
check (NomoFilterRange *self, GtkEntry *entry, gboolean typing)
{
  gboolean bad =
      !nomo_record_filter_reads (self->filter, self->index, get_text (entry)) && !is_half_typed (self, entry, typing);

  mark_bad (self, entry, bad);
  return bad;
}

static gboolean
read_bounds (NomoFilterRange *self, gboolean typing)
{
  gboolean least_bad = check (self, self->least, typing);
  gboolean most_bad = check (self, self->most, typing);

  gtk_widget_set_visible (GTK_WIDGET (self->error), least_bad || most_bad);
  return nomo_record_filter_set (self->filter, self->index, get_text (self->least), get_text (self->most));
}

static void
left_cb (NomoFilterRange *self)
{
  if (self->filter != NULL && self->least != NULL)
    read_bounds (self, FALSE);
}

static void
changed_cb (NomoFilterRange *self)
{
  if (self->days) {
    show_hijri (self->least, self->least_hijri);
    show_hijri (self->most, self->most_hijri);
  }
  if (!self->showing)
    read_bounds (self, TRUE);
}

static void
nomo_filter_range_dispose (GObject *object)
{
  NomoFilterRange *self = NOMO_FILTER_RANGE (object);

  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_FILTER_RANGE);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (nomo_filter_range_parent_class)->dispose (object);
}

static void
nomo_filter_range_class_init (NomoFilterRangeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_filter_range_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-filter-range.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoFilterRange, name);
  gtk_widget_class_bind_template_child (widget_class, NomoFilterRange, least_label);
  gtk_widget_class_bind_template_child (widget_class, NomoFilterRange, most_label);
  gtk_widget_class_bind_template_child (widget_class, NomoFilterRange, least);
  gtk_widget_class_bind_template_child (widget_class, NomoFilterRange, most);
  gtk_widget_class_bind_template_child (widget_class, NomoFilterRange, least_hijri);
  gtk_widget_class_bind_template_child (widget_class, NomoFilterRange, most_hijri);
  gtk_widget_class_bind_template_child (widget_class, NomoFilterRange, error);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
}

static void
nomo_filter_range_init (NomoFilterRange *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_words (NomoFilterRange *self, NomoType type)
{
  const char *sample = self->days ? "2026-01-31" : "0";

  gtk_label_set_text (self->least_label, self->days ? _ ("From") : _ ("At least"));
  gtk_label_set_text (self->most_label, self->days ? _ ("Until") : _ ("At most"));
  gtk_entry_set_placeholder_text (self->least, sample);
  gtk_entry_set_placeholder_text (self->most, sample);
  if (self->days)
    gtk_label_set_text (self->error, _ ("This is not a date. Write year, month and day, like 2026-01-31."));
  else if (type == NOMO_TYPE_MONEY)
    gtk_label_set_text (self->error, _ ("This is not an amount. Write it like 222.30."));
  else
    gtk_label_set_text (self->error, _ ("This is not a number. Write it like 12."));
}

static void
name_entry (GtkEntry *entry, const char *name, GtkLabel *label)
{
  /* Translators: a condition of a filter: 1 is a field, 2 what is asked of it, like "Rating: at most 3" */
  g_autofree char *spoken = g_strdup_printf (C_ ("condition", "%1$s: %2$s"), name, gtk_label_get_text (label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
set_name (NomoFilterRange *self, const char *name)
{
  gtk_label_set_text (self->name, name);
  gtk_widget_set_visible (GTK_WIDGET (self->name), TRUE);
  name_entry (self->least, name, self->least_label);
  name_entry (self->most, name, self->most_label);
}

/**
 * nomo_filter_range_new:
 * @filter: what it edits, as one types
 * @index: of a field of the filter's kind that has bounds
 * @named: whether the field's name is needed, because other fields have bounds like it
 *
 * Returns: (transfer floating): two entries for the bounds of a field
 */
GtkWidget *
nomo_filter_range_new (NomoRecordFilter *filter, guint index, gboolean named)
{
  NomoFilterRange *self = g_object_new (NOMO_TYPE_FILTER_RANGE, NULL);
  const NomoField *field = nomo_filter_kind_get_field (nomo_record_filter_get_kind (filter), index);

  self->filter = g_object_ref (filter);
  self->index = index;
  self->days = field->type == NOMO_TYPE_TIME;
  set_words (self, field->type);
  if (named)
    set_name (self, _ (field->label));
  nomo_filter_range_show (self);
  return GTK_WIDGET (self);
}

/**
 * nomo_filter_range_show:
 * @self: a range
 *
 * Shows what the filter holds, without a word about what was typed before.
 */
void
nomo_filter_range_show (NomoFilterRange *self)
{
  g_return_if_fail (NOMO_IS_FILTER_RANGE (self));
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->least), nomo_record_filter_get_least (self->filter, self->index));
  gtk_editable_set_text (GTK_EDITABLE (self->most), nomo_record_filter_get_most (self->filter, self->index));
  mark_bad (self, self->least, FALSE);
  mark_bad (self, self->most, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  self->showing = FALSE;
}

/**
 * nomo_filter_range_check:
 * @self: a range
 *
 * Says what is wrong with what was typed, also where the typing is not over.
 *
 * Returns: whether the filter holds what was typed
 */
gboolean
nomo_filter_range_check (NomoFilterRange *self)
{
  g_return_val_if_fail (NOMO_IS_FILTER_RANGE (self), FALSE);
  return read_bounds (self, FALSE);
}
