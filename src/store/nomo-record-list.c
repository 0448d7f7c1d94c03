#include "config.h"

#include "nomo-record-list.h"

#include "nomo-id-order.h"
#include "nomo-item-cache.h"
#include "nomo-list-reading.h"

#define FIRST_IDS 200
#define WINDOW    256
#define PERIOD_US G_USEC_PER_SEC
#define LOOK_MS   100

struct _NomoRecordList {
  GObject parent_instance;

  NomoStore *store;
  NomoQuery *query;
  GCancellable *cancellable; /* of the present query */
  GCancellable *ending;      /* of the list */

  GArray *ids; /* gint64, in their order */
  NomoItemCache *items;
  GArray *fresh; /* gint64, items that came into use during a read of the order */

  NomoRecordListState state;
  GError *error;
  guint64 seq;       /* of what is shown */
  gboolean complete; /* all ids are known */
  gboolean reading;
  gboolean stale; /* something changed during the read */
  gboolean anew;  /* the order has to be read anew */
  gint64 read_at; /* monotonic: when the order was read last */
  guint later;
  NomoListReading *looked_at; /* nullable: the read of the order under way */
  guint looking;
};

enum {
  PROP_STATE = 1,
  PROP_COUNT,
  PROP_PROGRESS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void nomo_record_list_model_init (GListModelInterface *iface);
static void update (NomoRecordList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (NomoRecordList, nomo_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, nomo_record_list_model_init))

static void
set_state (NomoRecordList *self, NomoRecordListState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_error (NomoRecordList *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, error != NULL ? NOMO_RECORD_LIST_ERROR : NOMO_RECORD_LIST_READY);
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
    set_error (self, g_steal_pointer (&error));
    return;
  }
  nomo_item_cache_show (self->items, nomo_query_get_entity (self->query), reading->records);
  if (reading->seq < self->seq && nomo_query_get_entity (reading->query) == nomo_query_get_entity (self->query))
    read_rows (self, reading->items);
}

/* Items for the whole window around a position; their records are asked for at once. */
static void
read_window (NomoRecordList *self, guint position)
{
  guint first = position / WINDOW * WINDOW;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  nomo_item_cache_add_window (self->items, self->ids, first, MIN (WINDOW, self->ids->len - first), ids);
  if (self->reading)
    g_array_append_vals (self->fresh, ids->data, ids->len);
  read_rows (self, ids);
}

/* Items whose rows could not be read. */
static void
read_missing (NomoRecordList *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  nomo_item_cache_append_ids (self->items, TRUE, ids);
  if (ids->len > 0)
    read_rows (self, ids);
}

static GType
nomo_record_list_get_item_type (GListModel *model)
{
  return NOMO_TYPE_RECORD_ITEM;
}

static guint
nomo_record_list_get_n_items (GListModel *model)
{
  return NOMO_RECORD_LIST (model)->ids->len;
}

static gpointer
nomo_record_list_get_item (GListModel *model, guint position)
{
  NomoRecordList *self = NOMO_RECORD_LIST (model);
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, gint64, position);
  if (nomo_item_cache_get (self->items, id) == NULL)
    read_window (self, position);
  return g_object_ref (nomo_item_cache_get (self->items, id));
}

static void
nomo_record_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = nomo_record_list_get_item_type;
  iface->get_n_items = nomo_record_list_get_n_items;
  iface->get_item = nomo_record_list_get_item;
}

static void
emit_changed (guint position, guint removed, guint added, gpointer data)
{
  g_list_model_items_changed (data, position, removed, added);
}

static void
show_count (NomoRecordList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
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
  g_object_notify_by_pspec (data, properties[PROP_PROGRESS]);
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
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
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
  look_at (self, reading);
  nomo_list_reading_order_async (reading, self->store, self->cancellable, order_cb, weakly (self));
}

static void
show_order (NomoRecordList *self, const NomoListReading *reading)
{
  self->seq = reading->seq;
  self->complete = reading->limit == 0 || reading->ids->len < reading->limit;
  self->read_at = g_get_monotonic_time ();
  nomo_id_order_replace (self->ids, reading->ids, emit_changed, self);
  nomo_item_cache_show (self->items, nomo_query_get_entity (self->query), reading->records);
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
  self->seq = reading->seq;
  nomo_id_order_move (self->ids, reading->changed, reading->places, emit_changed, self);
  nomo_item_cache_show (self->items, nomo_query_get_entity (self->query), reading->records);
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

/* A short list is read anew as cheaply as its changes would be; a long one at most once a second. */
static void
update (NomoRecordList *self)
{
  gint64 wait = self->read_at + PERIOD_US - g_get_monotonic_time ();
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

static void
changed_cb (NomoRecordList *self, guint64 seq, NomoStore *store)
{
  if (seq <= self->seq)
    return;
  self->stale = TRUE;
  update (self);
}

static void
start (NomoRecordList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->later, g_source_remove);
  self->cancellable = g_cancellable_new ();
  self->complete = FALSE;
  set_state (self, NOMO_RECORD_LIST_LOADING);
  read_order (self, FIRST_IDS);
}

static void
nomo_record_list_dispose (GObject *object)
{
  NomoRecordList *self = NOMO_RECORD_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->ending);
  g_clear_handle_id (&self->later, g_source_remove);
  g_clear_handle_id (&self->looking, g_source_remove);
  self->looked_at = NULL;
  nomo_item_cache_clear (self->items);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->ending);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (nomo_record_list_parent_class)->dispose (object);
}

static void
nomo_record_list_finalize (GObject *object)
{
  NomoRecordList *self = NOMO_RECORD_LIST (object);

  g_array_unref (self->ids);
  g_array_unref (self->fresh);
  nomo_item_cache_free (self->items);
  g_clear_pointer (&self->query, nomo_query_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (nomo_record_list_parent_class)->finalize (object);
}

static void
nomo_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoRecordList *self = NOMO_RECORD_LIST (object);

  if (id == PROP_STATE)
    g_value_set_enum (value, self->state);
  else if (id == PROP_COUNT)
    g_value_set_int64 (value, nomo_record_list_get_count (self));
  else if (id == PROP_PROGRESS)
    g_value_set_double (value, nomo_record_list_get_progress (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
nomo_record_list_class_init (NomoRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = nomo_record_list_dispose;
  object_class->finalize = nomo_record_list_finalize;
  object_class->get_property = nomo_record_list_get_property;

  /**
   * NomoRecordList:state:
   *
   * Whether the list shows what the store holds.
   */
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, NOMO_TYPE_RECORD_LIST_STATE,
                                              NOMO_RECORD_LIST_LOADING, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * NomoRecordList:count:
   *
   * How many records there are, -1 until that is known.
   */
  properties[PROP_COUNT] =
      g_param_spec_int64 ("count", NULL, NULL, -1, G_MAXINT64, -1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * NomoRecordList:progress:
   *
   * How much of the records a slow filter has looked at, 0 to 1; -1 when none is at work.
   */
  properties[PROP_PROGRESS] =
      g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_record_list_init (NomoRecordList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = nomo_item_cache_new ();
  self->fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->ending = g_cancellable_new ();
}

/**
 * nomo_record_list_new:
 * @store: a store
 * @query: what to show
 *
 * A list model of #NomoRecordItem over the records that @query finds. It reads ids and records in threads: the first 200 ids
 * come at once, the others behind them, and the records in windows around the positions that are looked at; until its record
 * is there an item has none. It follows the store's changes, and never goes back to an older state.
 *
 * Returns: (transfer full): the list, to be used in the thread that opened @store
 */
NomoRecordList *
nomo_record_list_new (NomoStore *store, const NomoQuery *query)
{
  NomoRecordList *self = NULL;

  g_return_val_if_fail (NOMO_IS_STORE (store) && query != NULL, NULL);

  self = g_object_new (NOMO_TYPE_RECORD_LIST, NULL);
  self->store = g_object_ref (store);
  self->query = nomo_query_copy (query);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  start (self);
  return self;
}

/**
 * nomo_record_list_get_state:
 * @self: a list
 *
 * Returns: whether the list shows what the store holds
 */
NomoRecordListState
nomo_record_list_get_state (NomoRecordList *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), NOMO_RECORD_LIST_ERROR);

  return self->state;
}

/**
 * nomo_record_list_get_error:
 * @self: a list
 *
 * Returns: (nullable): why the last read failed
 */
const GError *
nomo_record_list_get_error (NomoRecordList *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), NULL);

  return self->error;
}

/**
 * nomo_record_list_get_progress:
 * @self: a list
 *
 * Returns: how much of the records a slow filter has looked at, 0 to 1; -1 when none is at work
 */
double
nomo_record_list_get_progress (NomoRecordList *self)
{
  gint total;

  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), -1);

  if (self->looked_at == NULL || nomo_query_is_all (self->query))
    return -1;
  total = g_atomic_int_get (&self->looked_at->total);
  return total > 0 ? MIN (1.0, (double) g_atomic_int_get (&self->looked_at->seen) / total) : 0;
}

/**
 * nomo_record_list_get_count:
 * @self: a list
 *
 * Returns: how many records there are, -1 until that is known
 */
gint64
nomo_record_list_get_count (NomoRecordList *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), -1);

  return self->complete ? (gint64) self->ids->len : -1;
}

/**
 * nomo_record_list_get_seq:
 * @self: a list
 *
 * Returns: the store's sequence number of what is shown
 */
guint64
nomo_record_list_get_seq (NomoRecordList *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), 0);

  return self->seq;
}

/**
 * nomo_record_list_set_query:
 * @self: a list
 * @query: what to show
 *
 * Shows something else; what is shown stays until the first answer comes.
 */
void
nomo_record_list_set_query (NomoRecordList *self, const NomoQuery *query)
{
  guint n = 0;

  g_return_if_fail (NOMO_IS_RECORD_LIST (self) && query != NULL);

  if (nomo_query_equal (self->query, query))
    return;
  if (nomo_query_get_entity (self->query) != nomo_query_get_entity (query)) {
    nomo_item_cache_clear (self->items);
    n = self->ids->len;
    g_array_set_size (self->ids, 0);
  }
  nomo_query_unref (self->query);
  self->query = nomo_query_copy (query);
  if (n > 0)
    emit_changed (0, n, 0, self);
  start (self);
}

/**
 * nomo_record_list_get_query:
 * @self: a list
 *
 * Returns: what it shows
 */
const NomoQuery *
nomo_record_list_get_query (NomoRecordList *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), NULL);

  return self->query;
}

/**
 * nomo_record_list_get_id:
 * @self: a list
 * @position: a position
 *
 * Returns: id of the record there, 0 behind the end; nothing is read for it
 */
gint64
nomo_record_list_get_id (NomoRecordList *self, guint position)
{
  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), 0);

  return position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
}

/**
 * nomo_record_list_find:
 * @self: a list
 * @id: id of a record
 *
 * Returns: its position, -1 when it is not (yet) in the list
 */
int
nomo_record_list_find (NomoRecordList *self, gint64 id)
{
  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), -1);

  return nomo_id_order_find (self->ids, id);
}

/**
 * nomo_record_list_refresh:
 * @self: a list
 *
 * Reads everything anew, as after an error.
 */
void
nomo_record_list_refresh (NomoRecordList *self)
{
  g_return_if_fail (NOMO_IS_RECORD_LIST (self));

  start (self);
  read_missing (self);
}
