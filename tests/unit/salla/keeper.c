#include "keeper.h"

#include "nomo-clock.h"
#include "nomo-domain.h"
#include "nomo-json.h"
#include "nomo-keyring.h"
#include "nomo-store.h"

#include <glib/gstdio.h>
#include <string.h>

#define MERCHANT 1180227410

void
keeper_fixture_keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
keeper_fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

gboolean
keeper_fixture_adopt_tokens (KeeperFixture *fixture, NomoSallaTokens *tokens, GError **error)
{
  const NomoSallaApp app = { "the-app", "the-client-secret",
                             fixture->accounts_url != NULL ? fixture->accounts_url : "http://127.0.0.1:1" };
  g_autoptr (GAsyncResult) result = NULL;

  nomo_token_keeper_adopt_async (fixture->keeper, tokens, &app, keeper_fixture_keep_result, &result);
  return nomo_token_keeper_adopt_finish (fixture->keeper, keeper_fixture_wait (&result), error);
}

gboolean
keeper_fixture_adopt (KeeperFixture *fixture, const char *token_answer, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (token_answer, strlen (token_answer));
  g_autoptr (JsonNode) node = nomo_json_parse (bytes, 0, NULL, NULL);
  g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (node, nomo_clock_now (), NULL);

  return keeper_fixture_adopt_tokens (fixture, tokens, error);
}

void
keeper_fixture_open (KeeperFixture *fixture, NomoHttp *http)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("nomo-keeper-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "1.db", NULL);
  fixture->store = nomo_store_open (fixture->path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  fixture->keyring = nomo_keyring_new_session ();
  fixture->keeper = nomo_token_keeper_new (fixture->store, fixture->path, MERCHANT, fixture->keyring, http);
}

void
keeper_fixture_set_up (KeeperFixture *fixture, NomoHttp *http, const char *token_answer)
{
  g_autoptr (GError) error = NULL;

  keeper_fixture_open (fixture, http);
  g_assert_true (keeper_fixture_adopt (fixture, token_answer, &error));
  g_assert_no_error (error);
}

void
keeper_fixture_tear_down (KeeperFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  nomo_store_close (fixture->store);
  g_clear_object (&fixture->keeper);
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->keyring);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

    g_remove (path);
  }
  g_rmdir (fixture->directory);
  g_free (fixture->path);
  g_free (fixture->directory);
}
