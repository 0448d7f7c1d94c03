#pragma once

#include "nomo-http.h"
#include "nomo-salla-endpoints.h"

G_BEGIN_DECLS

/**
 * NomoSallaVisitor:
 * @merchant: the store in whose dashboard the page is open, its number at Salla
 * @until: until when Salla vouches for that, UTC milliseconds
 *
 * Who has opened the app's page in Salla's dashboard.
 */
typedef struct {
  gint64 merchant;
  gint64 until;
} NomoSallaVisitor;

void nomo_salla_introspect_async (NomoHttp *http, NomoSallaEndpoints *endpoints, const char *app_id, const char *token,
                                  GAsyncReadyCallback callback, gpointer data);
gboolean nomo_salla_introspect_finish (NomoHttp *http, GAsyncResult *result, NomoSallaVisitor *visitor, GError **error);

G_END_DECLS
