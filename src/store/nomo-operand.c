#include "config.h"

#include "nomo-money.h"
#include "nomo-phone.h"
#include "nomo-query-private.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define CURRENCY_LENGTH 3

static gboolean
refuse (GError **error, const char *format, const NomoField *field, const char *value)
{
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, format, field->name, value);
  return FALSE;
}

static gboolean
parse_bool (const NomoField *field, const char *value, NomoOperand *operand, GError **error)
{
  static const char *const yes[] = { "yes", "true", "1", "نعم", NULL };
  static const char *const no[] = { "no", "false", "0", "لا", NULL };
  g_autofree char *lower = g_utf8_strdown (value, -1);

  if (!g_strv_contains (yes, lower) && !g_strv_contains (no, lower))
    /* Translators: 1 is the name of a field as it is typed in a filter, 2 what was typed. */
    return refuse (error, _ ("“%1$s” is yes or no, not “%2$s”."), field, value);
  operand->from = operand->last = g_strv_contains (yes, lower) ? 1 : 0;
  return TRUE;
}

static gboolean
parse_time (const NomoField *field, const char *value, NomoOperand *operand, GError **error)
{
  if (nomo_span_parse (value, &operand->span))
    return TRUE;
  /* Translators: 1 is the name of a field as it is typed in a filter, 2 what was typed. */
  return refuse (error, _ ("“%1$s” needs a day such as 2026-11-22 or a period such as last-7-days, not “%2$s”."), field,
                 value);
}

/* "uses >= usage_limit": both are numbers of the same record. */
static gboolean
parse_other (const NomoQuery *query, const NomoTarget *target, const char *value, NomoOperand *operand)
{
  int other = target->part < 0 ? nomo_entity_find_field (query->entity, value) : -1;

  if (other < 0 || query->entity->fields[other].type != NOMO_TYPE_INT ||
      query->entity->fields[target->field].type != NOMO_TYPE_INT)
    return FALSE;
  operand->other = (guint) other + 1;
  return TRUE;
}

static gboolean
parse_number (const NomoQuery *query, const NomoTarget *target, const NomoField *field, const char *value,
              NomoOperand *operand, GError **error)
{
  g_autofree char *ascii = nomo_text_ascii_digits (value);
  gint64 number = 0;

  if (parse_other (query, target, value, operand))
    return TRUE;
  if (!g_ascii_string_to_signed (ascii, 10, G_MININT64, G_MAXINT64, &number, NULL))
    /* Translators: 1 is the name of a field as it is typed in a filter, 2 what was typed. */
    return refuse (error, _ ("“%1$s” needs a whole number, not “%2$s”."), field, value);
  operand->from = operand->last = number;
  return TRUE;
}

/* "100.500 KWD": the code behind the amount, in capital letters; NULL when there is none. */
static char *
currency_of (const char *value)
{
  gsize length = strlen (value);
  const char *code = value + length - CURRENCY_LENGTH;

  if (length <= CURRENCY_LENGTH)
    return NULL;
  for (guint i = 0; i < CURRENCY_LENGTH; i++)
    if (!g_ascii_isalpha (code[i]))
      return NULL;
  return g_ascii_strup (code, CURRENCY_LENGTH);
}

static gboolean
parse_money (const NomoQuery *query, const NomoField *field, const char *value, NomoOperand *operand, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (value));
  g_autofree char *currency = currency_of (stripped);
  g_autofree char *amount = g_strndup (stripped, strlen (stripped) - (currency != NULL ? CURRENCY_LENGTH : 0));

  if (!nomo_money_parse (g_strchomp (amount), currency != NULL ? currency : query->currency, &operand->from, NULL))
    /* Translators: 1 is the name of a field as it is typed in a filter, 2 what was typed. */
    return refuse (error, _ ("“%1$s” needs an amount such as 100.50, not “%2$s”."), field, value);
  operand->last = operand->from;
  operand->text = g_steal_pointer (&currency);
  return TRUE;
}

static gboolean
parse_text (const NomoField *field, NomoOp op, const char *value, NomoOperand *operand)
{
  g_autofree char *phone = NULL;

  if (field->type == NOMO_TYPE_PHONE && op != NOMO_OP_CONTAINS && op != NOMO_OP_STARTS)
    phone = nomo_phone_normalize (value, "+966");
  if (phone != NULL)
    operand->text = g_steal_pointer (&phone);
  else if (field->type == NOMO_TYPE_PHONE || (field->flags & NOMO_FIELD_NUMBER) != 0)
    operand->text = nomo_text_ascii_digits (value);
  else
    operand->text = g_utf8_make_valid (value, -1);
  return TRUE;
}

/*
 * _nomo_operand_parse:
 * @query: a query, which says in what currency amounts are
 * @target: what is compared
 * @op: the operator the value stands behind
 * @value: what was typed
 * @operand: (out): the value
 * @error: return location
 *
 * Returns: %TRUE when @value fits @target, else %FALSE with a sentence
 */
gboolean
_nomo_operand_parse (const NomoQuery *query, const NomoTarget *target, NomoOp op, const char *value,
                     NomoOperand *operand, GError **error)
{
  const NomoField *field = _nomo_target_get_field (target, query->entity);

  switch (field->type) {
  case NOMO_TYPE_BOOL:
    return parse_bool (field, value, operand, error);
  case NOMO_TYPE_TIME:
    return parse_time (field, value, operand, error);
  case NOMO_TYPE_MONEY:
    return parse_money (query, field, value, operand, error);
  case NOMO_TYPE_INT:
  case NOMO_TYPE_REF:
    return parse_number (query, target, field, value, operand, error);
  case NOMO_TYPE_TEXT:
  case NOMO_TYPE_CHOICE:
  case NOMO_TYPE_PHONE:
  case NOMO_TYPE_EMAIL:
  case NOMO_TYPE_EXTRA:
  default:
    return parse_text (field, op, value, operand);
  }
}

static char *
money_to_text (const NomoQuery *query, const NomoOperand *operand)
{
  g_autofree char *amount =
      nomo_money_to_decimal (operand->from, operand->text != NULL ? operand->text : query->currency);

  return operand->text != NULL ? g_strdup_printf ("%s %s", amount, operand->text) : g_steal_pointer (&amount);
}

/*
 * _nomo_operand_to_text:
 * @query: a query
 * @target: what is compared
 * @operand: a value
 *
 * Returns: (transfer full): the value as _nomo_operand_parse() reads it
 */
char *
_nomo_operand_to_text (const NomoQuery *query, const NomoTarget *target, const NomoOperand *operand)
{
  const NomoField *field = _nomo_target_get_field (target, query->entity);

  if (operand->other > 0)
    return g_strdup (query->entity->fields[operand->other - 1].name);
  if (nomo_type_is_text (field->type))
    return g_strdup (operand->text);
  if (field->type == NOMO_TYPE_BOOL)
    return g_strdup (operand->from != 0 ? "yes" : "no");
  if (field->type == NOMO_TYPE_TIME)
    return nomo_span_to_text (&operand->span);
  if (field->type == NOMO_TYPE_MONEY)
    return money_to_text (query, operand);
  return g_strdup_printf ("%" G_GINT64_FORMAT, operand->from);
}
