#include "config.h"

#include "nomo-demo-body.h"

#include "nomo-calendar.h"
#include "nomo-demo-labels.h"
#include "nomo-demo-rhythm.h"
#include "nomo-demo-written.h"
#include "nomo-json.h"
#include "nomo-money.h"

#include <stdio.h>
#include <string.h>

/* PHP reads a body only when it is called JSON, and takes what it cannot read for nothing. */
static JsonNode *
parse (NomoDemoCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  g_autofree char *text = nomo_demo_call_dup_body (call);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/json") != 0)
    return NULL;
  return nomo_json_parse (bytes, 0, NULL, NULL);
}

static NomoDemoBody *
body_new (NomoDemoCall *call, JsonNode *json, gboolean partial)
{
  NomoDemoBody *self = g_new0 (NomoDemoBody, 1);

  self->json = json;
  self->complaints = g_ptr_array_new_with_free_func (g_free);
  self->keeper = nomo_demo_shop_get_written (call->demo->shop);
  self->partial = partial;
  return self;
}

/**
 * nomo_demo_body_new:
 * @call: a write
 *
 * Returns: (transfer full): what it sends
 */
NomoDemoBody *
nomo_demo_body_new (NomoDemoCall *call)
{
  return body_new (call, parse (call), FALSE);
}

/**
 * nomo_demo_body_new_whole:
 * @call: a request of the dashboard
 * @json: what it sends
 *
 * Returns: (transfer full): the same
 */
NomoDemoBody *
nomo_demo_body_new_whole (NomoDemoCall *call, JsonNode *json)
{
  return body_new (call, json_node_ref (json), FALSE);
}

/**
 * nomo_demo_body_new_partial:
 * @call: a request of the dashboard
 * @json: what it sends
 *
 * Returns: (transfer full): the same, where nothing is required
 */
NomoDemoBody *
nomo_demo_body_new_partial (NomoDemoCall *call, JsonNode *json)
{
  return body_new (call, json_node_ref (json), TRUE);
}

void
nomo_demo_body_free (NomoDemoBody *self)
{
  g_clear_pointer (&self->json, json_node_unref);
  g_ptr_array_unref (self->complaints);
  g_free (self);
}

/**
 * nomo_demo_body_is_good:
 * @self: a body that was read
 * @call: its request
 *
 * Returns: whether nothing is wrong with it; else 422 was answered
 */
gboolean
nomo_demo_body_is_good (NomoDemoBody *self, NomoDemoCall *call)
{
  if (self->complaints->len == 0)
    return TRUE;
  nomo_demo_call_fail_body (call, self->complaints);
  return FALSE;
}

static gboolean
has_complaint (NomoDemoBody *self, const char *name)
{
  for (guint i = 0; i < self->complaints->len; i += 2)
    if (g_str_equal (g_ptr_array_index (self->complaints, i), name))
      return TRUE;
  return FALSE;
}

/**
 * nomo_demo_body_complain:
 * @self: a body
 * @name: the field that is wrong
 * @before: what stands before its label in the sentence that says why
 * @after: what stands behind
 *
 * The first complaint of a field stays.
 */
void
nomo_demo_body_complain (NomoDemoBody *self, const char *name, const char *before, const char *after)
{
  if (has_complaint (self, name))
    return;
  g_ptr_array_add (self->complaints, g_strdup (name));
  g_ptr_array_add (self->complaints, g_strconcat (before, nomo_demo_label (name), after, NULL));
}

void
nomo_demo_body_refuse (NomoDemoBody *self, const char *name)
{
  nomo_demo_body_complain (self, name, "القيمة المختارة لحقل ", " غير صالحة.");
}

/* PHP takes an empty text for null, too. */
static gboolean
is_nothing (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node) ||
         (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), "") == 0);
}

static JsonNode *
find (NomoDemoBody *self, const char *name)
{
  JsonNode *node = nomo_json_get (self->json, name);

  return is_nothing (node) ? NULL : node;
}

gboolean
nomo_demo_body_has (NomoDemoBody *self, const char *name)
{
  return find (self, name) != NULL;
}

/**
 * nomo_demo_body_require:
 * @self: a body
 * @name: a field that must be there, unless the body is partial
 *
 * Returns: whether it is there
 */
gboolean
nomo_demo_body_require (NomoDemoBody *self, const char *name)
{
  if (nomo_demo_body_has (self, name))
    return TRUE;
  if (!self->partial)
    nomo_demo_body_complain (self, name, "حقل ", " مطلوب.");
  return FALSE;
}

void
nomo_demo_body_read_text (NomoDemoBody *self, const char *name, const char **value)
{
  JsonNode *node = find (self, name);

  if (node == NULL)
    return;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    *value = nomo_demo_written_keep_text (self->keeper, json_node_get_string (node));
  else
    nomo_demo_body_complain (self, name, "يجب أن يكون حقل ", " نصًا.");
}

static const char *
find_word (JsonNode *node, const char *const *words)
{
  g_autofree char *text = nomo_json_dup_text (node, "");

  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      return words[i];
  return NULL;
}

/**
 * nomo_demo_body_read_word:
 * @self: a body
 * @name: a field
 * @words: (array zero-terminated=1): what it can be
 * @value: (inout): the one of @words that it is
 */
void
nomo_demo_body_read_word (NomoDemoBody *self, const char *name, const char *const *words, const char **value)
{
  JsonNode *node = find (self, name);
  const char *word = node != NULL ? find_word (node, words) : NULL;

  if (word != NULL)
    *value = word;
  else if (node != NULL)
    nomo_demo_body_refuse (self, name);
}

/**
 * nomo_demo_body_read_amount:
 * @self: a body
 * @name: a field
 * @hundredths: (inout): its number, in hundredths
 */
void
nomo_demo_body_read_amount (NomoDemoBody *self, const char *name, gint64 *hundredths)
{
  JsonNode *node = find (self, name);
  g_autofree char *text = node != NULL ? nomo_json_dup_text (node, "") : NULL;

  if (node == NULL)
    return;
  if (text == NULL || text[strspn (text, "0123456789.-+eE")] != '\0' ||
      !nomo_money_parse (text, "SAR", hundredths, NULL))
    nomo_demo_body_complain (self, name, "يجب أن يكون حقل ", " رقمًا.");
  else if (*hundredths < 0)
    nomo_demo_body_complain (self, name, "يجب ألا يقل حقل ", " عن 0.");
}

void
nomo_demo_body_read_count (NomoDemoBody *self, const char *name, guint *value)
{
  gint64 number = 0;

  if (!nomo_demo_body_has (self, name))
    return;
  if (!nomo_json_get_int (self->json, name, &number) || number > G_MAXINT32)
    nomo_demo_body_complain (self, name, "يجب أن يكون حقل ", " عددًا صحيحًا.");
  else if (number < 0)
    nomo_demo_body_complain (self, name, "يجب ألا يقل حقل ", " عن 0.");
  else
    *value = (guint) number;
}

/* What PHP's rule for booleans takes: "true" is none. */
void
nomo_demo_body_read_bool (NomoDemoBody *self, const char *name, gboolean *value)
{
  JsonNode *node = find (self, name);
  g_autofree char *text = node != NULL ? nomo_json_dup_text (node, "") : NULL;

  if (node == NULL)
    return;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    *value = json_node_get_boolean (node);
  else if (g_strcmp0 (text, "0") == 0 || g_strcmp0 (text, "1") == 0)
    *value = *text == '1';
  else
    nomo_demo_body_complain (self, name, "يجب أن تكون قيمة حقل ", " نعم أو لا.");
}

/* Whether the text has digits where the pattern has a "0", and is like it elsewhere. */
static gboolean
is_like (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; text++, pattern++)
    if (*pattern == '0' ? !g_ascii_isdigit (*text) : *text != *pattern)
      return FALSE;
  return *text == '\0';
}

static gboolean
parse_moment (const char *text, gint64 *ms)
{
  g_autofree char *date = g_strndup (text, strlen ("2026-02-03"));
  int day, hour = 0, minute = 0, second = 0;

  if (is_like (text, "0000-00-00 00:00:00"))
    sscanf (text + strlen (date), " %2d:%2d:%2d", &hour, &minute, &second);
  else if (!is_like (text, "0000-00-00"))
    return FALSE;
  if (!nomo_day_parse (date, &day) || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  *ms = day * NOMO_DEMO_DAY_MS + (hour - 3) * NOMO_DEMO_HOUR_MS + (minute * 60 + second) * 1000;
  return TRUE;
}

/**
 * nomo_demo_body_read_moment:
 * @self: a body
 * @name: a field
 * @ms: (inout): the moment, UTC milliseconds; a day alone is its first moment in Riyadh
 *
 * Returns: whether there was one
 */
gboolean
nomo_demo_body_read_moment (NomoDemoBody *self, const char *name, gint64 *ms)
{
  JsonNode *node = find (self, name);
  g_autofree char *text = node != NULL ? nomo_json_dup_text (node, "") : NULL;

  if (node == NULL)
    return FALSE;
  if (text != NULL && parse_moment (text, ms))
    return TRUE;
  nomo_demo_body_complain (self, name, "صيغة ", " غير صحيحة.");
  return FALSE;
}

static JsonArray *
read_array (NomoDemoBody *self, const char *name)
{
  JsonNode *node = find (self, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  if (node != NULL)
    nomo_demo_body_complain (self, name, "يجب أن يكون حقل ", " مصفوفة.");
  return NULL;
}

/**
 * nomo_demo_body_read_ids:
 * @self: a body
 * @name: a field
 * @ids: (inout) (element-type gint64): the ids in it, sent as texts or numbers
 */
void
nomo_demo_body_read_ids (NomoDemoBody *self, const char *name, const GArray **ids)
{
  JsonArray *array = read_array (self, name);
  g_autoptr (GArray) read = NULL;

  if (array == NULL)
    return;
  read = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < json_array_get_length (array); i++) {
    gint64 id = 0;

    if (!nomo_json_get_int (json_array_get_element (array, i), "", &id) || id <= 0) {
      nomo_demo_body_complain (self, name, "يجب أن تكون قيم حقل ", " أرقامًا.");
      return;
    }
    id = nomo_demo_json_small_id (id);
    g_array_append_val (read, id);
  }
  *ids = nomo_demo_written_keep_ids (self->keeper, g_steal_pointer (&read));
}

void
nomo_demo_body_read_words (NomoDemoBody *self, const char *name, const char *const *words, const char *const **values)
{
  JsonArray *array = read_array (self, name);
  g_autoptr (GPtrArray) read = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *word = find_word (json_array_get_element (array, i), words);

    if (word == NULL) {
      nomo_demo_body_refuse (self, name);
      return;
    }
    g_ptr_array_add (read, (char *) word);
  }
  if (array != NULL)
    *values = nomo_demo_written_keep_texts (self->keeper, read);
}
