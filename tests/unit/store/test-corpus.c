#include "corpus.h"
#include "fixture.h"
#include "nomo-history.h"
#include "nomo-inbox-private.h"
#include "nomo-schema.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

/* Every file that a program of an older version wrote opens, and all that it said then is there. */

static int
version_of (gconstpointer data)
{
  return GPOINTER_TO_INT (data);
}

static char *
name_of (const char *kind, gconstpointer version, const char *end)
{
  return g_strdup_printf ("%s-%d.%s", kind, version_of (version), end);
}

static void
put_file (Fixture *fixture, gconstpointer version)
{
  g_autofree char *name = name_of ("store", version, "db");

  g_clear_object (&fixture->store);
  corpus_put (name, fixture->path);
}

static void
test_same_schema (Fixture *fixture, gconstpointer version)
{
  g_autofree char *fresh = corpus_read_schema (fixture->path);
  g_autofree char *brought_up = NULL;

  put_file (fixture, version);
  fixture_reopen (fixture);
  brought_up = corpus_read_schema (fixture->path);
  g_assert_cmpstr (brought_up, ==, fresh);
}

static void assert_holds (JsonNode *node, JsonNode *old, const char *what);

static void
assert_holds_members (JsonNode *node, JsonNode *old, const char *what)
{
  JsonObject *object = json_node_get_object (old);
  g_autoptr (GList) members = json_object_get_members (object);

  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  for (GList *link = members; link != NULL; link = link->next) {
    g_autofree char *path = g_strdup_printf ("%s.%s", what, (const char *) link->data);
    JsonNode *member = json_object_get_member (json_node_get_object (node), link->data);

    if (member == NULL)
      g_error ("%s is gone", path);
    assert_holds (member, json_object_get_member (object, link->data), path);
  }
}

static void
assert_holds_rows (JsonNode *node, JsonNode *old, const char *what)
{
  JsonArray *array = json_node_get_array (old);

  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, json_array_get_length (array));
  for (guint i = 0; i < json_array_get_length (array); i++)
    assert_holds (json_array_get_element (json_node_get_array (node), i), json_array_get_element (array, i), what);
}

/* What was said is said still; there may be more. */
static void
assert_holds (JsonNode *node, JsonNode *old, const char *what)
{
  if (JSON_NODE_HOLDS_OBJECT (old))
    assert_holds_members (node, old, what);
  else if (JSON_NODE_HOLDS_ARRAY (old))
    assert_holds_rows (node, old, what);
  else if (!json_node_equal (node, old))
    g_error ("%s: %s was %s", what, json_to_string (node, FALSE), json_to_string (old, FALSE));
}

/* A customer's groups were one text. */
static void
translate (JsonObject *old, const char *entity)
{
  JsonNode *groups = json_object_get_member (old, "groups");
  g_auto (GStrv) words = NULL;
  JsonArray *array = NULL;

  if (strcmp (entity, "customer") != 0 || groups == NULL || !JSON_NODE_HOLDS_VALUE (groups))
    return;
  words = g_strsplit (json_node_get_string (groups), " ", -1);
  array = json_array_new ();
  for (guint i = 0; words[i] != NULL; i++) {
    JsonObject *row = json_object_new ();

    json_object_set_int_member (row, "group_id", g_ascii_strtoll (words[i], NULL, 10));
    json_array_add_object_element (array, row);
  }
  json_object_set_array_member (old, "groups", array);
}

/* A line is the name of an entity, a blank, and the record as that version told it. */
static void
assert_told (NomoStore *store, const char *line)
{
  g_auto (GStrv) pieces = g_strsplit (line, " ", 2);
  const NomoEntity *entity = nomo_entity_find (nomo_domain_entities (), pieces[0]);
  g_autoptr (JsonNode) old = json_from_string (pieces[1], NULL);
  g_autoptr (NomoRecord) record = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  gint64 id = atoll (json_object_get_string_member (json_node_get_object (old), "id"));

  record = nomo_store_get (store, entity, id, NULL);
  g_assert_nonnull (record);
  g_assert_false (nomo_record_is_deleted (record));
  text = nomo_record_to_json (record);
  node = json_from_string (text, NULL);
  translate (json_node_get_object (old), pieces[0]);
  assert_holds (node, old, pieces[0]);
}

static void
test_records (Fixture *fixture, gconstpointer version)
{
  gsize length = 0;
  g_autofree char *name = name_of ("store", version, "jsonl");
  g_autofree char *told = corpus_read (name, &length);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (told), "\n", -1);

  put_file (fixture, version);
  fixture_reopen (fixture);
  g_assert_null (nomo_store_get_read_only (fixture->store));
  for (guint i = 0; lines[i] != NULL; i++)
    assert_told (fixture->store, lines[i]);
  g_test_message ("%u records", g_strv_length (lines));
}

/* The history, what is in doubt, how far the sync is, what waits for Salla: row by row. */
static void
test_rows (Fixture *fixture, gconstpointer version)
{
  g_autofree char *name = name_of ("store", version, "db");

  put_file (fixture, version);
  fixture_reopen (fixture);
  corpus_assert_kept (name, fixture->path);
}

/* The check of a store finds nothing, search finds, and it can be written. */
static void
test_lives (Fixture *fixture, gconstpointer version)
{
  g_autoptr (GPtrArray) found = NULL;

  put_file (fixture, version);
  fixture_reopen (fixture);
  g_assert_true (fixture_is_sound (fixture->store));
  found = nomo_store_search (fixture->store, "الورد", 100, NULL);
  g_assert_cmpuint (found->len, >, 5);
  fixture_put (fixture, fixture_order (4711, FIXTURE_EPOCH, 100, "completed", 1));
  fixture_reopen (fixture);
}

/* A file that holds nothing of something proves nothing about it. */
static void
test_has_all (Fixture *fixture, gconstpointer version)
{
  put_file (fixture, version);
  corpus_assert_filled (fixture->path);
}

static gboolean
read_no_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  return FALSE;
}

static void
add_delivery (GString *text, const NomoDelivery *one)
{
  gsize size = 0;
  const char *body = one->body != NULL ? g_bytes_get_data (one->body, &size) : "-";

  g_string_append_printf (text, "%d %d %d %s %s %" G_GINT64_FORMAT " %s %s %d %.*s\n", one->state, (int) one->number,
                          (int) one->merchant, one->event, one->hash, one->received_at,
                          one->reason != NULL ? one->reason : "-", one->sealed != NULL ? one->sealed : "-", one->once,
                          one->body != NULL ? (int) size : 1, body);
}

static void
test_inbox (Fixture *fixture, gconstpointer version)
{
  g_autofree char *name = name_of ("inbox", version, "db");
  g_autofree char *told = name_of ("inbox", version, "txt");
  g_autofree char *path = g_build_filename (fixture->directory, "inbox.db", NULL);
  gsize length = 0;
  g_autofree char *expected = corpus_read (told, &length);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NomoInbox) inbox = NULL;
  g_autoptr (GError) error = NULL;

  corpus_put (name, path);
  inbox = nomo_inbox_open (path, read_no_delivery, NULL, &error);
  g_assert_no_error (error);
  for (NomoDeliveryState state = 0; state < NOMO_N_DELIVERY_STATES; state++) {
    g_autoptr (GPtrArray) deliveries = nomo_inbox_list (inbox, state, 0, 100, NULL);

    for (guint i = 0; i < deliveries->len; i++)
      add_delivery (text, deliveries->pdata[i]);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_inbox_schema (Fixture *fixture, gconstpointer version)
{
  g_autofree char *name = name_of ("inbox", version, "db");
  g_autofree char *path = g_build_filename (fixture->directory, "inbox.db", NULL);
  g_autofree char *fresh = g_build_filename (fixture->directory, "fresh.db", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *schema = NULL;

  corpus_put (name, path);
  g_object_unref (nomo_inbox_open (path, read_no_delivery, NULL, NULL));
  g_object_unref (nomo_inbox_open (fresh, read_no_delivery, NULL, NULL));
  schema = corpus_read_schema (path);
  expected = corpus_read_schema (fresh);
  g_assert_cmpstr (schema, ==, expected);
}

static void
add (const char *kind, int version, const char *name, void (*test) (Fixture *fixture, gconstpointer version))
{
  g_autofree char *path = g_strdup_printf ("/corpus/%s/%d/%s", kind, version, name);

  g_test_add (path, Fixture, GINT_TO_POINTER (version), fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int version = 1; version < NOMO_SCHEMA_VERSION; version++) {
    add ("store", version, "has-all", test_has_all);
    add ("store", version, "same-schema", test_same_schema);
    add ("store", version, "records", test_records);
    add ("store", version, "rows", test_rows);
    add ("store", version, "lives", test_lives);
  }
  for (int version = 1; version < NOMO_INBOX_VERSION; version++) {
    add ("inbox", version, "deliveries", test_inbox);
    add ("inbox", version, "same-schema", test_inbox_schema);
  }
  return g_test_run ();
}
