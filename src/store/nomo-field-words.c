#include "config.h"

#include "nomo-field-words.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-phone.h"
#include "nomo-record-private.h"

#include <glib/gi18n.h>

/**
 * nomo_field_get_choice_words:
 * @field: a field
 * @key: (nullable): key of a choice
 *
 * Returns: (nullable): the choice in the language of the interface; %NULL when the descriptor does not know @key
 */
const char *
nomo_field_get_choice_words (const NomoField *field, const char *key)
{
  const char *label = nomo_field_get_choice_label (field, key);

  if (label == NULL)
    return NULL;
  return field->context != NULL ? g_dpgettext2 (NULL, field->context, label) : _ (label);
}

static char *
words_of_number (const NomoField *field, gint64 number, const char *currency)
{
  switch (field->type) {
  case NOMO_TYPE_BOOL:
    return g_strdup (number != 0 ? C_ ("answer", "Yes") : C_ ("answer", "No"));
  case NOMO_TYPE_TIME:
    return nomo_format_moment (number, nomo_calendar_riyadh ());
  case NOMO_TYPE_MONEY:
    return nomo_format_money (number, currency != NULL ? currency : NOMO_USUAL_CURRENCY, TRUE);
  case NOMO_TYPE_REF:
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  default:
    return (field->flags & NOMO_FIELD_PERCENT) != 0 ? nomo_format_rate (number) : nomo_format_int (number);
  }
}

static char *
words_of_text (const NomoField *field, const char *text)
{
  const char *choice = nomo_field_get_choice_words (field, text);

  if (field->type == NOMO_TYPE_PHONE)
    return nomo_phone_format (text);
  return g_strdup (choice != NULL ? choice : text);
}

/**
 * nomo_field_dup_words:
 * @field: a field
 * @value: a value of it
 * @currency: (nullable): what an amount is in
 *
 * Returns: (transfer full) (nullable): the value as people read it, in the language of the interface; %NULL when there is
 *   none
 */
char *
nomo_field_dup_words (const NomoField *field, const NomoValue *value, const char *currency)
{
  if (value->tag == NOMO_VALUE_TEXT)
    return words_of_text (field, value->text);
  return value->tag == NOMO_VALUE_INT ? words_of_number (field, value->number, currency) : NULL;
}

/**
 * nomo_field_dup_words_of_text:
 * @field: a field
 * @text: (nullable): a value of it, as the history keeps it
 * @currency: (nullable): what an amount is in
 *
 * Returns: (transfer full) (nullable): the value as people read it; %NULL when there is none
 */
char *
nomo_field_dup_words_of_text (const NomoField *field, const char *text, const char *currency)
{
  gint64 number = 0;

  if (text == NULL)
    return NULL;
  if (!nomo_type_is_text (field->type) && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return words_of_number (field, number, currency);
  return words_of_text (field, text);
}

/**
 * nomo_record_get_currency:
 * @self: a record
 * @field: index of a field that holds an amount
 *
 * Returns: what the amount is in
 */
const char *
nomo_record_get_currency (const NomoRecord *self, guint field)
{
  const char *name = self->entity->fields[field].ref;
  int index = name != NULL ? nomo_entity_find_field (self->entity, name) : -1;
  const char *currency = index >= 0 ? nomo_record_get_text (self, (guint) index) : NULL;

  return currency != NULL ? currency : NOMO_USUAL_CURRENCY;
}

/**
 * nomo_record_dup_words:
 * @self: a record
 * @field: index of a field
 *
 * Returns: (transfer full) (nullable): the field's value as people read it; %NULL when there is none
 */
char *
nomo_record_dup_words (const NomoRecord *self, guint field)
{
  const NomoField *info = &self->entity->fields[field];
  const char *currency = info->type == NOMO_TYPE_MONEY ? nomo_record_get_currency (self, field) : NULL;

  return nomo_field_dup_words (info, &self->values[field], currency);
}

/**
 * nomo_record_dup_part_words:
 * @self: a record
 * @part: index of a part
 * @row: index of a row
 * @field: index of a field of the part
 *
 * Amounts of a part are in the currency of a field of the record.
 *
 * Returns: (transfer full) (nullable): the value as people read it; %NULL when there is none
 */
char *
nomo_record_dup_part_words (const NomoRecord *self, guint part, guint row, guint field)
{
  const NomoField *info = &self->entity->parts[part].fields[field];
  int index = info->ref != NULL ? nomo_entity_find_field (self->entity, info->ref) : -1;
  const char *currency =
      info->type == NOMO_TYPE_MONEY && index >= 0 ? nomo_record_get_text (self, (guint) index) : NULL;

  return nomo_field_dup_words (info, _nomo_record_cell (self, part, row, field), currency);
}
