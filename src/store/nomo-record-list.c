#include "config.h"

#include "nomo-record-list-private.h"

#include "nomo-id-order.h"
#include "nomo-id-set.h"

enum {
  PROP_STATE = 1,
  PROP_COUNT,
  PROP_PROGRESS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void nomo_record_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NomoRecordList, nomo_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, nomo_record_list_model_init))

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
    _nomo_record_list_read_window (self, position);
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
  g_array_unref (self->seen);
  g_array_unref (self->news);
  nomo_item_cache_free (self->items);
  g_clear_pointer (&self->query, nomo_query_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->unread);
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
  self->seen = nomo_id_set_new ();
  self->news = nomo_id_set_new ();
  self->ending = g_cancellable_new ();
}

/**
 * nomo_record_list_new:
 * @store: a store
 * @query: what to show
 *
 * A list model of #NomoRecordItem over the records that @query finds. It reads ids and records in threads: the first 64 ids
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
  g_signal_connect_object (store, "changed", G_CALLBACK (_nomo_record_list_store_changed), self, G_CONNECT_SWAPPED);
  _nomo_record_list_start (self);
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

  return self->error != NULL ? self->error : self->unread;
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
  g_array_set_size (self->seen, 0);
  g_array_set_size (self->news, 0);
  nomo_query_unref (self->query);
  self->query = nomo_query_copy (query);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  _nomo_record_list_start (self);
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

/* Only news that are still to be seen stay. */
static void
keep_news_before (NomoRecordList *self, guint position)
{
  GArray *before = nomo_id_set_new ();

  for (guint i = 0; i < MIN (position, self->ids->len) && before->len < self->news->len; i++)
    if (nomo_id_set_has (self->news, g_array_index (self->ids, gint64, i)))
      g_array_append_val (before, g_array_index (self->ids, gint64, i));
  g_array_set_size (self->news, 0);
  nomo_id_set_add (self->news, (const gint64 *) (gpointer) before->data, before->len);
  g_array_unref (before);
}

/**
 * nomo_record_list_look:
 * @self: a list
 * @first: the first row in sight
 * @n_rows: how many rows are; 0 when the list is at its top, where new rows are seen as they come
 *
 * Tells the list where its reader is. What is in sight keeps its place when the order is read anew, and what comes before it is
 * remembered until it was in sight. A list has one reader.
 *
 * Returns: how many records came before @first that have not been in sight yet
 */
guint
nomo_record_list_look (NomoRecordList *self, guint first, guint n_rows)
{
  g_return_val_if_fail (NOMO_IS_RECORD_LIST (self), 0);

  g_array_set_size (self->seen, 0);
  for (guint i = first; i < first + n_rows && i < self->ids->len; i++)
    g_array_append_val (self->seen, g_array_index (self->ids, gint64, i));
  keep_news_before (self, n_rows > 0 ? first : 0);
  return self->news->len;
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

  _nomo_record_list_start (self);
  _nomo_record_list_read_missing (self);
}
