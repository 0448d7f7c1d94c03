#include "config.h"

#include "nomo-hooks-plan.h"
#include "nomo-hooks-words.h"
#include "nomo-hooks.h"
#include "nomo-json.h"
#include "nomo-locale.h"
#include "nomo-salla-error.h"
#include "salla-world.h"

#include <string.h>

#define URL      "https://relay.example.net/webhooks/salla/118"
#define SECRET   "4aVerySecretSecret"
#define GRANTED  "orders.read webhooks.read_write offline_access"
#define STRANGE  "https://others.example/"
#define N_OTHERS 70 /* more than a page */

typedef struct {
  gint64 id;
  char *event;
  char *url;
} Row;

/* A store's webhooks as Salla keeps them, and what is wrong with Salla. */
typedef struct {
  SallaWorld world;
  GPtrArray *rows;
  gint64 last_id;
  guint n_get;
  guint n_post;
  guint n_put;
  guint status;        /* of every answer */
  guint write_status;  /* of writes, unless @status is bad */
  const char *failure; /* the body of an answer that is none */
} World;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->event);
  g_free (row->url);
  g_free (row);
}

static Row *
add_row (World *self, const char *event, const char *url)
{
  Row *row = g_new (Row, 1);

  *row = (Row) { ++self->last_id, g_strdup (event), g_strdup (url) };
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
append_row (GString *body, const Row *row)
{
  g_string_append_printf (body,
                          "{\"id\":%" G_GINT64_FORMAT ",\"event\":\"%s\",\"url\":\"%s\",\"version\":2,\"rule\":null}",
                          row->id, row->event, row->url);
}

static void
append_list (World *self, GString *body, GHashTable *query)
{
  guint page = (guint) g_ascii_strtoull (g_hash_table_lookup (query, "page"), NULL, 10);
  guint per_page = (guint) g_ascii_strtoull (g_hash_table_lookup (query, "per_page"), NULL, 10);

  g_string_append_c (body, '[');
  for (guint i = (page - 1) * per_page; i < MIN (page * per_page, self->rows->len); i++) {
    append_row (body, self->rows->pdata[i]);
    g_string_append_c (body, ',');
  }
  g_string_truncate (body, body->len - (body->str[body->len - 1] == ','));
  g_string_append_printf (body, "],\"pagination\":{\"total\":%u,\"currentPage\":%u,\"totalPages\":%u}", self->rows->len,
                          page, (self->rows->len + per_page - 1) / per_page);
}

static void
write_row (World *self, SoupServerMessage *message, const char *path, GString *body)
{
  SoupMessageBody *request = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (request);
  g_autoptr (JsonNode) node = nomo_json_parse (bytes, 0, NULL, NULL);
  g_autofree char *event = nomo_json_dup_text (node, "event");
  g_autofree char *url = nomo_json_dup_text (node, "url");
  gint64 id = g_ascii_strtoll (path + strlen ("/webhooks/"), NULL, 10);

  if (id == 0) {
    append_row (body, add_row (self, event, url));
    return;
  }
  for (guint i = 0; i < self->rows->len; i++)
    if (((Row *) self->rows->pdata[i])->id == id)
      append_row (body, self->rows->pdata[i]);
}

static void
webhooks_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  World *self = data;
  const char *method = soup_server_message_get_method (message);
  gboolean reads = g_str_equal (method, "GET");
  guint status = reads || self->status != 200 ? self->status : self->write_status;
  g_autoptr (GString) body = g_string_new ("{\"data\":");

  self->n_get += reads;
  self->n_post += g_str_equal (method, "POST");
  self->n_put += g_str_equal (method, "PUT");
  if (status != 200)
    g_string_assign (body, self->failure);
  else if (reads)
    append_list (self, body, query);
  else
    write_row (self, message, path, body);
  if (status == 200)
    g_string_append_c (body, '}');
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body->str, body->len);
}

static void
set_up (World *self, gconstpointer data)
{
  salla_world_set_up (&self->world);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->status = self->write_status = 200;
  self->failure = "{}";
  soup_server_add_handler (self->world.server, "/webhooks", webhooks_cb, self, NULL);
}

static void
tear_down (World *self, gconstpointer data)
{
  salla_world_tear_down (&self->world);
  g_ptr_array_unref (self->rows);
}

static NomoHooksAim *
make_aim (void)
{
  NomoHooksAim *aim = g_new0 (NomoHooksAim, 1);

  *aim = (NomoHooksAim) { FALSE, g_strdup (URL), "signature", g_strdup (SECRET), g_strdup ("first") };
  return aim;
}

static NomoHooksState *
run_to (World *self, const char *granted, const NomoHooksAim *aim, GError **error)
{
  g_autoptr (GAsyncResult) ended = NULL;

  nomo_hooks_run_async (self->world.store, self->world.client, granted, aim, NULL, salla_world_keep_result, &ended);
  return nomo_hooks_run_finish (self->world.store, salla_world_wait (&ended), error);
}

/* What it returns is what is on the disk. */
static NomoHooksState *
run (World *self, const char *granted, const NomoHooksAim *aim)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHooksState) state = run_to (self, granted, aim, &error);
  NomoHooksState *kept = nomo_hooks_read_state (self->world.store);
  g_autofree char *text = nomo_hooks_state_to_text (kept);

  g_assert_no_error (error);
  g_assert_cmpint (state->kind, ==, kept->kind);
  g_assert_cmpuint (state->standing, ==, kept->standing);
  g_assert_null (strstr (text, SECRET));
  return kept;
}

/* All that is missing is registered and secured, among more than a page of others', and is well from then on. */
static void
test_registered (World *self, gconstpointer data)
{
  g_autoptr (NomoHooksAim) aim = make_aim ();
  g_autoptr (NomoHooksState) first = NULL;
  g_autoptr (NomoHooksState) second = NULL;
  guint wanted = nomo_hooks_count_wanted ();

  for (guint i = 0; i < N_OTHERS; i++)
    add_row (self, "order.created", STRANGE);
  first = run (self, GRANTED, aim);
  g_assert_cmpint (first->kind, ==, NOMO_HOOKS_SEEN);
  g_assert_cmpint (first->at, >, 0);
  g_assert_cmpuint (first->standing, ==, wanted);
  g_assert_cmpuint (first->registered, ==, wanted);
  g_assert_cmpuint (first->corrected, ==, 0);
  g_assert_cmpuint (self->n_post, ==, wanted);
  g_assert_cmpuint (self->n_put, ==, wanted);
  g_assert_cmpuint (self->rows->len, ==, N_OTHERS + wanted);
  second = run (self, NULL, aim);
  g_assert_cmpuint (second->standing, ==, wanted);
  g_assert_cmpuint (second->registered + second->corrected + second->removed, ==, 0);
  g_assert_cmpuint (self->n_post + self->n_put, ==, 2 * wanted);
}

/* Where the list tells no secret, what was set here counts, until it is another. */
static void
test_other_secret (World *self, gconstpointer data)
{
  g_autoptr (NomoHooksAim) aim = make_aim ();
  g_autoptr (NomoHooksState) first = run (self, GRANTED, aim);
  g_autoptr (NomoHooksState) second = NULL;

  g_free (aim->mark);
  aim->mark = g_strdup ("second");
  second = run (self, GRANTED, aim);
  g_assert_cmpuint (second->corrected, ==, first->standing);
  g_assert_cmpuint (second->standing, ==, first->standing);
  g_assert_cmpuint (second->registered, ==, 0);
}

/* Where nothing is to be asked of Salla, nothing is. */
static void
test_not_asked (World *self, gconstpointer data)
{
  g_autoptr (NomoHooksAim) aim = make_aim ();
  g_autoptr (NomoHooksState) unknown = nomo_hooks_read_state (self->world.store);
  g_autoptr (NomoHooksState) denied = run (self, "orders.read webhooks.read", aim);
  g_autoptr (NomoHooksState) portal = NULL;
  g_autoptr (NomoHooksState) nowhere = NULL;

  aim->by_portal = TRUE;
  portal = run (self, GRANTED, aim);
  aim->by_portal = FALSE;
  g_clear_pointer (&aim->url, g_free);
  nowhere = run (self, GRANTED, aim);
  g_assert_cmpint (unknown->kind, ==, NOMO_HOOKS_NEVER);
  g_assert_cmpint (denied->kind, ==, NOMO_HOOKS_NO_SCOPE);
  g_assert_cmpint (portal->kind, ==, NOMO_HOOKS_BY_PORTAL);
  g_assert_cmpint (nowhere->kind, ==, NOMO_HOOKS_NO_ADDRESS);
  g_assert_cmpuint (self->n_get + self->n_post + self->n_put, ==, 0);
}

/* Salla knows best what was granted. */
static void
test_denied (World *self, gconstpointer data)
{
  g_autoptr (NomoHooksAim) aim = make_aim ();
  g_autoptr (NomoHooksState) state = NULL;

  self->status = 401;
  self->failure =
      "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"The access token should have access to one of those "
      "scopes: webhooks.read\"}}";
  state = run (self, NULL, aim);
  g_assert_cmpint (state->kind, ==, NOMO_HOOKS_NO_SCOPE);
  g_assert_cmpuint (self->n_get, ==, 1);
}

/* What is refused is asked for once; where it is for the address, no more than once at all. The secret is not repeated. */
static void
test_refused (World *self, gconstpointer data)
{
  g_autoptr (NomoHooksAim) aim = make_aim ();
  g_autoptr (NomoHooksState) each = NULL;
  g_autoptr (NomoHooksState) all = NULL;

  self->write_status = 422;
  self->failure = "{\"error\":{\"message\":\"alert.invalid_fields\",\"fields\":{\"event\":[\"not " SECRET "\"]}}}";
  each = run (self, GRANTED, aim);
  g_assert_cmpint (each->kind, ==, NOMO_HOOKS_SEEN);
  g_assert_cmpuint (each->standing, ==, 0);
  g_assert_cmpuint (g_strv_length (each->refused), ==, nomo_hooks_count_wanted ());
  g_assert_null (each->refusal);
  g_assert_cmpuint (self->n_post, ==, nomo_hooks_count_wanted ());
  g_assert_cmpuint (self->n_get, ==, 1);
  self->n_post = 0;
  self->failure = "{\"error\":{\"message\":\"alert.invalid_fields\",\"fields\":{\"url\":[\"لا يمكن\"]}}}";
  all = run (self, GRANTED, aim);
  g_assert_cmpuint (self->n_post, ==, 1);
  g_assert_cmpstr (all->refusal, ==, "لا يمكن");
}

static void
expect_unfinished (World *self, const NomoHooksAim *aim, NomoSallaError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoHooksState) state = NULL;

  g_assert_null (run_to (self, GRANTED, aim, &error));
  g_assert_error (error, NOMO_SALLA_ERROR, (int) code);
  state = nomo_hooks_read_state (self->world.store);
  g_assert_cmpint (state->kind, ==, NOMO_HOOKS_UNFINISHED);
}

/* An outage ends the round, and what was known stays known: afterwards nothing is set again. */
static void
test_outage (World *self, gconstpointer data)
{
  g_autoptr (NomoHooksAim) aim = make_aim ();
  g_autoptr (NomoHooksState) first = NULL;
  g_autoptr (NomoHooksState) after = NULL;
  guint n_put;

  self->write_status = 500;
  expect_unfinished (self, aim, NOMO_SALLA_ERROR_UNCERTAIN);
  g_assert_cmpuint (self->n_post, ==, 3);
  self->write_status = 200;
  first = run (self, GRANTED, aim);
  n_put = self->n_put;
  self->status = 503;
  expect_unfinished (self, aim, NOMO_SALLA_ERROR_SERVER);
  self->status = 403;
  expect_unfinished (self, aim, NOMO_SALLA_ERROR_FORBIDDEN);
  self->status = 200;
  after = run (self, GRANTED, aim);
  g_assert_cmpuint (after->standing, ==, first->standing);
  g_assert_cmpuint (self->n_put, ==, n_put);
}

static void
add_hook (GPtrArray *found, gint64 id, const char *event, const char *name, const char *url)
{
  NomoSallaHook *hook = g_new0 (NomoSallaHook, 1);

  *hook = (NomoSallaHook) { .id = id, .event = g_strdup (event), .name = g_strdup (name), .url = g_strdup (url) };
  g_ptr_array_add (found, hook);
}

static const NomoHooksTask *
find_task (GArray *tasks, gint64 id)
{
  for (guint i = 0; i < tasks->len; i++)
    if (g_array_index (tasks, NomoHooksTask, i).id == id)
      return &g_array_index (tasks, NomoHooksTask, i);
  return NULL;
}

/* What leads to where the relay was is its own only by its name; it moves, unless another is here already. */
static void
test_moved (void)
{
  const char *former = "https://before.example/webhooks/salla/118";
  g_autoptr (NomoHooksAim) aim = make_aim ();
  g_autoptr (NomoHooksState) known = nomo_hooks_state_parse ("{\"mark\":\"first\",\"secured\":[3]}");
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_salla_hook_free);
  g_autoptr (GArray) tasks = NULL;
  guint standing = 0;

  g_ptr_array_add (known->former, g_strdup (former));
  add_hook (found, 1, "order.created", NOMO_HOOKS_NAME, former);
  add_hook (found, 2, "order.updated", NOMO_HOOKS_NAME, former);
  add_hook (found, 3, "order.updated", "by hand", URL);
  add_hook (found, 4, "order.deleted", "by hand", former);
  add_hook (found, 5, "order.deleted", NOMO_HOOKS_NAME, STRANGE);
  tasks = nomo_hooks_plan (found, aim, known, &standing);
  g_assert_cmpuint (standing, ==, 1);
  g_assert_cmpuint (tasks->len, ==, nomo_hooks_count_wanted ());
  g_assert_cmpint (find_task (tasks, 1)->step, ==, NOMO_HOOKS_CORRECT);
  g_assert_cmpint (find_task (tasks, 2)->step, ==, NOMO_HOOKS_REMOVE);
  for (gint64 id = 3; id <= 5; id++)
    g_assert_null (find_task (tasks, id));
}

static void
test_state (void)
{
  static const char *const texts[] = { NULL, "", "{", "[]",
                                       "{\"state\":\"what\",\"at\":[],\"refused\":{},\"secured\":[{}]}" };
  const char *text =
      "{\"state\":\"seen\",\"at\":1770110127000,\"wanted\":45,\"standing\":44,\"registered\":3,\"corrected\":2,"
      "\"removed\":1,\"refused\":[\"a.b\"],\"refusal\":\"no\",\"url\":\"" URL "\",\"former\":[\"" STRANGE
      "\"],\"mark\":\"m\",\"secured\":[5520147]}";
  g_autoptr (NomoHooksState) state = nomo_hooks_state_parse (text);
  g_autofree char *again = nomo_hooks_state_to_text (state);

  g_assert_cmpstr (again, ==, text);
  g_assert_cmpuint (state->standing, ==, 44);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (NomoHooksState) nothing = nomo_hooks_state_parse (texts[i]);

    g_assert_cmpint (nothing->kind, ==, NOMO_HOOKS_NEVER);
    g_assert_cmpuint (g_strv_length (nothing->refused), ==, 0);
  }
}

static gboolean
is_arabic (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_ARABIC)
      return TRUE;
  return FALSE;
}

/* Whatever is known is said, in either language; and what Salla said where it refused something. */
static void
test_words (gconstpointer language)
{
  gboolean arabic = g_str_equal (language, "ar");

  nomo_locale_set_language (language);
  for (guint kind = 0; kind <= NOMO_N_HOOKS_KINDS; kind++) {
    g_autoptr (NomoHooksState) state = nomo_hooks_state_parse (NULL);
    g_autofree char *words = NULL;

    state->wanted = 48;
    state->standing = kind == NOMO_N_HOOKS_KINDS ? 47 : 48;
    state->kind = kind == NOMO_N_HOOKS_KINDS ? NOMO_HOOKS_SEEN : kind;
    state->refusal = g_strdup (arabic ? "لا يمكن" : "not possible");
    words = nomo_hooks_dup_words (state);
    g_assert_cmpint (is_arabic (words), ==, arabic);
    g_assert_null (strchr (words, '%'));
    g_assert_cmpint (strstr (words, state->refusal) != NULL, ==, state->kind == NOMO_HOOKS_SEEN);
    g_assert_cmpint (nomo_hooks_is_well (state), ==, kind == NOMO_HOOKS_SEEN || kind == NOMO_HOOKS_BY_PORTAL);
  }
  nomo_locale_set_language ("en");
}

static void
add (const char *name, void (*test) (World *self, gconstpointer data))
{
  g_test_add (name, World, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  add ("/hooks/registered", test_registered);
  add ("/hooks/other-secret", test_other_secret);
  add ("/hooks/not-asked", test_not_asked);
  add ("/hooks/denied", test_denied);
  add ("/hooks/refused", test_refused);
  add ("/hooks/outage", test_outage);
  g_test_add_func ("/hooks/moved", test_moved);
  g_test_add_func ("/hooks/state", test_state);
  g_test_add_data_func ("/hooks/words/en", "en", test_words);
  g_test_add_data_func ("/hooks/words/ar", "ar", test_words);
  return g_test_run ();
}
