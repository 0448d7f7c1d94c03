#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  guint port;
  guint64 seed;
  guint orders;
  guint customers;
  gboolean auto_approve;
  gboolean with_parent;
  char *plan;
  double time_scale;
  double trade;
  gint64 born;  /* UTC milliseconds */
  gint64 start; /* what the store's clock shows when the program starts, UTC milliseconds */
  char *redirect_uri;
  char *client_id;
  char *client_secret;
  char *misbehave;
  char *webhook_url;
  char *webhook_secret;
  char *webhook_strategy;
  gboolean webhook_any_host;
  gboolean webhook_secrets;
} NomoDemoOptions;

NomoDemoOptions *nomo_demo_options_parse (int *argc, char ***argv, GError **error);
void nomo_demo_options_free (NomoDemoOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoOptions, nomo_demo_options_free)

G_END_DECLS
