#include "config.h"

#include "salla-world.h"

#include "nomo-domain.h"

#include <glib/gstdio.h>

void
salla_world_set_up (SallaWorld *self)
{
  g_autofree char *path = NULL;
  g_autofree char *url = NULL;
  g_autoptr (NomoSallaEndpoints) endpoints = NULL;
  GSList *uris;

  self->directory = g_dir_make_tmp ("nomo-engine-XXXXXX", NULL);
  path = g_build_filename (self->directory, "1.db", NULL);
  self->store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_assert_nonnull (self->store);
  self->server = soup_server_new (NULL, NULL);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (self->server);
  url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  endpoints = nomo_salla_endpoints_new (url, url, NULL);
  self->http = nomo_http_new ();
  keeper_fixture_set_up (&self->keeper, self->http, "{\"access_token\":\"x\",\"refresh_token\":\"y\"}");
  self->client = nomo_salla_client_new (self->http, endpoints, self->keeper.keeper);
  nomo_salla_client_set_backoff (self->client, 1, 2);
}

void
salla_world_tear_down (SallaWorld *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&self->client);
  keeper_fixture_tear_down (&self->keeper);
  g_clear_object (&self->http);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  nomo_store_close (self->store);
  g_clear_object (&self->store);
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (self->directory, name, NULL);

    g_remove (path);
  }
  g_rmdir (self->directory);
  g_free (self->directory);
}

void
salla_world_keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
salla_world_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}
