#pragma once

#include "nomo-job.h"
#include "nomo-salla-client.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoDetails:
 *
 * One run that reads whole orders, of which the list tells only the beginning: first those of which Salla said two things at
 * once, then the newest. Main thread. Nothing has to be kept to go on after a stop: the store says what it lacks. An order
 * that is gone at Salla is deleted here; one that cannot be read is kept raw and left alone for this run.
 */
#define NOMO_TYPE_DETAILS (nomo_details_get_type ())
G_DECLARE_FINAL_TYPE (NomoDetails, nomo_details, NOMO, DETAILS, GObject)

NomoDetails *nomo_details_new (NomoStore *store, NomoSallaClient *client, NomoJob *job, const char *currency);
void nomo_details_run_async (NomoDetails *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_details_run_finish (NomoDetails *self, GAsyncResult *result, GError **error);
gint64 nomo_details_get_known (NomoDetails *self);
gint64 nomo_details_get_total (NomoDetails *self);

void nomo_details_read_order_async (NomoStore *store, NomoSallaClient *client, const char *currency, gint64 id,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_details_read_order_finish (NomoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
