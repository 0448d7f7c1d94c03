#include "config.h"

#include "nomo-demo-json.h"

#define LOCAL_MS (G_GINT64_CONSTANT (3) * 3600 * 1000)

static void
write_amount_object (NomoDemoJson *self, const char *name, gint64 minor, const char *currency, gboolean as_text)
{
  g_autofree char *text = nomo_demo_json_dup_decimal (minor, currency);

  nomo_demo_json_begin_object (self, name);
  if (as_text)
    nomo_demo_json_exact_string (self, "amount", text);
  else
    nomo_demo_json_decimal (self, "amount", minor, currency);
  nomo_demo_json_exact_string (self, "currency", currency);
  nomo_demo_json_end_object (self);
}

static void
write_bare_amount (NomoDemoJson *self, const char *name, gint64 minor, gboolean as_text)
{
  g_autofree char *text = nomo_demo_json_dup_decimal (minor, "SAR");

  if (minor == 0)
    nomo_demo_json_null (self, name);
  else if (as_text)
    nomo_demo_json_exact_string (self, name, text);
  else
    nomo_demo_json_decimal (self, name, minor, "SAR");
}

/**
 * nomo_demo_json_money:
 * @self: a writer
 * @name: (nullable): the member's name
 * @minor: minor units
 * @currency: ISO code
 *
 * Writes `{"amount":…,"currency":…}`. Where amounts have other shapes too, one without its currency is in the shop's.
 */
void
nomo_demo_json_money (NomoDemoJson *self, const char *name, gint64 minor, const char *currency)
{
  guint shape = nomo_demo_json_has (self, NOMO_DEMO_JSON_MONEY_SHAPES) ? nomo_demo_json_vary (self, 4) : 0;

  if (shape < 2 || !g_str_equal (currency, "SAR"))
    write_amount_object (self, name, minor, currency, shape % 2 != 0);
  else
    write_bare_amount (self, name, minor, shape % 2 != 0);
}

static char *
dup_formatted (gint64 ms, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);

  return g_date_time_format (time, format);
}

/**
 * nomo_demo_json_dup_local:
 * @ms: UTC milliseconds
 *
 * Returns: (transfer full): "2026-02-03 21:40:08" as the clocks of Riyadh show it (UTC+3, no summer time)
 */
char *
nomo_demo_json_dup_local (gint64 ms)
{
  return dup_formatted (ms + LOCAL_MS, "%Y-%m-%d %H:%M:%S");
}

/* "Tue Jan 21 2025 18:00:32 GMT+0300", in English whatever the locale says. */
static char *
dup_js (gint64 ms)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc ((ms + LOCAL_MS) / 1000);

  return g_strdup_printf ("%s %s %02d %d %02d:%02d:%02d GMT+0300", days[g_date_time_get_day_of_week (local) - 1],
                          months[g_date_time_get_month (local) - 1], g_date_time_get_day_of_month (local),
                          g_date_time_get_year (local), g_date_time_get_hour (local), g_date_time_get_minute (local),
                          g_date_time_get_second (local));
}

static void
write_date_object (NomoDemoJson *self, const char *name, gint64 ms, gboolean with_zone)
{
  g_autofree char *date = dup_formatted (ms + LOCAL_MS, "%Y-%m-%d %H:%M:%S.000000");

  nomo_demo_json_begin_object (self, name);
  nomo_demo_json_exact_string (self, "date", date);
  nomo_demo_json_int (self, "timezone_type", 3);
  if (with_zone)
    nomo_demo_json_exact_string (self, "timezone", "Asia/Riyadh");
  nomo_demo_json_end_object (self);
}

static char *
dup_stamp (gint64 ms, NomoDemoStamp stamp)
{
  switch (stamp) {
  case NOMO_DEMO_STAMP_JS:
    return dup_js (ms);
  case NOMO_DEMO_STAMP_ISO:
    return dup_formatted (ms, "%Y-%m-%dT%H:%M:%S.000000Z");
  default:
    return nomo_demo_json_dup_local (ms);
  }
}

/**
 * nomo_demo_json_stamp:
 * @self: a writer
 * @name: (nullable): the member's name
 * @ms: UTC milliseconds
 * @stamp: in which way
 *
 * Writes a text that no flag changes.
 */
void
nomo_demo_json_stamp (NomoDemoJson *self, const char *name, gint64 ms, NomoDemoStamp stamp)
{
  g_autofree char *text = dup_stamp (ms, stamp);

  nomo_demo_json_exact_string (self, name, text);
}

static void
write_any_date (NomoDemoJson *self, const char *name, gint64 ms)
{
  switch (nomo_demo_json_vary (self, 6)) {
  case 0:
    write_date_object (self, name, ms, TRUE);
    break;
  case 1:
    write_date_object (self, name, ms, FALSE);
    break;
  case 2:
    nomo_demo_json_stamp (self, name, ms, NOMO_DEMO_STAMP_LOCAL);
    break;
  case 3:
    nomo_demo_json_stamp (self, name, ms, NOMO_DEMO_STAMP_JS);
    break;
  case 4:
    nomo_demo_json_stamp (self, name, ms, NOMO_DEMO_STAMP_ISO);
    break;
  default:
    nomo_demo_json_int (self, name, ms / 1000);
  }
}

/**
 * nomo_demo_json_local:
 * @self: a writer
 * @name: (nullable): the member's name
 * @ms: UTC milliseconds, 0 for null
 *
 * Writes the moment as plain text, as some of Salla's fields have it.
 */
void
nomo_demo_json_local (NomoDemoJson *self, const char *name, gint64 ms)
{
  if (ms == 0)
    nomo_demo_json_null (self, name);
  else if (nomo_demo_json_has (self, NOMO_DEMO_JSON_DATE_SHAPES))
    write_any_date (self, name, ms);
  else
    nomo_demo_json_stamp (self, name, ms, NOMO_DEMO_STAMP_LOCAL);
}

void
nomo_demo_json_date (NomoDemoJson *self, const char *name, gint64 ms)
{
  if (nomo_demo_json_has (self, NOMO_DEMO_JSON_DATE_SHAPES))
    write_any_date (self, name, ms);
  else
    write_date_object (self, name, ms, TRUE);
}

/**
 * nomo_demo_json_phone:
 * @self: a writer
 * @name: the member's name
 * @dial: "+966"
 * @number: the rest of it
 *
 * Writes the number without the code of its country, as Salla's customers have it.
 */
void
nomo_demo_json_phone (NomoDemoJson *self, const char *name, const char *dial, gint64 number)
{
  guint shape = nomo_demo_json_has (self, NOMO_DEMO_JSON_PHONE_SHAPES) ? nomo_demo_json_vary (self, 3) : 0;
  g_autofree char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT, dial + (shape == 2 ? 1 : 0), number);

  if (shape == 0)
    nomo_demo_json_int (self, name, number);
  else
    nomo_demo_json_exact_string (self, name, text);
}
