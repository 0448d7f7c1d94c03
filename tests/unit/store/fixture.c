#include "fixture.h"

#include <glib/gstdio.h>

void
fixture_remove (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (directory, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      fixture_remove (path);
    else
      g_unlink (path);
  }
  g_rmdir (directory);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up_entities (fixture, nomo_domain_entities ());
}

void
fixture_set_up_entities (Fixture *fixture, gconstpointer entities)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("nomo-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "stores", "1.db", NULL);
  fixture->entities = entities;
  fixture->store = nomo_store_open (fixture->path, fixture->entities, &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    g_assert_true (fixture_is_sound (fixture->store));
  g_clear_object (&fixture->store);
  fixture_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->store);
  fixture->store = nomo_store_open (fixture->path, fixture->entities, &error);
  g_assert_no_error (error);
}

NomoRecord *
fixture_order (gint64 id, gint64 date, gint64 total, const char *status, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, 20000000 + id);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, date);
  nomo_builder_set_text (builder, ORDER_STATUS, status);
  nomo_builder_set_text (builder, ORDER_PAYMENT, id % 2 == 0 ? "mada" : "cod");
  nomo_builder_set_int (builder, ORDER_TOTAL, total);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, total);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_text (builder, ORDER_ITEMS_TEXT, "عطر الورد\nمبخرة");
  nomo_builder_set_int (builder, ORDER_ITEM_COUNT, 3);
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, "عطر الورد");
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 2);
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, "مبخرة");
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
  return nomo_builder_end (builder);
}

NomoRecord *
fixture_customer (gint64 id, const char *name, const char *phone, const char *city, gint64 at)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_entity (), id);

  nomo_builder_set_as_of (builder, at);
  nomo_builder_set_text (builder, CUSTOMER_NAME, name);
  nomo_builder_set_text (builder, CUSTOMER_PHONE, phone);
  nomo_builder_set_text (builder, CUSTOMER_CITY, city);
  nomo_builder_set_int (builder, CUSTOMER_UPDATED_AT, at);
  nomo_builder_set_int (builder, CUSTOMER_FIRST_SEEN, at);
  return nomo_builder_end (builder);
}

NomoCommitResult
fixture_commit (Fixture *fixture, NomoCommit *commit)
{
  g_autoptr (GError) error = NULL;
  NomoCommitResult result = { 0 };

  nomo_store_commit (fixture->store, commit, &result, &error);
  g_assert_no_error (error);
  nomo_commit_free (commit);
  return result;
}

NomoCommitResult
fixture_put (Fixture *fixture, NomoRecord *record)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  nomo_commit_put (commit, record);
  nomo_record_unref (record);
  return fixture_commit (fixture, commit);
}

/* A new record of ours, alone. */
gint64
fixture_make (Fixture *fixture, NomoRecordBuilder *builder)
{
  return fixture_change (fixture, builder).first_id;
}

NomoCommitResult
fixture_change (Fixture *fixture, NomoRecordBuilder *builder)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);
  g_autoptr (NomoRecord) record = nomo_builder_end (builder);

  nomo_commit_put (commit, record);
  return fixture_commit (fixture, commit);
}

NomoCommitResult
fixture_undo (Fixture *fixture, const char *commit_id)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  nomo_commit_undo (commit, commit_id);
  return fixture_commit (fixture, commit);
}

NomoRecord *
fixture_get (Fixture *fixture, const NomoEntity *entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  NomoRecord *record = nomo_store_get (fixture->store, entity, id, &error);

  g_assert_no_error (error);
  return record;
}

void
fixture_refuse (Fixture *fixture, NomoCommit *commit, NomoStoreError code)
{
  g_autoptr (GError) error = NULL;
  guint64 seq = nomo_store_get_seq (fixture->store);

  g_assert_false (nomo_store_commit (fixture->store, commit, NULL, &error));
  g_assert_error (error, NOMO_STORE_ERROR, (int) code);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, seq);
  nomo_commit_free (commit);
}

gboolean
fixture_is_sound (NomoStore *store)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  nomo_store_check (store, problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("problem: %s", (const char *) g_ptr_array_index (problems, i));
  return problems->len == 0;
}

static gboolean
give_up (gpointer data)
{
  g_error ("what was waited for did not come");
  return G_SOURCE_REMOVE;
}

void
fixture_wait (gboolean (*is_there) (gpointer data), gpointer data)
{
  guint limit = g_timeout_add_seconds (30, give_up, NULL);

  while (!is_there (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}
