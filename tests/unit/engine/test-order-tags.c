#include "config.h"

#include "fixture.h"
#include "nomo-order-tag-list.h"
#include "nomo-order-tags.h"
#include "nomo-order.h"
#include "salla-world.h"

#include <string.h>

/* More than a page of the list. */
#define N_TAGS 70

typedef struct {
  SallaWorld world;
  guint n_tags;
  guint status;
  guint asked; /* pages */
} World;

/* The last is told in another shape each: without a number, as its name alone, and twice. */
static void
add_row (GString *body, guint i)
{
  if (i == N_TAGS - 2)
    g_string_append (body, "{\"name\":\"numberless\"},");
  else if (i == N_TAGS - 1)
    g_string_append (body, "\"bare\",{\"id\":3,\"name\":\"tag 0\"},{\"id\":4,\"name\":null},");
  else
    g_string_append_printf (body, "{\"id\":%u,\"name\":\"tag %u\"},", 500 + i, i);
}

static void
tags_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  World *self = data;
  guint page = (guint) g_ascii_strtoull (g_hash_table_lookup (query, "page"), NULL, 10);
  guint per_page = (guint) g_ascii_strtoull (g_hash_table_lookup (query, "per_page"), NULL, 10);
  g_autoptr (GString) body = g_string_new ("{\"data\":[");

  self->asked++;
  for (guint i = (page - 1) * per_page; i < MIN (page * per_page, self->n_tags); i++)
    add_row (body, i);
  g_string_truncate (body, body->len - (body->str[body->len - 1] == ','));
  g_string_append_printf (body, "],\"pagination\":{\"total\":%u,\"perPage\":%u,\"currentPage\":%u,\"totalPages\":%u}}",
                          self->n_tags, per_page, page, (self->n_tags + per_page - 1) / per_page);
  soup_server_message_set_status (message, self->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body->str, body->len);
}

static void
set_up (World *self, gconstpointer data)
{
  salla_world_set_up (&self->world);
  self->n_tags = N_TAGS;
  self->status = 200;
  soup_server_add_handler (self->world.server, "/orders/tags", tags_cb, self, NULL);
}

static void
tear_down (World *self, gconstpointer data)
{
  salla_world_tear_down (&self->world);
}

static void
read_list (World *self)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GError) error = NULL;

  nomo_order_tag_list_read_async (self->world.store, self->world.client, NULL, NULL, salla_world_keep_result, &ended);
  nomo_order_tag_list_read_finish (self->world.store, salla_world_wait (&ended), &error);
  g_assert_no_error (error);
}

static gint64
find (World *self, const char *name)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  nomo_order_tag_list_find_async (self->world.store, self->world.client, NULL, name, NULL, salla_world_keep_result,
                                  &ended);
  nomo_order_tag_list_find_finish (self->world.store, salla_world_wait (&ended), &number, &error);
  g_assert_no_error (error);
  return number;
}

static gboolean
is_due (World *self, NomoMirrorEffort effort)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GHashTable) marks = NULL;

  nomo_store_read_marks_async (self->world.store, NULL, salla_world_keep_result, &ended);
  marks = nomo_store_read_marks_finish (self->world.store, salla_world_wait (&ended), NULL);
  return nomo_order_tag_list_is_due (marks, effort);
}

static GPtrArray *
list (World *self)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *names;

  nomo_order_tags_list_async (self->world.store, NULL, salla_world_keep_result, &ended);
  names = nomo_order_tags_list_finish (self->world.store, salla_world_wait (&ended), &error);
  g_assert_no_error (error);
  return names;
}

static void
put_order (World *self, gint64 id, const char *const *tags)
{
  g_autoptr (NomoRecord) order = fixture_order (id, FIXTURE_EPOCH, 100, "in_progress", 1000);
  NomoRecordBuilder *builder = nomo_record_rebuild (order);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (NomoRecord) tagged = NULL;

  nomo_builder_clear_part (builder, ORDER_PART_TAGS);
  for (guint i = 0; tags[i] != NULL; i++) {
    nomo_builder_add_part (builder, ORDER_PART_TAGS);
    nomo_builder_part_text (builder, ORDER_PART_TAGS, ORDER_TAG_NAME, tags[i]);
  }
  tagged = nomo_builder_end (builder);
  nomo_commit_put (commit, tagged);
  g_assert_true (nomo_store_commit (self->world.store, commit, NULL, NULL));
}

/* All that Salla lists comes before what only orders have, and of both what most orders have. */
static void
test_offered (World *self, gconstpointer data)
{
  static const char *const first[] = { "tag 5", "old", NULL };
  static const char *const second[] = { "tag 5", "bare", "old", "older", NULL };
  g_autoptr (GPtrArray) seen = NULL;
  g_autoptr (GPtrArray) names = NULL;

  put_order (self, 1, first);
  put_order (self, 2, second);
  seen = list (self);
  g_assert_cmpuint (seen->len, ==, 4);
  read_list (self);
  names = list (self);
  g_assert_cmpuint (names->len, ==, N_TAGS + 2);
  g_assert_cmpstr (names->pdata[0], ==, "tag 5");
  g_assert_cmpstr (names->pdata[1], ==, "bare");
  g_assert_cmpstr (names->pdata[2], ==, "numberless");
  g_assert_cmpstr (names->pdata[N_TAGS], ==, "old");
  g_assert_cmpstr (names->pdata[N_TAGS + 1], ==, "older");
}

static void
test_numbers (World *self, gconstpointer data)
{
  read_list (self);
  g_assert_cmpuint (self->asked, ==, 2);
  g_assert_cmpint (find (self, "tag 0"), ==, 500);
  g_assert_cmpint (find (self, "tag 67"), ==, 567);
  g_assert_cmpuint (self->asked, ==, 2);
  g_assert_cmpint (find (self, "numberless"), ==, 0);
  g_assert_cmpuint (self->asked, ==, 4);
}

/* What was made since the list was read is found in the list as it is now. */
static void
test_made_since (World *self, gconstpointer data)
{
  self->n_tags = 10;
  read_list (self);
  self->n_tags = 11;
  g_assert_cmpint (find (self, "tag 10"), ==, 510);
  g_assert_cmpint (find (self, "tag 11"), ==, 0);
}

/* What was deleted at Salla is not offered any more; a list that Salla does not give is the one that it gave last. */
static void
test_withheld (World *self, gconstpointer data)
{
  g_autoptr (GPtrArray) shorter = NULL;
  g_autoptr (GPtrArray) kept = NULL;

  g_assert_true (is_due (self, NOMO_MIRROR_ROUTINE));
  self->status = 404;
  read_list (self);
  g_assert_false (is_due (self, NOMO_MIRROR_ROUTINE));
  g_assert_true (is_due (self, NOMO_MIRROR_ASKED));
  self->status = 200;
  read_list (self);
  self->n_tags = 3;
  read_list (self);
  shorter = list (self);
  g_assert_cmpuint (shorter->len, ==, 3);
  self->status = 404;
  read_list (self);
  kept = list (self);
  g_assert_cmpuint (kept->len, ==, 3);
  g_assert_cmpint (find (self, "tag 3"), ==, 0);
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/order-tags/offered", test_offered);
  ADD ("/order-tags/numbers", test_numbers);
  ADD ("/order-tags/made-since", test_made_since);
  ADD ("/order-tags/withheld", test_withheld);
  return g_test_run ();
}
