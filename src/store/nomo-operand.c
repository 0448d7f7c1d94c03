#include "config.h"

#include "nomo-calendar.h"
#include "nomo-money.h"
#include "nomo-phone.h"
#include "nomo-query-private.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Amounts in filters are decimals with two places, as in the shop's currency. */
#define FILTER_CURRENCY "SAR"
#define DAY_MS          (24 * 3600 * G_GINT64_CONSTANT (1000))

static gboolean
refuse (GError **error, const char *format, const NomoField *field, const char *value)
{
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, format, field->name, value);
  return FALSE;
}

static void
set_number (NomoOperand *operand, gint64 from, gint64 length)
{
  operand->from = from;
  operand->to = from <= G_MAXINT64 - length ? from + length : G_MAXINT64;
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
  set_number (operand, g_strv_contains (yes, lower) ? 1 : 0, 1);
  return TRUE;
}

/* "T10:42", "T10:42:07", "T10:42:07.123" behind the day; says how long the moment is that was named. */
static gboolean
parse_clock (const char *text, gint64 *ms, gint64 *length)
{
  static const char *const shapes[] = { "dd:dd", "dd:dd:dd", "dd:dd:dd.ddd" };
  static const gint64 lengths[] = { 60000, 1000, 1 };
  int parts[4] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    gsize n = strlen (shapes[i]);
    gsize fits = 0;

    while (fits < n && (shapes[i][fits] == 'd' ? g_ascii_isdigit (text[fits]) : text[fits] == shapes[i][fits]))
      fits++;
    if (fits != n || text[n] != '\0')
      continue;
    sscanf (text, "%2d:%2d:%2d.%3d", &parts[0], &parts[1], &parts[2], &parts[3]);
    *ms = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * G_GINT64_CONSTANT (1000) + parts[3];
    *length = lengths[i];
    return parts[0] < 24 && parts[1] < 60 && parts[2] < 60;
  }
  return FALSE;
}

static gboolean
parse_time (const NomoField *field, const char *value, NomoOperand *operand, GError **error)
{
  g_autofree char *ascii = nomo_text_ascii_digits (value);
  char *clock = strpbrk (ascii, "T ");
  gint64 offset = 0;
  gint64 length = 0;
  int day = 0;

  if (clock != NULL)
    *clock++ = '\0';
  if (!nomo_day_parse (ascii, &day) || (clock != NULL && !parse_clock (clock, &offset, &length)))
    /* Translators: 1 is the name of a field as it is typed in a filter, 2 what was typed. */
    return refuse (error, _ ("“%1$s” needs a day such as 2026-11-22, not “%2$s”."), field, value);
  operand->from = nomo_day_start (day, nomo_calendar_riyadh ()) + offset;
  operand->to = clock != NULL ? operand->from + length : nomo_day_start (day + 1, nomo_calendar_riyadh ());
  return TRUE;
}

static gboolean
parse_number (const NomoField *field, const char *value, NomoOperand *operand, GError **error)
{
  g_autofree char *ascii = nomo_text_ascii_digits (value);
  gint64 number = 0;

  if (!g_ascii_string_to_signed (ascii, 10, G_MININT64, G_MAXINT64, &number, NULL))
    /* Translators: 1 is the name of a field as it is typed in a filter, 2 what was typed. */
    return refuse (error, _ ("“%1$s” needs a whole number, not “%2$s”."), field, value);
  set_number (operand, number, 1);
  return TRUE;
}

static gboolean
parse_money (const NomoField *field, const char *value, NomoOperand *operand, GError **error)
{
  gint64 minor = 0;

  if (!nomo_money_parse (value, FILTER_CURRENCY, &minor, NULL))
    /* Translators: 1 is the name of a field as it is typed in a filter, 2 what was typed. */
    return refuse (error, _ ("“%1$s” needs an amount such as 100.50, not “%2$s”."), field, value);
  set_number (operand, minor, 1);
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
 * @field: a field
 * @op: the operator the value stands behind
 * @value: what was typed
 * @operand: (out): the value
 * @error: return location
 *
 * Returns: %TRUE when @value fits @field, else %FALSE with a sentence
 */
gboolean
_nomo_operand_parse (const NomoField *field, NomoOp op, const char *value, NomoOperand *operand, GError **error)
{
  switch (field->type) {
  case NOMO_TYPE_BOOL:
    return parse_bool (field, value, operand, error);
  case NOMO_TYPE_TIME:
    return parse_time (field, value, operand, error);
  case NOMO_TYPE_MONEY:
    return parse_money (field, value, operand, error);
  case NOMO_TYPE_INT:
  case NOMO_TYPE_REF:
    return parse_number (field, value, operand, error);
  case NOMO_TYPE_TEXT:
  case NOMO_TYPE_CHOICE:
  case NOMO_TYPE_PHONE:
  case NOMO_TYPE_EMAIL:
  default:
    return parse_text (field, op, value, operand);
  }
}

static char *
time_to_text (const NomoOperand *operand)
{
  int day = nomo_day_of (operand->from, nomo_calendar_riyadh ());
  gint64 ms = operand->from - nomo_day_start (day, nomo_calendar_riyadh ());
  gint64 length = operand->to - operand->from;
  int year = 0;
  int month = 0;
  int day_of_month = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  g_string_printf (text, "%04d-%02d-%02d", year, month, day_of_month);
  if (length >= DAY_MS)
    return g_string_free (g_steal_pointer (&text), FALSE);
  g_string_append_printf (text, "T%02d:%02d", (int) (ms / 3600000), (int) (ms / 60000 % 60));
  if (length < 60000)
    g_string_append_printf (text, ":%02d", (int) (ms / 1000 % 60));
  if (length < 1000)
    g_string_append_printf (text, ".%03d", (int) (ms % 1000));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/*
 * _nomo_operand_to_text:
 * @field: a field
 * @operand: a value
 *
 * Returns: (transfer full): the value as _nomo_operand_parse() reads it
 */
char *
_nomo_operand_to_text (const NomoField *field, const NomoOperand *operand)
{
  if (nomo_type_is_text (field->type))
    return g_strdup (operand->text);
  if (field->type == NOMO_TYPE_BOOL)
    return g_strdup (operand->from != 0 ? "yes" : "no");
  if (field->type == NOMO_TYPE_TIME)
    return time_to_text (operand);
  if (field->type == NOMO_TYPE_MONEY)
    return nomo_money_to_decimal (operand->from, FILTER_CURRENCY);
  return g_strdup_printf ("%" G_GINT64_FORMAT, operand->from);
}
