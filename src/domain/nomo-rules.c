#include "config.h"

#include "nomo-rules.h"

#include "nomo-store-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* An amount beyond this is a mistake of whoever sent it, and sums of a shop's life still fit into 64 bits. */
#define MAX_AMOUNT G_GINT64_CONSTANT (1000000000000000)

#define MAX_EMAIL 254

/**
 * nomo_rules_refuse:
 * @record: a record that may not be written
 * @label: what of it is wrong: the label of a field or part, untranslated
 * @format: the sentence; 1 is what the record is ("Order"), 2 its number, 3 the translation of @label
 * @error: return location
 *
 * Returns: always %FALSE, with %NOMO_STORE_ERROR_INVALID
 */
gboolean
nomo_rules_refuse (const NomoRecord *record, const char *label, const char *format, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (record));

  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, format, _ (nomo_record_get_entity (record)->label),
               id, _ (label));
  return FALSE;
}

/**
 * nomo_rules_refuse_field:
 * @record: a record that may not be written
 * @field: index of the field that is wrong
 * @format: the sentence, as nomo_rules_refuse() takes it
 * @error: return location
 *
 * Returns: always %FALSE, with %NOMO_STORE_ERROR_INVALID
 */
gboolean
nomo_rules_refuse_field (const NomoRecord *record, guint field, const char *format, GError **error)
{
  return nomo_rules_refuse (record, nomo_record_get_entity (record)->fields[field].label, format, error);
}

static gboolean
check_amount (const NomoRecord *record, const NomoField *field, gint64 amount, GError **error)
{
  if (field->type != NOMO_TYPE_MONEY || (amount >= -MAX_AMOUNT && amount <= MAX_AMOUNT))
    return TRUE;
  /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse (record, field->label, _ ("%1$s %2$s: “%3$s” is too large to be true."), error);
}

static gboolean
check_part_money (const NomoRecord *record, guint index, GError **error)
{
  const NomoPart *part = &nomo_record_get_entity (record)->parts[index];

  for (guint row = 0; row < nomo_record_count_part (record, index); row++)
    for (guint i = 0; i < part->n_fields; i++)
      if (!check_amount (record, &part->fields[i], nomo_record_part_int (record, index, row, i), error))
        return FALSE;
  return TRUE;
}

/**
 * nomo_rules_check_money:
 * @record: a record
 * @error: return location
 *
 * Returns: %TRUE when every amount of @record and of its parts is one that a shop can have
 */
gboolean
nomo_rules_check_money (const NomoRecord *record, GError **error)
{
  const NomoEntity *entity = nomo_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    if (!check_amount (record, &entity->fields[i], nomo_record_get_int (record, i), error))
      return FALSE;
  for (guint i = 0; i < entity->n_parts; i++)
    if (!check_part_money (record, i, error))
      return FALSE;
  return TRUE;
}

/**
 * nomo_rules_check_counts:
 * @record: a record
 * @fields: (array length=n_fields): indexes of fields that count something
 * @n_fields: how many
 * @error: return location
 *
 * Returns: %TRUE when none of them is negative
 */
gboolean
nomo_rules_check_counts (const NomoRecord *record, const guint *fields, guint n_fields, GError **error)
{
  for (guint i = 0; i < n_fields; i++)
    if (nomo_record_get_int (record, fields[i]) < 0)
      /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
      return nomo_rules_refuse_field (record, fields[i], _ ("%1$s %2$s: “%3$s” is negative."), error);
  return TRUE;
}

/**
 * nomo_rules_check_present:
 * @record: a record
 * @field: index of a field that is required in the state in which @record is
 * @error: return location
 *
 * Returns: %TRUE when it has a value and, if it is text, says something
 */
gboolean
nomo_rules_check_present (const NomoRecord *record, guint field, GError **error)
{
  const char *text = nomo_type_is_text (nomo_record_get_entity (record)->fields[field].type)
                         ? nomo_record_get_text (record, field)
                         : NULL;

  if (!nomo_record_is_null (record, field) && (text == NULL || *text != '\0'))
    return TRUE;
  /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (record, field, _ ("%1$s %2$s: “%3$s” is missing."), error);
}

/**
 * nomo_rules_check_currency:
 * @record: a record
 * @field: index of a field that names a currency
 * @error: return location
 *
 * Returns: %TRUE when it is empty or looks like an ISO code
 */
gboolean
nomo_rules_check_currency (const NomoRecord *record, guint field, GError **error)
{
  const char *code = nomo_record_get_text (record, field);

  if (code == NULL || (strlen (code) == 3 && strspn (code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3))
    return TRUE;
  /* Translators: 1 is what the record is ("Order"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (record, field, _ ("%1$s %2$s: “%3$s” is no currency such as SAR."), error);
}

/* No more than what tells an address from a slip of the hand: only the mail server knows whether it exists. */
static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return strlen (text) <= MAX_EMAIL && !nomo_rules_has_blank (text) && at != NULL && at > text && at[1] != '\0' &&
         strchr (at + 1, '@') == NULL;
}

/**
 * nomo_rules_check_email:
 * @record: a record of ours
 * @field: index of a field that holds an address
 * @error: return location
 *
 * Returns: %TRUE when it is empty or looks like an address
 */
gboolean
nomo_rules_check_email (const NomoRecord *record, guint field, GError **error)
{
  const char *text = nomo_record_get_text (record, field);

  if (text == NULL || is_email (text))
    return TRUE;
  /* Translators: 1 is what the record is ("Contact"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (record, field, _ ("%1$s %2$s: “%3$s” is no e-mail address."), error);
}

static gboolean
is_phone (const char *text)
{
  gsize length = strlen (text);

  return *text == '+' && text[1] != '0' && length > 7 && length <= 16 && strspn (text + 1, "0123456789") == length - 1;
}

/**
 * nomo_rules_check_phone:
 * @record: a record of ours
 * @field: index of a field that holds a phone number
 * @error: return location
 *
 * Returns: %TRUE when it is empty or E.164, as nomo_phone_normalize() makes it
 */
gboolean
nomo_rules_check_phone (const NomoRecord *record, guint field, GError **error)
{
  const char *text = nomo_record_get_text (record, field);

  if (text == NULL || is_phone (text))
    return TRUE;
  /* Translators: 1 is what the record is ("Contact"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (record, field, _ ("%1$s %2$s: “%3$s” is no phone number with its country code."),
                                  error);
}

/**
 * nomo_rules_has_blank:
 * @text: valid UTF-8
 *
 * Returns: %TRUE when there is a space, a line break or the like anywhere in it
 */
gboolean
nomo_rules_has_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}
