#include "config.h"

#include "nomo-field-read.h"

#include "nomo-field-words.h"
#include "nomo-json.h"
#include "nomo-moment.h"
#include "nomo-money.h"
#include "nomo-phone.h"
#include "nomo-store-error.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Where a number without a country is from. */
#define USUAL_COUNTRY "+966"

static gboolean
refuse (GError **error, const char *format, const char *text)
{
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, format, text);
  return FALSE;
}

/* Without the marks that spreadsheets and chats leave around, and with the digits of a programmer. */
static char *
clean (const char *text)
{
  g_autofree char *visible = nomo_text_strip_isolates (text);

  return g_strstrip (nomo_text_ascii_digits (visible));
}

static gboolean
read_bool (const char *text, NomoValue *value, GError **error)
{
  static const char *const yes[] = { "yes", "true", "1", "y", "نعم", "صح", "صحيح", NULL };
  static const char *const no[] = { "no", "false", "0", "n", "لا", "خطا", NULL };
  g_autofree char *ascii = clean (text);
  g_autofree char *folded = nomo_text_fold (ascii);
  gboolean is_yes = g_strv_contains (yes, folded);

  if (!is_yes && !g_strv_contains (no, folded))
    return refuse (error, _ ("“%s” is neither yes nor no."), text);
  nomo_value_set_int (value, is_yes ? 1 : 0);
  return TRUE;
}

static gboolean
read_time (const char *text, NomoValue *value, GError **error)
{
  gint64 ms = 0;

  if (!nomo_moment_parse (text, &ms))
    /* Translators: keep the three examples; h marks a Hijri date. */
    return refuse (error, _ ("“%s” is not a date. Write it like 2026-11-22, 22/11/2026 or 1448-06-12h."), text);
  nomo_value_set_int (value, ms);
  return TRUE;
}

/* Groups of three digits are read; "12.5" is no whole number, and rounding it would be a guess. */
static gboolean
read_int (const char *text, NomoValue *value, GError **error)
{
  g_autofree char *ascii = clean (text);
  gint64 number = 0;

  if (strpbrk (ascii, ".eE") != NULL || !nomo_money_parse (ascii, "JPY", &number, NULL))
    return refuse (error, _ ("“%s” is not a whole number."), text);
  nomo_value_set_int (value, number);
  return TRUE;
}

static gboolean
read_ref (const char *text, NomoValue *value, GError **error)
{
  g_autofree char *ascii = clean (text);
  gint64 id = 0;

  if (!g_ascii_string_to_signed (ascii, 10, 1, G_MAXINT64, &id, NULL))
    return refuse (error, _ ("“%s” is not the number of a record."), text);
  nomo_value_set_int (value, id);
  return TRUE;
}

/* "222.30 SAR", "ر.س 222.30": the currency may stand beside the amount, but it must be the right one. */
static char *
without_currency (const char *text, const char *currency)
{
  static const char *const riyal[] = { "SAR", "ر.س.", "ر.س", "ريال", "﷼", NULL };
  const char *const own[] = { currency, NULL };
  const char *const *names = strcmp (currency, "SAR") == 0 ? riyal : own;
  char *amount = clean (text);

  for (; *names != NULL; names++) {
    if (g_str_has_suffix (amount, *names))
      amount[strlen (amount) - strlen (*names)] = '\0';
    else if (g_str_has_prefix (amount, *names))
      memmove (amount, amount + strlen (*names), strlen (amount + strlen (*names)) + 1);
    else
      continue;
    break;
  }
  return g_strstrip (amount);
}

static gboolean
read_money (const char *text, const char *currency, NomoValue *value, GError **error)
{
  g_autofree char *amount = without_currency (text, currency != NULL && *currency != '\0' ? currency : "SAR");
  g_autoptr (GError) failed = NULL;
  gint64 minor = 0;

  if (!nomo_money_parse (amount, currency, &minor, &failed))
    return refuse (error, "%s", failed->message);
  nomo_value_set_int (value, minor);
  return TRUE;
}

static gboolean
read_choice (const char *text, GHashTable *choices, NomoValue *value, GError **error)
{
  g_autofree char *folded = nomo_text_fold (text);
  const char *key = choices != NULL ? g_hash_table_lookup (choices, folded) : NULL;

  if (key == NULL)
    return refuse (error, _ ("“%s” is none of the choices."), text);
  nomo_value_set_text (value, key, -1);
  return TRUE;
}

static gboolean
read_phone (const char *text, NomoValue *value, GError **error)
{
  g_autofree char *number = nomo_phone_normalize (text, USUAL_COUNTRY);

  if (number == NULL)
    return refuse (error, _ ("“%s” is not a phone number."), text);
  nomo_value_set_text (value, number, -1);
  return TRUE;
}

static gboolean
is_address (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strpbrk (text, " \t\r\n,;<>") == NULL && strchr (at + 1, '@') == NULL &&
         strchr (at + 1, '.') != NULL && at[1] != '.' && !g_str_has_suffix (text, ".");
}

/* No two people share an address but for its case, and the store compares letter by letter. */
static gboolean
read_email (const char *text, NomoValue *value, GError **error)
{
  g_autofree char *cleaned = clean (text);
  g_autofree char *address = g_ascii_strdown (cleaned, -1);

  if (!is_address (address))
    return refuse (error, _ ("“%s” is not an e-mail address."), text);
  nomo_value_set_text (value, address, -1);
  return TRUE;
}

static gboolean
read_extra (const char *text, NomoValue *value, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) node = nomo_json_parse (bytes, 0, NULL, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, _ ("“%s” is not a JSON object."), text);
  nomo_value_set_text (value, text, -1);
  return TRUE;
}

static gboolean
read_text (const NomoField *field, const char *text, NomoValue *value)
{
  g_autofree char *ascii = (field->flags & NOMO_FIELD_NUMBER) != 0 ? clean (text) : NULL;

  nomo_value_set_text (value, ascii != NULL ? ascii : text, -1);
  return TRUE;
}

static gboolean
read_stripped (const NomoField *field, const char *text, const char *currency, GHashTable *choices, NomoValue *value,
               GError **error)
{
  switch (field->type) {
  case NOMO_TYPE_BOOL:
    return read_bool (text, value, error);
  case NOMO_TYPE_TIME:
    return read_time (text, value, error);
  case NOMO_TYPE_INT:
    return read_int (text, value, error);
  case NOMO_TYPE_REF:
    return read_ref (text, value, error);
  case NOMO_TYPE_MONEY:
    return read_money (text, currency, value, error);
  case NOMO_TYPE_CHOICE:
    return read_choice (text, choices, value, error);
  case NOMO_TYPE_PHONE:
    return read_phone (text, value, error);
  case NOMO_TYPE_EMAIL:
    return read_email (text, value, error);
  case NOMO_TYPE_EXTRA:
    return read_extra (text, value, error);
  case NOMO_TYPE_TEXT:
  default:
    return read_text (field, text, value);
  }
}

/**
 * nomo_field_add_choice_names:
 * @field: a field
 * @names: (element-type utf8 utf8): what people write, folded, to the key that is meant
 *
 * Adds each choice by its key and by its label in the language of the interface.
 */
void
nomo_field_add_choice_names (const NomoField *field, GHashTable *names)
{
  for (const NomoChoice *choice = field->choices; choice != NULL && choice->key != NULL; choice++) {
    const char *label = nomo_field_get_choice_words (field, choice->key);

    g_hash_table_insert (names, nomo_text_fold (choice->key), g_strdup (choice->key));
    g_hash_table_insert (names, nomo_text_fold (label), g_strdup (choice->key));
  }
}

/**
 * nomo_field_read:
 * @field: a field
 * @text: what a person or another program wrote
 * @currency: (nullable): what an amount is in
 * @choices: (nullable) (element-type utf8 utf8): see nomo_field_add_choice_names()
 * @value: (out): the value
 * @error: return location
 *
 * Reads a value as people write it: any digits, dates also of the Hijri calendar, phones without their country, yes and no
 * in both languages. Blanks around it do not count; nothing is no value.
 *
 * Returns: %TRUE when @text fits @field, else %FALSE with a sentence
 */
gboolean
nomo_field_read (const NomoField *field, const char *text, const char *currency, GHashTable *choices, NomoValue *value,
                 GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped != '\0')
    return read_stripped (field, stripped, currency, choices, value, error);
  nomo_value_set_null (value);
  return TRUE;
}
