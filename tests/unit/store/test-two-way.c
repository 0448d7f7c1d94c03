#include "entities.h"
#include "fixture.h"

static NomoRecord *
offer (gint64 id, gint64 percent, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, id);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, OFFER_CODE, "WARD");
  nomo_builder_set_int (builder, OFFER_PERCENT, percent);
  return nomo_builder_end (builder);
}

static void
edit (Fixture *fixture, gint64 id, gint64 percent)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, id);

  nomo_builder_set_int (builder, OFFER_PERCENT, percent);
  fixture_change (fixture, builder);
}

static void
assert_images (Fixture *fixture, gint64 id, gint64 wanted, gint64 confirmed)
{
  g_autoptr (NomoRecord) read = fixture_get (fixture, &entity_offer, id);

  g_assert_cmpint (nomo_record_get_int (read, OFFER_PERCENT), ==, wanted);
  g_assert_cmpint (nomo_record_get_confirmed (read, OFFER_PERCENT)->number, ==, confirmed);
  g_assert_cmpint (nomo_record_is_pending (read), ==, wanted != confirmed);
}

static void
test_edit_and_confirm (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, offer (7, 10, 1000000));
  assert_images (fixture, 7, 10, 10);
  edit (fixture, 7, 15);
  assert_images (fixture, 7, 15, 10);
  fixture_reopen (fixture);
  assert_images (fixture, 7, 15, 10);
  fixture_put (fixture, offer (7, 15, 2000000));
  assert_images (fixture, 7, 15, 15);
}

/* What Salla says meanwhile is its image; ours still waits. Without an edit of ours its word is what is shown. */
static void
test_both_change (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, offer (7, 10, 1000000));
  edit (fixture, 7, 15);
  fixture_put (fixture, offer (7, 20, 2000000));
  assert_images (fixture, 7, 15, 20);
  edit (fixture, 7, 20);
  assert_images (fixture, 7, 20, 20);
  fixture_put (fixture, offer (7, 30, 3000000));
  assert_images (fixture, 7, 30, 30);
}

static void
test_read_only_field (Fixture *fixture, gconstpointer data)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, 7);
  g_autoptr (NomoRecord) record = NULL;

  fixture_put (fixture, offer (7, 10, 1000000));
  nomo_builder_set_int (builder, OFFER_USES, 3);
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  fixture_refuse (fixture, commit, NOMO_STORE_ERROR_DENIED);
}

/* Made here, it keeps its id when Salla gives it another. */
static void
test_born_here (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, 0);
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) read = NULL;
  gint64 id = 0;

  nomo_builder_set_text (builder, OFFER_CODE, "WARD");
  nomo_builder_set_int (builder, OFFER_PERCENT, 10);
  id = fixture_make (fixture, builder);
  read = fixture_get (fixture, &entity_offer, id);
  g_assert_true (nomo_record_is_pending (read));
  g_assert_cmpint (nomo_record_get_salla_id (read), ==, 0);
  nomo_commit_confirm (commit, &entity_offer, id, 555);
  fixture_commit (fixture, commit);
  fixture_put (fixture, offer (555, 10, 1000000));
  g_clear_pointer (&read, nomo_record_unref);
  read = fixture_get (fixture, &entity_offer, id);
  g_assert_false (nomo_record_is_pending (read));
  g_assert_cmpint (nomo_record_get_salla_id (read), ==, 555);
  g_assert_null (fixture_get (fixture, &entity_offer, 555));
}

static void
add_product (NomoRecordBuilder *builder, gint64 product)
{
  nomo_builder_add_part (builder, OFFER_PART_PRODUCTS);
  nomo_builder_part_int (builder, OFFER_PART_PRODUCTS, 0, product);
}

static NomoRecord *
offer_of_products (gint64 as_of, gint64 first, gint64 second)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, 7);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, OFFER_CODE, "WARD");
  add_product (builder, first);
  add_product (builder, second);
  return nomo_builder_end (builder);
}

static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) read = NULL;

  fixture_put (fixture, offer_of_products (1000000, 1, 2));
  read = fixture_get (fixture, &entity_offer, 7);
  g_assert_false (nomo_record_is_pending (read));
  NomoRecordBuilder *builder = nomo_record_build_from (read);
  add_product (builder, 3);
  fixture_change (fixture, builder);
  g_clear_pointer (&read, nomo_record_unref);
  read = fixture_get (fixture, &entity_offer, 7);
  g_assert_true (nomo_record_is_pending (read));
  g_assert_cmpuint (nomo_record_count_part (read, OFFER_PART_PRODUCTS), ==, 3);
  fixture_put (fixture, offer_of_products (2000000, 1, 2));
  g_clear_pointer (&read, nomo_record_unref);
  read = fixture_get (fixture, &entity_offer, 7);
  g_assert_cmpuint (nomo_record_count_part (read, OFFER_PART_PRODUCTS), ==, 3);
}

/* Deleted here, it waits for Salla to hear of it; deleted there, it does not. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    NomoCommit *commit = nomo_commit_new (i == 0 ? "me" : "salla", NULL);
    g_autoptr (NomoRecord) read = NULL;

    fixture_put (fixture, offer (7 + i, 10, 1000000));
    nomo_commit_delete (commit, &entity_offer, 7 + i);
    fixture_commit (fixture, commit);
    read = fixture_get (fixture, &entity_offer, 7 + i);
    g_assert_true (nomo_record_is_deleted (read));
    g_assert_cmpint (nomo_record_is_pending (read), ==, i == 0);
  }
}

/* Two words of Salla's within a second of its clock. */
static void
test_same_second (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) doubts = NULL;

  fixture_put (fixture, offer (7, 10, 1000000));
  g_assert_cmpuint (fixture_put (fixture, offer (7, 10, 1000500)).again, ==, 0);
  g_assert_cmpuint (fixture_put (fixture, offer (7, 20, 1000700)).again, ==, 1);
  doubts = nomo_store_list_doubts (fixture->store, &entity_offer, 0, NULL);
  g_assert_cmpuint (doubts->len, ==, 1);
  g_assert_cmpint (g_array_index (doubts, gint64, 0), ==, 7);
  fixture_put (fixture, offer (7, 20, 2000000));
  g_clear_pointer (&doubts, g_array_unref);
  doubts = nomo_store_list_doubts (fixture->store, &entity_offer, 0, NULL);
  g_assert_cmpuint (doubts->len, ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, test_entities, fixture_set_up_entities, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/two-way/edit-and-confirm", test_edit_and_confirm);
  ADD ("/two-way/both-change", test_both_change);
  ADD ("/two-way/read-only-field", test_read_only_field);
  ADD ("/two-way/born-here", test_born_here);
  ADD ("/two-way/parts", test_parts);
  ADD ("/two-way/deleted", test_deleted);
  ADD ("/two-way/same-second", test_same_second);
  return g_test_run ();
}
