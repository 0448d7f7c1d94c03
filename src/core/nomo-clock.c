#include "config.h"

#include "nomo-clock.h"

typedef struct {
  gint64 real_ms;
  gint64 shop_ms;
  double scale;
} Clock;

static gint64
real_now (void)
{
  return g_get_real_time () / 1000;
}

/* NOMO_CLOCK is "REAL:SHOP:SCALE": at the real time REAL (UTC ms) the clock showed SHOP (UTC ms), and it runs SCALE times
 * as fast. What does not parse is the real clock. */
static gboolean
clock_parse (const char *spec, Clock *clock)
{
  g_auto (GStrv) parts = spec != NULL ? g_strsplit (spec, ":", 4) : NULL;

  if (parts == NULL || g_strv_length (parts) != 3 ||
      !g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT64, &clock->real_ms, NULL) ||
      !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &clock->shop_ms, NULL))
    return FALSE;
  clock->scale = g_ascii_strtod (parts[2], NULL);
  return clock->scale > 0;
}

static gpointer
clock_load (gpointer data)
{
  static Clock clock;

  return clock_parse (g_getenv ("NOMO_CLOCK"), &clock) ? &clock : NULL;
}

static const Clock *
get_clock (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, clock_load, NULL);
}

/**
 * nomo_clock_now:
 *
 * The present moment. With `NOMO_CLOCK` in the environment it is the moment of a demo store whose clock runs faster; the
 * store prints the value to set.
 *
 * Returns: UTC milliseconds since 1970
 */
gint64
nomo_clock_now (void)
{
  const Clock *clock = get_clock ();

  if (clock == NULL)
    return real_now ();
  return clock->shop_ms + (gint64) ((double) (real_now () - clock->real_ms) * clock->scale);
}

/**
 * nomo_clock_monotonic:
 *
 * A clock that nobody can set, for spans of time. It runs as fast as nomo_clock_now() and begins anywhere.
 *
 * Returns: milliseconds
 */
gint64
nomo_clock_monotonic (void)
{
  const Clock *clock = get_clock ();
  double ms = (double) g_get_monotonic_time () / 1000;

  return (gint64) (clock == NULL ? ms : ms * clock->scale);
}

/**
 * nomo_clock_to_real:
 * @ms: a span of time by nomo_clock_now(), milliseconds
 *
 * How long that span lasts here: with a clock that runs faster, less.
 *
 * Returns: real milliseconds, rounded up
 */
gint64
nomo_clock_to_real (gint64 ms)
{
  const Clock *clock = get_clock ();

  return clock == NULL ? ms : (gint64) ((double) ms / clock->scale) + 1;
}

/**
 * nomo_clock_spec:
 * @real_ms: a real moment, UTC milliseconds
 * @shop_ms: what the other clock showed at that moment, UTC milliseconds
 * @scale: how many times as fast the other clock runs, > 0
 *
 * The value of `NOMO_CLOCK` that gives a process the same clock.
 *
 * Returns: (transfer full): the value
 */
char *
nomo_clock_spec (gint64 real_ms, gint64 shop_ms, double scale)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%s", real_ms, shop_ms,
                          g_ascii_dtostr (digits, sizeof digits, scale));
}
