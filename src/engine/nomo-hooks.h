#pragma once

#include "nomo-hooks-aim.h"
#include "nomo-hooks-state.h"
#include "nomo-salla-client.h"

G_BEGIN_DECLS

#define NOMO_HOOKS_SCOPE "webhooks.read_write"

void nomo_hooks_run_async (NomoStore *store, NomoSallaClient *client, const char *granted, const NomoHooksAim *aim,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
NomoHooksState *nomo_hooks_run_finish (NomoStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
