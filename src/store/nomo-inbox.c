#include "config.h"

#include "nomo-inbox-private.h"

#include "nomo-clock.h"
#include "nomo-disk.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>
#include <openssl/evp.h>
#include <string.h>

/* So many at most become one transaction, so that those that came first are not kept waiting by those that came last. */
#define MOST_AT_ONCE 256

/* So many pages in the write-ahead log are moved into the file when nobody waits, so many also when somebody does: the shorter the
 * log, the shorter the wait of whoever comes meanwhile; the longer, the fewer pages are moved twice. */
#define FEW_PAGES  100
#define MANY_PAGES 1000

G_DEFINE_FINAL_TYPE (NomoInbox, nomo_inbox, G_TYPE_OBJECT)

/* A delivery on its way to the disk, or the question whether one would reach it. */
typedef struct {
  NomoDelivery *delivery; /* nullable */
  NomoInboxFunc func;
  gpointer data;
  gboolean is_new;
  GError *error;
} Put;

/**
 * nomo_delivery_free:
 * @self: (transfer full): a delivery
 */
void
nomo_delivery_free (NomoDelivery *self)
{
  g_free (self->event);
  g_free (self->hash);
  g_free (self->reason);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->sealed);
  g_free (self);
}

/**
 * nomo_delivery_settle:
 * @self: a delivery
 * @state: how far it is
 * @reason: (nullable): why nothing came of it
 *
 * Says what came of it; nomo_inbox_settle() keeps that.
 */
void
nomo_delivery_settle (NomoDelivery *self, NomoDeliveryState state, const char *reason)
{
  self->state = state;
  g_free (self->reason);
  self->reason = g_strdup (reason);
  self->settled_at = nomo_clock_now ();
}

static void
put_free (gpointer data)
{
  Put *put = data;

  g_clear_pointer (&put->delivery, nomo_delivery_free);
  g_clear_error (&put->error);
  g_free (put);
}

/* GLib's own digests take several times as long. */
static char *
dup_hash (GBytes *body)
{
  static const char digits[] = "0123456789abcdef";
  guint8 digest[EVP_MAX_MD_SIZE];
  char *hash = g_malloc0 (2 * EVP_MAX_MD_SIZE + 1);
  unsigned int n = 0;
  gsize size;
  const void *data = g_bytes_get_data (body, &size);

  EVP_Digest (data, size, digest, &n, EVP_sha256 (), NULL);
  for (guint i = 0; i < n; i++)
    memcpy (hash + 2 * i, (const char[]) { digits[digest[i] >> 4], digits[digest[i] & 0xf] }, 2);
  return hash;
}

static void
read_delivery (NomoInbox *self, Put *put)
{
  NomoDelivery *delivery = put->delivery;

  delivery->hash = dup_hash (delivery->body);
  self->read (delivery, self->data, &put->error);
}

static gboolean
insert_body (NomoInbox *self, gint64 number, GBytes *body, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (self->connection, "INSERT INTO bodies (number, body) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, number);
  nomo_statement_bind_bytes (statement, 2, body);
  return nomo_connection_run (self->connection, statement, error);
}

static gboolean
insert (NomoInbox *self, Put *put, GError **error)
{
  static const char sql[] = "INSERT INTO deliveries (merchant, event, hash, received_at, state, sealed, once, fresh)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)"
                            " ON CONFLICT (merchant, hash) DO NOTHING RETURNING number";
  g_autoptr (NomoStatement) statement = nomo_connection_prepare (self->connection, sql, error);
  const NomoDelivery *delivery = put->delivery;
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, delivery->merchant);
  nomo_statement_bind_text (statement, 2, delivery->event);
  nomo_statement_bind_text (statement, 3, delivery->hash);
  nomo_statement_bind_int (statement, 4, delivery->received_at);
  nomo_statement_bind_int (statement, 5, NOMO_DELIVERY_WAITING);
  nomo_statement_bind_text (statement, 6, delivery->sealed);
  nomo_statement_bind_int (statement, 7, delivery->once);
  step = nomo_connection_step (self->connection, statement, error);
  put->is_new = step == NOMO_STEP_ROW;
  return put->is_new ? insert_body (self, nomo_statement_get_int (statement, 0), delivery->body, error)
                     : step != NOMO_STEP_ERROR;
}

/* About as many bytes as a delivery has, and others each time: SQLite does not write what is there already. */
static gboolean
insert_trial (NomoInbox *self, GError **error)
{
  return nomo_connection_exec (self->connection,
                               "INSERT INTO meta (key, value) VALUES ('trial', hex (randomblob (8192)))"
                               " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                               error);
}

static gboolean
insert_all (NomoInbox *self, GPtrArray *puts, GError **error)
{
  if (!nomo_connection_exec (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (guint i = 0; i < puts->len; i++) {
    Put *put = puts->pdata[i];

    if (put->delivery == NULL ? !insert_trial (self, error) : put->error == NULL && !insert (self, put, error))
      return FALSE;
  }
  return nomo_connection_exec (self->connection, "COMMIT", error);
}

/* What has come cannot be fetched from Salla again, as the records of a store can; and nobody can read it while the relay stands
 * still. */
static const char *
find_advice (const GError *error)
{
  switch (error->code) {
  case NOMO_STORE_ERROR_CORRUPT:
    /* Translators: %s is a sentence that says what is damaged. */
    return _ ("%s It is the relay’s inbox: put a backup in its place with “nomo-relay restore --replace”.");
  case NOMO_STORE_ERROR_NO_ROOM:
    /* Translators: %s is a sentence that says how much must be free and how much is. */
    return _ ("%s It is the relay’s inbox, and nothing in it was changed. Free some space, then start again.");
  case NOMO_STORE_ERROR_OPEN_ELSEWHERE:
    /* Translators: %s is a sentence that says that another program has the file open. */
    return _ ("%s It is the relay’s inbox, and nothing in it was changed. Close the other program, then start again.");
  default:
    return NULL;
  }
}

static void
advise (GError *error)
{
  const char *advice = error->domain == NOMO_STORE_ERROR ? find_advice (error) : NULL;
  g_auto (GStrv) pieces = NULL;

  if (advice == NULL)
    return;
  pieces = g_strsplit (advice, "%s", 2);
  advice = error->message;
  error->message = g_strjoinv (advice, pieces);
  g_free ((char *) advice);
}

/* All of them are on the disk or none is. */
static void
write_all (NomoInbox *self, GPtrArray *puts)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < puts->len; i++)
    if (((Put *) puts->pdata[i])->delivery != NULL)
      read_delivery (self, puts->pdata[i]);
  g_mutex_lock (&self->mutex);
  if (!insert_all (self, puts, &error))
    nomo_connection_exec (self->connection, "ROLLBACK", NULL);
  g_mutex_unlock (&self->mutex);
  if (error != NULL)
    advise (error);
  for (guint i = 0; error != NULL && i < puts->len; i++) {
    Put *put = puts->pdata[i];

    if (put->error == NULL)
      put->error = g_error_copy (error);
  }
}

static gboolean
tell_cb (gpointer data)
{
  GPtrArray *puts = data;

  for (guint i = 0; i < puts->len; i++) {
    Put *put = puts->pdata[i];

    put->func (put->is_new, put->error, put->data);
  }
  return G_SOURCE_REMOVE;
}

/* g_main_context_invoke() would tell it in this thread whenever nobody happens to run the context. */
static void
tell (NomoInbox *self, GPtrArray *puts)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_cb, puts, (GDestroyNotify) g_ptr_array_unref);
  g_source_attach (source, self->context);
}

static GPtrArray *
take_all (NomoInbox *self, Put *first)
{
  GPtrArray *puts = g_ptr_array_new_with_free_func (put_free);
  Put *put = first;

  do
    g_ptr_array_add (puts, put);
  while (puts->len < MOST_AT_ONCE && (put = g_async_queue_try_pop (self->queue)) != NULL);
  return puts;
}

/* Somebody who reads may keep it from being moved as a whole: then it is tried again only when it has grown. */
static gboolean
is_log_long (NomoInbox *self)
{
  int most = g_async_queue_length (self->queue) > 0 ? MANY_PAGES : FEW_PAGES;

  if (self->log_pages < self->tried_pages)
    self->tried_pages = 0;
  return self->log_pages - self->tried_pages >= most;
}

/*
 * _nomo_inbox_move_log:
 * @self: an inbox to which something was written
 *
 * Moves the write-ahead log into the file when it is long. SQLite would do it within the commit by which it has become so, and those
 * whose deliveries are in it would wait for that.
 */
void
_nomo_inbox_move_log (NomoInbox *self)
{
  g_mutex_lock (&self->mutex);
  if (is_log_long (self)) {
    self->tried_pages = self->log_pages;
    nomo_connection_move_log (self->connection);
  }
  g_mutex_unlock (&self->mutex);
}

/* What comes while one transaction is synced becomes the next one. The last to come has no function. */
static gpointer
write_thread (gpointer data)
{
  NomoInbox *self = data;
  gboolean open = TRUE;

  while (open) {
    GPtrArray *puts = take_all (self, g_async_queue_pop (self->queue));

    for (guint i = puts->len; i-- > 0;)
      if (((Put *) puts->pdata[i])->func == NULL) {
        g_ptr_array_remove_index (puts, i);
        open = FALSE;
      }
    if (puts->len > 0)
      write_all (self, puts);
    tell (self, puts);
    _nomo_inbox_move_log (self);
  }
  return NULL;
}

/**
 * nomo_inbox_close:
 * @self: an inbox
 *
 * Writes what was put before, and ends. Blocks.
 */
void
nomo_inbox_close (NomoInbox *self)
{
  g_return_if_fail (NOMO_IS_INBOX (self));
  if (self->thread == NULL)
    return;
  g_async_queue_push (self->queue, g_new0 (Put, 1));
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->connection, nomo_connection_free);
}

static void
nomo_inbox_finalize (GObject *object)
{
  NomoInbox *self = NOMO_INBOX (object);

  nomo_inbox_close (self);
  g_clear_pointer (&self->connection, nomo_connection_free);
  g_async_queue_unref (self->queue);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (nomo_inbox_parent_class)->finalize (object);
}

static void
nomo_inbox_class_init (NomoInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_inbox_finalize;
}

static void
nomo_inbox_init (NomoInbox *self)
{
  g_mutex_init (&self->mutex);
  self->queue = g_async_queue_new_full (put_free);
  self->context = g_main_context_ref_thread_default ();
}

static void
learn_length (int pages, gpointer data)
{
  NomoInbox *self = data;

  self->log_pages = pages;
}

/* One after the other, as two that bring the file up at once would each put its own in its place. */
static gboolean
open_file (NomoInbox *self, const char *path, GError **error)
{
  int lock;

  if (!nomo_disk_prepare (path, error))
    return FALSE;
  lock = nomo_disk_lock (path);
  self->connection = _nomo_inbox_open_file (path, error);
  nomo_disk_unlock (lock);
  return self->connection != NULL;
}

/**
 * nomo_inbox_open:
 * @path: its file, made where there is none
 * @read: reads whose a delivery is
 * @data: for @read, which lives as long as the inbox
 * @error: return location
 *
 * Deliveries, each once, in the order in which they came. What nomo_inbox_put() has answered survives the loss of power.
 *
 * Returns: (transfer full): an inbox, or %NULL with a #NomoStoreError
 */
NomoInbox *
nomo_inbox_open (const char *path, NomoInboxRead read, gpointer data, GError **error)
{
  g_autoptr (NomoInbox) self = g_object_new (NOMO_TYPE_INBOX, NULL);
  GError *failure = NULL;

  self->read = read;
  self->data = data;
  if (!open_file (self, path, &failure)) {
    advise (failure);
    g_propagate_error (error, failure);
    return NULL;
  }
  nomo_connection_keep_few_pages (self->connection);
  nomo_connection_set_log_func (self->connection, learn_length, self);
  self->thread = g_thread_new ("nomo-inbox", write_thread, self);
  return g_steal_pointer (&self);
}

static void
push (NomoInbox *self, NomoDelivery *delivery, NomoInboxFunc func, gpointer data)
{
  Put *put = g_new0 (Put, 1);

  put->delivery = delivery;
  put->func = func;
  put->data = data;
  if (self->thread != NULL) {
    g_async_queue_push (self->queue, put);
    return;
  }
  put->error = g_error_new_literal (NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED, _ ("The inbox is closed."));
  func (FALSE, put->error, data);
  put_free (put);
}

/**
 * nomo_inbox_put:
 * @self: an inbox
 * @merchant: to whose address it came, 0 when that says no merchant
 * @body: what was delivered
 * @func: told in the context in which the inbox was opened what became of it
 * @data: for @func
 *
 * Stores a delivery. Those that come while others are synced share one sync. A closed inbox refuses it, before this returns.
 */
void
nomo_inbox_put (NomoInbox *self, gint64 merchant, GBytes *body, NomoInboxFunc func, gpointer data)
{
  NomoDelivery *delivery = g_new0 (NomoDelivery, 1);

  delivery->merchant = merchant;
  delivery->body = g_bytes_ref (body);
  delivery->received_at = nomo_clock_now ();
  push (self, delivery, func, data);
}

/**
 * nomo_inbox_try:
 * @self: an inbox
 * @func: told as by nomo_inbox_put() whether a delivery that came now would be stored
 * @data: for @func
 *
 * Writes and syncs as a delivery is, and keeps nothing of it.
 */
void
nomo_inbox_try (NomoInbox *self, NomoInboxFunc func, gpointer data)
{
  push (self, NULL, func, data);
}
