#pragma once

#include "nomo-inbox.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/* Why nothing came of a delivery. */
#define NOMO_EVENT_NO_STORE    "no store"    /* its store is not connected */
#define NOMO_EVENT_NO_MERCHANT "no merchant" /* it does not say whose it is */
#define NOMO_EVENT_NO_SUCH     "unknown"     /* nobody here knows such an event */
#define NOMO_EVENT_NOTHING     "not kept"    /* nothing is kept of such an event */
#define NOMO_EVENT_NO_SENSE    "unreadable"  /* what it says is not understood */

typedef struct _NomoEventGroup NomoEventGroup;

NomoEventGroup *nomo_event_group_new (NomoStore *store, const char *currency);
void nomo_event_group_free (NomoEventGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoEventGroup, nomo_event_group_free)

gboolean nomo_event_group_add (NomoEventGroup *self, NomoDelivery *delivery, GPtrArray *settled);
gboolean nomo_event_group_write (NomoEventGroup *self, GPtrArray *settled);

G_END_DECLS
