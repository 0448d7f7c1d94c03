#include "config.h"

#include "nomo-event-map.h"

#include "nomo-json.h"
#include "nomo-lists.h"
#include "nomo-mirror-marks.h"
#include "nomo-salla-map.h"

#define DAY_MS (24 * 3600 * 1000LL)

/* An event on its way to a commit. */
typedef struct {
  JsonNode *data;
  const NomoMirrorKind *kind; /* NULL where it is of no list */
  const NomoEventPlace *place;
  NomoMirrorWords words;
  NomoCommit *commit;
  gboolean after; /* it needs what is on its way to the store */
} Mapping;

/* Returns whether the event was understood; when it was not, an error is set only where the store failed. */
typedef gboolean (*Way) (Mapping *self, const char *path, GError **error);

typedef struct {
  const char *event;
  const char *list; /* nullable: whose records it is about */
  Way way;          /* NULL where nothing is kept of it */
  const char *path; /* to what the way needs */
} Rule;

static gboolean
read_id (const Mapping *self, const char *path, gint64 *id)
{
  return nomo_json_get_int (self->data, path, id) && *id > 0;
}

/* It tells that something has changed, or no more than a part of it: the record is fetched. */
static gboolean
fetch (Mapping *self, const char *path, GError **error)
{
  gint64 id = 0;

  if (!read_id (self, path, &id))
    return FALSE;
  nomo_commit_doubt (self->commit, self->kind->entity (), id);
  return TRUE;
}

/* It tells the record as the API does. Where it does not after all, the record is fetched. */
static gboolean
put (Mapping *self, const char *path, GError **error)
{
  JsonNode *row = nomo_json_get (self->data, path);

  return row != NULL &&
         (nomo_mirror_kind_put (self->kind, self->commit, row, &self->words) || fetch (self, "id", error));
}

static gboolean
take_out (Mapping *self, const char *path, GError **error)
{
  gint64 id = 0;

  if (!read_id (self, path, &id))
    return FALSE;
  nomo_commit_gone (self->commit, self->kind->entity (), id, self->words.as_of);
  return TRUE;
}

static gboolean
is_under_way (const Mapping *self, gint64 id)
{
  for (guint i = 0; i < self->place->under_way->len; i++)
    if (nomo_commit_touches (self->place->under_way->pdata[i], self->kind->entity (), id))
      return TRUE;
  return FALSE;
}

/* Reads what is known of a record; it is %NULL where that is nothing, or no more. Returns FALSE when the store failed, or does
 * not have yet what is on its way to it. */
static gboolean
read_known (Mapping *self, gint64 id, NomoRecord **known, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (NomoRecord) record = NULL;

  self->after = is_under_way (self, id);
  if (self->after)
    return FALSE;
  record = nomo_store_get (self->place->store, self->kind->entity (), id, &failure);

  *known = record != NULL && !nomo_record_is_deleted (record) ? g_steal_pointer (&record) : NULL;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The data are what happened, and hold the order in brief. */
static gboolean
put_moved (Mapping *self, const char *path, GError **error)
{
  JsonNode *order = nomo_json_get (self->data, path);
  g_autoptr (NomoRecord) known = NULL;
  g_autoptr (NomoRecord) status = NULL;
  g_autoptr (NomoRecord) moved = NULL;
  gint64 id = 0;

  if (order == NULL || !nomo_json_get_int (order, "id", &id) || id <= 0 || !read_known (self, id, &known, error))
    return FALSE;
  status = known != NULL ? nomo_salla_map_order_status (self->data, self->words.as_of, NULL) : NULL;
  if (status != NULL)
    nomo_commit_put (self->commit, status);
  else
    nomo_commit_doubt (self->commit, self->kind->entity (), id);
  moved = self->kind->map_event (self->data, self->words.currency, self->words.as_of, id, NULL);
  if (moved != NULL)
    nomo_commit_put (self->commit, moved);
  return TRUE;
}

/* What becomes of a cart is told without the cart itself. */
static gboolean
put_outcome (Mapping *self, const char *path, GError **error)
{
  g_autoptr (NomoRecord) cart = NULL;
  g_autoptr (NomoRecord) outcome = NULL;
  gint64 id = 0;

  if (!read_id (self, "id", &id) || !read_known (self, id, &cart, error))
    return FALSE;
  if (cart == NULL)
    return fetch (self, "id", error);
  outcome = nomo_salla_map_cart_outcome (cart, self->data, self->words.as_of, NULL);
  if (outcome == NULL)
    return FALSE;
  nomo_commit_put (self->commit, outcome);
  return TRUE;
}

/* A cart in which a coupon is used is no abandoned one yet. */
static gboolean
put_known (Mapping *self, const char *path, GError **error)
{
  JsonNode *row = nomo_json_get (self->data, path);
  g_autoptr (NomoRecord) known = NULL;
  gint64 id = 0;

  if (row == NULL || !nomo_json_get_int (row, "id", &id) || id <= 0 || !read_known (self, id, &known, error))
    return FALSE;
  if (known != NULL && !nomo_mirror_kind_put (self->kind, self->commit, row, &self->words))
    nomo_commit_doubt (self->commit, self->kind->entity (), id);
  return TRUE;
}

/* It does not tell which record it is about: the list is looked at with the next sync. */
static gboolean
look (Mapping *self, const char *path, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("%s.%s", self->kind->name, NOMO_MIRROR_LOOKED);

  nomo_commit_set_mark (self->commit, mark, "0");
  return TRUE;
}

/* Of the names that only circulate none is here. */
static const Rule rules[] = {
  { "order.created", "orders", put, "" },
  { "order.updated", "orders", put, "" },
  { "order.status.updated", "orders", put_moved, "order" },
  { "order.cancelled", "orders", put, "" },
  { "order.refunded", "orders", put, "" },
  { "order.deleted", "orders", take_out, "id" },
  { "order.products.updated", "orders", put, "" },
  { "order.payment.updated", "orders", put, "" },
  { "order.coupon.updated", "orders", put, "" },
  { "order.total.price.updated", "orders", put, "" },
  { "order.shipping.address.updated", "orders", put, "" },
  { "order.customer.updated", "orders", put, "" },
  { "order.shipment.creating", "orders", fetch, "id" },
  { "order.shipment.created", "orders", fetch, "id" },
  { "order.shipment.cancelled", "orders", fetch, "id" },
  { "order.shipment.return.creating", "orders", fetch, "id" },
  { "order.shipment.return.created", "orders", fetch, "id" },
  { "order.shipment.return.cancelled", "orders", fetch, "id" },
  { "shipment.creating", "orders", fetch, "order_id" },
  { "shipment.created", "orders", fetch, "order_id" },
  { "shipment.cancelled", "orders", fetch, "order_id" },
  { "shipment.updated", "orders", fetch, "order_id" },
  { "invoice.created", "orders", fetch, "order_id" },
  { "product.created", "products", put, "" },
  { "product.updated", "products", put, "" },
  { "product.available", "products", fetch, "id" },
  { "product.deleted", "products", take_out, "id" },
  { "product.quantity.low", "products", fetch, "id" },
  { "product.channels.changed", "products", fetch, "id" },
  { "product.price.updated", "products", fetch, "id" },
  { "product.status.updated", "products", fetch, "id" },
  { "product.image.updated", "products", fetch, "id" },
  { "product.category.updated", "products", fetch, "id" },
  { "product.brand.updated", "products", fetch, "id" },
  { "product.tags.updated", "products", fetch, "id" },
  { "customer.created", "customers", put, "" },
  { "customer.updated", "customers", put, "" },
  { "customer.login", "customers", put, "" },
  { "abandoned.cart", "carts", put, "" },
  { "abandoned.cart.updated", "carts", put, "" },
  { "abandoned.cart.status.changed", "carts", put_outcome, "" },
  { "abandoned.cart.purchased", "carts", put_outcome, "" },
  { "coupon.applied", "carts", put_known, "cart" },
  { "specialoffer.created", "offers", put, "" },
  { "specialoffer.updated", "offers", put, "" },
  { "review.added", "reviews", look, "" },
  { "category.created", "categories", put, "" },
  { "category.updated", "categories", put, "" },
  { "brand.created", "brands", put, "" },
  { "brand.updated", "brands", put, "" },
  { "brand.deleted", "brands", take_out, "id" },
  { "shipping.zone.created", NULL, NULL, NULL },
  { "shipping.zone.updated", NULL, NULL, NULL },
  { "shipping.company.created", NULL, NULL, NULL },
  { "shipping.company.updated", NULL, NULL, NULL },
  { "shipping.company.deleted", NULL, NULL, NULL },
  { "store.branch.created", NULL, NULL, NULL },
  { "store.branch.updated", NULL, NULL, NULL },
  { "store.branch.setDefault", NULL, NULL, NULL },
  { "store.branch.activated", NULL, NULL, NULL },
  { "store.branch.deleted", NULL, NULL, NULL },
  { "store.owner.changed", NULL, NULL, NULL },
  { "storetax.created", NULL, NULL, NULL },
  { "subscription.created", NULL, NULL, NULL },
  { "subscription.cancelled", NULL, NULL, NULL },
  { "subscription.charge.succeeded", NULL, NULL, NULL },
  { "subscription.charge.failed", NULL, NULL, NULL },
};

/* Salla has given these up for others that are here too, or tells of them nowhere but in passing. They may come all the same. */
static const char *const unwanted[] = { "product.updated", "product.available", "abandoned.cart.updated", NULL };

static const Rule *
find_rule (const char *event)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].event, event))
      return &rules[i];
  return NULL;
}

/* A clock that is far ahead would keep out all that Salla says from now on. */
static gint64
choose_as_of (const NomoSallaEvent *event, gint64 received_at)
{
  return event->as_of > 0 && event->as_of <= received_at + DAY_MS ? event->as_of : received_at;
}

static gboolean
apply (const Rule *rule, Mapping *mapping, NomoEventMeaning *meaning, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *meaning = rule->way (mapping, rule->path, &failure) ? NOMO_EVENT_WRITTEN : NOMO_EVENT_UNREADABLE;
  if (mapping->after)
    *meaning = NOMO_EVENT_AFTER;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * nomo_event_map:
 * @event: what Salla delivered
 * @place: the store that it is of
 * @received_at: when it came, UTC milliseconds
 * @commit: where its records go; its actor is Salla
 * @meaning: (out): what the event means
 * @error: return location
 *
 * Makes of an event what the API would have told. What it says of a record counts from the event's own moment, so that a late
 * one changes nothing that is newer. Blocks.
 *
 * Returns: whether @meaning is known; else an error of the store
 */
gboolean
nomo_event_map (const NomoSallaEvent *event, const NomoEventPlace *place, gint64 received_at, NomoCommit *commit,
                NomoEventMeaning *meaning, GError **error)
{
  const Rule *rule = find_rule (event->name);
  Mapping mapping = { event->data, rule != NULL && rule->list != NULL ? nomo_lists_find (rule->list) : NULL,
                      place,       { place->currency, choose_as_of (event, received_at) },
                      commit,      FALSE };

  if (rule != NULL && rule->way != NULL)
    return apply (rule, &mapping, meaning, error);
  if (rule != NULL)
    *meaning = NOMO_EVENT_NOT_OURS;
  else
    *meaning = g_str_has_prefix (event->name, "app.") ? NOMO_EVENT_OF_APP : NOMO_EVENT_UNKNOWN;
  return TRUE;
}

/**
 * nomo_event_map_count:
 *
 * Returns: how many events of a store are known
 */
guint
nomo_event_map_count (void)
{
  return G_N_ELEMENTS (rules);
}

/**
 * nomo_event_map_get_name:
 * @index: which, below nomo_event_map_count()
 *
 * Returns: (transfer none): its name at Salla
 */
const char *
nomo_event_map_get_name (guint index)
{
  return rules[index].event;
}

/**
 * nomo_event_map_is_wanted:
 * @index: which, below nomo_event_map_count()
 *
 * Returns: whether a store is to tell of it: something comes of it that no other event brings
 */
gboolean
nomo_event_map_is_wanted (guint index)
{
  return rules[index].way != NULL && !g_strv_contains (unwanted, rules[index].event);
}
