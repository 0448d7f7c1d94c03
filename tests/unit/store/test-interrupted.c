#include "corpus.h"
#include "entities.h"
#include "fault-vfs.h"
#include "fixture.h"
#include "nomo-feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* What goes on in several steps is killed at every write, begins again, and comes to the same end: the migration of an old
 * file, and a follower of a store. */

#define USUAL_STRIDE 40
#define N_CHANGES    12
#define PAGE         3

typedef struct {
  const char *name;
  FaultCall call;
  void (*prepare) (const char *directory);
  void (*live) (const char *directory);  /* in the other process */
  void (*check) (const char *directory); /* after a kill */
  void (*end) (const char *directory);   /* when it has come to its end */
} Loop;

static const char *self_path;

static NomoStore *
open_at (const char *directory, const char *name, const NomoEntity *const *entities)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;
  NomoStore *store = nomo_store_open (path, entities, &error);

  g_assert_no_error (error);
  return store;
}

static void
prepare_old_file (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "old.db", NULL);

  corpus_put ("shop-1.db", path);
}

static void
migrate (const char *directory)
{
  g_object_unref (open_at (directory, "old.db", nomo_domain_entities ()));
}

static void
check_migrated (const char *directory)
{
  g_autoptr (NomoStore) store = open_at (directory, "old.db", nomo_domain_entities ());
  g_autoptr (NomoQuery) orders = nomo_query_new (nomo_order_entity ());

  g_assert_cmpint (nomo_store_count (store, orders, NULL), ==, 60);
  g_assert_true (fixture_is_sound (store));
}

static void
change_firm (NomoStore *store, guint i)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("me", NULL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_firm, 1 + i % 7);
  g_autofree char *name = g_strdup_printf ("firm %u", i);
  g_autoptr (NomoRecord) record = NULL;

  nomo_builder_set_text (builder, FIRM_NAME, name);
  record = nomo_builder_end (builder);
  if (i % 5 == 4)
    nomo_commit_delete (commit, &entity_firm, 1 + (i - 1) % 7);
  nomo_commit_put (commit, record);
  nomo_store_commit (store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
prepare_source (const char *directory)
{
  g_autoptr (NomoStore) store = open_at (directory, "source.db", test_entities);

  for (guint i = 0; i < N_CHANGES; i++)
    change_firm (store, i);
}

/* What the follower makes of a record: a mark with its name or its death, in the commit that moves the cursor. */
static void
follow_page (NomoStore *target, const NomoFeedPage *page)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoCommit) commit = nomo_commit_new ("me", page->cursor);

  for (guint i = 0; i < page->records->len; i++) {
    const NomoRecord *record = page->records->pdata[i];
    g_autofree char *name = g_strdup_printf ("firm %d", (int) nomo_record_get_id (record));

    nomo_commit_set_mark (commit, name,
                          nomo_record_is_deleted (record) ? "gone" : nomo_record_get_text (record, FIRM_NAME));
  }
  nomo_commit_set_mark (commit, "cursor", page->cursor);
  nomo_store_commit (target, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
follow (const char *directory)
{
  g_autoptr (NomoStore) source = open_at (directory, "source.db", test_entities);
  g_autoptr (NomoStore) target = open_at (directory, "target.db", test_entities);
  gboolean more = TRUE;

  while (more) {
    g_autofree char *cursor = nomo_store_dup_mark (target, "cursor");
    g_autoptr (NomoFeedPage) page = nomo_store_read_feed (source, cursor, PAGE, NULL);

    g_assert_false (page->anew);
    follow_page (target, page);
    more = page->more;
  }
}

/* Whatever lies before the cursor is there as it is now, and nothing else is. */
static void
check_followed (const char *directory)
{
  g_autoptr (NomoStore) source = open_at (directory, "source.db", test_entities);
  g_autoptr (NomoStore) target = open_at (directory, "target.db", test_entities);
  g_autofree char *cursor = nomo_store_dup_mark (target, "cursor");
  guint64 seq = cursor != NULL ? g_ascii_strtoull (strrchr (cursor, ':') + 1, NULL, 10) : 0;
  g_autoptr (NomoFeedPage) all = nomo_store_read_feed (source, NULL, 1000, NULL);

  for (guint i = 0; i < all->records->len; i++) {
    const NomoRecord *record = all->records->pdata[i];
    g_autofree char *name = g_strdup_printf ("firm %d", (int) nomo_record_get_id (record));
    g_autofree char *mark = nomo_store_dup_mark (target, name);
    const char *expected = nomo_record_is_deleted (record) ? "gone" : nomo_record_get_text (record, FIRM_NAME);

    g_assert_cmpstr (mark, ==, nomo_record_get_seq (record) <= seq ? expected : NULL);
  }
  g_assert_true (fixture_is_sound (target));
}

static void
end_followed (const char *directory)
{
  g_autoptr (NomoStore) source = NULL;
  g_autoptr (NomoStore) target = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (NomoFeedPage) rest = NULL;

  check_followed (directory);
  source = open_at (directory, "source.db", test_entities);
  target = open_at (directory, "target.db", test_entities);
  cursor = nomo_store_dup_mark (target, "cursor");
  rest = nomo_store_read_feed (source, cursor, 1000, NULL);
  g_assert_cmpuint (rest->records->len, ==, 0);
}

static const Loop loops[] = {
  { "migration", FAULT_WRITE, prepare_old_file, migrate, check_migrated, check_migrated },
  { "migration-sync", FAULT_SYNC, prepare_old_file, migrate, check_migrated, check_migrated },
  { "follower", FAULT_WRITE, prepare_source, follow, check_followed, end_followed },
  { "follower-sync", FAULT_SYNC, prepare_source, follow, check_followed, end_followed },
};

static int
live (const char *directory, const char *which, const char *at)
{
  const Loop *loop = &loops[atoi (which)];
  FaultPlan plan = { FAULT_KILL_AFTER, loop->call, (guint) atoi (at), FALSE, 0 };

  fault_vfs_install ();
  fault_vfs_arm (&plan);
  loop->live (directory);
  return 0;
}

/* TRUE when the other process was killed. */
static gboolean
live_and_die (const Loop *loop, const char *directory, guint at)
{
  g_autofree char *which = g_strdup_printf ("%d", (int) (loop - loops));
  g_autofree char *moment = g_strdup_printf ("%u", at);
  const char *arguments[] = { self_path, "--live", directory, which, moment, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  if (WIFEXITED (status))
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  else
    g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  return WIFSIGNALED (status);
}

static gboolean
is_killed_at (const Loop *loop, guint at)
{
  g_autofree char *directory = g_dir_make_tmp ("nomo-interrupted-XXXXXX", NULL);
  gboolean killed = FALSE;

  loop->prepare (directory);
  killed = live_and_die (loop, directory, at);
  loop->check (directory);
  loop->live (directory);
  loop->end (directory);
  fixture_remove (directory);
  return killed;
}

static void
test_loop (gconstpointer data)
{
  const Loop *loop = data;
  guint step = fault_stride (loop->call, USUAL_STRIDE);
  guint n_hit = 0;

  for (guint at = 1; is_killed_at (loop, at); at += step)
    n_hit++;
  g_test_message ("%s: %u points hit, every %u.", fault_call_name (loop->call), n_hit, step);
  g_assert_cmpuint (n_hit, >, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "--live") == 0)
    return live (argv[2], argv[3], argv[4]);
  g_test_init (&argc, &argv, NULL);
  self_path = argv[0];
  for (guint i = 0; i < G_N_ELEMENTS (loops); i++) {
    g_autofree char *path = g_strconcat ("/interrupted/", loops[i].name, NULL);

    g_test_add_data_func (path, &loops[i], test_loop);
  }
  return g_test_run ();
}
