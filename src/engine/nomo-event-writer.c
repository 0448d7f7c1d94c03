#include "config.h"

#include "nomo-event-writer.h"

#include "nomo-clock.h"
#include "nomo-salla-event.h"

/* So many are read from the inbox at once, and settled in one transaction. */
#define AT_ONCE 200

/* How long a store rests that could not be written. */
#define RETRY_S 5

/* How often the inbox is looked at when nobody says that something has come: others may have let deliveries wait again. */
#define LOOK_S 30

/* How often what is old is forgotten. */
#define PURGE_MS (3600 * G_GINT64_CONSTANT (1000))

typedef struct {
  NomoStore *store;
  char *currency;
} Place;

struct _NomoEventWriter {
  GObject parent_instance;

  NomoInbox *inbox;
  NomoEventWriterFunc func;
  gpointer data;
  GMainContext *context;
  GThread *thread;

  GMutex mutex; /* of what follows */
  GCond cond;
  gboolean begun;
  gboolean awake;
  gboolean stopping;
  GHashTable *places; /* gint64 → Place */
  GPtrArray *settled; /* NomoDelivery: what came of those that others had */
  GArray *joined;     /* gint64: stores that were not there before */

  gint64 keep_ms;   /* 0 for ever */
  gint64 purged_at; /* the thread's own, as what follows */
  GHashTable *lent; /* gint64: numbers of the deliveries that others have; the thread's own */
};

G_DEFINE_FINAL_TYPE (NomoEventWriter, nomo_event_writer, G_TYPE_OBJECT)

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->store);
  g_free (place->currency);
  g_free (place);
}

static void
nomo_event_writer_finalize (GObject *object)
{
  NomoEventWriter *self = NOMO_EVENT_WRITER (object);

  nomo_event_writer_stop (self);
  g_object_unref (self->inbox);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->lent);
  g_ptr_array_unref (self->settled);
  g_array_unref (self->joined);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (nomo_event_writer_parent_class)->finalize (object);
}

static void
nomo_event_writer_class_init (NomoEventWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_event_writer_finalize;
}

static void
nomo_event_writer_init (NomoEventWriter *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->context = g_main_context_ref_thread_default ();
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, place_free);
  self->lent = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->settled = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_delivery_free);
  self->joined = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Returns NULL when the store is not connected. */
static NomoEventGroup *
make_group (NomoEventWriter *self, gint64 merchant)
{
  const Place *place;
  NomoEventGroup *group = NULL;

  g_mutex_lock (&self->mutex);
  place = g_hash_table_lookup (self->places, &merchant);
  if (place != NULL)
    group = nomo_event_group_new (place->store, place->currency);
  g_mutex_unlock (&self->mutex);
  return group;
}

typedef struct {
  NomoEventWriter *writer;
  NomoDelivery *delivery;
} Loan;

static gboolean
lend_cb (gpointer data)
{
  Loan *loan = data;

  loan->writer->func (g_steal_pointer (&loan->delivery), loan->writer->data);
  return G_SOURCE_REMOVE;
}

static void
loan_free (gpointer data)
{
  Loan *loan = data;

  g_clear_pointer (&loan->delivery, nomo_delivery_free);
  g_object_unref (loan->writer);
  g_free (loan);
}

static void
lend (NomoEventWriter *self, NomoDelivery *delivery)
{
  Loan *loan = g_new (Loan, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  *loan = (Loan) { g_object_ref (self), delivery };
  /* It takes as long as Salla takes to answer, which is no figure of ours. */
  delivery->fresh = FALSE;
  g_hash_table_add (self->lent, g_memdup2 (&delivery->number, sizeof delivery->number));
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, lend_cb, loan, loan_free);
  g_source_attach (source, self->context);
}

/* A pass over what waits. */
typedef struct {
  gint64 after;
  GHashTable *groups;  /* gint64 → NomoEventGroup: the stores', as long as some are read */
  GHashTable *resting; /* gint64: stores that cannot be written now */
  GPtrArray *settled;  /* of the inbox, NomoDelivery */
} Pass;

static NomoEventGroup *
find_group (NomoEventWriter *self, Pass *pass, gint64 merchant)
{
  NomoEventGroup *group = g_hash_table_lookup (pass->groups, &merchant);

  if (group == NULL && (group = make_group (self, merchant)) != NULL)
    g_hash_table_insert (pass->groups, g_memdup2 (&merchant, sizeof merchant), group);
  return group;
}

/* What is in its group waits with it. */
static void
rest (Pass *pass, gint64 merchant)
{
  g_hash_table_add (pass->resting, g_memdup2 (&merchant, sizeof merchant));
  g_hash_table_remove (pass->groups, &merchant);
}

/* When it was sent is known all the same. What cannot be read would not be any more with a store. */
static void
settle_homeless (NomoDelivery *delivery)
{
  g_autoptr (NomoSallaEvent) event = delivery->body != NULL ? nomo_salla_event_read (delivery->body, NULL) : NULL;
  const char *reason = delivery->merchant == 0 ? NOMO_EVENT_NO_MERCHANT : NOMO_EVENT_NO_STORE;

  delivery->said_at = event != NULL ? event->as_of : 0;
  nomo_delivery_settle (delivery, NOMO_DELIVERY_KEPT, event != NULL ? reason : NOMO_EVENT_NO_SENSE);
}

static void
write_records (NomoEventWriter *self, Pass *pass, NomoDelivery *delivery)
{
  gint64 merchant = delivery->merchant;
  NomoEventGroup *group = merchant != 0 ? find_group (self, pass, merchant) : NULL;

  if (group == NULL) {
    settle_homeless (delivery);
    g_ptr_array_add (pass->settled, delivery);
  } else if (!nomo_event_group_add (group, delivery, pass->settled)) {
    rest (pass, merchant);
  }
}

static void
take (NomoEventWriter *self, Pass *pass, NomoDelivery *delivery)
{
  if (g_hash_table_contains (self->lent, &delivery->number) ||
      g_hash_table_contains (pass->resting, &delivery->merchant))
    nomo_delivery_free (delivery);
  else if (g_str_has_prefix (delivery->event, "app."))
    lend (self, delivery);
  else
    write_records (self, pass, delivery);
}

static void
write_groups (Pass *pass)
{
  GHashTableIter iter;
  gpointer merchant;
  gpointer group;

  g_hash_table_iter_init (&iter, pass->groups);
  while (g_hash_table_iter_next (&iter, &merchant, &group)) {
    if (!nomo_event_group_write (group, pass->settled))
      g_hash_table_add (pass->resting, g_memdup2 (merchant, sizeof (gint64)));
    g_hash_table_iter_remove (&iter);
  }
}

static gboolean
is_stopping (NomoEventWriter *self)
{
  gboolean stopping;

  g_mutex_lock (&self->mutex);
  stopping = self->stopping;
  g_mutex_unlock (&self->mutex);
  return stopping;
}

/* Returns whether there may be more. */
static gboolean
take_some (NomoEventWriter *self, Pass *pass, GError **error)
{
  g_autoptr (GPtrArray) waiting = nomo_inbox_list (self->inbox, NOMO_DELIVERY_WAITING, pass->after, AT_ONCE, error);
  gboolean more = waiting != NULL && waiting->len == AT_ONCE;

  g_ptr_array_set_size (pass->settled, 0);
  while (waiting != NULL && waiting->len > 0 && !is_stopping (self)) {
    NomoDelivery *delivery = g_ptr_array_steal_index (waiting, 0);

    pass->after = delivery->number;
    take (self, pass, delivery);
    /* Those who deliver wait for a processor otherwise until all are taken. */
    g_thread_yield ();
  }
  write_groups (pass);
  return waiting != NULL && nomo_inbox_settle (self->inbox, pass->settled, error) && more && !is_stopping (self);
}

/* Returns whether nothing is left that is to be tried again. */
static gboolean
take_all (NomoEventWriter *self)
{
  g_autoptr (GHashTable) groups =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) nomo_event_group_free);
  g_autoptr (GHashTable) resting = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) settled = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_delivery_free);
  g_autoptr (GError) error = NULL;
  Pass pass = { 0, groups, resting, settled };

  while (take_some (self, &pass, &error))
    continue;
  if (error != NULL)
    g_message ("The inbox cannot be used: %s", error->message);
  return error == NULL && g_hash_table_size (resting) == 0;
}

static void
return_loans (NomoEventWriter *self)
{
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->mutex);
  settled = g_steal_pointer (&self->settled);
  self->settled = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_delivery_free);
  g_mutex_unlock (&self->mutex);
  if (settled->len > 0 && !nomo_inbox_settle (self->inbox, settled, &error))
    g_message ("The inbox cannot be used: %s", error->message);
  for (guint i = 0; i < settled->len; i++)
    g_hash_table_remove (self->lent, &((NomoDelivery *) settled->pdata[i])->number);
}

/* What came for a store before it was connected is written now. */
static gboolean
let_in (NomoEventWriter *self)
{
  g_autoptr (GArray) joined = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->mutex);
  joined = g_array_copy (self->joined);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < joined->len && error == NULL; i++) {
    const NomoDeliveries early = { .merchant = g_array_index (joined, gint64, i), .reason = NOMO_EVENT_NO_STORE };

    nomo_inbox_replay (self->inbox, &early, &error);
  }
  g_mutex_lock (&self->mutex);
  if (error == NULL)
    g_array_remove_range (self->joined, 0, joined->len);
  g_mutex_unlock (&self->mutex);
  return error == NULL;
}

/* Returns FALSE when it is time to end. */
static gboolean
wait (NomoEventWriter *self, gboolean retry)
{
  gint64 until = g_get_monotonic_time () + (retry ? RETRY_S : LOOK_S) * G_TIME_SPAN_SECOND;
  gboolean go_on;

  g_mutex_lock (&self->mutex);
  while (!self->begun && !self->stopping)
    g_cond_wait (&self->cond, &self->mutex);
  while (!self->awake && !self->stopping && g_cond_wait_until (&self->cond, &self->mutex, until))
    continue;
  self->awake = FALSE;
  go_on = !self->stopping;
  g_mutex_unlock (&self->mutex);
  return go_on;
}

static void
forget_old (NomoEventWriter *self)
{
  gint64 now = nomo_clock_now ();
  g_autoptr (GError) error = NULL;

  if (self->keep_ms == 0 || (now >= self->purged_at && now < self->purged_at + PURGE_MS))
    return;
  self->purged_at = now;
  if (nomo_inbox_purge (self->inbox, now - self->keep_ms, &error) < 0)
    g_message ("The inbox cannot be used: %s", error->message);
}

static gpointer
write_thread (gpointer data)
{
  NomoEventWriter *self = data;
  gboolean retry = FALSE;

  while (wait (self, retry)) {
    return_loans (self);
    forget_old (self);
    retry = !let_in (self);
    retry = !take_all (self) || retry;
  }
  return_loans (self);
  return NULL;
}

/**
 * nomo_event_writer_new:
 * @inbox: where deliveries are
 * @func: takes those that are about the app in a store
 * @data: for @func
 *
 * Returns: (transfer full): a writer, which waits for nomo_event_writer_begin()
 */
NomoEventWriter *
nomo_event_writer_new (NomoInbox *inbox, NomoEventWriterFunc func, gpointer data)
{
  NomoEventWriter *self = g_object_new (NOMO_TYPE_EVENT_WRITER, NULL);

  self->inbox = g_object_ref (inbox);
  self->func = func;
  self->data = data;
  self->thread = g_thread_new ("nomo-events", write_thread, self);
  return self;
}

/**
 * nomo_event_writer_set_keep:
 * @self: a writer that has not begun
 * @keep_ms: for how long deliveries stay in the inbox once they are dealt with; 0 for ever
 */
void
nomo_event_writer_set_keep (NomoEventWriter *self, gint64 keep_ms)
{
  g_return_if_fail (NOMO_IS_EVENT_WRITER (self) && !self->begun);
  self->keep_ms = keep_ms;
}

/**
 * nomo_event_writer_begin:
 * @self: a writer that knows the stores that there are
 *
 * Begins with what waits already. A store that is not known from then on is not connected.
 */
void
nomo_event_writer_begin (NomoEventWriter *self)
{
  g_return_if_fail (NOMO_IS_EVENT_WRITER (self));
  g_mutex_lock (&self->mutex);
  self->begun = self->awake = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * nomo_event_writer_set_store:
 * @self: a writer
 * @merchant: a store's number at Salla
 * @store: (nullable): where its records go; %NULL when it is connected no more
 * @currency: (nullable): the shop's currency
 */
void
nomo_event_writer_set_store (NomoEventWriter *self, gint64 merchant, NomoStore *store, const char *currency)
{
  g_return_if_fail (NOMO_IS_EVENT_WRITER (self));
  g_mutex_lock (&self->mutex);
  if (store != NULL && !g_hash_table_contains (self->places, &merchant))
    g_array_append_val (self->joined, merchant);
  if (store != NULL) {
    Place *place = g_new (Place, 1);

    *place = (Place) { g_object_ref (store), g_strdup (currency) };
    g_hash_table_replace (self->places, g_memdup2 (&merchant, sizeof merchant), place);
  } else {
    g_hash_table_remove (self->places, &merchant);
  }
  g_mutex_unlock (&self->mutex);
  nomo_event_writer_wake (self);
}

/**
 * nomo_event_writer_wake:
 * @self: a writer
 *
 * Says that something has come.
 */
void
nomo_event_writer_wake (NomoEventWriter *self)
{
  g_return_if_fail (NOMO_IS_EVENT_WRITER (self));
  g_mutex_lock (&self->mutex);
  self->awake = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * nomo_event_writer_settle:
 * @self: a writer
 * @delivery: (transfer full): a delivery that #NomoEventWriterFunc was given
 * @state: how far it is
 * @reason: (nullable): why nothing came of it
 */
void
nomo_event_writer_settle (NomoEventWriter *self, NomoDelivery *delivery, NomoDeliveryState state, const char *reason)
{
  g_return_if_fail (NOMO_IS_EVENT_WRITER (self));
  nomo_delivery_settle (delivery, state, reason);
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->settled, delivery);
  g_mutex_unlock (&self->mutex);
  nomo_event_writer_wake (self);
}

/**
 * nomo_event_writer_stop:
 * @self: a writer
 *
 * Ends once what is being written is written. The rest waits in the inbox. Blocks.
 */
void
nomo_event_writer_stop (NomoEventWriter *self)
{
  g_return_if_fail (NOMO_IS_EVENT_WRITER (self));
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));
}
