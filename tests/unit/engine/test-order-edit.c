#include "fixture.h"
#include "nomo-order-tag.h"
#include "nomo-order.h"
#include "nomo-salla-write.h"
#include "nomo-waiting.h"

#define ORDER 20045

static const char *const none[] = { NULL };

/* As Salla has it: a tag and its number, which it does not always tell. */
static void
put_tagged (Fixture *fixture, gint64 as_of, const char *const *names, const char *note)
{
  g_autoptr (NomoRecord) order = fixture_order (ORDER, FIXTURE_EPOCH, 100, "in_progress", as_of);
  NomoRecordBuilder *builder = nomo_record_rebuild (order);

  nomo_builder_set_int (builder, ORDER_STATUS_ID, 5);
  nomo_builder_clear_part (builder, ORDER_PART_TAGS);
  for (guint i = 0; names[i] != NULL; i++) {
    nomo_builder_add_part (builder, ORDER_PART_TAGS);
    nomo_builder_part_text (builder, ORDER_PART_TAGS, ORDER_TAG_NAME, names[i]);
    if (!g_str_has_prefix (names[i], "bare"))
      nomo_builder_part_int (builder, ORDER_PART_TAGS, ORDER_TAG_ID, g_str_equal (names[i], "gift") ? 71 : 72);
  }
  if (note != NULL)
    nomo_builder_set_text (builder, ORDER_NOTE, note);
  fixture_put (fixture, nomo_builder_end (builder));
}

static void
tag (Fixture *fixture, const char *add, const char *remove)
{
  const char *const added[] = { add, NULL };
  const char *const removed[] = { remove, NULL };
  NomoCommit *commit = nomo_commit_new ("me", NULL);
  g_autoptr (NomoRecord) change = nomo_order_create_tagging (ORDER, added, removed);

  nomo_commit_put (commit, change);
  fixture_commit (fixture, commit);
}

static void
edit (Fixture *fixture, gint64 status, const char *note)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), ORDER);

  if (status != 0)
    nomo_builder_set_int (builder, ORDER_STATUS_ID, status);
  nomo_builder_set_text (builder, ORDER_NOTE, note);
  fixture_change (fixture, builder);
}

static void
assert_tags (Fixture *fixture, const char *names)
{
  g_autoptr (NomoRecord) order = fixture_get (fixture, nomo_order_entity (), ORDER);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint row = 0; row < nomo_record_count_part (order, ORDER_PART_TAGS); row++)
    g_string_append_printf (said, "%s%s", row > 0 ? " " : "",
                            nomo_record_part_text (order, ORDER_PART_TAGS, row, ORDER_TAG_NAME));
  g_assert_cmpstr (said->str, ==, names);
}

/* One request a line; marked are what says the note, what is done as well where nothing is to do, and the tag whose number is
 * lacking. */
static void
assert_requests (Fixture *fixture, const char *requests)
{
  g_autoptr (NomoRecord) order = fixture_get (fixture, nomo_order_entity (), ORDER);
  g_autoptr (GPtrArray) writes = nomo_salla_write_order (order);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < writes->len; i++) {
    const NomoSallaWrite *write = writes->pdata[i];
    gsize size = 0;
    const char *body = write->body != NULL ? g_bytes_get_data (write->body, &size) : "";

    g_string_append_printf (said, "%s%s %s%s%.*s%s", i > 0 ? "\n" : "", write->method, write->path, size > 0 ? " " : "",
                            (int) size, body,
                            write->notes      ? " !"
                            : write->may_miss ? " ?"
                                              : "");
    if (write->tag != NULL)
      g_string_append_printf (said, " #%s", write->tag);
  }
  g_assert_cmpstr (said->str, ==, requests);
}

static void
test_tags (Fixture *fixture, gconstpointer data)
{
  static const char *const both[] = { "gift", "urgent", NULL };

  put_tagged (fixture, 1000, both, NULL);
  tag (fixture, "late", "gift");
  assert_tags (fixture, "urgent late");
  assert_requests (fixture, "POST /orders/20045/tags {\"tag_name\":\"late\"}\nDELETE /orders/20045/tags/71 ?");
  tag (fixture, "gift", "late");
  assert_tags (fixture, "gift urgent");
  assert_requests (fixture, "");
}

/* What is on it needs no word to Salla, and neither does what is not. */
static void
test_tags_for_nothing (Fixture *fixture, gconstpointer data)
{
  static const char *const one[] = { "gift", NULL };

  put_tagged (fixture, 1000, one, NULL);
  tag (fixture, "gift", "urgent");
  assert_tags (fixture, "gift");
  assert_requests (fixture, "");
}

/* What Salla has not told the number of goes off as well, once it is found; what can be done goes before. */
static void
test_tags_without_number (Fixture *fixture, gconstpointer data)
{
  static const char *const three[] = { "bare", "gift", "bare too", NULL };
  g_autoptr (NomoSallaWrite) write = g_new0 (NomoSallaWrite, 1);

  put_tagged (fixture, 1000, three, NULL);
  tag (fixture, "late", "bare");
  tag (fixture, "late", "gift");
  assert_tags (fixture, "bare too late");
  assert_requests (fixture, "POST /orders/20045/tags {\"tag_name\":\"late\"}\nDELETE /orders/20045/tags/71 ?\n"
                            "DELETE /orders/20045/tags/ ? #bare");
  write->path = g_strdup ("/orders/20045/tags/");
  write->tag = g_strdup ("bare");
  nomo_salla_write_add_number (write, 73);
  g_assert_cmpstr (write->path, ==, "/orders/20045/tags/73");
  g_assert_null (write->tag);
}

static void
test_note (Fixture *fixture, gconstpointer data)
{
  put_tagged (fixture, 1000, none, NULL);
  edit (fixture, 0, "fragile");
  assert_requests (fixture, "POST /orders/20045/histories {\"note\":\"fragile\"} !");
  edit (fixture, 9, "fragile");
  assert_requests (fixture, "POST /orders/20045/status {\"status_id\":9,\"note\":\"fragile\"} !");
  /* Salla is known to have heard of it. */
  put_tagged (fixture, 2000, none, "fragile");
  assert_requests (fixture, "POST /orders/20045/status {\"status_id\":9}");
}

/* That Salla has the status says nothing of the note that went with it. */
static void
test_note_sent (Fixture *fixture, gconstpointer data)
{
  const NomoOutboxNote sent = { .state = NOMO_OUTBOX_SENT };
  NomoCommit *commit = nomo_commit_new ("outbox", NULL);
  g_autoptr (NomoWaiting) waiting = NULL;

  put_tagged (fixture, 1000, none, NULL);
  edit (fixture, 0, "fragile");
  nomo_commit_note (commit, nomo_order_entity (), ORDER, &sent);
  fixture_commit (fixture, commit);
  put_tagged (fixture, 2000, none, NULL);
  waiting = nomo_store_find_waiting (fixture->store, nomo_order_entity (), ORDER, NULL);
  g_assert_cmpint (waiting->note.state, ==, NOMO_OUTBOX_SENT);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/order-edit/tags", test_tags);
  ADD ("/order-edit/tags-for-nothing", test_tags_for_nothing);
  ADD ("/order-edit/tags-without-number", test_tags_without_number);
  ADD ("/order-edit/note", test_note);
  ADD ("/order-edit/note-sent", test_note_sent);
  return g_test_run ();
}
