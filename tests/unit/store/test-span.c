#include "nomo-calendar.h"
#include "nomo-span.h"

/* 2026-10-01T12:00 in Riyadh, a Thursday, 20 Rabi al-Thani 1448. */
#define NOW G_GINT64_CONSTANT (1790845200000)

typedef struct {
  const char *text;
  const char *first;
  const char *last;
} Span;

static gint64
start_of (const char *text)
{
  int day = 0;

  g_assert_true (nomo_day_parse (text, &day));
  return nomo_day_start (day, nomo_calendar_riyadh ());
}

static void
assert_span (const Span *expected, gint64 now)
{
  NomoSpan span;
  gint64 from = 0;
  gint64 last = 0;

  g_test_message ("%s", expected->text);
  g_assert_true (nomo_span_parse (expected->text, &span));
  nomo_span_resolve (&span, now, &from, &last);
  g_assert_cmpint (from, ==, start_of (expected->first));
  g_assert_cmpint (last, ==, start_of (expected->last) + G_GINT64_CONSTANT (86400000) - 1);
}

static void
test_resolve (void)
{
  static const Span spans[] = {
    { "2026-10-01", "2026-10-01", "2026-10-01" },
    { "٢٠٢٦/١٠/٠١", "2026-10-01", "2026-10-01" },
    { "2026-02", "2026-02-01", "2026-02-28" },
    { "2028-02", "2028-02-01", "2028-02-29" },
    { "2026-12", "2026-12-01", "2026-12-31" },
    { "2026", "2026-01-01", "2026-12-31" },
    { "9999-12-31", "9999-12-31", "9999-12-31" },
    { "9999-12", "9999-12-01", "9999-12-31" },
    { "9999", "9999-01-01", "9999-12-31" },
    { "0001-01-01", "0001-01-01", "0001-01-01" },
    { "today", "2026-10-01", "2026-10-01" },
    { "Today", "2026-10-01", "2026-10-01" },
    { "اليوم", "2026-10-01", "2026-10-01" },
    { "yesterday", "2026-09-30", "2026-09-30" },
    { "أمس", "2026-09-30", "2026-09-30" },
    { "tomorrow", "2026-10-02", "2026-10-02" },
    { "غدًا", "2026-10-02", "2026-10-02" },
    { "this-week", "2026-09-27", "2026-10-03" },
    { "هذا الأسبوع", "2026-09-27", "2026-10-03" },
    { "last-week", "2026-09-20", "2026-09-26" },
    { "الأسبوع الماضي", "2026-09-20", "2026-09-26" },
    { "this-month", "2026-10-01", "2026-10-31" },
    { "last-month", "2026-09-01", "2026-09-30" },
    { "الشهر الماضي", "2026-09-01", "2026-09-30" },
    { "this-year", "2026-01-01", "2026-12-31" },
    { "هذا العام", "2026-01-01", "2026-12-31" },
    { "last-year", "2025-01-01", "2025-12-31" },
    { "السنة الماضية", "2025-01-01", "2025-12-31" },
    { "last-1-days", "2026-10-01", "2026-10-01" },
    { "last-7-days", "2026-09-25", "2026-10-01" },
    { "آخر ٧ أيام", "2026-09-25", "2026-10-01" },
    { "آخر 30 يومًا", "2026-09-02", "2026-10-01" },
    { "next-3-days", "2026-10-01", "2026-10-03" },
    { "خلال 3 أيام", "2026-10-01", "2026-10-03" },
    { "1448-04-20h", "2026-10-01", "2026-10-01" },
    { "1446-09h", "2025-03-01", "2025-03-29" },
    { "1446-09H", "2025-03-01", "2025-03-29" },
    { "١٤٤٦-٠٩ هـ", "2025-03-01", "2025-03-29" },
    { "1446h", "2024-07-07", "2025-06-25" },
    { "ramadan-1446", "2025-03-01", "2025-03-29" },
    { "رمضان 1446", "2025-03-01", "2025-03-29" },
    { "this-hijri-month", "2026-09-12", "2026-10-11" },
    { "هذا الشهر الهجري", "2026-09-12", "2026-10-11" },
    { "last-hijri-month", "2026-08-14", "2026-09-11" },
    { "this-hijri-year", "2026-06-16", "2027-06-05" },
    { "last-hijri-year", "2025-06-26", "2026-06-15" },
    { "ramadan", "2026-02-18", "2026-03-19" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    assert_span (&spans[i], NOW);
}

/* 1 October 2026 was a Thursday. */
static void
test_week_start (void)
{
  static const Span saturday[] = { { "this-week", "2026-09-26", "2026-10-02" },
                                   { "last-week", "2026-09-19", "2026-09-25" } };
  static const Span monday[] = { { "this-week", "2026-09-28", "2026-10-04" },
                                 { "last-week", "2026-09-21", "2026-09-27" } };

  for (guint i = 0; i < G_N_ELEMENTS (saturday); i++) {
    nomo_calendar_set_week_start (NOMO_SATURDAY);
    assert_span (&saturday[i], NOW);
    nomo_calendar_set_week_start (NOMO_MONDAY);
    assert_span (&monday[i], NOW);
  }
  nomo_calendar_set_week_start (NOMO_SUNDAY);
}

/* The months before the first of a year are in the year before; the day is the shop's, not UTC's. */
static void
test_edges (void)
{
  static const Span january[] = {
    { "last-month", "2025-12-01", "2025-12-31" },
    { "last-week", "2025-12-21", "2025-12-27" },
    { "today", "2026-01-01", "2026-01-01" },
  };
  static const Span muharram = { "last-hijri-month", "2026-05-18", "2026-06-15" };
  static const Span in_ramadan = { "ramadan", "2026-02-18", "2026-03-19" };
  static const Span before_ramadan = { "ramadan", "2025-03-01", "2025-03-29" };

  for (guint i = 0; i < G_N_ELEMENTS (january); i++)
    assert_span (&january[i], start_of ("2026-01-01"));
  assert_span (&muharram, start_of ("2026-06-16"));
  assert_span (&in_ramadan, start_of ("2026-02-18"));
  assert_span (&before_ramadan, start_of ("2026-02-18") - 1);
}

static void
test_now (void)
{
  NomoSpan span;
  gint64 from;
  gint64 last;

  g_assert_true (nomo_span_parse ("الآن", &span));
  nomo_span_resolve (&span, NOW, &from, &last);
  g_assert_cmpint (from, ==, NOW);
  g_assert_cmpint (last, ==, NOW);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "soon",
    "2026-13",
    "2026-00",
    "2026-02-30",
    "26",
    "0000",
    "20261",
    "2026-",
    "-2026",
    "1447-13h",
    "1447-00-01h",
    "1446-09-30h",
    "1447-09-31h",
    "0000h",
    "h",
    "last-days",
    "last-0-days",
    "last-99999-days",
    "last-7-7-days",
    "ramadan-0",
    "this day",
    "1447-09-01x",
    "2026-10-01T",
    "2026-10-01T24:00",
    "2026-10T10:00",
    "today-1",
    "last-7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    NomoSpan span;

    g_test_message ("%s", texts[i]);
    g_assert_false (nomo_span_parse (texts[i], &span));
  }
}

static void
assert_round_trip (const NomoSpan *span)
{
  g_autofree char *text = nomo_span_to_text (span);
  g_autofree char *same = NULL;
  NomoSpan again;

  g_test_message ("%s", text);
  g_assert_true (nomo_span_parse (text, &again));
  same = nomo_span_to_text (&again);
  g_assert_cmpstr (same, ==, text);
  g_assert_cmpint (again.kind, ==, span->kind);
  g_assert_cmpint (again.from, ==, span->from);
  g_assert_cmpint (again.last, ==, span->last);
}

/* However late or early it is, a span is one, and a moment is read as it was written. */
static void
test_far (void)
{
  static const char *const texts[] = { "9999h",      "9999-12h",   "0001h",           "9999-12-31", "last-9999-days",
                                       "this-month", "last-month", "last-hijri-year", "ramadan",    "next-9999-days" };
  static const gint64 nows[] = { G_MININT64, -1, 0, NOW, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (nows); j++) {
      NomoSpan span;
      gint64 from = 0;
      gint64 last = 0;

      g_assert_true (nomo_span_parse (texts[i], &span));
      nomo_span_resolve (&span, nows[j], &from, &last);
      g_assert_cmpint (from, <=, last + 1);
      assert_round_trip (&span);
      nomo_span_set_moment (&span, nows[j]);
      assert_round_trip (&span);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/resolve", test_resolve);
  g_test_add_func ("/span/edges", test_edges);
  g_test_add_func ("/span/week-start", test_week_start);
  g_test_add_func ("/span/now", test_now);
  g_test_add_func ("/span/refused", test_refused);
  g_test_add_func ("/span/far", test_far);
  return g_test_run ();
}
