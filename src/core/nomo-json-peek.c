#include "config.h"

#include "nomo-json-peek.h"

#include "nomo-json.h"

#include <string.h>

static gboolean
is_escaped (const char *at)
{
  gboolean escaped = FALSE;

  while (*--at == '\\')
    escaped = !escaped;
  return escaped;
}

/* Behind a string whose first quote is at @at; what lies between is most of a body, so it is not looked at byte by byte. */
static const char *
skip_string (const char *at, const char *end)
{
  do
    at = memchr (at + 1, '"', (gsize) (end - at - 1));
  while (is_escaped (at));
  return at + 1;
}

/* Behind a value; one that holds others ends where it closes. */
static const char *
skip_value (const char *at, const char *end)
{
  guint depth = 0;

  while (at < end) {
    char byte = *at;

    if (depth == 0 && (byte == ',' || byte == '}' || byte == ']'))
      return at;
    if (byte == '"') {
      at = skip_string (at, end);
      continue;
    }
    if (byte == '{' || byte == '[')
      depth++;
    else if (byte == '}' || byte == ']')
      depth--;
    at++;
  }
  return at;
}

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
    at++;
  return at;
}

static JsonNode *
parse (GBytes *text, const char *start, const char *from, const char *to)
{
  g_autoptr (GBytes) value = g_bytes_new_from_bytes (text, (gsize) (from - start), (gsize) (to - from));

  return nomo_json_parse (value, 0, NULL, NULL);
}

static gboolean
is_name (GBytes *text, const char *start, const char *from, const char *to, const char *name)
{
  gsize length = strlen (name);
  g_autoptr (JsonNode) key = NULL;

  if (memchr (from, '\\', (gsize) (to - from)) == NULL)
    return (gsize) (to - from) == length + 2 && memcmp (from + 1, name, length) == 0;
  key = parse (text, start, from, to);
  return key != NULL && g_strcmp0 (json_node_get_string (key), name) == 0;
}

/**
 * nomo_json_peek:
 * @text: what nomo_json_gate() let through
 * @name: a name
 *
 * Reads one member of a large object without reading the others: some times as quick as nomo_json_parse(). Of members with the
 * same name it takes the last, as that does.
 *
 * Returns: (transfer full) (nullable): the member, %NULL when @text is no object or has none of that name
 */
JsonNode *
nomo_json_peek (GBytes *text, const char *name)
{
  gsize size;
  const char *start = g_bytes_get_data (text, &size);
  const char *end = start + size;
  const char *at = skip_space (start, end);
  const char *found = NULL;
  const char *found_end = NULL;

  if (at == end || *at != '{')
    return NULL;
  for (at = skip_space (at + 1, end); at < end && *at == '"'; at = skip_space (at, end)) {
    const char *key = at;
    const char *key_end = skip_string (key, end);
    const char *value = skip_space (skip_space (key_end, end) + 1, end);

    at = skip_value (value, end);
    if (is_name (text, start, key, key_end, name)) {
      found = value;
      found_end = at;
    }
    if (at < end && *at == ',')
      at = skip_space (at + 1, end);
  }
  return found != NULL ? parse (text, start, found, found_end) : NULL;
}
