#pragma once

#include "nomo-item-cache.h"
#include "nomo-list-reading.h"
#include "nomo-record-list.h"

G_BEGIN_DECLS

struct _NomoRecordList {
  GObject parent_instance;

  NomoStore *store;
  NomoQuery *query;
  GCancellable *cancellable; /* of the present query */
  GCancellable *ending;      /* of the list */

  GArray *ids; /* gint64, in their order */
  NomoItemCache *items;
  GArray *fresh; /* gint64, items that came into use during a read of the order */
  GArray *seen;  /* gint64, what is looked at; empty at the top */
  GArray *news;  /* set of what came before that */

  NomoRecordListState state;
  GError *error;     /* of the order */
  GError *unread;    /* of rows, some of which have no record therefore */
  guint64 seq;       /* of what is shown */
  gboolean complete; /* all ids are known */
  gboolean reading;
  gboolean stale;  /* something changed during the read */
  gboolean anew;   /* the order has to be read anew */
  gint64 asked_at; /* monotonic: when the order was asked for last */
  gint64 read_at;  /* and when it was read last */
  guint later;
  NomoListReading *looked_at; /* nullable: the read of the order under way */
  guint looking;
};

void _nomo_record_list_start (NomoRecordList *self);
void _nomo_record_list_read_window (NomoRecordList *self, guint position);
void _nomo_record_list_read_missing (NomoRecordList *self);
void _nomo_record_list_store_changed (NomoRecordList *self, guint64 seq, NomoStore *store);

G_END_DECLS
