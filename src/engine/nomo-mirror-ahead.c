#include "config.h"

#include "nomo-mirror-ahead.h"

#include "nomo-mirror-page.h"

struct _NomoMirrorAhead {
  GObject parent_instance;

  const NomoMirrorKind *kind;
  NomoSallaClient *client;
  gconstpointer owner;
  GCancellable *cancellable; /* of what is on its way */
  GSource *cancelled;        /* the run's own */
  GQueue pages;              /* Asked, in their order */
  gint64 next;               /* page: the first that has not been asked for */
  gint64 last;               /* page: the last that may be */
  gint64 total;              /* rows in all, as the page said that was taken last */
  gboolean failed;
  GTask *taker; /* waits for the first page */
};

/* A page that was asked for. */
typedef struct {
  NomoMirrorAhead *ahead; /* referenced while the page is on its way */
  gint64 number;
  gboolean early; /* the page before it had not been taken then */
  gboolean done;
  NomoSallaAnswer *answer;
  GError *error;
} Asked;

G_DEFINE_FINAL_TYPE (NomoMirrorAhead, nomo_mirror_ahead, G_TYPE_OBJECT)

static void answer_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->answer, nomo_salla_answer_free);
  g_clear_error (&asked->error);
  g_free (asked);
}

static void
send (NomoMirrorAhead *self, Asked *asked)
{
  g_object_ref (self);
  nomo_mirror_page_ask_async (self->kind, self->client, self->owner, self->kind->walk_sort, asked->number,
                              self->cancellable, answer_cb, asked);
}

static void
ask (NomoMirrorAhead *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->ahead = self;
  asked->number = self->next++;
  asked->early = self->pages.length > 0;
  g_queue_push_tail (&self->pages, asked);
  send (self, asked);
}

/* Nothing is begun behind an error. */
static void
ask_ahead (NomoMirrorAhead *self)
{
  while (!self->failed && self->next <= self->last && self->pages.length < NOMO_MIRROR_PAGES_AHEAD)
    ask (self);
}

/* Answers may overtake each other. Where the list has grown between that of a page and the later one of the page before it, a row
 * was pushed from the former onto the latter, and is on neither of them. */
static gboolean
is_overtaking (NomoMirrorAhead *self, const Asked *asked)
{
  gint64 total = asked->answer != NULL ? asked->answer->total : -1;

  return asked->early && total >= 0 && total < self->total;
}

static void
ask_again (NomoMirrorAhead *self, Asked *asked)
{
  g_clear_pointer (&asked->answer, nomo_salla_answer_free);
  asked->early = FALSE;
  asked->done = FALSE;
  send (self, asked);
}

static void
give_out (NomoMirrorAhead *self, Asked *asked)
{
  g_autoptr (GTask) taker = g_steal_pointer (&self->taker);

  g_queue_remove (&self->pages, asked);
  if (asked->answer != NULL) {
    self->total = asked->answer->total;
    g_task_return_pointer (taker, g_steal_pointer (&asked->answer), (GDestroyNotify) nomo_salla_answer_free);
  } else {
    g_task_return_error (taker, g_steal_pointer (&asked->error));
  }
  asked_free (asked);
}

static void
go_on (NomoMirrorAhead *self)
{
  Asked *first = g_queue_peek_head (&self->pages);

  if (self->taker == NULL || !first->done)
    return;
  if (is_overtaking (self, first))
    ask_again (self, first);
  else
    give_out (self, first);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (NomoMirrorAhead) self = asked->ahead;

  asked->answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &asked->error);
  asked->done = TRUE;
  self->failed = self->failed || asked->error != NULL;
  go_on (self);
}

/**
 * nomo_mirror_ahead_take_async:
 * @self: the pages
 * @callback: called with the next page
 * @data: for @callback
 *
 * Waits for the next page, and asks for it whatever was allowed.
 */
void
nomo_mirror_ahead_take_async (NomoMirrorAhead *self, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (self->taker == NULL);

  self->taker = g_task_new (self, self->cancellable, callback, data);
  g_task_set_source_tag (self->taker, nomo_mirror_ahead_take_async);
  if (self->pages.length == 0)
    ask (self);
  go_on (self);
}

/**
 * nomo_mirror_ahead_take_finish:
 * @self: the pages
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): as nomo_salla_client_get_finish(); behind an error there are no pages
 */
NomoSallaAnswer *
nomo_mirror_ahead_take_finish (NomoMirrorAhead *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_mirror_ahead_allow:
 * @self: the pages
 * @last: the last one that is known to be there and to be wanted
 *
 * Asks for pages before it is their turn.
 */
void
nomo_mirror_ahead_allow (NomoMirrorAhead *self, gint64 last)
{
  self->last = last;
  ask_ahead (self);
}

/**
 * nomo_mirror_ahead_get_length:
 * @self: (nullable): the pages
 *
 * Returns: how many have been asked for and not been taken
 */
guint
nomo_mirror_ahead_get_length (NomoMirrorAhead *self)
{
  return self != NULL ? self->pages.length : 0;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  NomoMirrorAhead *self = data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

/* Not by g_cancellable_connect(): what it leads to may be the end of the run, which cannot disconnect from within. */
static void
watch_cancelled (NomoMirrorAhead *self, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_main_context_get_thread_default ());
}

static void
end_watch (NomoMirrorAhead *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
}

/**
 * nomo_mirror_ahead_stop:
 * @self: (inout) (nullable): the pages, of which nobody waits for one
 *
 * Lets go of them. What has come or still comes is dropped.
 */
void
nomo_mirror_ahead_stop (NomoMirrorAhead **self)
{
  g_autoptr (NomoMirrorAhead) stopped = g_steal_pointer (self);

  if (stopped == NULL)
    return;
  end_watch (stopped);
  g_cancellable_cancel (stopped->cancellable);
}

/**
 * nomo_mirror_ahead_new:
 * @kind: the list, in the order of its walk
 * @client: Salla
 * @owner: (nullable): whose share of the request budget they use
 * @first: the page with which it begins
 * @cancellable: (nullable): a cancellable
 *
 * Returns: (transfer full): the pages, of which none has been asked for
 */
NomoMirrorAhead *
nomo_mirror_ahead_new (const NomoMirrorKind *kind, NomoSallaClient *client, gconstpointer owner, gint64 first,
                       GCancellable *cancellable)
{
  NomoMirrorAhead *self = g_object_new (NOMO_TYPE_MIRROR_AHEAD, NULL);

  self->kind = kind;
  self->client = g_object_ref (client);
  self->owner = owner;
  self->next = first;
  watch_cancelled (self, cancellable);
  return self;
}

static void
nomo_mirror_ahead_finalize (GObject *object)
{
  NomoMirrorAhead *self = NOMO_MIRROR_AHEAD (object);

  end_watch (self);
  g_queue_clear_full (&self->pages, asked_free);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (nomo_mirror_ahead_parent_class)->finalize (object);
}

static void
nomo_mirror_ahead_class_init (NomoMirrorAheadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_mirror_ahead_finalize;
}

static void
nomo_mirror_ahead_init (NomoMirrorAhead *self)
{
  self->cancellable = g_cancellable_new ();
  g_queue_init (&self->pages);
}
