#include "config.h"

#include "nomo-salla-time.h"

#include "nomo-calendar.h"
#include "nomo-json.h"

#include <stdio.h>
#include <string.h>

#define MAX_SECONDS 253402300799LL /* the end of the year 9999 */

typedef struct {
  int year, month, day, hour, minute, second;
  int read;
} Parts;

static gboolean
parts_to_ms (const Parts *parts, GTimeZone *zone, gint64 *ms)
{
  g_autoptr (GDateTime) time =
      g_date_time_new (zone, parts->year, parts->month, parts->day, parts->hour, parts->minute, parts->second);

  if (time == NULL)
    return FALSE;
  *ms = g_date_time_to_unix (time) * 1000;
  return TRUE;
}

/* "+0300", "+03:00", "Z", or nothing. */
static GTimeZone *
read_offset (const char *text, GTimeZone *zone)
{
  g_autofree char *name = g_strdup (text);

  g_strstrip (name);
  if (*name == '\0')
    return g_time_zone_ref (zone);
  /* A bare "12:15" is an offset for GLib, but here it is a time of day that was not understood. */
  return g_ascii_isdigit (*name) ? NULL : g_time_zone_new_identifier (name);
}

/* "2026-02-03", "2026-02-03 12:15:27.000000", "2021-10-09T21:00:00.000000Z" */
static gboolean
parse_iso (const char *text, GTimeZone *zone, gint64 *ms)
{
  Parts parts = { 0 };
  const char *rest;
  g_autoptr (GTimeZone) own = NULL;

  if (sscanf (text, "%4d-%2d-%2d%n", &parts.year, &parts.month, &parts.day, &parts.read) != 3)
    return FALSE;
  rest = text + parts.read;
  if ((*rest == ' ' || *rest == 'T') &&
      sscanf (rest + 1, "%2d:%2d:%2d%n", &parts.hour, &parts.minute, &parts.second, &parts.read) == 3) {
    rest += 1 + parts.read;
    if (*rest == '.')
      rest += 1 + strspn (rest + 1, "0123456789");
  }
  own = read_offset (rest, zone);
  return own != NULL && parts_to_ms (&parts, own, ms);
}

/* "Tue Jan 21 2025 18:00:32 GMT+0300" */
static gboolean
parse_js (const char *text, gint64 *ms)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  Parts parts = { 0 };
  char month[4] = "";
  const char *found;
  g_autoptr (GTimeZone) zone = NULL;

  if (sscanf (text, "%*3s %3s %2d %4d %2d:%2d:%2d GMT%n", month, &parts.day, &parts.year, &parts.hour, &parts.minute,
              &parts.second, &parts.read) != 6 ||
      parts.read == 0 || strlen (month) != 3)
    return FALSE;
  found = strstr (months, month);
  if (found == NULL || (found - months) % 3 != 0)
    return FALSE;
  parts.month = (int) (found - months) / 3 + 1;
  zone = g_time_zone_new_identifier (strlen (text + parts.read) >= 5 ? text + parts.read : "Z");
  return zone != NULL && parts_to_ms (&parts, zone, ms);
}

static gboolean
parse_unix (const char *text, gint64 *ms)
{
  gint64 seconds;

  if (strlen (text) < 9 || !g_ascii_string_to_signed (text, 10, 0, MAX_SECONDS, &seconds, NULL))
    return FALSE;
  *ms = seconds * 1000;
  return TRUE;
}

/**
 * nomo_salla_time_parse:
 * @text: a moment in one of the forms that Salla writes: `2026-02-03 12:15:27.000000`, `2026-02-03`, ISO 8601 with an
 *   offset, `Tue Jan 21 2025 18:00:32 GMT+0300`, Unix seconds
 * @zone: the zone of a form that does not name one
 * @ms: (out): the moment, UTC milliseconds, to the second
 *
 * Returns: whether @text is a moment
 */
gboolean
nomo_salla_time_parse (const char *text, GTimeZone *zone, gint64 *ms)
{
  return parse_unix (text, ms) || parse_iso (text, zone, ms) || parse_js (text, ms);
}

static GTimeZone *
read_zone (JsonNode *node)
{
  g_autofree char *name = nomo_json_dup_text (node, "timezone");
  GTimeZone *zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  return zone != NULL ? zone : g_time_zone_ref (nomo_calendar_riyadh ());
}

/**
 * nomo_salla_time_read:
 * @node: JSON
 * @path: where the moment is: a text, a number, or `{"date":…,"timezone":…}`
 * @ms: (out): the moment, UTC milliseconds
 *
 * A form without a zone is in Riyadh's.
 *
 * Returns: whether there is a moment
 */
gboolean
nomo_salla_time_read (JsonNode *node, const char *path, gint64 *ms)
{
  JsonNode *value = nomo_json_get (node, path);
  gboolean wrapped = value != NULL && nomo_json_get_object (value, "") != NULL;
  g_autofree char *text = value != NULL ? nomo_json_dup_text (value, wrapped ? "date" : "") : NULL;
  g_autoptr (GTimeZone) zone = NULL;

  if (text == NULL)
    return FALSE;
  zone = wrapped ? read_zone (value) : g_time_zone_ref (nomo_calendar_riyadh ());
  return nomo_salla_time_parse (text, zone, ms);
}
