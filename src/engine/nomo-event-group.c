#include "config.h"

#include "nomo-event-group.h"

#include "nomo-event-map.h"
#include "nomo-store-error.h"

/* Others who write to the store wait for so many at most. */
#define AT_MOST 50

struct _NomoEventGroup {
  NomoStore *store;
  char *currency;
  GPtrArray *commits;    /* NomoCommit, as many as there are deliveries */
  GPtrArray *deliveries; /* NomoDelivery */
};

/**
 * nomo_event_group_new:
 * @store: where the records go
 * @currency: (nullable): the shop's currency
 *
 * Returns: (transfer full): a group of a store's deliveries, empty yet, which are written with one wait for the disk
 */
NomoEventGroup *
nomo_event_group_new (NomoStore *store, const char *currency)
{
  NomoEventGroup *self = g_new (NomoEventGroup, 1);

  *self = (NomoEventGroup) { g_object_ref (store), g_strdup (currency),
                             g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_commit_free),
                             g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_delivery_free) };
  return self;
}

/**
 * nomo_event_group_free:
 * @self: (transfer full): a group; what is in it waits as before
 */
void
nomo_event_group_free (NomoEventGroup *self)
{
  g_ptr_array_unref (self->deliveries);
  g_ptr_array_unref (self->commits);
  g_object_unref (self->store);
  g_free (self->currency);
  g_free (self);
}

/* What one delivery cannot have written must not keep up those behind it; what the disk cannot take is tried again. */
static gboolean
is_of_delivery (const GError *error)
{
  return g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID) ||
         g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_DENIED);
}

static void
say_waits (const NomoDelivery *delivery, const GError *error)
{
  g_message ("A delivery of store %" G_GINT64_FORMAT " waits: %s", delivery->merchant, error->message);
}

static void
settle_written (NomoEventGroup *self, GPtrArray *settled)
{
  for (guint i = 0; i < self->deliveries->len; i++)
    nomo_delivery_settle (self->deliveries->pdata[i], NOMO_DELIVERY_DONE, NULL);
  g_ptr_array_extend_and_steal (settled, g_steal_pointer (&self->deliveries));
  self->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_delivery_free);
  g_ptr_array_set_size (self->commits, 0);
}

/* Returns FALSE when the store cannot be written. */
static gboolean
write_first (NomoEventGroup *self, GPtrArray *settled)
{
  g_autoptr (GError) error = NULL;
  NomoDelivery *delivery = self->deliveries->pdata[0];

  if (nomo_store_commit (self->store, self->commits->pdata[0], NULL, &error)) {
    nomo_delivery_settle (delivery, NOMO_DELIVERY_DONE, NULL);
  } else if (is_of_delivery (error)) {
    nomo_delivery_settle (delivery, NOMO_DELIVERY_KEPT, error->message);
  } else {
    say_waits (delivery, error);
    return FALSE;
  }
  g_ptr_array_remove_index (self->commits, 0);
  g_ptr_array_add (settled, g_ptr_array_steal_index (self->deliveries, 0));
  return TRUE;
}

/**
 * nomo_event_group_write:
 * @self: a group
 * @settled: (element-type NomoDelivery): gets those of which it is known what came of them
 *
 * Writes what is in the group. One that the store refuses does not keep the others away from it. Blocks.
 *
 * Returns: %FALSE when the store cannot be written: then the rest waits in the group
 */
gboolean
nomo_event_group_write (NomoEventGroup *self, GPtrArray *settled)
{
  if (self->commits->len > 0 && nomo_store_commit_all (self->store, self->commits, NULL))
    settle_written (self, settled);
  while (self->commits->len > 0)
    if (!write_first (self, settled))
      return FALSE;
  return TRUE;
}

static const char *
choose_reason (NomoEventMeaning meaning)
{
  if (meaning == NOMO_EVENT_NOT_OURS)
    return NOMO_EVENT_NOTHING;
  return meaning == NOMO_EVENT_UNKNOWN ? NOMO_EVENT_NO_SUCH : NOMO_EVENT_NO_SENSE;
}

static void
settle_unwritten (NomoDelivery *delivery, NomoEventMeaning meaning, const GError *error, GPtrArray *settled)
{
  gboolean done = error == NULL && meaning == NOMO_EVENT_NOT_OURS;

  nomo_delivery_settle (delivery, done ? NOMO_DELIVERY_DONE : NOMO_DELIVERY_KEPT,
                        error != NULL ? error->message : choose_reason (meaning));
  g_ptr_array_add (settled, delivery);
}

static void
take (NomoEventGroup *self, NomoDelivery *delivery, NomoCommit *commit)
{
  g_ptr_array_add (self->deliveries, delivery);
  g_ptr_array_add (self->commits, commit);
}

/* The meaning of what depends on the group is asked for once more behind it. Returns FALSE when the store failed. */
static gboolean
add_event (NomoEventGroup *self, NomoDelivery *delivery, const NomoSallaEvent *event, GPtrArray *settled)
{
  const NomoEventPlace place = { self->store, self->currency, self->commits };
  /* The same delivery is the same commit: a crash between the two files writes it once. */
  g_autoptr (NomoCommit) commit = nomo_commit_new (NOMO_ACTOR_WEBHOOK, delivery->hash);
  g_autoptr (GError) error = NULL;
  NomoEventMeaning meaning = NOMO_EVENT_UNKNOWN;

  nomo_commit_set_told_at (commit, delivery->received_at);
  nomo_event_map (event, &place, delivery->received_at, commit, &meaning, &error);
  if (error != NULL && !is_of_delivery (error)) {
    say_waits (delivery, error);
    nomo_delivery_free (delivery);
    return FALSE;
  }
  if (error == NULL && meaning == NOMO_EVENT_AFTER) {
    if (nomo_event_group_write (self, settled))
      return add_event (self, delivery, event, settled);
    nomo_delivery_free (delivery);
    return FALSE;
  }
  if (error == NULL && meaning == NOMO_EVENT_WRITTEN)
    take (self, delivery, g_steal_pointer (&commit));
  else
    settle_unwritten (delivery, meaning, error, settled);
  return self->commits->len < AT_MOST || nomo_event_group_write (self, settled);
}

/**
 * nomo_event_group_add:
 * @self: a group
 * @delivery: (transfer full): a delivery of its store that tells of records
 * @settled: (element-type NomoDelivery): gets those of which it is known what came of them
 *
 * Adds what a delivery tells; a full group is written. Blocks.
 *
 * Returns: %FALSE when the store cannot be used: then the delivery, and what is in the group, waits
 */
gboolean
nomo_event_group_add (NomoEventGroup *self, NomoDelivery *delivery, GPtrArray *settled)
{
  g_autoptr (NomoSallaEvent) event = delivery->body != NULL ? nomo_salla_event_read (delivery->body, NULL) : NULL;

  delivery->said_at = event != NULL ? event->as_of : 0;
  if (event != NULL)
    return add_event (self, delivery, event, settled);
  settle_unwritten (delivery, NOMO_EVENT_UNREADABLE, NULL, settled);
  return TRUE;
}
