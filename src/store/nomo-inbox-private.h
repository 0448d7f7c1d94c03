#pragma once

#include "nomo-connection.h"
#include "nomo-inbox.h"

G_BEGIN_DECLS

struct _NomoInbox {
  GObject parent_instance;

  NomoInboxRead read;
  gpointer data;         /* of read */
  GMainContext *context; /* in which it was opened and is told what became of a delivery */
  GAsyncQueue *queue;    /* Put */
  GThread *thread;
  GMutex mutex; /* of the connection */
  NomoConnection *connection;
};

G_END_DECLS
