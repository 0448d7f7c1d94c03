#include "config.h"

#include "nomo-calendar.h"
#include "nomo-event-map.h"
#include "nomo-locale.h"
#include "nomo-order.h"
#include "nomo-relay-embedded-words.h"
#include "nomo-repair.h"
#include "nomo-tongue.h"

#include <string.h>

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

/* A Sunday afternoon in Riyadh. */
#define NOW G_GINT64_CONSTANT (1795348800000)

static NomoRelayStanding *
make_standing (NomoRelayLink link)
{
  NomoRelayStanding *self = nomo_relay_standing_new (nomo_calendar_riyadh (), NOW);

  self->link = link;
  return self;
}

static char *
write_page (const NomoRelayStanding *standing, const char *language)
{
  g_autoptr (NomoRelayPage) page = nomo_relay_page_new_in (language, "light");

  nomo_relay_embedded_write (page, standing);
  g_assert_null (nomo_tongue_get ());
  return nomo_relay_page_to_html (page);
}

static void
assert_has (const char *page, const char *text)
{
  g_assert_nonnull (strstr (page, text));
}

static void
assert_has_not (const char *page, const char *text)
{
  g_assert_null (strstr (page, text));
}

/* What lives in the records is told apart; only of what nothing is kept it may be said in general. */
static void
test_events_have_words (void)
{
  const char *other = nomo_relay_event_words ("nobody.knows");

  for (guint i = 0; i < nomo_event_map_count (); i++) {
    const char *event = nomo_event_map_get_name (i);

    if (!g_str_has_prefix (event, "shipping.") && !g_str_has_prefix (event, "store") &&
        !g_str_has_prefix (event, "subscription."))
      g_assert_cmpstr (nomo_relay_event_words (event), !=, other);
  }
  g_assert_cmpstr (nomo_relay_event_words ("order.created"), ==, "New order");
  g_assert_cmpstr (nomo_relay_event_words ("order.status.updated"), ==, "Status of an order changed");
  g_assert_cmpstr (nomo_relay_event_words ("order.coupon.updated"), ==, "Order changed");
  g_assert_cmpstr (nomo_relay_event_words ("orders"), ==, other);
  g_assert_cmpstr (nomo_relay_event_words ("app.subscription.started"), ==, "News of the app");
}

static gboolean
has_latin (const char *html)
{
  g_autoptr (GRegex) markup = g_regex_new ("<style>.*?</style>|<[^>]*>|&#?[a-z0-9]+;", G_REGEX_DOTALL, 0, NULL);
  g_autofree char *text = g_regex_replace_literal (markup, html, -1, 0, "", 0, NULL);

  return g_regex_match_simple ("[A-Za-z]", text, 0, 0);
}

/* In Arabic nothing is left in English, however the store stands; in English there is a word for it too. */
static void
test_links (void)
{
  static const char *const words[] = {
    [NOMO_RELAY_LINK_UNKNOWN] = "Not connected", [NOMO_RELAY_LINK_NOT_GRANTED] = "Access not granted yet",
    [NOMO_RELAY_LINK_REMOVED] = "App removed",   [NOMO_RELAY_LINK_SIGNED_OUT] = "Sign-in expired",
    [NOMO_RELAY_LINK_LATE] = "Sync is late",     [NOMO_RELAY_LINK_FIRST] = "Connected",
    [NOMO_RELAY_LINK_GOOD] = "Connected",
  };

  for (guint i = 0; i < NOMO_RELAY_N_LINKS; i++) {
    g_autoptr (NomoRelayStanding) standing = make_standing ((NomoRelayLink) i);
    g_autofree char *english = write_page (standing, "en");
    g_autofree char *arabic = write_page (standing, "ar");

    assert_has (english, words[i]);
    assert_has (english, "lang=\"en\" dir=\"ltr\"");
    g_assert_cmpint (strstr (english, "class=\"advice\"") != NULL, ==, i <= NOMO_RELAY_LINK_SIGNED_OUT);
    assert_has (arabic, "lang=\"ar\" dir=\"rtl\"");
    g_assert_false (has_latin (arabic));
  }
}

/* A name is text, whoever has chosen it. */
static void
test_escapes (void)
{
  g_autoptr (NomoRelayStanding) standing = make_standing (NOMO_RELAY_LINK_GOOD);
  g_autofree char *page = NULL;

  standing->name = g_strdup ("</title><script>alert(\"ورد\")</script> & Sons");
  page = write_page (standing, "ar");
  assert_has_not (page, "<script");
  assert_has (page, "<title>&lt;/title&gt;&lt;script&gt;alert(&quot;ورد&quot;)&lt;/script&gt; &amp; Sons</title>");
  assert_has (page, "<h1><bdi>&lt;/title&gt;&lt;script&gt;alert(&quot;ورد&quot;)&lt;/script&gt; &amp; Sons</bdi></h1>");
}

static void
add_repair (NomoRelayStanding *standing, const char *what, gint64 at)
{
  const NomoRepair repair = { nomo_order_entity (), 7, what, at };

  g_array_append_val (standing->repairs, repair);
}

/* That nothing was missed is said only where something was compared. */
static void
test_repairs (void)
{
  g_autoptr (NomoRelayStanding) standing = make_standing (NOMO_RELAY_LINK_FIRST);
  g_autofree char *none_yet = write_page (standing, "en");
  g_autofree char *nothing = NULL;
  g_autofree char *some = NULL;

  assert_has_not (none_yet, "missed");
  assert_has (none_yet, "the first sync has not ended");
  assert_has (none_yet, "none has come yet");
  standing->link = NOMO_RELAY_LINK_GOOD;
  standing->as_of = NOW - 3 * MINUTE_MS;
  nothing = write_page (standing, "en");
  assert_has (nothing, "Nothing was missed.");
  assert_has (nothing, "<bdi>3 min ago</bdi><small>22 November 2026, 2:57 PM</small>");
  standing->lists[0] = (NomoSyncRepairs) { .missed = 2, .gone = 1 };
  add_repair (standing, NOMO_REPAIR_GONE, NOW - 5 * MINUTE_MS);
  add_repair (standing, NOMO_REPAIR_MISSED, NOW - 24 * 60 * MINUTE_MS);
  add_repair (standing, NOMO_REPAIR_MISSED, NOW - 3 * 24 * 60 * MINUTE_MS);
  some = write_page (standing, "ar");
  assert_has (some, "<dt>الطلبات</dt><dd><bdi>فات ثم جُلب: 2 · لم يعد في سلة فأُزيل: 1</bdi></dd>");
  assert_has (some,
              "<dt>لم يعد في سلة فأُزيل</dt><dd><bdi>طلب</bdi><small>قبل 5 دقائق · 22 نوفمبر 2026، 2:55 م</small></dd>");
  assert_has (some, "<small>أمس 3:00 م · 21 نوفمبر 2026</small>");
  assert_has (some, "<small>19 نوفمبر 2026، 3:00 م</small>");
}

static void
test_events (void)
{
  g_autoptr (NomoRelayStanding) standing = make_standing (NOMO_RELAY_LINK_GOOD);
  g_autofree char *page = NULL;
  g_autofree char *waiting = NULL;

  standing->as_of = NOW;
  standing->event = g_strdup ("abandoned.cart.purchased");
  standing->event_at = NOW - 2 * MINUTE_MS;
  standing->events_today = 1046;
  page = write_page (standing, "ar");
  assert_has (page, "<bdi>شراء سلة كانت متروكة</bdi><small>قبل دقيقتين · 22 نوفمبر 2026، 2:58 م</small>");
  assert_has (page, "<dt>أحداث اليوم</dt><dd><bdi>1,046</bdi>");
  assert_has_not (page, "بانتظار التسجيل");
  standing->events_waiting = 12;
  waiting = write_page (standing, "ar");
  assert_has (waiting, "<dt>بانتظار التسجيل</dt><dd><bdi>12</bdi>");
}

/* How long events take, and that the store tells of too few, is told where it is known. */
static void
test_delays (void)
{
  g_autoptr (NomoRelayStanding) standing = make_standing (NOMO_RELAY_LINK_GOOD);
  g_autofree char *before = write_page (standing, "en");
  g_autofree char *page = NULL;
  g_autofree char *whole = NULL;

  assert_has_not (before, "On the way");
  standing->lag = (NomoLagFigures) { 40, 2000, 180000 };
  standing->hooks = nomo_hooks_state_parse (NULL);
  standing->hooks->kind = NOMO_HOOKS_SEEN;
  standing->hooks->wanted = 48;
  standing->hooks->standing = 45;
  page = write_page (standing, "ar");
  assert_has (page, "<dt>مدة الوصول من سلة</dt><dd><bdi>نصفها خلال 2 ث، و99 من كل 100 خلال 3 د</bdi>");
  assert_has (page, "45");
  g_assert_false (has_latin (page));
  standing->hooks->standing = 48;
  whole = write_page (standing, "en");
  assert_has (whole, "half within 2 s, 99 of 100 within 3 min");
  assert_has_not (whole, "48");
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relay/embedded/events-have-words", test_events_have_words);
  g_test_add_func ("/relay/embedded/links", test_links);
  g_test_add_func ("/relay/embedded/escapes", test_escapes);
  g_test_add_func ("/relay/embedded/repairs", test_repairs);
  g_test_add_func ("/relay/embedded/events", test_events);
  g_test_add_func ("/relay/embedded/delays", test_delays);
  return g_test_run ();
}
