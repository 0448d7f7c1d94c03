#pragma once

#include <gio/gio.h>

#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoDemo:
 *
 * A demo store of our own: a local process that behaves like Salla, and the shop connected to it. The process ends with us.
 * The moment of its birth is kept in the data directory, so that it stays the same shop over restarts. Main thread.
 */
#define NOMO_TYPE_DEMO (nomo_demo_get_type ())
G_DECLARE_FINAL_TYPE (NomoDemo, nomo_demo, NOMO, DEMO, GObject)

NomoDemo *nomo_demo_new (const char *data_dir, NomoKeyring *keyring, NomoHttp *http);
void nomo_demo_start_async (NomoDemo *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
NomoShop *nomo_demo_start_finish (NomoDemo *self, GAsyncResult *result, GError **error);
void nomo_demo_stop (NomoDemo *self);
const char *nomo_demo_get_control_url (NomoDemo *self);

G_END_DECLS
