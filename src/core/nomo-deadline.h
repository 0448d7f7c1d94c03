#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _NomoDeadline NomoDeadline;

NomoDeadline *nomo_deadline_new (GCancellable *outer, guint idle_ms, guint total_ms);
GCancellable *nomo_deadline_get_cancellable (NomoDeadline *self);
void nomo_deadline_touch (NomoDeadline *self);
gboolean nomo_deadline_has_passed (NomoDeadline *self);
void nomo_deadline_free (NomoDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDeadline, nomo_deadline_free)

G_END_DECLS
