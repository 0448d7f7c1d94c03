#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NOMO_TYPE_WORKER (nomo_worker_get_type ())
G_DECLARE_FINAL_TYPE (NomoWorker, nomo_worker, NOMO, WORKER, GObject)

NomoWorker *nomo_worker_new (const char *name);
void nomo_worker_push (NomoWorker *self, int priority, GTask *task, GTaskThreadFunc func);
gboolean nomo_worker_is_current (NomoWorker *self);

G_END_DECLS
