#include "config.h"

#include "nomo-inbox-log.h"

/* So many pages in the log are enough to move them, as SQLite does of its own. */
#define MANY 1000

typedef enum {
  SHORT,
  LONG,  /* the thread moves it */
  MOVED, /* but for what has come meanwhile */
} State;

struct _NomoInboxLog {
  NomoConnection *connection;
  NomoConnection *writer;
  GMutex *writing; /* of the writer */
  GThread *thread;

  GMutex mutex; /* of what follows */
  GCond cond;
  State state;
  gboolean stopping;
};

/* What is written while most of the log is moved is little. Only when that is moved too, and nothing is written meanwhile, does
 * the log begin anew; else it would grow for as long as deliveries come. */
static void
grown_cb (int pages, gpointer data)
{
  NomoInboxLog *self = data;
  gboolean moved;

  g_mutex_lock (&self->mutex);
  moved = self->state == MOVED;
  if (moved) {
    self->state = SHORT;
  } else if (self->state == SHORT && pages >= MANY) {
    self->state = LONG;
    g_cond_signal (&self->cond);
  }
  g_mutex_unlock (&self->mutex);
  if (moved)
    nomo_connection_move_log (self->writer);
}

/* Returns FALSE when it is time to end. */
static gboolean
wait (NomoInboxLog *self)
{
  gboolean go_on;

  g_mutex_lock (&self->mutex);
  while (self->state != LONG && !self->stopping)
    g_cond_wait (&self->cond, &self->mutex);
  go_on = !self->stopping;
  g_mutex_unlock (&self->mutex);
  return go_on;
}

static gpointer
move_thread (gpointer data)
{
  NomoInboxLog *self = data;

  while (wait (self)) {
    nomo_connection_move_log (self->connection);
    g_mutex_lock (&self->mutex);
    self->state = MOVED;
    g_mutex_unlock (&self->mutex);
  }
  return NULL;
}

/**
 * nomo_inbox_log_new:
 * @path: an inbox's file
 * @writer: the connection that writes to it
 * @mutex: held by whoever uses @writer
 * @error: return location
 *
 * Moves what is in the write-ahead log into the file, beside those who write. SQLite does it within the commit by which the log has
 * become long, and for so long everybody who delivers would wait.
 *
 * Returns: (transfer full) (nullable): to be freed before @writer
 */
NomoInboxLog *
nomo_inbox_log_new (const char *path, NomoConnection *writer, GMutex *mutex, GError **error)
{
  NomoConnection *connection = nomo_connection_open (path, TRUE, error);
  NomoInboxLog *self;

  if (connection == NULL)
    return NULL;
  self = g_new0 (NomoInboxLog, 1);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->connection = connection;
  self->writer = writer;
  self->writing = mutex;
  nomo_connection_set_log_func (writer, grown_cb, self);
  self->thread = g_thread_new ("nomo-inbox-log", move_thread, self);
  return self;
}

/**
 * nomo_inbox_log_free:
 * @self: (transfer full): what moves the log of an inbox. Blocks
 */
void
nomo_inbox_log_free (NomoInboxLog *self)
{
  g_mutex_lock (self->writing);
  nomo_connection_set_log_func (self->writer, NULL, NULL);
  g_mutex_unlock (self->writing);
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  nomo_connection_free (self->connection);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
