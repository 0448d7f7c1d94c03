#include "config.h"

#include "nomo-calendar.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-list-words.h"
#include "nomo-record-filter-private.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static void
add_words (GString *words, char *more)
{
  if (words->len > 0)
    g_string_append (words, C_ ("between conditions", ", "));
  g_string_append (words, more);
  g_free (more);
}

/* Two fields with bounds of one kind have to be named to be told apart. */
static gboolean
is_alone (NomoRecordFilter *self, guint index)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (i != index && _nomo_record_filter_has_bounds (self, i) &&
        _nomo_record_filter_get_field (self, i)->type == _nomo_record_filter_get_field (self, index)->type)
      return FALSE;
  return _nomo_record_filter_get_field (self, index)->type != NOMO_TYPE_INT;
}

static char *
name_condition (NomoRecordFilter *self, guint index, const char *condition)
{
  /* Translators: a condition of a filter: 1 is a field, 2 what is asked of it, like "Rating: at most 3" */
  return g_strdup_printf (C_ ("condition", "%1$s: %2$s"), _ (_nomo_record_filter_get_field (self, index)->label),
                          condition);
}

static char *
show_bound (NomoRecordFilter *self, guint index, const char *text)
{
  gint64 bound;
  int day;

  switch (_nomo_record_filter_get_field (self, index)->type) {
  case NOMO_TYPE_TIME:
    return nomo_day_parse (text, &day) ? nomo_format_day (day, NOMO_DAY_DATE) : NULL;
  case NOMO_TYPE_MONEY:
    return _nomo_record_filter_read_bound (self, index, text, FALSE, &bound)
               ? nomo_format_money (bound, self->currency, FALSE)
               : NULL;
  default:
    return _nomo_record_filter_read_bound (self, index, text, FALSE, &bound) ? nomo_format_int (bound) : NULL;
  }
}

static void
add_bound_words (NomoRecordFilter *self, guint index, GString *words, const char *text, const char *format)
{
  g_autofree char *shown = *text != '\0' ? show_bound (self, index, text) : NULL;
  g_autofree char *condition = NULL;

  if (shown == NULL)
    return;
  condition = g_strdup_printf (format, shown);
  add_words (words, is_alone (self, index) ? g_steal_pointer (&condition) : name_condition (self, index, condition));
}

static void
add_bounds_words (NomoRecordFilter *self, guint index, GString *words)
{
  const Bounds *bounds = &self->bounds[index];

  if (_nomo_record_filter_get_field (self, index)->type == NOMO_TYPE_TIME) {
    /* Translators: a condition of a filter; %s is a date */
    add_bound_words (self, index, words, bounds->least, _ ("from %s"));
    /* Translators: a condition of a filter; %s is a date */
    add_bound_words (self, index, words, bounds->most, _ ("until %s"));
  } else {
    /* Translators: a condition of a filter; %s is an amount of money or a number */
    add_bound_words (self, index, words, bounds->least, _ ("at least %s"));
    /* Translators: a condition of a filter; %s is an amount of money or a number */
    add_bound_words (self, index, words, bounds->most, _ ("at most %s"));
  }
}

static void
add_field_words (NomoRecordFilter *self, guint index, GString *words)
{
  const NomoField *field = _nomo_record_filter_get_field (self, index);
  const char *value = self->bounds[index].least;
  g_autofree char *lead = NULL;

  if (_nomo_record_filter_has_bounds (self, index)) {
    add_bounds_words (self, index, words);
  } else if (self->kind->fields[index].set) {
    add_words (words, name_condition (self, index,
                                      g_str_equal (value, "1") ? C_ ("filter", "there is one")
                                                               : C_ ("filter", "there is none")));
  } else if (field->type == NOMO_TYPE_BOOL) {
    add_words (words,
               name_condition (self, index, g_str_equal (value, "1") ? C_ ("answer", "Yes") : C_ ("answer", "No")));
  } else if (field->type == NOMO_TYPE_CHOICE) {
    add_words (words, nomo_field_dup_words_of_text (field, value, NULL));
  } else {
    lead = nomo_text_isolate (value);
    add_words (words, name_condition (self, index, lead));
  }
}

/**
 * nomo_record_filter_to_words:
 * @self: a filter
 *
 * Returns: (transfer full): its conditions in words, "" without any
 */
char *
nomo_record_filter_to_words (NomoRecordFilter *self)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const NomoFilterGroup *group;

  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), NULL);
  group = _nomo_record_filter_find_group (self);
  if (*self->extra != '\0')
    add_words (words, nomo_list_words_say (self->extra_words));
  if (group != NULL && (group->values != NULL || group->filter != NULL))
    add_words (words, g_strdup (g_dpgettext2 (NULL, self->kind->group_context, group->label)));
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (_nomo_record_filter_is_set (self, i))
      add_field_words (self, i, words);
  return g_string_free (g_steal_pointer (&words), FALSE);
}
