#include "config.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-format.h"
#include "nomo-locale.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define LRI    "\u2066"
#define PDI    "\u2069"
#define NBSP   "\u00a0"
#define MINUS  "\u2212"
#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR   (60 * MINUTE)

/* What a formatter gives in one language; the text is freed. */
static void
assert_text (char *taken, const char *expected)
{
  g_autofree char *text = taken;

  g_assert_cmpstr (text, ==, expected);
}

static gint64
moment (int year, int month, int day, int hour, int minute)
{
  return nomo_day_start (nomo_day_from_ymd (year, month, day), nomo_calendar_riyadh ()) + hour * HOUR + minute * MINUTE;
}

static void
arabic (void)
{
  nomo_locale_set_language ("ar");
  nomo_locale_set_arabic_digits (FALSE);
}

static void
arabic_digits (void)
{
  nomo_locale_set_language ("ar");
  nomo_locale_set_arabic_digits (TRUE);
}

static void
english (void)
{
  nomo_locale_set_language ("en");
  nomo_locale_set_arabic_digits (FALSE);
}

static void
test_int (void)
{
  arabic ();
  assert_text (nomo_format_int (1046), "1,046");
  assert_text (nomo_format_int (0), "0");
  assert_text (nomo_format_int (-144), LRI MINUS "144" PDI);
  arabic_digits ();
  assert_text (nomo_format_int (1046), "١٬٠٤٦");
  assert_text (nomo_format_int (-144), LRI MINUS "١٤٤" PDI);
  english ();
  assert_text (nomo_format_int (1046), "1,046");
  assert_text (nomo_format_int (-144), MINUS "144");
  assert_text (nomo_format_int (G_MININT64), MINUS "9,223,372,036,854,775,808");
  nomo_locale_set_arabic_digits (TRUE);
  assert_text (nomo_format_int (1046), "1,046");
}

static void
test_short (void)
{
  arabic ();
  assert_text (nomo_format_short (40000), "40" NBSP "ألف");
  assert_text (nomo_format_short (1200000), "1.2" NBSP "مليون");
  assert_text (nomo_format_short (12500), "12.5" NBSP "ألف");
  assert_text (nomo_format_short (250), "250");
  arabic_digits ();
  assert_text (nomo_format_short (1200000), "١٫٢" NBSP "مليون");
  english ();
  assert_text (nomo_format_short (40000), "40K");
  assert_text (nomo_format_short (1200000), "1.2M");
  assert_text (nomo_format_short (12500), "12.5K");
  assert_text (nomo_format_short (999960), "1M");
  assert_text (nomo_format_short (0), "0");
  assert_text (nomo_format_short (-2500), MINUS "2.5K");
}

static void
test_percent (void)
{
  arabic ();
  assert_text (nomo_format_percent (182), "18.2%");
  assert_text (nomo_format_percent (-5), LRI MINUS "0.5%" PDI);
  assert_text (nomo_format_rate (3100), "31%");
  assert_text (nomo_format_points (4), "0.4 نقطة مئوية");
  arabic_digits ();
  assert_text (nomo_format_percent (182), "١٨٫٢٪");
  assert_text (nomo_format_rate (1250), "١٢٫٥٪");
  english ();
  assert_text (nomo_format_percent (182), "18.2%");
  assert_text (nomo_format_percent (50), "5.0%");
  assert_text (nomo_format_percent (-50), MINUS "5.0%");
  assert_text (nomo_format_rate (0), "0%");
  assert_text (nomo_format_rate (1000), "10%");
  assert_text (nomo_format_rate (1225), "12.25%");
  assert_text (nomo_format_rate (3100), "31%");
  assert_text (nomo_format_points (4), "0.4 pt");
}

static void
test_money_arabic (void)
{
  arabic ();
  assert_text (nomo_format_money (1245000, "SAR", FALSE), "12,450" NBSP "ر.س");
  assert_text (nomo_format_money (1245000, "SAR", TRUE), "12,450.00" NBSP "ر.س");
  assert_text (nomo_format_money (22230, "SAR", FALSE), "222.30" NBSP "ر.س");
  assert_text (nomo_format_money (-14400, "SAR", FALSE), LRI MINUS "144" PDI NBSP "ر.س");
  assert_text (nomo_format_money (1005, "KWD", FALSE), "1.005" NBSP "د.ك");
  assert_text (nomo_format_money (1200, "USD", FALSE), "12" NBSP "USD");
  assert_text (nomo_format_money (1200, NULL, FALSE), "12");
  arabic_digits ();
  assert_text (nomo_format_money (1245000, "SAR", FALSE), "١٢٬٤٥٠" NBSP "ر.س");
  assert_text (nomo_format_money (22230, "SAR", FALSE), "٢٢٢٫٣٠" NBSP "ر.س");
}

static void
test_money_english (void)
{
  english ();
  assert_text (nomo_format_money (1245000, "SAR", FALSE), "SAR" NBSP "12,450");
  assert_text (nomo_format_money (22230, "SAR", FALSE), "SAR" NBSP "222.30");
  assert_text (nomo_format_money (22200, "SAR", TRUE), "SAR" NBSP "222.00");
  assert_text (nomo_format_money (-14400, "sar", FALSE), MINUS "SAR" NBSP "144");
  assert_text (nomo_format_money (5, "SAR", FALSE), "SAR" NBSP "0.05");
  assert_text (nomo_format_money (1500, "JPY", TRUE), "JPY" NBSP "1,500");
  assert_text (nomo_format_money (0, "SAR", FALSE), "SAR" NBSP "0");
}

static void
test_amount_and_currency (void)
{
  arabic ();
  assert_text (nomo_format_amount (32840000, "SAR", FALSE), "328,400");
  assert_text (nomo_format_amount (-14450, "SAR", FALSE), LRI MINUS "144.50" PDI);
  assert_text (nomo_format_currency ("SAR"), "ر.س");
  assert_text (nomo_format_currency ("AED"), "د.إ");
  assert_text (nomo_format_currency ("EUR"), "EUR");
  assert_text (nomo_format_currency (NULL), "");
  english ();
  assert_text (nomo_format_amount (32840000, "SAR", FALSE), "328,400");
  assert_text (nomo_format_amount (-14450, "SAR", FALSE), MINUS "144.50");
  assert_text (nomo_format_currency ("SAR"), "SAR");
  assert_text (nomo_format_currency ("usd"), "USD");
}

static void
test_spoken_arabic (void)
{
  arabic ();
  assert_text (nomo_format_money_spoken (0, "SAR"), "صفر ريال سعودي");
  assert_text (nomo_format_money_spoken (100, "SAR"), "ريال سعودي واحد");
  assert_text (nomo_format_money_spoken (200, "SAR"), "ريالان سعوديان");
  assert_text (nomo_format_money_spoken (300, "SAR"), "3 ريالات سعودية");
  assert_text (nomo_format_money_spoken (1100, "SAR"), "11 ريالًا سعوديًا");
  assert_text (nomo_format_money_spoken (10000, "SAR"), "100 ريال سعودي");
  assert_text (nomo_format_money_spoken (32840000, "SAR"), "328,400 ريال سعودي");
  assert_text (nomo_format_money_spoken (530, "SAR"), "5 ريالات سعودية و30 هللة");
  assert_text (nomo_format_money_spoken (-14400, "SAR"), "سالب 144 ريالًا سعوديًا");
  assert_text (nomo_format_money_spoken (12000, "KWD"), "12 دينار كويتي");
}

static void
test_spoken_english (void)
{
  english ();
  assert_text (nomo_format_money_spoken (32840000, "SAR"), "328,400 Saudi riyals");
  assert_text (nomo_format_money_spoken (100, "SAR"), "1 Saudi riyal");
  assert_text (nomo_format_money_spoken (530, "SAR"), "5 Saudi riyals and 30 halalas");
  assert_text (nomo_format_money_spoken (1, "SAR"), "1 halala");
  assert_text (nomo_format_money_spoken (-14400, "SAR"), "minus 144 Saudi riyals");
  assert_text (nomo_format_money_spoken (12000, "KWD"), "12 Kuwaiti dinars");
  assert_text (nomo_format_money_spoken (12500, "KWD"), "12.500 Kuwaiti dinars");
  assert_text (nomo_format_money_spoken (100, "zzz"), "1 ZZZ");
  assert_text (nomo_format_money_spoken (100, NULL), "1");
}

static void
test_phone (void)
{
  arabic ();
  assert_text (nomo_format_phone ("+966501234567"), LRI "+966" NBSP "50" NBSP "123" NBSP "4567" PDI);
  english ();
  assert_text (nomo_format_phone ("+966501234567"), "+966" NBSP "50" NBSP "123" NBSP "4567");
}

static void
test_size (void)
{
  arabic ();
  assert_text (nomo_format_size (0), "0 كيلوبايت");
  assert_text (nomo_format_size (12440000), "12.4 ميغابايت");
  arabic_digits ();
  assert_text (nomo_format_size (512000), "٥١٢ كيلوبايت");
  english ();
  assert_text (nomo_format_size (499), "0 kB");
  assert_text (nomo_format_size (500), "1 kB");
  assert_text (nomo_format_size (999499), "999 kB");
  assert_text (nomo_format_size (999500), "1.0 MB");
  assert_text (nomo_format_size (999949999), "999.9 MB");
  assert_text (nomo_format_size (999950000), "1.0 GB");
  assert_text (nomo_format_size (G_GINT64_CONSTANT (1234500000000)), "1,234.5 GB");
}

static void
test_day (void)
{
  int day = nomo_day_from_ymd (2026, 11, 22);

  arabic ();
  assert_text (nomo_format_day (day, NOMO_DAY_WEEKDAY_SHORT), "الأحد 22 نوفمبر");
  assert_text (nomo_format_day (day, NOMO_DAY_FULL), "الأحد 22 نوفمبر 2026");
  assert_text (nomo_format_day (day, NOMO_DAY_DATE), "22 نوفمبر 2026");
  assert_text (nomo_format_day (day - 13, NOMO_DAY_DAY_MONTH), "9 نوفمبر");
  assert_text (nomo_format_day (day - 13, NOMO_DAY_DAY), "9");
  assert_text (nomo_format_day (day, NOMO_DAY_MONTH_YEAR), "نوفمبر 2026");
  arabic_digits ();
  assert_text (nomo_format_day (day, NOMO_DAY_DATE), "٢٢ نوفمبر ٢٠٢٦");
  english ();
  assert_text (nomo_format_day (day, NOMO_DAY_WEEKDAY_SHORT), "Sun 22 Nov");
  assert_text (nomo_format_day (day, NOMO_DAY_FULL), "Sunday 22 November 2026");
  assert_text (nomo_format_day (day, NOMO_DAY_DATE), "22 November 2026");
  assert_text (nomo_format_day (day - 13, NOMO_DAY_DAY_MONTH), "9 Nov");
  assert_text (nomo_format_day (day - 13, NOMO_DAY_DAY), "9");
  assert_text (nomo_format_day (day, NOMO_DAY_MONTH_YEAR), "November 2026");
}

static void
test_hijri (void)
{
  int day = nomo_day_from_ymd (2026, 11, 22);

  arabic ();
  assert_text (nomo_format_hijri (day), "12 جمادى الآخرة 1448 هـ");
  assert_text (nomo_format_hijri (nomo_day_from_ymd (2026, 1, 1)), "12 رجب 1447 هـ");
  arabic_digits ();
  assert_text (nomo_format_hijri (day), "١٢ جمادى الآخرة ١٤٤٨ هـ");
  english ();
  assert_text (nomo_format_hijri (day), "12 Jumada II 1448 AH");
}

static void
test_calendar_order (void)
{
  int day = nomo_day_from_ymd (2026, 11, 22);

  arabic ();
  assert_text (nomo_format_both_dates (day, NOMO_DAY_FULL), "الأحد 22 نوفمبر 2026 · 12 جمادى الآخرة 1448 هـ");
  nomo_calendar_set_hijri_first (TRUE);
  assert_text (nomo_format_both_dates (day, NOMO_DAY_FULL), "الأحد 12 جمادى الآخرة 1448 هـ · 22 نوفمبر 2026");
  assert_text (nomo_format_first_date (day, NOMO_DAY_WEEKDAY_SHORT), "الأحد 12 جمادى الآخرة");
  assert_text (nomo_format_first_date (day, NOMO_DAY_DATE), "12 جمادى الآخرة 1448 هـ");
  assert_text (nomo_format_other_date (day), "22 نوفمبر 2026");
  /* What names its calendar is not asked which comes first. */
  assert_text (nomo_format_day (day, NOMO_DAY_DATE), "22 نوفمبر 2026");
  assert_text (nomo_format_hijri (day), "12 جمادى الآخرة 1448 هـ");
  english ();
  assert_text (nomo_format_both_dates (day, NOMO_DAY_WEEKDAY_SHORT), "Sun 12 Jumada II · 22 November 2026");
  assert_text (nomo_format_both_dates (day, NOMO_DAY_FULL), "Sunday 12 Jumada II 1448 AH · 22 November 2026");
  nomo_calendar_set_hijri_first (FALSE);
  assert_text (nomo_format_both_dates (day, NOMO_DAY_WEEKDAY_SHORT), "Sun 22 Nov · 12 Jumada II 1448 AH");
  assert_text (nomo_format_other_date (day), "12 Jumada II 1448 AH");
}

static void
test_range (void)
{
  int monday = nomo_day_from_ymd (2026, 11, 23);

  arabic ();
  assert_text (nomo_format_range (monday, monday + 6), "الاثنين 23 – الأحد 29 نوفمبر");
  assert_text (nomo_format_range (monday + 7, monday + 13), "الاثنين 30 نوفمبر – الأحد 6 ديسمبر");
  assert_text (nomo_format_range (monday - 22, monday + 7), "1 – 30 نوفمبر");
  english ();
  assert_text (nomo_format_range (monday, monday + 6), "Mon 23 – Sun 29 November");
  assert_text (nomo_format_range (monday + 7, monday + 13), "Mon 30 November – Sun 6 December");
  assert_text (nomo_format_range (monday - 22, monday + 7), "1 – 30 November");
  assert_text (nomo_format_range (monday, monday), "Mon 23 November");
  assert_text (nomo_format_range (nomo_day_from_ymd (2025, 11, 1), nomo_day_from_ymd (2025, 11, 30)),
               "1 – 30 November 2025");
  assert_text (nomo_format_range (nomo_day_from_ymd (2026, 12, 28), nomo_day_from_ymd (2027, 1, 3)),
               "Mon 28 December 2026 – Sun 3 January 2027");
}

static void
test_time (void)
{
  GTimeZone *zone = nomo_calendar_riyadh ();
  gint64 morning = moment (2026, 11, 22, 10, 42);

  arabic ();
  assert_text (nomo_format_time (morning, zone), "10:42 ص");
  assert_text (nomo_format_time (morning + 11 * HOUR, zone), "9:42 م");
  assert_text (nomo_format_moment (morning, zone), "22 نوفمبر 2026، 10:42 ص");
  arabic_digits ();
  assert_text (nomo_format_time (morning, zone), "١٠:٤٢ ص");
  english ();
  assert_text (nomo_format_time (morning, zone), "10:42 AM");
  assert_text (nomo_format_time (moment (2026, 11, 22, 0, 5), zone), "12:05 AM");
  assert_text (nomo_format_time (moment (2026, 11, 22, 12, 5), zone), "12:05 PM");
  assert_text (nomo_format_moment (morning, zone), "22 November 2026, 10:42 AM");
}

static void
test_week (void)
{
  arabic ();
  assert_text (nomo_format_weekday (0), "الأحد");
  assert_text (nomo_format_weekday (6), "السبت");
  assert_text (nomo_format_hour (0), "12 ص");
  assert_text (nomo_format_hour (21), "9 م");
  english ();
  assert_text (nomo_format_weekday (4), "Thursday");
  assert_text (nomo_format_hour (12), "12 PM");
  assert_text (nomo_format_hour (24), "12 AM");
}

static void
assert_recent (gint64 age, const char *arabic_text, const char *english_text)
{
  gint64 now = moment (2026, 11, 22, 10, 42);

  arabic ();
  assert_text (nomo_format_recent (now - age, now, nomo_calendar_riyadh ()), arabic_text);
  english ();
  assert_text (nomo_format_recent (now - age, now, nomo_calendar_riyadh ()), english_text);
}

static void
test_recent (void)
{
  assert_recent (0, "الآن", "just now");
  assert_recent (-30000, "الآن", "just now");
  assert_recent (MINUTE, "قبل دقيقة", "1 min ago");
  assert_recent (2 * MINUTE, "قبل دقيقتين", "2 min ago");
  assert_recent (6 * MINUTE, "قبل 6 دقائق", "6 min ago");
  assert_recent (14 * MINUTE, "قبل 14 دقيقة", "14 min ago");
  assert_recent (HOUR, "قبل ساعة", "1 h ago");
  assert_recent (2 * HOUR, "قبل ساعتين", "2 h ago");
  assert_recent (5 * HOUR, "قبل 5 ساعات", "5 h ago");
  assert_recent (13 * HOUR + 30 * MINUTE, "أمس 9:12 م", "yesterday 9:12 PM");
  assert_recent (48 * HOUR, "الجمعة 20 نوفمبر", "Fri 20 Nov");
  assert_recent (400 * 24 * HOUR, "18 أكتوبر 2025", "18 October 2025");
  assert_recent (-2 * HOUR, "22 نوفمبر 2026، 12:42 م", "22 November 2026, 12:42 PM");
}

static void
test_recent_across_midnight (void)
{
  gint64 now = moment (2026, 11, 22, 0, 10);

  english ();
  assert_text (nomo_format_recent (now - 20 * MINUTE, now, nomo_calendar_riyadh ()), "20 min ago");
  assert_text (nomo_format_recent (now - 70 * MINUTE, now, nomo_calendar_riyadh ()), "yesterday 11:00 PM");
}

static void
test_broken_moments (void)
{
  static const gint64 moments[] = { G_MININT64, G_MAXINT64, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    g_autofree char *recent = nomo_format_recent (moments[i], 0, nomo_calendar_riyadh ());
    g_autofree char *time = nomo_format_moment (moments[i], nomo_calendar_riyadh ());

    g_assert_cmpstr (recent, !=, "");
    g_assert_cmpstr (time, !=, "");
  }
}

static void
assert_plural (const char *msgid, const char *msgid_plural, const char *const expected[6])
{
  static const gulong counts[] = { 0, 1, 2, 3, 11, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autofree char *figure = nomo_format_int ((gint64) counts[i]);

    assert_text (g_strdup_printf (ngettext (msgid, msgid_plural, counts[i]), figure), expected[i]);
  }
}

/* The day and the words of a moment are the shop's: the computer may be carried to another zone while the program runs. */
static void
test_zone_of_the_computer (void)
{
  static const char *const zones[] = { "UTC", "Pacific/Kiritimati", "America/Adak", "Asia/Riyadh" };
  const gint64 before_midnight = moment (2026, 11, 21, 23, 59);
  GTimeZone *shop = nomo_calendar_riyadh ();
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));

  english ();
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++) {
    g_setenv ("TZ", zones[i], TRUE);
    tzset ();
    g_assert_cmpint (nomo_day_of (before_midnight, shop), ==, nomo_day_from_ymd (2026, 11, 21));
    g_assert_cmpint (nomo_day_start (nomo_day_from_ymd (2026, 11, 22), shop), ==, before_midnight + MINUTE);
    assert_text (nomo_format_time (before_midnight, shop), "11:59 PM");
    assert_text (nomo_format_recent (before_midnight, before_midnight + 20 * HOUR, shop), "yesterday 11:59 PM");
  }
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
  tzset ();
}

static void
test_six_forms (void)
{
  static const char *const minutes[] = { "قبل أقل من دقيقة", "قبل دقيقة",    "قبل دقيقتين",
                                         "قبل 3 دقائق",      "قبل 11 دقيقة", "قبل 100 دقيقة" };
  static const char *const hours[] = { "قبل أقل من ساعة", "قبل ساعة",    "قبل ساعتين",
                                       "قبل 3 ساعات",     "قبل 11 ساعة", "قبل 100 ساعة" };

  arabic ();
  assert_plural ("%s min ago", "%s min ago", minutes);
  assert_plural ("%s h ago", "%s h ago", hours);
}

/* The sentences of the pages: their words are made where they are shown. */
static void
test_six_forms_of_records (void)
{
  static const struct {
    const char *one;
    const char *many;
    const char *expected[6];
  } counted[] = {
    { "%s order", "%s orders", { "لا طلبات", "طلب واحد", "طلبان", "3 طلبات", "11 طلبًا", "100 طلب" } },
    { "%s customer", "%s customers", { "لا عملاء", "عميل واحد", "عميلان", "3 عملاء", "11 عميلًا", "100 عميل" } },
    { "%s product", "%s products", { "لا منتجات", "منتج واحد", "منتجان", "3 منتجات", "11 منتجًا", "100 منتج" } },
    { "%s cart", "%s carts", { "لا سلات", "سلة واحدة", "سلتان", "3 سلات", "11 سلة", "100 سلة" } },
    { "%s review", "%s reviews", { "لا تقييمات", "تقييم واحد", "تقييمان", "3 تقييمات", "11 تقييمًا", "100 تقييم" } },
    { "%s coupon", "%s coupons", { "لا كوبونات", "كوبون واحد", "كوبونان", "3 كوبونات", "11 كوبونًا", "100 كوبون" } },
    { "%s day", "%s days", { "لا أيام", "يوم", "يومان", "3 أيام", "11 يومًا", "100 يوم" } },
    { "%s order selected",
      "%s orders selected",
      { "لا طلبات محدَّدة", "طلب واحد محدَّد", "طلبان محدَّدان", "3 طلبات محدَّدة", "11 طلبًا محدَّدًا", "100 طلب محدَّد" } },
    { "%s new order",
      "%s new orders",
      { "لا طلبات جديدة", "طلب جديد", "طلبان جديدان", "3 طلبات جديدة", "11 طلبًا جديدًا", "100 طلب جديد" } },
    { "%s cart is marked as followed up.",
      "%s carts are marked as followed up.",
      { "لم تُسجَّل متابعة أي سلة.", "سُجِّلت متابعة سلة واحدة.", "سُجِّلت متابعة سلتين.", "سُجِّلت متابعة 3 سلات.",
        "سُجِّلت متابعة 11 سلة.", "سُجِّلت متابعة 100 سلة." } },
  };

  arabic ();
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    assert_plural (counted[i].one, counted[i].many, counted[i].expected);
}

static void
test_days (void)
{
  arabic ();
  assert_text (nomo_format_days (0), "لا أيام");
  assert_text (nomo_format_days (1), "يوم");
  assert_text (nomo_format_days (2), "يومان");
  assert_text (nomo_format_days (5), "5 أيام");
  assert_text (nomo_format_days (14), "14 يومًا");
  assert_text (nomo_format_days (100), "100 يوم");
  arabic_digits ();
  assert_text (nomo_format_days (14), "١٤ يومًا");
  english ();
  assert_text (nomo_format_days (1), "1 day");
  assert_text (nomo_format_days (2), "2 days");
}

static void
test_left (void)
{
  arabic ();
  assert_text (nomo_format_left (-1), "يُحسب الوقت المتبقي");
  assert_text (nomo_format_left (0), "بقي أقل من دقيقة");
  assert_text (nomo_format_left (60), "بقيت دقيقة");
  assert_text (nomo_format_left (61), "بقيت دقيقتان");
  assert_text (nomo_format_left (180), "بقيت 3 دقائق");
  assert_text (nomo_format_left (660), "بقيت 11 دقيقة");
  assert_text (nomo_format_left (6000), "بقيت 100 دقيقة");
  assert_text (nomo_format_left (7200), "بقيت ساعتان");
  assert_text (nomo_format_left (3 * 3600), "بقيت 3 ساعات");
  english ();
  assert_text (nomo_format_left (59), "Less than a minute left");
  assert_text (nomo_format_left (60), "1 minute left");
  assert_text (nomo_format_left (120), "2 minutes left");
  assert_text (nomo_format_left (7201), "3 hours left");
}

static gpointer
format_in_thread (gpointer data)
{
  int day = nomo_day_from_ymd (2026, 11, 22) + GPOINTER_TO_INT (data);
  g_autofree char *date = nomo_format_day (day, NOMO_DAY_FULL);
  g_autofree char *money = nomo_format_money (day, "SAR", TRUE);

  for (int i = 0; i < 5000; i++) {
    g_autofree char *same_date = nomo_format_day (day, NOMO_DAY_FULL);
    g_autofree char *same_money = nomo_format_money (day, "SAR", TRUE);

    if (!g_str_equal (date, same_date) || !g_str_equal (money, same_money))
      return GINT_TO_POINTER (1);
  }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  arabic ();
  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("format", format_in_thread, GINT_TO_POINTER (i));
  for (int i = 0; i < 4; i++)
    g_assert_null (g_thread_join (threads[i]));
}

int
main (int argc, char **argv)
{
  g_autofree char *clock = NULL;

  g_test_init (&argc, &argv, NULL);
  clock = nomo_clock_spec (g_get_real_time () / 1000, moment (2026, 11, 22, 10, 42), 1);
  g_setenv ("NOMO_CLOCK", clock, TRUE);
  nomo_locale_init ("ar");
  g_test_add_func ("/format/int", test_int);
  g_test_add_func ("/format/short", test_short);
  g_test_add_func ("/format/percent", test_percent);
  g_test_add_func ("/format/money/arabic", test_money_arabic);
  g_test_add_func ("/format/money/english", test_money_english);
  g_test_add_func ("/format/money/parts", test_amount_and_currency);
  g_test_add_func ("/format/money/spoken-arabic", test_spoken_arabic);
  g_test_add_func ("/format/money/spoken-english", test_spoken_english);
  g_test_add_func ("/format/phone", test_phone);
  g_test_add_func ("/format/day", test_day);
  g_test_add_func ("/format/hijri", test_hijri);
  g_test_add_func ("/format/size", test_size);
  g_test_add_func ("/format/calendar-order", test_calendar_order);
  g_test_add_func ("/format/range", test_range);
  g_test_add_func ("/format/time", test_time);
  g_test_add_func ("/format/week", test_week);
  g_test_add_func ("/format/recent", test_recent);
  g_test_add_func ("/format/recent/across-midnight", test_recent_across_midnight);
  g_test_add_func ("/format/broken-moments", test_broken_moments);
  g_test_add_func ("/format/zone-of-the-computer", test_zone_of_the_computer);
  g_test_add_func ("/format/six-forms", test_six_forms);
  g_test_add_func ("/format/six-forms-of-records", test_six_forms_of_records);
  g_test_add_func ("/format/days", test_days);
  g_test_add_func ("/format/left", test_left);
  g_test_add_func ("/format/threads", test_threads);
  return g_test_run ();
}
