#include "config.h"

#include "nomo-settings.h"

#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-json.h"
#include "nomo-money.h"
#include "nomo-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define MINUTE_MS G_GINT64_CONSTANT (60000)

/* Settings are a handful of short values. */
#define MAX_JSON (64 * 1024)

/**
 * nomo_setting_get_label:
 * @setting: what can be set
 *
 * Returns: what it is called in the language of the interface
 */
const char *
nomo_setting_get_label (const NomoSetting *setting)
{
  const char *context = setting->choices == NULL ? setting->context : NULL;

  return context != NULL ? g_dpgettext2 (NULL, context, setting->label) : _ (setting->label);
}

/**
 * nomo_settings_reset:
 * @settings: (array length=n_settings): what can be set
 * @n_settings: how many
 * @values: (array length=n_settings) (out caller-allocates): their initial values
 */
void
nomo_settings_reset (const NomoSetting *settings, guint n_settings, gint64 *values)
{
  for (guint i = 0; i < n_settings; i++)
    values[i] = settings[i].initial;
}

static char *
word_choices (const NomoSetting *setting)
{
  GString *words = g_string_new (NULL);

  for (const NomoChoice *choice = setting->choices; choice->key != NULL; choice++)
    g_string_append_printf (words, "%s%s", words->len > 0 ? _ (", ") : "", choice->key);
  return g_string_free (words, FALSE);
}

static char *
word_bound (const NomoSetting *setting, gint64 value, const char *currency)
{
  return setting->type == NOMO_SETTING_MONEY ? nomo_format_money (value, currency, FALSE) : nomo_format_int (value);
}

static char *
word_number_rule (const NomoSetting *setting, const char *currency)
{
  g_autofree char *least = word_bound (setting, setting->least, currency);
  g_autofree char *most = word_bound (setting, setting->most, currency);

  if (setting->type == NOMO_SETTING_MONEY)
    /* Translators: 1 is the name of a setting, 2 and 3 are amounts. */
    return g_strdup_printf (_ ("“%1$s” must be an amount from %2$s to %3$s."), nomo_setting_get_label (setting), least,
                            most);
  /* Translators: 1 is the name of a setting, 2 and 3 are numbers. */
  return g_strdup_printf (_ ("“%1$s” must be a whole number from %2$s to %3$s."), nomo_setting_get_label (setting),
                          least, most);
}

static char *
word_rule (const NomoSetting *setting, const char *currency)
{
  g_autofree char *choices = setting->type == NOMO_SETTING_CHOICE ? word_choices (setting) : NULL;

  switch (setting->type) {
  case NOMO_SETTING_BOOL:
    /* Translators: the name of a setting. */
    return g_strdup_printf (_ ("“%s” must be true or false."), nomo_setting_get_label (setting));
  case NOMO_SETTING_MINUTE:
    /* Translators: the name of a setting. */
    return g_strdup_printf (_ ("“%s” must be a time like 21:30."), nomo_setting_get_label (setting));
  case NOMO_SETTING_CHOICE:
    /* Translators: 1 is the name of a setting, 2 the words that are understood, with commas between them. */
    return g_strdup_printf (_ ("“%1$s” must be one of: %2$s."), nomo_setting_get_label (setting), choices);
  case NOMO_SETTING_INT:
  case NOMO_SETTING_MONEY:
  default:
    return word_number_rule (setting, currency);
  }
}

static gboolean
parse_bool (const char *text, gint64 *value)
{
  *value = g_str_equal (text, "true");
  return *value || g_str_equal (text, "false");
}

static gboolean
parse_minute (const char *text, gint64 *value)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  gint64 hour = 0, minute = 0;

  if (g_strv_length (parts) != 2 || !g_ascii_string_to_signed (parts[0], 10, 0, 23, &hour, NULL) ||
      strlen (parts[1]) != 2 || !g_ascii_string_to_signed (parts[1], 10, 0, 59, &minute, NULL))
    return FALSE;
  *value = hour * 60 + minute;
  return TRUE;
}

static gboolean
parse_choice (const NomoSetting *setting, const char *text, gint64 *value)
{
  for (*value = 0; setting->choices[*value].key != NULL; (*value)++)
    if (g_str_equal (setting->choices[*value].key, text))
      return TRUE;
  return FALSE;
}

static gboolean
parse_value (const NomoSetting *setting, const char *text, const char *currency, gint64 *value)
{
  switch (setting->type) {
  case NOMO_SETTING_BOOL:
    return parse_bool (text, value);
  case NOMO_SETTING_MONEY:
    return nomo_money_parse (text, currency, value, NULL);
  case NOMO_SETTING_MINUTE:
    return parse_minute (text, value);
  case NOMO_SETTING_CHOICE:
    return parse_choice (setting, text, value);
  case NOMO_SETTING_INT:
  default:
    return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL);
  }
}

/**
 * nomo_setting_parse:
 * @setting: what is set
 * @text: as people or JSON write it; Arabic digits are understood
 * @currency: the shop's currency
 * @value: (out): the value
 * @error: return location
 *
 * Returns: %TRUE when the text is a value that the setting may have, else %FALSE with %NOMO_CORE_ERROR_INVALID and a sentence
 *   for people
 */
gboolean
nomo_setting_parse (const NomoSetting *setting, const char *text, const char *currency, gint64 *value, GError **error)
{
  g_autofree char *plain = g_strstrip (nomo_text_ascii_digits (text));
  gint64 parsed = 0;

  if (parse_value (setting, plain, currency, &parsed) && parsed >= setting->least && parsed <= setting->most) {
    *value = parsed;
    return TRUE;
  }
  g_autofree char *rule = word_rule (setting, currency);
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, rule);
  return FALSE;
}

/**
 * nomo_setting_to_text:
 * @setting: what is set
 * @value: a value
 * @currency: the shop's currency
 *
 * Returns: (transfer full): the value as nomo_setting_parse() reads it
 */
char *
nomo_setting_to_text (const NomoSetting *setting, gint64 value, const char *currency)
{
  switch (setting->type) {
  case NOMO_SETTING_BOOL:
    return g_strdup (value != 0 ? "true" : "false");
  case NOMO_SETTING_MONEY:
    return nomo_money_to_decimal (value, currency);
  case NOMO_SETTING_MINUTE:
    return g_strdup_printf ("%02d:%02d", (int) value / 60, (int) value % 60);
  case NOMO_SETTING_CHOICE:
    return g_strdup (setting->choices[value].key);
  case NOMO_SETTING_INT:
  default:
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  }
}

/**
 * nomo_setting_to_words:
 * @setting: what is set
 * @value: a value
 * @currency: the shop's currency
 *
 * Returns: (transfer full): the value for people, in the language of the interface
 */
char *
nomo_setting_to_words (const NomoSetting *setting, gint64 value, const char *currency)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  switch (setting->type) {
  case NOMO_SETTING_BOOL:
    return g_strdup (value != 0 ? C_ ("answer", "Yes") : C_ ("answer", "No"));
  case NOMO_SETTING_MONEY:
    return nomo_format_money (value, currency, FALSE);
  case NOMO_SETTING_MINUTE:
    return nomo_format_time (value * MINUTE_MS, utc);
  case NOMO_SETTING_CHOICE:
    return g_strdup (g_dpgettext2 (NULL, setting->context, setting->choices[value].label));
  case NOMO_SETTING_INT:
  default:
    return nomo_format_int (value);
  }
}

/* In the flat objects of settings a name in quotation marks with a colon behind it is a member and nothing else. */
static guint
find_line (const char *json, const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);
  const char *found = json;
  guint line = 1;

  while ((found = strstr (found, quoted)) != NULL) {
    const char *after = found + strlen (quoted);

    if (after[strspn (after, " \t\r\n")] == ':')
      break;
    found = after;
  }
  for (const char *at = json; found != NULL && at < found; at++)
    line += *at == '\n';
  return line;
}

static void
put_line_before (GError **error, guint line)
{
  g_autofree char *number = nomo_format_int (line);
  g_autoptr (GError) plain = g_steal_pointer (error);

  /* Translators: 1 is the number of a line of a file, 2 a sentence that tells what is wrong there. */
  g_set_error (error, plain->domain, plain->code, _ ("Line %1$s: %2$s"), number, plain->message);
}

static gboolean
refuse_line (GError **error, guint line, const char *sentence)
{
  GError *plain = g_error_new_literal (NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, sentence);

  put_line_before (&plain, line);
  g_propagate_error (error, plain);
  return FALSE;
}

static gboolean
read_member (const NomoSetting *setting, JsonNode *node, const char *currency, gint64 *value, GError **error)
{
  gboolean is_word = setting->type == NOMO_SETTING_BOOL;
  gboolean is_bool = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
  g_autofree char *text = is_bool == is_word ? nomo_json_dup_text (node, "") : NULL;

  if (is_bool && is_word) {
    g_free (text);
    text = g_strdup (json_node_get_boolean (node) ? "true" : "false");
  }
  return nomo_setting_parse (setting, text != NULL ? text : "", currency, value, error);
}

static const NomoSetting *
find (const NomoSetting *settings, guint n_settings, const char *name)
{
  for (guint i = 0; i < n_settings; i++)
    if (g_str_equal (settings[i].name, name))
      return &settings[i];
  return NULL;
}

static JsonNode *
parse_object (const char *json, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  NomoJsonReport report = { 0 };
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = nomo_json_parse (body, MAX_JSON, &report, &reason);

  if (g_error_matches (reason, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TOO_LARGE))
    g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                         _ ("The file is too large to hold settings."));
  else if (root == NULL)
    refuse_line (error, report.line, _ ("this is not JSON. Look for a missing comma, quotation mark or bracket."));
  else if (!JSON_NODE_HOLDS_OBJECT (root))
    refuse_line (error, 1, _ ("the settings must stand between { and }."));
  else
    return g_steal_pointer (&root);
  return NULL;
}

/**
 * nomo_settings_read:
 * @settings: (array length=n_settings): what can be set
 * @n_settings: how many
 * @json: an object with a member for each setting that is told, as nomo_settings_write() writes it or a person does
 * @currency: the shop's currency
 * @values: (array length=n_settings) (inout): the values; those that are not told stay, and all of them stay on an error
 * @error: return location
 *
 * Returns: %TRUE when all of it was understood, else %FALSE with %NOMO_CORE_ERROR_INVALID: the line and the reason, a sentence
 *   for people
 */
gboolean
nomo_settings_read (const NomoSetting *settings, guint n_settings, const char *json, const char *currency,
                    gint64 *values, GError **error)
{
  g_autoptr (JsonNode) root = parse_object (json, error);
  g_autofree gint64 *read = g_memdup2 (values, n_settings * sizeof *values);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (root == NULL)
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node)) {
    const NomoSetting *setting = find (settings, n_settings, name);
    g_autofree char *unknown = NULL;

    if (setting == NULL) {
      /* Translators: a word from a file that a person wrote. */
      unknown = g_strdup_printf (_ ("there is no setting “%s”."), name);
      return refuse_line (error, find_line (json, name), unknown);
    }
    if (!read_member (setting, node, currency, &read[setting - settings], error)) {
      put_line_before (error, find_line (json, name));
      return FALSE;
    }
  }
  memcpy (values, read, n_settings * sizeof *values);
  return TRUE;
}

/**
 * nomo_settings_read_kept:
 * @settings: (array length=n_settings): what can be set
 * @n_settings: how many
 * @json: (nullable): what a store keeps
 * @currency: the shop's currency
 * @values: (array length=n_settings) (out caller-allocates): the values
 *
 * Reads what this or another version of the program kept: what it does not tell, or not well, has its initial value.
 */
void
nomo_settings_read_kept (const NomoSetting *settings, guint n_settings, const char *json, const char *currency,
                         gint64 *values)
{
  g_autoptr (JsonNode) root = json != NULL ? parse_object (json, NULL) : NULL;

  nomo_settings_reset (settings, n_settings, values);
  for (guint i = 0; root != NULL && i < n_settings; i++) {
    JsonNode *node = json_object_get_member (json_node_get_object (root), settings[i].name);

    if (node != NULL)
      read_member (&settings[i], node, currency, &values[i], NULL);
  }
}

/**
 * nomo_settings_write:
 * @settings: (array length=n_settings): what can be set
 * @n_settings: how many
 * @values: (array length=n_settings): their values
 * @currency: the shop's currency
 *
 * Returns: (transfer full): a JSON object, a line for each setting
 */
char *
nomo_settings_write (const NomoSetting *settings, guint n_settings, const gint64 *values, const char *currency)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < n_settings; i++) {
    const char *quote = settings[i].type == NOMO_SETTING_BOOL || settings[i].type == NOMO_SETTING_INT ? "" : "\"";
    g_autofree char *text = nomo_setting_to_text (&settings[i], values[i], currency);

    g_string_append_printf (json, "%s\n  \"%s\": %s%s%s", i > 0 ? "," : "", settings[i].name, quote, text, quote);
  }
  g_string_append (json, "\n}\n");
  return g_string_free (json, FALSE);
}
