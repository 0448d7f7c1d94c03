#include "config.h"

#include "nomo-support-store.h"

#include "nomo-clock.h"
#include "nomo-glance.h"
#include "nomo-shop-private.h"
#include "nomo-sync.h"
#include "nomo-words.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PROBLEMS 5

/* Of the facts about a connection those that name nobody. */
static const char *const facts[] = { "demo", "relay-host", "token-generation", "token-ended", NULL };
static const char *const marks[] = { NOMO_MARK_AS_OF, NOMO_MARK_UNREADABLE, NULL };

/**
 * nomo_support_format_count:
 * @count: how many
 *
 * Returns: (transfer full): the number, in English, with a comma between thousands
 */
char *
nomo_support_format_count (gint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  gsize length = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
      g_string_append_c (text, ',');
    g_string_append_c (text, digits[i]);
  }
  return g_string_free (text, FALSE);
}

static void
write_sizes (GString *text, const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  g_string_append (text, "  Files:");
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);
    g_autofree char *size = NULL;
    GStatBuf status;

    if (g_stat (file, &status) != 0)
      continue;
    size = nomo_support_format_count ((status.st_size + 1023) / 1024);
    g_string_append_printf (text, " .db%s %s KiB", endings[i], size);
  }
  g_string_append_c (text, '\n');
}

static const char *
word_connection (const NomoGlance *glance)
{
  if (g_strcmp0 (g_hash_table_lookup (glance->facts, "demo"), "1") == 0)
    return "to the demo store";
  if (g_hash_table_contains (glance->facts, "relay-host"))
    return "looked after by a relay";
  if (g_hash_table_contains (glance->facts, "token-ended"))
    return "the sign-in has ended";
  return g_hash_table_contains (glance->facts, "token-generation") ? "signed in on this computer"
                                                                   : "no sign-in on this computer";
}

static gint64
read_number (GHashTable *texts, const char *name)
{
  const char *text = g_hash_table_lookup (texts, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static char *
word_age (gint64 ms)
{
  gint64 minutes = (nomo_clock_now () - ms) / 60000;

  if (ms <= 0)
    return g_strdup ("never came to its end");
  if (minutes < 120)
    return g_strdup_printf ("%d min ago", (int) MAX (minutes, 0));
  if (minutes < 48 * 60)
    return g_strdup_printf ("%d h ago", (int) (minutes / 60));
  return g_strdup_printf ("%d d ago", (int) MIN (minutes / 60 / 24, 99999));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of their names, so that two reports can be compared. */
static void
write_counts (GString *text, const char *title, GHashTable *counts)
{
  guint n;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (counts, &n);

  qsort (names, n, sizeof *names, compare_names);
  g_string_append_printf (text, "  %s:%s", title, n == 0 ? " none" : "");
  for (guint i = 0; i < n; i++) {
    g_autofree char *count = nomo_support_format_count (*(const gint64 *) g_hash_table_lookup (counts, names[i]));

    g_string_append_printf (text, "%s %s %s", i > 0 ? "," : "", (const char *) names[i], count);
  }
  g_string_append_c (text, '\n');
}

/* SQLite names pages, tables and columns, and now and then the number of a row, which may be that of a record. */
static void
write_problems (GString *text, GPtrArray *problems)
{
  g_autoptr (GRegex) numbers = g_regex_new ("[0-9]{5,}", 0, 0, NULL);

  if (problems->len == 0) {
    g_string_append (text, "  Quick check: sound\n");
    return;
  }
  g_string_append_printf (text, "  Quick check: %u problems\n", problems->len);
  for (guint i = 0; i < MIN (problems->len, MOST_PROBLEMS); i++) {
    g_autofree char *problem = g_regex_replace_literal (numbers, problems->pdata[i], -1, 0, "#", 0, NULL);

    g_string_append_printf (text, "    %s\n", problem);
  }
}

static void
write_glance (GString *text, const NomoGlance *glance)
{
  g_autofree char *age = word_age (read_number (glance->marks, NOMO_MARK_AS_OF));
  g_autofree char *raw = nomo_support_format_count (glance->n_raw);
  g_autofree char *unreadable = nomo_support_format_count (read_number (glance->marks, NOMO_MARK_UNREADABLE));

  g_string_append_printf (text, "  Connection: %s\n  Last sync: %s\n", word_connection (glance), age);
  g_string_append_printf (text, "  Version of the tables: %d of %d\n", (int) glance->schema, glance->newest);
  write_counts (text, "Records", glance->counts);
  write_counts (text, "Waiting for Salla", glance->outbox);
  g_string_append_printf (text, "  Not understood: %s kept as they came, %s in the last sync\n", raw, unreadable);
  write_problems (text, glance->problems);
}

static gboolean
is_held (const char *path)
{
  g_autofree char *lock = nomo_shop_make_lock_path (path);
  g_autofree char *holder = nomo_engine_lock_dup_holder (lock);

  return holder != NULL;
}

/**
 * nomo_support_store_write:
 * @text: gets what is to be told of a store
 * @number: what it is called in there
 * @data_dir: a data directory
 * @merchant: one of those that nomo_shops_find() gave
 * @cancellable: (nullable): gives up
 *
 * Tells how a store stands, and nothing of what is in it. An error is told by its name: its message may hold a path. Blocks.
 */
void
nomo_support_store_write (GString *text, guint number, const char *data_dir, const char *merchant,
                          GCancellable *cancellable)
{
  g_autofree char *path = nomo_shop_make_path (data_dir, merchant);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoGlance) glance = nomo_glance_take (path, facts, marks, cancellable, &error);
  g_autofree char *code = error != NULL ? nomo_words_dup_code (error) : NULL;

  g_string_append_printf (text, "\nStore %u\n", number);
  write_sizes (text, path);
  g_string_append_printf (text, "  Engine: %s\n", is_held (path) ? "runs" : "does not run");
  if (glance != NULL)
    write_glance (text, glance);
  else
    g_string_append_printf (text, "  Cannot be read: %s\n", code);
}
