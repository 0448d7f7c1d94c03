#pragma once

#include "nomo-event-group.h"

G_BEGIN_DECLS

/**
 * NomoEventWriterFunc:
 * @delivery: (transfer full): a delivery that is about the app in a store
 * @data: what nomo_event_writer_new() was given
 *
 * Called in the context in which the writer was made. The delivery waits until it is given back by nomo_event_writer_settle().
 */
typedef void (*NomoEventWriterFunc) (NomoDelivery *delivery, gpointer data);

/**
 * NomoEventWriter:
 *
 * Writes the records of what waits in an inbox, each store's in the order in which it came, in a thread of its own.
 */
#define NOMO_TYPE_EVENT_WRITER (nomo_event_writer_get_type ())
G_DECLARE_FINAL_TYPE (NomoEventWriter, nomo_event_writer, NOMO, EVENT_WRITER, GObject)

NomoEventWriter *nomo_event_writer_new (NomoInbox *inbox, NomoEventWriterFunc func, gpointer data);
void nomo_event_writer_set_keep (NomoEventWriter *self, gint64 keep_ms);
void nomo_event_writer_begin (NomoEventWriter *self);
void nomo_event_writer_set_store (NomoEventWriter *self, gint64 merchant, NomoStore *store, const char *currency);
void nomo_event_writer_wake (NomoEventWriter *self);
void nomo_event_writer_settle (NomoEventWriter *self, NomoDelivery *delivery, NomoDeliveryState state,
                               const char *reason);
void nomo_event_writer_stop (NomoEventWriter *self);

G_END_DECLS
