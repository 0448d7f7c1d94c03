/* Edits a store and tells Salla of it, a line of its standard input at a time, and says what came of each line as JSON.
 *
 *   push DATA MERCHANT
 *
 *   create PERCENT CODE           a coupon
 *   group PERCENT NAME            a group of three codes
 *   set ENTITY ID FIELD VALUE     a number or a text; nothing for no value
 *   tag ORDER NAME
 *   untag ORDER NAME
 *   delete ENTITY ID
 *   discard ENTITY ID
 *   retry ENTITY ID
 *   push
 *   waiting                       what waits, and what came of it
 *
 * With killpoint.so preloaded it can be ended in the middle of a push. */

#include "config.h"

#include "nomo-coupon.h"
#include "nomo-domain.h"
#include "nomo-json.h"
#include "nomo-order-tag.h"
#include "nomo-outbox.h"
#include "nomo-shop-private.h"
#include "nomo-waiting.h"
#include "nomo-words.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* The end of 2099. */
#define EXPIRY G_GINT64_CONSTANT (4102434000000)

#define ALL ((1u << NOMO_N_OUTBOX_STATES) - 1)

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
call_if_there (const char *name)
{
  void (*function) (void);

  *(void **) &function = dlsym (RTLD_DEFAULT, name);
  if (function != NULL)
    function ();
}

static NomoShop *
open_shop (const char *data_dir, const char *merchant)
{
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new ();
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NomoShop *shop;

  nomo_http_set_timeouts (http, 2000, 2000);
  nomo_shop_open_async (data_dir, merchant, keyring, http, NULL, keep_result, &result);
  shop = nomo_shop_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  nomo_shop_load_sign_in_async (shop, NULL, keep_result, &result);
  nomo_shop_load_sign_in_finish (shop, wait_for (&result));
  return shop;
}

static void
take_engine (NomoShop *shop)
{
  g_autofree char *path = nomo_shop_make_lock_path (shop->path);
  g_autoptr (GError) error = NULL;
  NomoEngineLock *lock = nomo_engine_lock_take (path, &error);

  g_assert_no_error (error);
  nomo_shop_take_lock (shop, lock);
}

static void
print (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *line = NULL;

  json_node_init_object (node, object);
  line = nomo_json_write (node);
  puts (line);
  fflush (stdout);
}

static void
say_error (JsonObject *said, const GError *error)
{
  g_autofree char *code = error != NULL ? nomo_words_dup_code (error) : NULL;

  if (code != NULL)
    json_object_set_string_member (said, "failed", code);
  else
    json_object_set_null_member (said, "failed");
}

static void
commit (NomoShop *shop, NomoCommit *commit, JsonObject *said)
{
  g_autoptr (NomoCommit) owned = commit;
  g_autoptr (GError) error = NULL;
  NomoCommitResult result = { 0 };

  nomo_store_commit (shop->store, owned, &result, &error);
  say_error (said, error);
  if (result.first_id != 0)
    json_object_set_int_member (said, "id", result.first_id);
}

static void
create (NomoShop *shop, char **words, JsonObject *said)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 0);
  gboolean group = g_str_equal (words[0], "group");
  g_autoptr (NomoRecord) coupon = NULL;
  NomoCommit *change = nomo_commit_new ("me", NULL);

  nomo_builder_set_text (builder, COUPON_CURRENCY, shop->currency);
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 0);
  nomo_builder_set_int (builder, COUPON_IS_GROUP, group);
  nomo_builder_set_int (builder, COUPON_EXPIRY, EXPIRY);
  nomo_builder_set_int (builder, COUPON_PERCENT, g_ascii_strtoll (words[1], NULL, 10) * 100);
  nomo_builder_set_text (builder, group ? COUPON_GROUP_NAME : COUPON_CODE, words[2]);
  if (group) {
    nomo_builder_set_text (builder, COUPON_GROUP_SUFFIX, "ward");
    nomo_builder_set_int (builder, COUPON_GROUP_COUNT, 3);
  }
  coupon = nomo_builder_end (builder);
  nomo_commit_put (change, coupon);
  commit (shop, change, said);
}

static void
set (NomoShop *shop, const NomoEntity *entity, gint64 id, const char *rest, JsonObject *said)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 2);
  NomoRecordBuilder *builder = nomo_record_build (entity, id);
  int field = nomo_entity_find_field (entity, words[0]);
  g_autoptr (NomoRecord) record = NULL;
  NomoCommit *change = nomo_commit_new ("me", NULL);

  g_assert_cmpint (field, >=, 0);
  if (words[1] == NULL)
    nomo_builder_set_null (builder, (guint) field);
  else if (nomo_type_is_text (entity->fields[field].type))
    nomo_builder_set_text (builder, (guint) field, words[1]);
  else
    nomo_builder_set_int (builder, (guint) field, g_ascii_strtoll (words[1], NULL, 10));
  record = nomo_builder_end (builder);
  nomo_commit_put (change, record);
  commit (shop, change, said);
}

static void
tag (NomoShop *shop, char **words, const char *name, JsonObject *said)
{
  const char *const names[] = { name, NULL };
  const char *const none[] = { NULL };
  gboolean on = g_str_equal (words[0], "tag");
  g_autoptr (NomoRecord) record =
      nomo_order_create_tagging (g_ascii_strtoll (words[1], NULL, 10), on ? names : none, on ? none : names);
  NomoCommit *change = nomo_commit_new ("me", NULL);

  nomo_commit_put (change, record);
  commit (shop, change, said);
}

static void
push (NomoShop *shop, JsonObject *said)
{
  const NomoOutbox outbox = { shop->store, shop->client, shop->currency, nomo_token_keeper_get_scope (shop->tokens) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NomoOutboxSummary summary = { 0 };

  call_if_there ("killpoint_arm");
  nomo_outbox_push_async (&outbox, NULL, keep_result, &result);
  nomo_outbox_push_finish (shop->store, wait_for (&result), &summary, &error);
  call_if_there ("killpoint_disarm");
  say_error (said, error);
  json_object_set_int_member (said, "done", summary.done);
  json_object_set_int_member (said, "refused", summary.refused);
  json_object_set_int_member (said, "open", summary.open);
}

static JsonObject *
say_waiting (const NomoWaiting *waiting)
{
  static const char *const states[] = { "ready", "sent", "later", "refused" };
  JsonObject *said = json_object_new ();

  json_object_set_string_member (said, "entity", nomo_record_get_entity (waiting->record)->name);
  json_object_set_int_member (said, "id", nomo_record_get_id (waiting->record));
  json_object_set_string_member (said, "state", states[waiting->note.state]);
  json_object_set_string_member (said, "reason", waiting->note.reason != NULL ? waiting->note.reason : "");
  json_object_set_string_member (said, "detail", waiting->note.detail != NULL ? waiting->note.detail : "");
  json_object_set_int_member (said, "tries", waiting->note.tries);
  return said;
}

static void
list_waiting (NomoShop *shop, JsonObject *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = nomo_store_read_waiting (shop->store, ALL, 0, 0, &error);
  JsonArray *array = json_array_new ();

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    json_array_add_object_element (array, say_waiting (entries->pdata[i]));
  json_object_set_array_member (said, "waiting", array);
}

static void
change (NomoShop *shop, const char *verb, const NomoEntity *entity, gint64 id, JsonObject *said)
{
  const NomoOutboxNote ready = { .state = NOMO_OUTBOX_READY };
  NomoCommit *change = nomo_commit_new ("me", NULL);

  if (g_str_equal (verb, "delete"))
    nomo_commit_delete (change, entity, id);
  else if (g_str_equal (verb, "discard"))
    nomo_commit_discard (change, entity, id);
  else
    nomo_commit_note (change, entity, id, &ready);
  commit (shop, change, said);
}

static void
answer_line (NomoShop *shop, const char *line)
{
  g_autoptr (JsonObject) said = json_object_new ();
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  if (g_str_equal (words[0], "create") || g_str_equal (words[0], "group")) {
    create (shop, words, said);
  } else if (g_str_equal (words[0], "push")) {
    push (shop, said);
  } else if (g_str_equal (words[0], "tag") || g_str_equal (words[0], "untag")) {
    g_auto (GStrv) parts = g_strsplit (line, " ", 3);

    tag (shop, parts, parts[2], said);
  } else if (g_str_equal (words[0], "waiting")) {
    list_waiting (shop, said);
  } else {
    const NomoEntity *entity = nomo_domain_find (words[1]);
    gint64 id = g_ascii_strtoll (words[2], NULL, 10);

    if (g_str_equal (words[0], "set"))
      set (shop, entity, id, words[3], said);
    else
      change (shop, words[0], entity, id, said);
  }
  print (said);
}

int
main (int argc, char **argv)
{
  g_autoptr (NomoShop) shop = open_shop (argv[1], argv[2]);
  char line[8192];

  take_engine (shop);
  if (shop->client != NULL)
    nomo_salla_client_set_backoff (shop->client, 1, 3);
  while (fgets (line, sizeof line, stdin) != NULL)
    answer_line (shop, g_strchomp (line));
  nomo_shop_stop (shop);
  nomo_store_close (nomo_shop_get_store (shop));
  return 0;
}
