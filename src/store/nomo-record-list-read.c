#include "config.h"

#include "nomo-record-list-private.h"

#include "nomo-id-order.h"
#include "nomo-id-set.h"

/* What a display of 2,160 lines shows. A view builds up to two hundred rows before it paints one of them. */
#define FIRST_IDS 64
#define WINDOW    256
#define PERIOD_US G_USEC_PER_SEC
#define REST      4
#define LOOK_MS   100

static void update (NomoRecordList *self);

static void
set_state (NomoRecordList *self, NomoRecordListState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

static void
settle (NomoRecordList *self)
{
  set_state (self, self->error != NULL || self->unread != NULL ? NOMO_RECORD_LIST_ERROR : NOMO_RECORD_LIST_READY);
}

static void
set_error (NomoRecordList *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  settle (self);
}

static gboolean
is_any_missing (NomoRecordList *self)
{
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));

  nomo_item_cache_append_ids (self->items, TRUE, missing);
  return missing->len > 0;
}

/* That the order could be read, or other rows, does not bring the missing ones. */
static void
set_unread (NomoRecordList *self, GError *error)
{
  if (error == NULL && (self->unread == NULL || is_any_missing (self)))
    return;
  g_clear_error (&self->unread);
  self->unread = error;
  if (!self->reading)
    settle (self);
}

static gpointer
weakly (NomoRecordList *self)
{
  GWeakRef *reference = g_new (GWeakRef, 1);

  g_weak_ref_init (reference, self);
  return reference;
}

static NomoRecordList *
strongly (gpointer data)
{
  NomoRecordList *self = g_weak_ref_get (data);

  g_weak_ref_clear (data);
  g_free (data);
  return self;
}

static void rows_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
read_rows (NomoRecordList *self, const GArray *ids)
{
  NomoListReading *reading = nomo_list_reading_new (self->query, self->seq);

  g_array_append_vals (reading->items, ids->data, ids->len);
  nomo_list_reading_rows_async (reading, self->store, self->ending, rows_cb, weakly (self));
}

/* Rows older than the order that is shown may have changed in between. */
static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRecordList) self = strongly (data);
  g_autoptr (GError) error = NULL;
  NomoListReading *reading = nomo_list_reading_finish (result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reading == NULL) {
    set_unread (self, g_steal_pointer (&error));
    return;
  }
  nomo_item_cache_show (self->items, nomo_query_get_entity (self->query), reading->records);
  set_unread (self, NULL);
  if (reading->seq < self->seq && nomo_query_get_entity (reading->query) == nomo_query_get_entity (self->query))
    read_rows (self, reading->items);
}

/*
 * _nomo_record_list_read_window:
 * @self: a list
 * @position: a position
 *
 * Makes items for the whole window around a position; their records are asked for at once.
 */
void
_nomo_record_list_read_window (NomoRecordList *self, guint position)
{
  guint first = position / WINDOW * WINDOW;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  nomo_item_cache_add_window (self->items, self->ids, first, MIN (WINDOW, self->ids->len - first), ids);
  if (self->reading)
    g_array_append_vals (self->fresh, ids->data, ids->len);
  read_rows (self, ids);
}

/*
 * _nomo_record_list_read_missing:
 * @self: a list
 *
 * Reads the records of the items that have none, as their rows could not be read.
 */
void
_nomo_record_list_read_missing (NomoRecordList *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  nomo_item_cache_append_ids (self->items, TRUE, ids);
  if (ids->len > 0)
    read_rows (self, ids);
}

static void
emit_changed (guint position, guint removed, guint added, gpointer data)
{
  g_list_model_items_changed (data, position, removed, added);
}

static void
show_count (NomoRecordList *self)
{
  g_object_notify (G_OBJECT (self), "count");
}

static void
fail_read (NomoRecordList *self, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return;
  }
  self->reading = FALSE;
  set_error (self, error);
}

/* What came while we read may already be part of the answer. */
static void
end_read (NomoRecordList *self)
{
  self->reading = FALSE;
  set_error (self, NULL);
  if (self->stale || self->anew)
    update (self);
}

static gboolean
look_cb (gpointer data)
{
  g_object_notify (data, "progress");
  return G_SOURCE_CONTINUE;
}

/* A read that ends before the first look was not slow. */
static void
look_at (NomoRecordList *self, NomoListReading *reading)
{
  self->looked_at = reading;
  g_clear_handle_id (&self->looking, g_source_remove);
  if (reading != NULL && !nomo_query_is_all (self->query))
    self->looking = g_timeout_add (LOOK_MS, look_cb, self);
  else
    g_object_notify (G_OBJECT (self), "progress");
}

static void order_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
read_order (NomoRecordList *self, guint limit)
{
  NomoListReading *reading = nomo_list_reading_new (self->query, self->seq);

  nomo_item_cache_append_ids (self->items, FALSE, reading->items);
  reading->limit = limit;
  g_array_set_size (self->fresh, 0);
  self->reading = TRUE;
  self->stale = self->anew = FALSE;
  self->asked_at = g_get_monotonic_time ();
  look_at (self, reading);
  nomo_list_reading_order_async (reading, self->store, self->cancellable, order_cb, weakly (self));
}

/* What comes while a list is filled is no news, and at the top everything is seen. */
static GArray *
begin_news (NomoRecordList *self)
{
  return self->complete && self->seen->len > 0 ? nomo_id_set_new () : NULL;
}

static void
end_news (NomoRecordList *self, GArray *came)
{
  if (came == NULL)
    return;
  nomo_id_set_add (self->news, (const gint64 *) (gpointer) came->data, came->len);
  g_array_unref (came);
}

static void
show_order (NomoRecordList *self, const NomoListReading *reading)
{
  GArray *came = begin_news (self);

  self->seq = reading->seq;
  self->complete = reading->limit == 0 || reading->ids->len < reading->limit;
  self->read_at = g_get_monotonic_time ();
  nomo_id_order_replace (self->ids, reading->ids, self->seen, came, emit_changed, self);
  end_news (self, came);
  nomo_item_cache_show (self->items, nomo_query_get_entity (self->query), reading->records);
  set_unread (self, NULL);
  if (self->fresh->len > 0)
    read_rows (self, self->fresh);
  show_count (self);
}

static void
order_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRecordList) self = strongly (data);
  GError *error = NULL;
  NomoListReading *reading = nomo_list_reading_finish (result, &error);

  if (self != NULL && self->looked_at == g_task_get_task_data (G_TASK (result)))
    look_at (self, NULL);
  if (self == NULL || reading == NULL) {
    if (self != NULL)
      fail_read (self, error);
    else
      g_clear_error (&error);
    return;
  }
  if (reading->seq >= self->seq)
    show_order (self, reading);
  if (self->complete) {
    end_read (self);
    return;
  }
  set_error (self, NULL);
  read_order (self, 0);
}

static void
show_changes (NomoRecordList *self, const NomoListReading *reading)
{
  GArray *came = begin_news (self);

  self->seq = reading->seq;
  nomo_id_order_move (self->ids, reading->changed, reading->places, came, emit_changed, self);
  end_news (self, came);
  nomo_item_cache_show (self->items, nomo_query_get_entity (self->query), reading->records);
  set_unread (self, NULL);
  show_count (self);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRecordList) self = strongly (data);
  GError *error = NULL;
  NomoListReading *reading = nomo_list_reading_finish (result, &error);

  if (self == NULL || reading == NULL) {
    if (self != NULL)
      fail_read (self, error);
    else
      g_clear_error (&error);
    return;
  }
  if (reading->many)
    self->anew = TRUE;
  else if (reading->seq >= self->seq)
    show_changes (self, reading);
  end_read (self);
}

static void
read_changes (NomoRecordList *self)
{
  self->reading = TRUE;
  self->stale = FALSE;
  nomo_list_reading_changes_async (nomo_list_reading_new (self->query, self->seq), self->store, self->cancellable,
                                   changes_cb, weakly (self));
}

static gboolean
update_later (gpointer data)
{
  NomoRecordList *self = data;

  self->later = 0;
  if (!self->reading)
    read_order (self, 0);
  return G_SOURCE_REMOVE;
}

/* A short list is read anew as cheaply as its changes would be; a long one at most once a second, and no more than a fifth of the
 * time. */
static void
update (NomoRecordList *self)
{
  gint64 rest = MAX (PERIOD_US, REST * (self->read_at - self->asked_at));
  gint64 wait = self->read_at + rest - g_get_monotonic_time ();
  guint limit = nomo_query_get_limit (self->query);

  if (self->reading || self->later != 0)
    return;
  if (limit > 0 && limit <= FIRST_IDS)
    read_order (self, 0);
  else if (!self->anew && self->complete && limit == 0)
    read_changes (self);
  else if (wait <= 0)
    read_order (self, 0);
  else
    self->later = g_timeout_add ((guint) (wait / 1000) + 1, update_later, self);
}

/*
 * _nomo_record_list_store_changed:
 * @self: a list
 * @seq: of what the store holds now
 * @store: the store
 *
 * Brings the list up to date.
 */
void
_nomo_record_list_store_changed (NomoRecordList *self, guint64 seq, NomoStore *store)
{
  if (seq <= self->seq)
    return;
  self->stale = TRUE;
  update (self);
}

/*
 * _nomo_record_list_start:
 * @self: a list
 *
 * Reads what the query finds, the first ids before all others.
 */
void
_nomo_record_list_start (NomoRecordList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->later, g_source_remove);
  self->cancellable = g_cancellable_new ();
  self->complete = FALSE;
  g_clear_error (&self->unread);
  set_state (self, NOMO_RECORD_LIST_LOADING);
  read_order (self, FIRST_IDS);
}
