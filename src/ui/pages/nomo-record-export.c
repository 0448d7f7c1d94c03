#include "config.h"

#include "nomo-record-export.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-dialogs.h"
#include "nomo-engine-error.h"
#include "nomo-export.h"
#include "nomo-shop.h"

#include <glib/gi18n.h>

typedef struct {
  GWeakRef parent;
  NomoSession *session;
  NomoShop *shop;
  NomoQuery *query;
  gint64 count;
  char *columns;
  char *path;
} Wish;

static void
wish_clear (gpointer data)
{
  Wish *wish = data;

  g_weak_ref_clear (&wish->parent);
  g_object_unref (wish->session);
  g_object_unref (wish->shop);
  nomo_query_unref (wish->query);
  g_free (wish->columns);
  g_free (wish->path);
}

static void
wish_unref (gpointer wish)
{
  g_rc_box_release_full (wish, wish_clear);
}

static void
tell_error (Wish *wish, const GError *error)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&wish->parent);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    nomo_dialogs_tell (parent, error, TRUE);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wish *wish = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = nomo_shop_export_finish (NOMO_SHOP (source), result, &error);

  if (words != NULL)
    nomo_session_say (wish->session, words, _ ("Show the folder"), "app.show-file", g_variant_new_string (wish->path));
  else
    tell_error (wish, error);
  wish_unref (wish);
}

static void
answered_cb (gpointer data, const char *path, const char *option)
{
  Wish *wish = data;
  NomoExportOptions options = { .columns = g_strcmp0 (option, "shown") == 0 ? wish->columns : NULL };
  g_autoptr (GError) error = NULL;
  NomoExport *export = nomo_export_new (nomo_query_get_entity (wish->query), &options, &error);

  if (path == NULL)
    g_set_error_literal (&error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT,
                         _ ("that place is on no disk of this computer"));
  if (error == NULL) {
    wish->path = g_strdup (path);
    nomo_shop_export_async (wish->shop, export, wish->query, wish->count, path, exported_cb, g_rc_box_acquire (wish));
    return;
  }
  tell_error (wish, error);
  g_clear_pointer (&export, nomo_export_free);
}

/* The day in figures, so that the files of many days sort. */
static char *
propose_name (NomoShop *shop, const char *title)
{
  g_autofree char *day = NULL;
  int year, month, day_of_month;

  nomo_day_to_ymd (nomo_day_of (nomo_clock_now (), nomo_shop_get_zone (shop)), &year, &month, &day_of_month);
  day = g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
  /* Translators: the name of a file: 1 is what it holds, like "Orders", 2 the day, like 2026-11-22 */
  return g_strdup_printf (C_ ("file name", "%1$s %2$s.csv"), title, day);
}

/**
 * nomo_record_export_ask:
 * @parent: (nullable): a window
 * @session: whose shop's records
 * @title: what they are, translated
 * @query: which ones
 * @count: how many those are
 * @columns: names of the fields that the list shows
 *
 * Asks for a file and writes the records to it as CSV, as a job; tells in passing when it is there.
 */
void
nomo_record_export_ask (GtkWindow *parent, NomoSession *session, const char *title, const NomoQuery *query,
                        gint64 count, const char *columns)
{
  static const char *const options[] = { "all", "shown", NULL };
  const char *labels[] = { _ ("All that is known"), _ ("As in the list"), NULL };
  g_autofree char *heading = g_strdup_printf (_ ("Export: %s"), title);
  NomoShop *shop = nomo_session_get_shop (session);
  g_autofree char *name = propose_name (shop, title);
  Wish *wish = g_rc_box_new0 (Wish);

  g_weak_ref_init (&wish->parent, parent);
  wish->session = g_object_ref (session);
  wish->shop = g_object_ref (shop);
  wish->query = nomo_query_copy (query);
  wish->count = count;
  wish->columns = g_strdup (columns);
  nomo_dialogs_ask_file (
      parent, &(NomoFileQuestion) { heading, name, _ ("Tables (CSV)"), "csv", _ ("Columns"), options, labels },
      answered_cb, wish, wish_unref);
}
