#include "fixture.h"

#include "nomo-calendar.h"
#include "nomo-cart.h"
#include "nomo-coupon.h"
#include "nomo-history-words.h"
#include "nomo-locale.h"
#include "nomo-order-event.h"

#define LIMIT 20

typedef struct {
  GPtrArray *entries;
} Answer;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;
  g_autoptr (GError) error = NULL;

  answer->entries = nomo_store_read_history_finish (NOMO_STORE (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
has_answer (gpointer data)
{
  return ((Answer *) data)->entries != NULL;
}

static GPtrArray *
read_history (Fixture *fixture, const NomoEntity *entity, gint64 id)
{
  Answer answer = { NULL };

  nomo_store_read_history_async (fixture->store, entity, id, LIMIT, NULL, read_cb, &answer);
  fixture_wait (has_answer, &answer);
  return answer.entries;
}

/* All of them belong to one commit. */
static void
assert_told (Fixture *fixture, const NomoEntity *entity, gint64 id, const char *what)
{
  g_autoptr (GPtrArray) entries = read_history (fixture, entity, id);
  g_autoptr (NomoRecord) record = fixture_get (fixture, entity, id);
  g_autofree char *told = nomo_history_words_what (record, (NomoHistoryEntry *const *) entries->pdata, entries->len,
                                                   nomo_calendar_riyadh ());

  g_assert_cmpstr (told, ==, what);
}

static void
put_status (Fixture *fixture, const char *status, gint64 number, const char *name, gint64 total, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_set_text (builder, ORDER_STATUS, status);
  nomo_builder_set_int (builder, ORDER_STATUS_ID, number);
  nomo_builder_set_text (builder, ORDER_STATUS_NAME, name);
  nomo_builder_set_int (builder, ORDER_TOTAL, total);
  fixture_put (fixture, nomo_builder_end (builder));
}

/* The first appearance is no change. The number and the name of a status go without saying. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 10000, "in_progress", 1000));
  assert_told (fixture, nomo_order_entity (), 1, NULL);
  put_status (fixture, "completed", 7, "Done", 12550, 2000);
  assert_told (fixture, nomo_order_entity (), 1,
               "Status: from In progress to Completed\nTotal: from SAR\u00a0100.00 to SAR\u00a0125.50");
}

static void
test_arabic (Fixture *fixture, gconstpointer data)
{
  nomo_locale_set_language ("ar");
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 10000, "in_progress", 1000));
  put_status (fixture, "completed", 7, "Done", 12550, 2000);
  assert_told (fixture, nomo_order_entity (), 1,
               "الحالة: من قيد التنفيذ إلى تم التنفيذ\nالإجمالي: من 100.00\u00a0ر.س إلى 125.50\u00a0ر.س");
  nomo_locale_set_language ("en");
}

/* Percentages are kept in hundredths, which is nobody's word for them. */
static void
test_percentage (Fixture *fixture, gconstpointer data)
{
  static const gint64 percents[] = { 2000, 1250 };

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 1);

    nomo_builder_set_as_of (builder, 1000 * (i + 1));
    nomo_builder_set_text (builder, COUPON_CODE, "WARD");
    nomo_builder_set_text (builder, COUPON_STATUS, "active");
    nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
    nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
    nomo_builder_set_int (builder, COUPON_MAXIMUM, 0);
    nomo_builder_set_int (builder, COUPON_EXPIRY, FIXTURE_EPOCH);
    nomo_builder_set_int (builder, COUPON_PERCENT, percents[i]);
    fixture_put (fixture, nomo_builder_end (builder));
  }
  assert_told (fixture, nomo_coupon_entity (), 1, "Percentage: from 20% to 12.5%");
}

/* A status that only this store knows has the store's name. */
static void
test_own_status (Fixture *fixture, gconstpointer data)
{
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 10000, "in_progress", 1000));
  put_status (fixture, "gift_room", 9, "At the gift room", 10000, 2000);
  assert_told (fixture, nomo_order_entity (), 1, "Status: from In progress to \u2068At the gift room\u2069");
}

static void
put_tags (Fixture *fixture, const char *const *names, gint64 number, gint64 as_of)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_as_of (builder, as_of);
  nomo_builder_clear_part (builder, ORDER_PART_TAGS);
  for (guint i = 0; names[i] != NULL; i++) {
    nomo_builder_add_part (builder, ORDER_PART_TAGS);
    nomo_builder_part_text (builder, ORDER_PART_TAGS, ORDER_TAG_NAME, names[i]);
    if (number != 0)
      nomo_builder_part_int (builder, ORDER_PART_TAGS, ORDER_TAG_ID, number + i);
  }
  fixture_put (fixture, nomo_builder_end (builder));
}

static void
assert_last (Fixture *fixture, guint n, const char *what)
{
  g_autoptr (GPtrArray) entries = read_history (fixture, nomo_order_entity (), 1);
  g_autoptr (NomoRecord) order = fixture_get (fixture, nomo_order_entity (), 1);
  g_autofree char *told =
      nomo_history_words_what (order, (NomoHistoryEntry *const *) entries->pdata, n, nomo_calendar_riyadh ());

  g_assert_cmpstr (told, ==, what);
}

static void
test_tags (Fixture *fixture, gconstpointer data)
{
  static const char *const before[] = { "gift", "late", NULL };
  static const char *const after[] = { "gift", "urgent", NULL };

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 10000, "in_progress", 1000));
  put_tags (fixture, before, 0, 2000);
  put_tags (fixture, after, 0, 3000);
  assert_last (fixture, 1, "Tags: “\u2068urgent\u2069” added, “\u2068late\u2069” removed");
  put_tags (fixture, after, 71, 4000);
  assert_last (fixture, 1, NULL);
}

/* What somebody says of an order is told; that Salla has heard of it is not. */
static void
test_note (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 10000, "in_progress", 1000));
  nomo_builder_set_text (builder, ORDER_NOTE, "Fragile");
  fixture_change (fixture, builder);
  assert_last (fixture, 1, "Note: \u2068Fragile\u2069");
  builder = nomo_record_build (nomo_order_entity (), 1);
  nomo_builder_set_as_of (builder, 2000);
  nomo_builder_set_text (builder, ORDER_NOTE, "Fragile");
  fixture_put (fixture, nomo_builder_end (builder));
  assert_last (fixture, 1, NULL);
}

static NomoRecord *
create_event (gint64 id, const char *status, gint64 at)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_event_entity (), id);

  nomo_builder_set_int (builder, ORDER_EVENT_ORDER, 1);
  nomo_builder_set_text (builder, ORDER_EVENT_STATUS, status);
  nomo_builder_set_int (builder, ORDER_EVENT_CREATED_AT, at);
  return nomo_builder_end (builder);
}

static void
assert_untold (Fixture *fixture, GPtrArray *events, const char *const *what)
{
  g_autoptr (GPtrArray) changes = read_history (fixture, nomo_order_entity (), 1);
  g_autoptr (NomoRecord) order = fixture_get (fixture, nomo_order_entity (), 1);
  g_autofree char *told = NULL;
  g_autofree char *expected = g_strjoinv ("\n", (char **) what);

  nomo_history_words_drop_told (changes, events);
  told = nomo_history_words_what (order, (NomoHistoryEntry *const *) changes->pdata, changes->len,
                                  nomo_calendar_riyadh ());
  g_assert_cmpstr (told, ==, *what != NULL ? expected : NULL);
}

/* A status that Salla tells as an event is told once; another one, what else changed, and the same status again later are told
 * as changes. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  static const char *const all[] = { "Status: from In progress to Completed",
                                     "Total: from SAR\u00a0100.00 to SAR\u00a0125.50", NULL };
  static const char *const later[] = { "Total: from SAR\u00a0100.00 to SAR\u00a0125.50",
                                       "Status: from Completed to In progress", "Status: from In progress to Completed",
                                       NULL };
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);

  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 10000, "in_progress", 1000));
  put_status (fixture, "completed", 7, "Done", 12550, 2000);
  g_ptr_array_add (events, create_event (1, "in_progress", 1000));
  assert_untold (fixture, events, all);
  g_ptr_array_add (events, create_event (2, "completed", 2000));
  assert_untold (fixture, events, all + 1);
  put_status (fixture, "in_progress", 6, "Busy", 12550, 3000);
  put_status (fixture, "completed", 7, "Done", 12550, 4000);
  assert_untold (fixture, events, later);
}

static void
follow_up (Fixture *fixture, const char *actor, gint64 at)
{
  NomoCommit *commit = nomo_commit_new (actor, NULL);
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), 5);
  g_autoptr (NomoRecord) record = NULL;

  if (at != 0)
    nomo_builder_set_int (builder, CART_FOLLOWED_UP_AT, at);
  else
    nomo_builder_set_null (builder, CART_FOLLOWED_UP_AT);
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  fixture_commit (fixture, commit);
}

/* What somebody does here is told with who it was; a time is told in the shop's zone. */
static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), 5);
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *when = NULL;
  g_autofree char *before = NULL;

  nomo_builder_set_as_of (builder, 1000);
  nomo_builder_set_int (builder, CART_TOTAL, 5000);
  nomo_builder_set_text (builder, CART_CURRENCY, "SAR");
  nomo_builder_set_int (builder, CART_CREATED_AT, FIXTURE_EPOCH);
  fixture_put (fixture, nomo_builder_end (builder));
  follow_up (fixture, "me", FIXTURE_EPOCH + 3600000);
  assert_told (fixture, nomo_cart_entity (), 5, "Followed up: 1 October 2026, 1:00 AM");
  follow_up (fixture, "نورة", 0);
  entries = read_history (fixture, nomo_cart_entity (), 5);
  g_assert_cmpuint (entries->len, ==, 2);
  when = nomo_history_words_when (entries->pdata[0], nomo_calendar_riyadh ());
  before = nomo_history_words_when (entries->pdata[1], nomo_calendar_riyadh ());
  g_assert_true (g_str_has_suffix (when, " · \u2068نورة\u2069"));
  g_assert_true (g_str_has_suffix (before, " · You"));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  ADD ("/ui/history-words/order", test_order);
  ADD ("/ui/history-words/arabic", test_arabic);
  ADD ("/ui/history-words/own-status", test_own_status);
  ADD ("/ui/history-words/percentage", test_percentage);
  ADD ("/ui/history-words/tags", test_tags);
  ADD ("/ui/history-words/note", test_note);
  ADD ("/ui/history-words/told", test_told);
  ADD ("/ui/history-words/by-hand", test_by_hand);
  return g_test_run ();
}
