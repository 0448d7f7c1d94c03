#include "entities.h"
#include "fixture.h"
#include "nomo-engine-error.h"
#include "nomo-export.h"
#include "nomo-locale.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
export_orders (Fixture *fixture, NomoExportOptions options, const char *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, &error);
  g_autoptr (NomoExport) export = nomo_export_new (nomo_order_entity (), &options, &error);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  nomo_export_run (export, fixture->store, query, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
assert_export (Fixture *fixture, NomoExportOptions options, const char *filter, const char *expected)
{
  g_autofree char *text = export_orders (fixture, options, filter);

  g_assert_cmpstr (text, ==, expected);
}

static void
put_orders (Fixture *fixture)
{
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 22230, "completed", 1000));
  fixture_put (fixture, fixture_order (2, FIXTURE_EPOCH + 3723004, -1999, "own", 1000));
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  const NomoExportOptions columns = { .columns = "id, date,status,total,pending,items" };

  put_orders (fixture);
  nomo_locale_set_language ("ar");
  assert_export (fixture, columns, "",
                 "\xef\xbb\xbfالرقم,التاريخ,الحالة,الإجمالي,بانتظار الدفع,القطع: العدد,القطع: الأسماء,العملة\r\n"
                 "2,2026-10-01 01:02:03.004,own,-19.99,,2,عطر الورد | مبخرة,SAR\r\n"
                 "1,2026-10-01 00:00:00,تم التنفيذ,222.30,,2,عطر الورد | مبخرة,SAR\r\n");
  nomo_locale_set_language ("en");
  assert_export (fixture, columns, "status = completed",
                 "\xef\xbb\xbfNumber,Date,Status,Total,Awaiting payment,Items: how many,Items: which,Currency\r\n"
                 "1,2026-10-01 00:00:00,Completed,222.30,,2,عطر الورد | مبخرة,SAR\r\n");
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  const NomoExportOptions keys = { .columns = "status,items,total", .keys = TRUE, .separator = ';', .by_id = TRUE };
  const NomoExportOptions lines = { .format = NOMO_EXPORT_JSONL, .columns = "status,total" };
  const NomoExportOptions all = { .format = NOMO_EXPORT_JSONL };
  g_autoptr (NomoRecord) order = NULL;
  g_autofree char *json = NULL;
  g_autofree char *line = NULL;

  put_orders (fixture);
  assert_export (fixture, keys, "",
                 "\xef\xbb\xbfstatus;items.count;items.names;total;currency\r\n"
                 "completed;2;عطر الورد | مبخرة;222.30;SAR\r\n"
                 "own;2;عطر الورد | مبخرة;-19.99;SAR\r\n");
  assert_export (fixture, lines, "total > 0",
                 "{\"id\":\"1\",\"status\":\"completed\",\"total\":{\"amount\":\"222.30\",\"currency\":\"SAR\"},"
                 "\"currency\":\"SAR\"}\n");
  order = fixture_get (fixture, nomo_order_entity (), 1);
  json = nomo_record_to_json (order);
  line = g_strconcat (json, "\n", NULL);
  assert_export (fixture, all, "total > 0", line);
}

static void
test_columns (Fixture *fixture, gconstpointer data)
{
  const NomoExportOptions wrong = { .columns = "status,nothing" };
  g_autoptr (GError) error = NULL;

  g_assert_null (nomo_export_new (nomo_order_entity (), &wrong, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "nothing"));
}

static guint
count_files (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A file is replaced as a whole or not at all, and nothing else stays beside it. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  const NomoExportOptions options = { .columns = "id" };
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (NomoExport) export = nomo_export_new (nomo_order_entity (), &options, NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *path = g_build_filename (fixture->directory, "out.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  put_orders (fixture);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  g_cancellable_cancel (cancelled);
  g_assert_false (nomo_export_run_to_file (export, fixture->store, query, path, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "before");
  g_clear_error (&error);
  nomo_export_run_to_file (export, fixture->store, query, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nomo_export_get_count (export), ==, 2);
  g_free (text);
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "\xef\xbb\xbfNumber\r\n2\r\n1\r\n");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (fixture->directory), ==, 2);
}

static void
assert_not_written (Fixture *fixture, const char *path, const char *language, const char *reason)
{
  const NomoExportOptions options = { 0 };
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (NomoExport) export = nomo_export_new (nomo_order_entity (), &options, NULL);
  g_autoptr (GError) error = NULL;

  nomo_locale_set_language (language);
  g_assert_false (nomo_export_run_to_file (export, fixture->store, query, path, NULL, &error));
  g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT);
  g_assert_cmpstr (error->message, ==, reason);
  nomo_locale_set_language ("en");
}

static void
test_no_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->directory, "no", "out.csv", NULL);

  put_orders (fixture);
  assert_not_written (fixture, nowhere, "en", "there is no such folder");
  assert_not_written (fixture, nowhere, "ar", "لا يوجد مجلد كهذا");
  /* A device that is always full is written as it is, and stays a device. */
  assert_not_written (fixture, "/dev/full", "en", "the disk is full");
  assert_not_written (fixture, "/dev/full", "ar", "القرص ممتلئ");
}

#define ADD(name, func) g_test_add ("/export/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  nomo_locale_init ("en");
  ADD ("words", test_words);
  ADD ("keys", test_keys);
  ADD ("columns", test_columns);
  ADD ("file", test_file);
  ADD ("no-place", test_no_place);
  return g_test_run ();
}
