#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "nomo-budget.h"
#include "nomo-salla-endpoints.h"
#include "nomo-token-keeper.h"

G_BEGIN_DECLS

typedef struct _NomoHttp NomoHttp;

/**
 * NomoSallaAnswer:
 * @data: the envelope's `data`
 * @total: rows in all by `pagination`, -1 without one
 * @pages: pages in all by `pagination`, -1 without one
 * @page: the page this is by `pagination`, 0 without one
 * @as_of: the moment of the answer in Salla's clock (UTC ms, from the Date header)
 *
 * An answer of the Admin API.
 */
typedef struct {
  JsonNode *data;
  gint64 total;
  gint64 pages;
  gint64 page;
  gint64 as_of;
} NomoSallaAnswer;

void nomo_salla_answer_free (NomoSallaAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSallaAnswer, nomo_salla_answer_free)

/**
 * NomoSallaClient:
 *
 * The Admin API of one store. Keeps within the request budget that the rate headers tell, serves a person before the
 * background and the works of the background in turn, waits where Salla asks to wait, and tries again what may pass, a
 * bounded number of times. Main thread. Sends the access token to the API and to nobody else; one
 * that is refused as invalid is asked for anew, once a request.
 */
#define NOMO_TYPE_SALLA_CLIENT (nomo_salla_client_get_type ())
G_DECLARE_FINAL_TYPE (NomoSallaClient, nomo_salla_client, NOMO, SALLA_CLIENT, GObject)

NomoSallaClient *nomo_salla_client_new (NomoHttp *http, NomoSallaEndpoints *endpoints, NomoTokenKeeper *keeper);
void nomo_salla_client_get_async (NomoSallaClient *self, const char *path, const char *const *query,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void nomo_salla_client_get_in_background_async (NomoSallaClient *self, gconstpointer owner, const char *path,
                                                const char *const *query, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer data);
NomoSallaAnswer *nomo_salla_client_get_finish (NomoSallaClient *self, GAsyncResult *result, GError **error);
void nomo_salla_client_send_async (NomoSallaClient *self, gconstpointer owner, const char *method, const char *path,
                                   GBytes *body, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer data);
NomoSallaAnswer *nomo_salla_client_send_finish (NomoSallaClient *self, GAsyncResult *result, GError **error);
gint64 nomo_salla_client_get_seconds_left (NomoSallaClient *self, gconstpointer owner, const char *path, gint64 n);
gint64 nomo_salla_client_get_as_of (NomoSallaClient *self);
NomoBudget *nomo_salla_client_get_budget (NomoSallaClient *self);
void nomo_salla_client_set_backoff (NomoSallaClient *self, guint first_ms, guint tries);

G_END_DECLS
