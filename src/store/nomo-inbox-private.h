#pragma once

#include "nomo-connection.h"
#include "nomo-inbox-lag.h"
#include "nomo-inbox.h"

G_BEGIN_DECLS

#define NOMO_INBOX_VERSION 3

/* A share of how long the deliveries of a store took, the smallest bound first. */
typedef void (*NomoInboxLagFunc) (gint64 merchant, NomoLag lag, const NomoLagShare *share, gpointer data);

struct _NomoInbox {
  GObject parent_instance;

  NomoInboxRead read;
  gpointer data;         /* of read */
  GMainContext *context; /* in which it was opened and is told what became of a delivery */
  GAsyncQueue *queue;    /* Put */
  GThread *thread;
  GMutex mutex; /* of the connection */
  NomoConnection *connection;
  int log_pages;   /* in the write-ahead log after the last transaction */
  int tried_pages; /* when it was moved the last time */
};

void _nomo_inbox_move_log (NomoInbox *self);
NomoConnection *_nomo_inbox_open_file (const char *path, GError **error);
GArray *_nomo_inbox_tally (const GPtrArray *deliveries);
gboolean _nomo_inbox_write_lags (NomoConnection *connection, const GArray *tallies, GError **error);
gboolean _nomo_inbox_read_lags (NomoConnection *connection, gint64 from, gint64 to, NomoInboxLagFunc func,
                                gpointer data, GError **error);
GPtrArray *_nomo_inbox_reasons_new (void);
void _nomo_inbox_reasons_add (GPtrArray *reasons, const char *reason, gint64 count, gint64 last);

G_END_DECLS
