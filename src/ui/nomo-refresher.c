#include "config.h"

#include "nomo-refresher.h"

struct _NomoRefresher {
  GObject parent_instance;

  GtkWidget *widget; /* unowned: it owns this */
  guint rest;
  NomoRefreshFunc read;
  gpointer data;
  guint timer;
  gboolean reading;
  gboolean again; /* asked for while it was reading */
};

G_DEFINE_FINAL_TYPE (NomoRefresher, nomo_refresher, G_TYPE_OBJECT)

static void
nomo_refresher_finalize (GObject *object)
{
  g_clear_handle_id (&NOMO_REFRESHER (object)->timer, g_source_remove);
  G_OBJECT_CLASS (nomo_refresher_parent_class)->finalize (object);
}

static void
nomo_refresher_class_init (NomoRefresherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_refresher_finalize;
}

static void
nomo_refresher_init (NomoRefresher *self)
{
}

static gboolean
rested_cb (gpointer data)
{
  NomoRefresher *self = data;

  self->timer = 0;
  nomo_refresher_run (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (NomoRefresher *self)
{
  if (self->timer == 0 && gtk_widget_get_mapped (self->widget))
    self->timer = g_timeout_add (self->rest, rested_cb, self);
}

/**
 * nomo_refresher_new:
 * @widget: a widget, which owns the refresher and lets go of it when it is disposed of
 * @store: whose records it shows
 * @rest: milliseconds that pass after a change before it is read, so that a burst of changes is read once
 * @read: reads
 * @data: for @read
 *
 * Reads what a widget shows whenever it comes into view, and as the store changes while it is in view; never twice at a time.
 *
 * Returns: (transfer full): a refresher
 */
NomoRefresher *
nomo_refresher_new (GtkWidget *widget, NomoStore *store, guint rest, NomoRefreshFunc read, gpointer data)
{
  NomoRefresher *self = g_object_new (NOMO_TYPE_REFRESHER, NULL);

  self->widget = widget;
  self->rest = rest;
  self->read = read;
  self->data = data;
  g_signal_connect_object (widget, "map", G_CALLBACK (nomo_refresher_run), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_refresher_run:
 * @self: a refresher
 *
 * Reads now, or once more after what is being read.
 */
void
nomo_refresher_run (NomoRefresher *self)
{
  g_return_if_fail (NOMO_IS_REFRESHER (self));
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  self->read (self->data);
}

/**
 * nomo_refresher_end:
 * @self: a refresher that is reading
 *
 * What was begun is read. Begins anew where that was asked for meanwhile.
 *
 * Returns: whether what was read is the newest
 */
gboolean
nomo_refresher_end (NomoRefresher *self)
{
  gboolean newest;

  g_return_val_if_fail (NOMO_IS_REFRESHER (self), FALSE);
  newest = !self->again;
  self->reading = FALSE;
  if (!newest)
    nomo_refresher_run (self);
  return newest;
}
