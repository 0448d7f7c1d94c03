#include "config.h"

#include "nomo-store-private.h"

#define MAX_IDLE 4

static NomoConnection *
take (NomoStore *store, gboolean *closed)
{
  NomoConnection *connection;

  g_mutex_lock (&store->mutex);
  *closed = store->closed;
  connection = g_queue_pop_head (&store->idle_readers);
  store->n_reads++;
  g_mutex_unlock (&store->mutex);
  return connection;
}

static void
leave (NomoStore *store)
{
  g_mutex_lock (&store->mutex);
  if (--store->n_reads == 0)
    g_cond_broadcast (&store->no_read);
  g_mutex_unlock (&store->mutex);
}

static NomoConnection *
open_reader (NomoStore *store, GError **error)
{
  g_autoptr (NomoConnection) connection = nomo_connection_open (store->path, FALSE, error);

  if (connection != NULL && store->views != NULL && !nomo_connection_exec (connection, store->views, error))
    return NULL;
  return g_steal_pointer (&connection);
}

static gboolean
begin (NomoRead *self, GError **error)
{
  gint64 seq = 0;

  if (!nomo_connection_exec (self->connection, "BEGIN", error) ||
      !nomo_connection_read_int (self->connection, "SELECT value FROM counters WHERE name = 'seq'", &seq, error))
    return FALSE;
  self->seq = (guint64) seq;
  return TRUE;
}

/*
 * _nomo_read_begin:
 * @store: a store
 * @cancellable: (nullable): what stops the read in its middle
 * @error: return location
 *
 * Takes a connection of the pool and begins a short transaction: everything read in it is of one moment.
 *
 * Returns: (transfer full) (nullable): the read
 */
NomoRead *
_nomo_read_begin (NomoStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoRead) self = g_new0 (NomoRead, 1);
  gboolean closed = FALSE;

  self->store = g_object_ref (store);
  self->connection = take (store, &closed);
  if (closed) {
    _nomo_store_set_closed_error (error);
    return NULL;
  }
  if (self->connection == NULL)
    self->connection = open_reader (store, error);
  if (self->connection == NULL)
    return NULL;
  nomo_connection_set_cancellable (self->connection, cancellable);
  return begin (self, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
give_back (NomoStore *store, NomoConnection *connection)
{
  gboolean kept;

  g_mutex_lock (&store->mutex);
  kept = !store->closed && store->idle_readers.length < MAX_IDLE && !nomo_connection_is_frozen (connection);
  if (kept)
    g_queue_push_head (&store->idle_readers, connection);
  g_mutex_unlock (&store->mutex);
  return kept;
}

/*
 * _nomo_read_end:
 * @self: (transfer full): a read
 *
 * Ends the transaction and gives the connection back.
 */
void
_nomo_read_end (NomoRead *self)
{
  if (self->connection != NULL) {
    nomo_connection_set_cancellable (self->connection, NULL);
    nomo_connection_set_seen (self->connection, NULL);
    nomo_connection_exec (self->connection, "ROLLBACK", NULL);
    nomo_connection_trim (self->connection);
    if (!give_back (self->store, self->connection))
      nomo_connection_free (self->connection);
  }
  leave (self->store);
  g_object_unref (self->store);
  g_free (self);
}

/*
 * _nomo_store_close_readers:
 * @self: a store that was closed
 *
 * Waits for the reads that are under way, and closes the connections that they used.
 */
void
_nomo_store_close_readers (NomoStore *self)
{
  g_mutex_lock (&self->mutex);
  while (self->n_reads > 0)
    g_cond_wait (&self->no_read, &self->mutex);
  g_queue_clear_full (&self->idle_readers, (GDestroyNotify) nomo_connection_free);
  g_mutex_unlock (&self->mutex);
}
