#include "entities.h"
#include "fixture.h"
#include "nomo-history.h"
#include "nomo-waiting.h"

#define ALL ((1u << NOMO_N_OUTBOX_STATES) - 1)

static NomoRecord *
offer (gint64 id, const char *code, gint64 percent, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, id);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, OFFER_CODE, code);
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

static gint64
make (Fixture *fixture, const char *code, gint64 percent)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, 0);

  nomo_builder_set_text (builder, OFFER_CODE, code);
  nomo_builder_set_int (builder, OFFER_PERCENT, percent);
  return fixture_make (fixture, builder);
}

static void
note (Fixture *fixture, gint64 id, NomoOutboxState state, const char *reason)
{
  NomoCommit *commit = nomo_commit_new ("outbox", NULL);
  NomoOutboxNote said = { .state = state, .reason = (char *) reason };

  nomo_commit_note (commit, &entity_offer, id, &said);
  fixture_commit (fixture, commit);
}

static void
answer (Fixture *fixture, NomoRecord *record)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  nomo_commit_put_answer (commit, record);
  fixture_commit (fixture, commit);
  nomo_record_unref (record);
}

static void
delete_as (Fixture *fixture, gint64 id)
{
  NomoCommit *commit = nomo_commit_new ("me", NULL);

  nomo_commit_delete (commit, &entity_offer, id);
  fixture_commit (fixture, commit);
}

static void
gone (Fixture *fixture, gint64 salla_id, gint64 as_of)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  nomo_commit_gone (commit, &entity_offer, salla_id, as_of);
  fixture_commit (fixture, commit);
}

static NomoWaiting *
waiting_of (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  NomoWaiting *waiting = nomo_store_find_waiting (fixture->store, &entity_offer, id, &error);

  g_assert_no_error (error);
  return waiting;
}

static void
assert_state (Fixture *fixture, gint64 id, NomoOutboxState state)
{
  g_autoptr (NomoWaiting) waiting = waiting_of (fixture, id);

  g_assert_nonnull (waiting);
  g_assert_cmpint (waiting->note.state, ==, state);
}

static void
assert_percent (Fixture *fixture, gint64 id, gint64 percent, gboolean waits)
{
  g_autoptr (NomoRecord) read = fixture_get (fixture, &entity_offer, id);

  g_assert_cmpint (nomo_record_get_int (read, OFFER_PERCENT), ==, percent);
  g_assert_cmpint (nomo_record_is_pending (read), ==, waits);
}

static guint
count (Fixture *fixture, guint states)
{
  g_autoptr (GPtrArray) entries = nomo_store_read_waiting (fixture->store, states, 0, 0, NULL);

  g_assert_nonnull (entries);
  return entries->len;
}

static NomoConflict *
only_conflict (Fixture *fixture)
{
  g_autoptr (GPtrArray) conflicts = nomo_store_read_conflicts (fixture->store, NULL, NULL);

  g_assert_cmpuint (conflicts->len, ==, 1);
  return g_ptr_array_steal_index (conflicts, 0);
}

static void
assert_no_conflict (Fixture *fixture)
{
  g_autoptr (GPtrArray) conflicts = nomo_store_read_conflicts (fixture->store, NULL, NULL);

  g_assert_cmpuint (conflicts->len, ==, 0);
}

/* The longest untouched first; what does not wait is not there. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  gint64 born;
  gint64 counts[NOMO_N_OUTBOX_STATES];
  g_autoptr (GPtrArray) entries = NULL;

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  fixture_put (fixture, offer (8, "B", 10, 1000000));
  fixture_put (fixture, offer (9, "C", 10, 1000000));
  edit (fixture, 8, 20);
  born = make (fixture, "D", 5);
  edit (fixture, 7, 20);
  entries = nomo_store_read_waiting (fixture->store, ALL, 0, 0, NULL);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpint (nomo_record_get_id (((NomoWaiting *) entries->pdata[0])->record), ==, 8);
  g_assert_cmpint (nomo_record_get_id (((NomoWaiting *) entries->pdata[1])->record), ==, born);
  g_assert_cmpint (nomo_record_get_id (((NomoWaiting *) entries->pdata[2])->record), ==, 7);
  note (fixture, 8, NOMO_OUTBOX_REFUSED, "refused");
  g_assert_cmpuint (count (fixture, ALL & ~(1u << NOMO_OUTBOX_REFUSED)), ==, 2);
  g_assert_true (nomo_store_count_waiting (fixture->store, counts, NULL));
  g_assert_cmpint (counts[NOMO_OUTBOX_READY], ==, 2);
  g_assert_cmpint (counts[NOMO_OUTBOX_REFUSED], ==, 1);
}

static void
test_note (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoWaiting) waiting = NULL;

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  g_assert_null (waiting_of (fixture, 7));
  edit (fixture, 7, 20);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  note (fixture, 7, NOMO_OUTBOX_REFUSED, "refused");
  fixture_reopen (fixture);
  waiting = waiting_of (fixture, 7);
  g_assert_cmpint (waiting->note.state, ==, NOMO_OUTBOX_REFUSED);
  g_assert_cmpstr (waiting->note.reason, ==, "refused");
  g_assert_cmpuint (waiting->note.tries, ==, 1);
  note (fixture, 7, NOMO_OUTBOX_READY, NULL);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
  note (fixture, 7, NOMO_OUTBOX_REFUSED, "refused");
  fixture_put (fixture, offer (7, "A", 11, 2000000));
  assert_state (fixture, 7, NOMO_OUTBOX_REFUSED);
  edit (fixture, 7, 21);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
}

static void
assert_found (Fixture *fixture, const NomoEntity *entity, const char *filter, guint n, gint64 first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (entity, filter, &error);
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = nomo_query_to_text (query);
  g_assert_cmpstr (text, ==, filter);
  found = nomo_store_list (fixture->store, query, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, n);
  if (n > 0)
    g_assert_cmpint (nomo_record_get_id (found->pdata[0]), ==, first);
}

/* A list can be narrowed to what waits and to what was refused, and each record says which it is. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) refused = NULL;
  g_autoptr (NomoRecord) waiting = NULL;

  for (gint64 id = 7; id <= 9; id++)
    fixture_put (fixture, offer (id, id == 7 ? "A" : id == 8 ? "B" : "C", 10, 1000000));
  edit (fixture, 8, 20);
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_LATER, "offline");
  note (fixture, 8, NOMO_OUTBOX_REFUSED, "refused");
  assert_found (fixture, &entity_offer, "outbox = waiting", 1, 7);
  assert_found (fixture, &entity_offer, "outbox = refused", 1, 8);
  assert_found (fixture, &entity_offer, "percent = 20 AND NOT outbox = refused", 1, 7);
  assert_found (fixture, &entity_offer, "NOT (outbox = refused OR outbox = waiting)", 1, 9);
  assert_found (fixture, &entity_person, "outbox = waiting", 0, 0);
  refused = fixture_get (fixture, &entity_offer, 8);
  waiting = fixture_get (fixture, &entity_offer, 7);
  g_assert_true (nomo_record_is_refused (refused));
  g_assert_true (nomo_record_is_pending (waiting) && !nomo_record_is_refused (waiting));
  edit (fixture, 8, 21);
  assert_found (fixture, &entity_offer, "outbox = refused", 0, 0);
  assert_found (fixture, &entity_offer, "outbox = waiting", 2, 7);
}

/* Salla may write another value than the one that was sent: that is so then, and ours is not lost. */
static void
test_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoConflict) conflict = NULL;

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  answer (fixture, offer (7, "A", 19, 2000000));
  assert_percent (fixture, 7, 19, FALSE);
  conflict = only_conflict (fixture);
  g_assert_cmpstr (conflict->before, ==, "10");
  g_assert_cmpstr (conflict->lost, ==, "20");
  g_assert_cmpstr (conflict->kept, ==, "19");
  edit (fixture, 7, 20);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
}

/* What was edited while the request was on its way waits still, with nothing lost. */
static void
test_edited_meanwhile (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  edit (fixture, 7, 30);
  answer (fixture, offer (7, "A", 20, 2000000));
  assert_percent (fixture, 7, 30, TRUE);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
  assert_no_conflict (fixture);
}

/* The answer was lost: what Salla says of the record later tells whether it was done. */
static void
test_answer_lost (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  edit (fixture, 7, 30);
  fixture_reopen (fixture);
  fixture_put (fixture, offer (7, "A", 10, 2000000));
  assert_state (fixture, 7, NOMO_OUTBOX_SENT);
  fixture_put (fixture, offer (7, "A", 20, 3000000));
  assert_percent (fixture, 7, 30, TRUE);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
  assert_no_conflict (fixture);
  edit (fixture, 7, 20);
  g_assert_null (waiting_of (fixture, 7));
}

/* Changed on both sides: ours comes later and wins, theirs can be seen. */
static void
test_changed_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoConflict) conflict = NULL;

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  fixture_put (fixture, offer (7, "A", 50, 2000000));
  fixture_put (fixture, offer (7, "A", 50, 3000000));
  assert_percent (fixture, 7, 20, TRUE);
  conflict = only_conflict (fixture);
  g_assert_cmpstr (conflict->field, ==, "percent");
  g_assert_cmpstr (conflict->before, ==, "10");
  g_assert_cmpstr (conflict->lost, ==, "50");
  g_assert_cmpstr (conflict->kept, ==, "20");
}

static NomoRecordBuilder *
products (gint64 as_of, const gint64 *ids, guint n)
{
  NomoRecordBuilder *builder = nomo_record_build (&entity_offer, 7);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, OFFER_CODE, "A");
  for (guint i = 0; i < n; i++) {
    nomo_builder_add_part (builder, OFFER_PART_PRODUCTS);
    nomo_builder_part_int (builder, OFFER_PART_PRODUCTS, 0, ids[i]);
  }
  return builder;
}

static void
put_products (Fixture *fixture, gint64 as_of, const gint64 *ids, guint n)
{
  fixture_put (fixture, nomo_builder_end (products (as_of, ids, n)));
}

static void
assert_products (Fixture *fixture, const gint64 *products, guint n)
{
  g_autoptr (NomoRecord) read = fixture_get (fixture, &entity_offer, 7);

  g_assert_cmpuint (nomo_record_count_part (read, OFFER_PART_PRODUCTS), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (nomo_record_part_int (read, OFFER_PART_PRODUCTS, i, 0), ==, products[i]);
}

/* 1 and 2 were known; here 1 goes and 3 comes, there 2 goes and 4 comes. */
static void
test_sets (Fixture *fixture, gconstpointer data)
{
  static const gint64 known[] = { 1, 2 };
  static const gint64 ours[] = { 2, 3 };
  static const gint64 theirs[] = { 1, 4 };
  static const gint64 both[] = { 4, 3 };

  put_products (fixture, 1000000, known, 2);
  fixture_change (fixture, products (0, ours, 2));
  assert_products (fixture, ours, 2);
  put_products (fixture, 2000000, theirs, 2);
  assert_products (fixture, both, 2);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
  put_products (fixture, 3000000, both, 2);
  g_assert_null (waiting_of (fixture, 7));
}

/* Nothing of a set that is as Salla has it waits, in whatever order it was put together. */
static void
test_sets_put_back (Fixture *fixture, gconstpointer data)
{
  static const gint64 known[] = { 1, 2 };
  static const gint64 less[] = { 2 };
  static const gint64 turned[] = { 2, 1 };

  put_products (fixture, 1000000, known, 2);
  fixture_change (fixture, products (0, less, 1));
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
  fixture_change (fixture, products (0, turned, 2));
  g_assert_null (waiting_of (fixture, 7));
  assert_products (fixture, known, 2);
}

/* What came with what was sent and went again while it was on its way does not come back with Salla's word. */
static void
test_sets_sent (Fixture *fixture, gconstpointer data)
{
  static const gint64 known[] = { 1 };
  static const gint64 sent[] = { 1, 2 };

  put_products (fixture, 1000000, known, 1);
  fixture_change (fixture, products (0, sent, 2));
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  fixture_change (fixture, products (0, known, 1));
  put_products (fixture, 2000000, sent, 2);
  assert_products (fixture, known, 1);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
}

/* Taken back while it was on its way: Salla is to hear of that too, should the first have come to it. */
static void
test_reverted_meanwhile (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  edit (fixture, 7, 10);
  assert_state (fixture, 7, NOMO_OUTBOX_SENT);
  fixture_put (fixture, offer (7, "A", 20, 2000000));
  assert_percent (fixture, 7, 10, TRUE);
  assert_no_conflict (fixture);
  note (fixture, 7, NOMO_OUTBOX_READY, NULL);
  edit (fixture, 7, 20);
  g_assert_null (waiting_of (fixture, 7));
}

static void
test_reverted_for_nothing (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  edit (fixture, 7, 10);
  fixture_put (fixture, offer (7, "A", 10, 2000000));
  g_assert_null (waiting_of (fixture, 7));
}

/* Made, sent and deleted before Salla's answer: whether there is anything to delete is to be seen. */
static void
test_deleted_meanwhile (Fixture *fixture, gconstpointer data)
{
  gint64 born = make (fixture, "D", 5);

  note (fixture, born, NOMO_OUTBOX_SENT, NULL);
  delete_as (fixture, born);
  assert_state (fixture, born, NOMO_OUTBOX_SENT);
  note (fixture, born, NOMO_OUTBOX_READY, NULL);
  g_assert_null (waiting_of (fixture, born));
}

/* The edit that was sent before the deletion is no news. */
static void
test_deleted_after_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) read = NULL;

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  delete_as (fixture, 7);
  fixture_put (fixture, offer (7, "A", 20, 2000000));
  read = fixture_get (fixture, &entity_offer, 7);
  g_assert_true (nomo_record_is_deleted (read));
  assert_no_conflict (fixture);
}

/* Until Salla has heard of it, what it says of a deleted record brings that back only when it is something new. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) read = NULL;
  g_autoptr (NomoConflict) conflict = NULL;

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  delete_as (fixture, 7);
  fixture_put (fixture, offer (7, "A", 10, 2000000));
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
  read = fixture_get (fixture, &entity_offer, 7);
  g_assert_true (nomo_record_is_deleted (read));
  assert_no_conflict (fixture);
  fixture_put (fixture, offer (7, "A", 40, 3000000));
  assert_percent (fixture, 7, 40, FALSE);
  conflict = only_conflict (fixture);
  g_assert_cmpstr (conflict->field, ==, NOMO_HISTORY_DELETED);
  delete_as (fixture, 7);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  gone (fixture, 7, 4000000);
  g_assert_null (waiting_of (fixture, 7));
  g_assert_cmpuint (count (fixture, ALL), ==, 0);
}

/* Deleted there while it was edited here: the edit stays, and is not sent by itself. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoWaiting) waiting = NULL;
  g_autoptr (NomoConflict) conflict = NULL;

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  gone (fixture, 7, 2000000);
  assert_percent (fixture, 7, 20, TRUE);
  waiting = waiting_of (fixture, 7);
  g_assert_false (nomo_record_is_deleted (waiting->record));
  g_assert_cmpint (nomo_record_get_salla_id (waiting->record), ==, 0);
  g_assert_cmpint (waiting->note.state, ==, NOMO_OUTBOX_REFUSED);
  g_assert_cmpstr (waiting->note.reason, ==, NOMO_OUTBOX_GONE);
  conflict = only_conflict (fixture);
  g_assert_cmpstr (conflict->reason, ==, "gone");
  edit (fixture, 7, 30);
  assert_state (fixture, 7, NOMO_OUTBOX_REFUSED);
  note (fixture, 7, NOMO_OUTBOX_READY, NULL);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
}

static void
discard (Fixture *fixture, gint64 id, const char *commit_id)
{
  NomoCommit *commit = nomo_commit_new ("me", commit_id);

  nomo_commit_discard (commit, &entity_offer, id);
  fixture_commit (fixture, commit);
}

static void
test_discard (Fixture *fixture, gconstpointer data)
{
  gint64 born = make (fixture, "D", 5);

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_REFUSED, "refused");
  discard (fixture, 7, "discarded");
  assert_percent (fixture, 7, 10, FALSE);
  fixture_undo (fixture, "discarded");
  assert_percent (fixture, 7, 20, TRUE);
  assert_state (fixture, 7, NOMO_OUTBOX_READY);
  discard (fixture, born, NULL);
  g_assert_cmpuint (count (fixture, ALL), ==, 1);
}

static void
test_discard_first_of_set (Fixture *fixture, gconstpointer data)
{
  static const gint64 ours[] = { 3 };

  put_products (fixture, 1000000, NULL, 0);
  fixture_change (fixture, products (0, ours, 1));
  discard (fixture, 7, NULL);
  assert_products (fixture, NULL, 0);
  g_assert_null (waiting_of (fixture, 7));
}

static void
test_discard_born_here (Fixture *fixture, gconstpointer data)
{
  gint64 born = make (fixture, "D", 5);
  g_autoptr (NomoRecord) read = NULL;

  discard (fixture, born, NULL);
  read = fixture_get (fixture, &entity_offer, born);
  g_assert_true (nomo_record_is_deleted (read));
  g_assert_false (nomo_record_is_pending (read));
}

static void
test_discard_deletion (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) read = NULL;

  fixture_put (fixture, offer (7, "A", 10, 1000000));
  delete_as (fixture, 7);
  discard (fixture, 7, NULL);
  read = fixture_get (fixture, &entity_offer, 7);
  g_assert_false (nomo_record_is_deleted (read));
  g_assert_false (nomo_record_is_pending (read));
}

/* What is on its way is taken back by another word to Salla. */
static void
test_discard_sent (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, offer (7, "A", 10, 1000000));
  edit (fixture, 7, 20);
  note (fixture, 7, NOMO_OUTBOX_SENT, NULL);
  discard (fixture, 7, NULL);
  assert_state (fixture, 7, NOMO_OUTBOX_SENT);
  fixture_put (fixture, offer (7, "A", 20, 2000000));
  assert_percent (fixture, 7, 10, TRUE);
}

#define ADD(path, test) g_test_add (path, Fixture, test_entities, fixture_set_up_entities, test, fixture_tear_down)

/* The list comes before the answer. */
static void
test_told_twice (Fixture *fixture, gconstpointer data)
{
  gint64 id = make (fixture, "WARD", 15);
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) told = offer (555, "WARD", 15, 1000);
  g_autoptr (NomoRecord) twin = NULL;
  g_autoptr (NomoRecord) own = NULL;

  note (fixture, id, NOMO_OUTBOX_SENT, NULL);
  fixture_put (fixture, offer (555, "WARD", 15, 1000));
  nomo_commit_confirm (commit, &entity_offer, id, 555);
  nomo_commit_put_answer (commit, told);
  fixture_commit (fixture, commit);
  twin = fixture_get (fixture, &entity_offer, 555);
  own = fixture_get (fixture, &entity_offer, id);
  g_assert_true (twin == NULL || nomo_record_is_deleted (twin));
  g_assert_false (nomo_record_is_deleted (own));
  g_assert_cmpint (nomo_record_get_salla_id (own), ==, 555);
  g_assert_false (nomo_record_is_pending (own));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/outbox/order", test_order);
  ADD ("/outbox/note", test_note);
  ADD ("/outbox/filter", test_filter);
  ADD ("/outbox/answer", test_answer);
  ADD ("/outbox/edited-meanwhile", test_edited_meanwhile);
  ADD ("/outbox/answer-lost", test_answer_lost);
  ADD ("/outbox/changed-there", test_changed_there);
  ADD ("/outbox/sets", test_sets);
  ADD ("/outbox/sets-sent", test_sets_sent);
  ADD ("/outbox/sets-put-back", test_sets_put_back);
  ADD ("/outbox/reverted-meanwhile", test_reverted_meanwhile);
  ADD ("/outbox/reverted-for-nothing", test_reverted_for_nothing);
  ADD ("/outbox/deleted-meanwhile", test_deleted_meanwhile);
  ADD ("/outbox/deleted-after-edit", test_deleted_after_edit);
  ADD ("/outbox/deleted", test_deleted);
  ADD ("/outbox/gone", test_gone);
  ADD ("/outbox/discard", test_discard);
  ADD ("/outbox/discard-sent", test_discard_sent);
  ADD ("/outbox/discard-first-of-set", test_discard_first_of_set);
  ADD ("/outbox/discard-born-here", test_discard_born_here);
  ADD ("/outbox/discard-deletion", test_discard_deletion);
  ADD ("/outbox/told-twice", test_told_twice);
  return g_test_run ();
}
