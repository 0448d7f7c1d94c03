#pragma once

#include "nomo-connection.h"

G_BEGIN_DECLS

typedef struct _NomoInboxLog NomoInboxLog;

NomoInboxLog *nomo_inbox_log_new (const char *path, NomoConnection *writer, GMutex *mutex, GError **error);
void nomo_inbox_log_free (NomoInboxLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoInboxLog, nomo_inbox_log_free)

G_END_DECLS
