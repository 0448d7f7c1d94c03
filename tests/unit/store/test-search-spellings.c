#include "fixture.h"

#include <string.h>

#define MIN_PAIRS     300
#define MIN_STRANGERS 60
#define FEW           1000

/* A line of spellings.txt: what a record says, what somebody types, and whether that finds it. */
typedef struct {
  const char *group;
  const char *kind; /* what of a record says it */
  const char *written;
  const char *typed;
  gboolean found;
} Pair;

/* "# [not: ]GROUP (KIND)" */
static void
read_group (char *line, Pair *pair)
{
  gsize end = strlen (line) - 1;
  char *open = strrchr (line, '(');

  g_assert_true (open != NULL && line[end] == ')');
  line[end] = '\0';
  *open = '\0';
  g_strchomp (line);
  pair->group = line + strlen ("# ");
  pair->kind = open + 1;
  pair->found = !g_str_has_prefix (pair->group, "not: ");
}

static GArray *
read_pairs (char **lines)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  Pair pair = { 0 };

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++) {
    char *tab = strchr (lines[i], '\t');

    if (*lines[i] == '#') {
      read_group (lines[i], &pair);
      continue;
    }
    g_assert_nonnull (tab);
    *tab = '\0';
    pair.written = lines[i];
    pair.typed = tab + 1;
    g_array_append_val (pairs, pair);
  }
  return pairs;
}

static NomoRecord *
make_order (const Pair *pair, gint64 id)
{
  g_autoptr (NomoRecord) order = fixture_order (id, FIXTURE_EPOCH, 100, "completed", FIXTURE_EPOCH);
  NomoRecordBuilder *builder = nomo_record_build_from (order);

  nomo_builder_set_text (builder, g_str_equal (pair->kind, "product") ? ORDER_ITEMS_TEXT : ORDER_REFERENCE,
                         pair->written);
  return nomo_builder_end (builder);
}

static NomoRecord *
make_customer (const Pair *pair, gint64 id)
{
  gboolean phone = g_str_equal (pair->kind, "phone");
  gboolean city = g_str_equal (pair->kind, "city");

  g_assert_true (phone || city || g_str_equal (pair->kind, "name"));
  return fixture_customer (id, phone || city ? "Z" : pair->written, phone ? pair->written : NULL,
                           city ? pair->written : NULL, FIXTURE_EPOCH);
}

static void
put_all (Fixture *fixture, const GArray *pairs)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index (pairs, Pair, i);
    gboolean order = g_str_equal (pair->kind, "product") || g_str_equal (pair->kind, "reference");
    g_autoptr (NomoRecord) record = order ? make_order (pair, i + 1) : make_customer (pair, i + 1);

    nomo_commit_put (commit, record);
  }
  fixture_commit (fixture, commit);
}

static gboolean
is_found (Fixture *fixture, const char *typed, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = nomo_store_search (fixture->store, typed, FEW, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    if (nomo_record_get_id (records->pdata[i]) == id)
      return TRUE;
  return FALSE;
}

/* A filter of a list finds what the search finds. */
static gboolean
is_listed (Fixture *fixture, const char *typed, gint64 id)
{
  const NomoEntity *entities[] = { nomo_order_entity (), nomo_customer_entity () };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++) {
    g_autoptr (NomoQuery) query = nomo_query_new (entities[i]);
    g_autoptr (GArray) ids = NULL;

    nomo_query_where_search (query, typed);
    ids = nomo_store_list_ids (fixture->store, query, 0, NULL, NULL);
    for (guint j = 0; j < ids->len; j++)
      if (g_array_index (ids, gint64, j) == id)
        return TRUE;
  }
  return FALSE;
}

static void
check_pair (Fixture *fixture, const Pair *pair, gint64 id)
{
  if (is_found (fixture, pair->typed, id) != pair->found) {
    g_test_message ("%s: “%s” by “%s”", pair->group, pair->written, pair->typed);
    g_test_fail ();
  }
  if (pair->found && !is_listed (fixture, pair->typed, id)) {
    g_test_message ("%s: “%s” by a filter for “%s”", pair->group, pair->written, pair->typed);
    g_test_fail ();
  }
}

static void
report_groups (const GArray *pairs)
{
  guint n = 0;

  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index (pairs, Pair, i);

    n++;
    if (i + 1 < pairs->len && g_array_index (pairs, Pair, i + 1).group == pair->group)
      continue;
    g_test_message ("%s: %u", pair->group, n);
    n = 0;
  }
}

static void
test_pairs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "store", "spellings.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) pairs = NULL;
  guint n_found = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  pairs = read_pairs (lines);
  put_all (fixture, pairs);
  for (guint i = 0; i < pairs->len; i++) {
    check_pair (fixture, &g_array_index (pairs, Pair, i), i + 1);
    n_found += g_array_index (pairs, Pair, i).found ? 1 : 0;
  }
  report_groups (pairs);
  g_test_message ("%u pairs, %u strangers", n_found, pairs->len - n_found);
  g_assert_cmpuint (n_found, >=, MIN_PAIRS);
  g_assert_cmpuint (pairs->len - n_found, >=, MIN_STRANGERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/search/spellings/pairs", Fixture, NULL, fixture_set_up, test_pairs, fixture_tear_down);
  return g_test_run ();
}
