#include "config.h"

#include "bench-shop.h"

#include "nomo-http.h"
#include "nomo-json.h"
#include "nomo-sign-in.h"

void
bench_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
bench_keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static NomoHttpAnswer *
get (BenchShop *self, const char *url)
{
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("GET", url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NomoHttpAnswer *answer;

  if (self->access != NULL)
    nomo_http_request_set_bearer (request, self->access);
  nomo_http_request_show_redirect (request);
  nomo_http_request_set_max_size (request, 256 * 1024 * 1024);
  nomo_http_send_async (self->http, request, NULL, bench_keep_result, &result);
  bench_wait_for (&result);
  answer = nomo_http_send_finish (self->http, result, &error);
  g_assert_no_error (error);
  return answer;
}

static void
read_ready_line (BenchShop *self)
{
  GInputStream *output = g_subprocess_get_stdout_pipe (self->process);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (output);
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_autoptr (JsonNode) ready = json_from_string (line, NULL);
  g_autofree char *accounts = nomo_json_dup_text (ready, "accounts_url");
  g_autofree char *api = nomo_json_dup_text (ready, "api_url");

  self->client_id = nomo_json_dup_text (ready, "client_id");
  self->client_secret = nomo_json_dup_text (ready, "client_secret");
  self->control_url = nomo_json_dup_text (ready, "control_url");
  self->endpoints = nomo_salla_endpoints_new (accounts, api, NULL);
}

/* As a browser would: opens the page, which consents at once, and follows it back to the listener. */
static void
sign_in (BenchShop *self)
{
  g_autoptr (NomoSignIn) sign_in =
      nomo_sign_in_new (self->endpoints, self->client_id, self->client_secret, 0, self->http);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoHttpAnswer) consent = NULL;
  g_autoptr (NomoHttpAnswer) page = NULL;
  g_autoptr (NomoSignedIn) signed_in = NULL;
  g_autoptr (GError) error = NULL;

  nomo_sign_in_run_async (sign_in, NULL, bench_keep_result, &result);
  consent = get (self, nomo_sign_in_get_authorize_url (sign_in));
  page = get (self, nomo_http_answer_get_header (consent, "Location"));
  bench_wait_for (&result);
  signed_in = nomo_sign_in_finish (sign_in, result, &error);
  g_assert_no_error (error);
  self->access = g_strdup (nomo_salla_tokens_get_access (nomo_signed_in_get_tokens (signed_in)));
  keeper_fixture_open (&self->keeper, self->http);
  g_assert_true (keeper_fixture_adopt_tokens (&self->keeper, nomo_signed_in_get_tokens (signed_in), NULL));
  self->client = nomo_salla_client_new (self->http, self->endpoints, self->keeper.keeper);
}

/**
 * bench_shop_new:
 * @plan: the plan of the store
 * @scale: how many times as fast its clock runs
 * @orders: how many orders it has
 *
 * Returns: (transfer full): a store that runs, out of `NOMO_DEMO_STORE`
 */
BenchShop *
bench_shop_new (const char *plan, const char *scale, const char *orders)
{
  BenchShop *self = g_new0 (BenchShop, 1);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    g_getenv ("NOMO_DEMO_STORE"), "--auto-approve", "--with-parent", "--orders", orders,
                                    "--customers", "1050", "--plan", plan, "--time-scale", scale, NULL);
  g_assert_no_error (error);
  self->http = nomo_http_new ();
  read_ready_line (self);
  sign_in (self);
  return self;
}

/**
 * bench_shop_get:
 * @self: a store
 * @path: below the root of the API
 *
 * Returns: (transfer full): what it answers, as it comes
 */
NomoHttpAnswer *
bench_shop_get (BenchShop *self, const char *path)
{
  g_autofree char *url = g_strconcat (nomo_salla_endpoints_get_api_url (self->endpoints), path, NULL);

  return get (self, url);
}

/**
 * bench_shop_delay:
 * @self: a store
 * @ms: how late its answers come from now on, by a real clock
 */
void
bench_shop_delay (BenchShop *self, guint ms)
{
  g_autofree char *url = g_strconcat (self->control_url, "/misbehave", NULL);
  g_autofree char *text = g_strdup_printf ("{\"name\":\"slow\",\"ms\":%u}", ms);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (NomoHttpRequest) request = nomo_http_request_new ("POST", url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  nomo_http_request_set_body (request, "application/json", body);
  nomo_http_send_async (self->http, request, NULL, bench_keep_result, &result);
  bench_wait_for (&result);
  answer = nomo_http_send_finish (self->http, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
}

/* Every request that the store got, as it tells from outside. */
static JsonNode *
read_ledger (BenchShop *self)
{
  g_autofree char *url = g_strconcat (self->control_url, "/ledger", NULL);
  g_autoptr (NomoHttpAnswer) answer = get (self, url);
  gsize size;
  const char *text = g_bytes_get_data (answer->body, &size);
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, text, (gssize) size, NULL));
  return json_parser_steal_root (parser);
}

/**
 * bench_shop_tally:
 * @self: a store
 * @path: where its book is kept, as the raw samples
 * @span_ms: for how long after the first request it counts, by the store's clock
 *
 * Returns: what was asked of the API, as the store itself tells it
 */
BenchTally
bench_shop_tally (BenchShop *self, const char *path, gint64 span_ms)
{
  g_autoptr (JsonNode) ledger = read_ledger (self);
  JsonArray *requests = json_object_get_array_member (json_node_get_object (ledger), "requests");
  g_autoptr (GString) text = g_string_new ("store_ms,status\n");
  BenchTally tally = { 0 };
  gint64 first_ms = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++) {
    JsonObject *request = json_array_get_object_element (requests, i);
    gint64 time_ms = json_object_get_int_member (request, "time");
    gint64 status = json_object_get_int_member (request, "status");

    if (strstr (json_object_get_string_member (request, "target"), "/admin/") == NULL)
      continue;
    first_ms = first_ms == 0 ? time_ms : first_ms;
    tally.made += status == 200 && time_ms < first_ms + span_ms;
    tally.refused += status == 429;
    g_string_append_printf (text, "%d,%d\n", (int) (time_ms - first_ms), (int) status);
  }
  g_file_set_contents (path, text->str, -1, NULL);
  return tally;
}

void
bench_shop_free (BenchShop *self)
{
  g_clear_object (&self->client);
  keeper_fixture_tear_down (&self->keeper);
  g_clear_object (&self->http);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  nomo_salla_endpoints_unref (self->endpoints);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->control_url);
  g_free (self->access);
  g_free (self);
}
