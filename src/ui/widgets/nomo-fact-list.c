#include "config.h"

#include "nomo-fact-list.h"

#include "nomo-calendar.h"
#include "nomo-fact-row.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

struct _NomoFactList {
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (NomoFactList, nomo_fact_list, GTK_TYPE_BOX)

static void
nomo_fact_list_class_init (NomoFactListClass *klass)
{
}

static void
nomo_fact_list_init (NomoFactList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * nomo_fact_list_clear:
 * @self: a list of facts, which is invisible as long as it is empty
 *
 * Takes all lines away.
 */
void
nomo_fact_list_clear (NomoFactList *self)
{
  GtkWidget *child;

  g_return_if_fail (NOMO_IS_FACT_LIST (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static NomoFactRow *
append (NomoFactList *self, const char *name, const char *value, const char *copy)
{
  GtkWidget *row = nomo_fact_row_new (name, value, copy);

  gtk_box_append (GTK_BOX (self), row);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return NOMO_FACT_ROW (row);
}

/**
 * nomo_fact_list_add:
 * @self: a list of facts
 * @name: what it is, translated
 * @value: (nullable): what it is like, as shown; without one there is no line
 * @copy: (nullable): what its copy button copies
 */
void
nomo_fact_list_add (NomoFactList *self, const char *name, const char *value, const char *copy)
{
  g_return_if_fail (NOMO_IS_FACT_LIST (self));
  if (value != NULL && *value != '\0')
    append (self, name, value, copy);
}

/**
 * nomo_fact_list_add_money:
 * @self: a list of facts
 * @name: what it is, translated
 * @minor: an amount
 * @currency: its currency
 */
void
nomo_fact_list_add_money (NomoFactList *self, const char *name, gint64 minor, const char *currency)
{
  g_autofree char *amount = nomo_format_money (minor, currency, TRUE);

  g_return_if_fail (NOMO_IS_FACT_LIST (self));
  append (self, name, amount, NULL);
}

/**
 * nomo_fact_list_add_total:
 * @self: a list of facts
 * @name: what it is, translated
 * @minor: the amount that the lines above come to
 * @currency: its currency
 */
void
nomo_fact_list_add_total (NomoFactList *self, const char *name, gint64 minor, const char *currency)
{
  g_autofree char *amount = nomo_format_money (minor, currency, TRUE);

  g_return_if_fail (NOMO_IS_FACT_LIST (self));
  nomo_fact_row_set_strong (append (self, name, amount, NULL));
}

/* A pane tells days: what time it was matters where it says more than that. */
static char *
word_value (NomoRecord *record, guint field, GTimeZone *zone)
{
  g_autofree char *words = NULL;

  switch (nomo_record_get_entity (record)->fields[field].type) {
  case NOMO_TYPE_TIME:
    return nomo_format_day (nomo_day_of (nomo_record_get_int (record, field), zone), NOMO_DAY_DATE);
  case NOMO_TYPE_PHONE:
    return nomo_format_phone (nomo_record_get_text (record, field));
  case NOMO_TYPE_TEXT:
  case NOMO_TYPE_EMAIL:
    return nomo_text_isolate (nomo_record_get_text (record, field));
  default:
    return nomo_record_dup_words (record, field);
  }
}

/* What one takes elsewhere: addresses, numbers, codes. */
static const char *
get_copy (NomoRecord *record, guint index)
{
  const NomoField *field = &nomo_record_get_entity (record)->fields[index];
  gboolean copies = field->type == NOMO_TYPE_PHONE || field->type == NOMO_TYPE_EMAIL ||
                    (field->type == NOMO_TYPE_TEXT && (field->flags & NOMO_FIELD_NUMBER) != 0);

  return copies ? nomo_record_get_text (record, index) : NULL;
}

/**
 * nomo_fact_list_add_field:
 * @self: a list of facts
 * @record: a record
 * @field: index of a field; without a value there is no line
 * @zone: the shop's zone
 *
 * Adds a line in the words of the descriptor. Phones, addresses and numbers can be copied.
 */
void
nomo_fact_list_add_field (NomoFactList *self, NomoRecord *record, guint field, GTimeZone *zone)
{
  g_autofree char *value = NULL;

  g_return_if_fail (NOMO_IS_FACT_LIST (self));
  if (nomo_record_is_null (record, field))
    return;
  value = word_value (record, field, zone);
  nomo_fact_list_add (self, _ (nomo_record_get_entity (record)->fields[field].label), value, get_copy (record, field));
}
