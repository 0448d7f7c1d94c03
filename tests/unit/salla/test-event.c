#include "config.h"

#include "nomo-error.h"
#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-salla-event.h"

#include <string.h>

static NomoSallaEvent *
read_event (const char *text, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));

  return nomo_salla_event_read (body, error);
}

/* 3 February 2026, 18:40:10 UTC, in each form that Salla writes. */
static void
test_moment (void)
{
  static const char *const moments[] = { "Tue Feb 03 2026 21:40:10 GMT+0300", "2026-02-03 21:40:10",
                                         "2026-02-03T18:40:10.000000Z" };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    g_autofree char *text = g_strdup_printf ("{\"event\":\"order.created\",\"merchant\":\"118\",\"created_at\":\"%s\","
                                             "\"data\":{\"id\":7}}",
                                             moments[i]);
    g_autoptr (NomoSallaEvent) event = read_event (text, NULL);
    gint64 id = 0;

    g_assert_nonnull (event);
    g_assert_cmpstr (event->name, ==, "order.created");
    g_assert_cmpint (event->merchant, ==, 118);
    g_assert_cmpint (event->as_of, ==, 1770144010000);
    g_assert_true (nomo_json_get_int (event->data, "id", &id));
    g_assert_cmpint (id, ==, 7);
  }
}

static void
test_without_envelope (void)
{
  g_autoptr (NomoSallaEvent) event = read_event ("{\"id\":1,\"invoice_number\":\"A-1\",\"order_id\":901442718}", NULL);
  gint64 order = 0;

  g_assert_nonnull (event);
  g_assert_cmpstr (event->name, ==, "invoice.created");
  g_assert_cmpint (event->merchant, ==, 0);
  g_assert_cmpint (event->as_of, ==, 0);
  g_assert_true (nomo_json_get_int (event->data, "order_id", &order));
  g_assert_cmpint (order, ==, 901442718);
}

static void
test_without_data (void)
{
  static const char *const texts[] = { "{\"event\":\"order.created\",\"merchant\":1}",
                                       "{\"event\":\"order.created\",\"merchant\":1,\"data\":[]}",
                                       "{\"event\":\"order.created\",\"merchant\":1,\"data\":\"x\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoSallaEvent) event = read_event (texts[i], &error);

    g_assert_null (event);
    g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
  }
}

static void
test_no_json (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_event ("{\"event\":", &error));
  g_assert_true (error->domain == NOMO_CORE_ERROR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/moment", test_moment);
  g_test_add_func ("/event/without-envelope", test_without_envelope);
  g_test_add_func ("/event/without-data", test_without_data);
  g_test_add_func ("/event/no-json", test_no_json);
  return g_test_run ();
}
