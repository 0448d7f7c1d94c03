#include "config.h"

#include "nomo-outbox-kind.h"

#include "nomo-coupon.h"
#include "nomo-lists.h"
#include "nomo-order-event.h"
#include "nomo-order.h"

/* Salla's clock tells whole seconds, and stamps what it makes a moment after it was asked. */
#define SLACK_MS 60000

static const char *
find_coupon (const NomoRecord *coupon)
{
  return nomo_record_get_text (coupon,
                               nomo_record_get_int (coupon, COUPON_IS_GROUP) != 0 ? COUPON_GROUP_NAME : COUPON_CODE);
}

/* By its number, or by Salla's word when no number is wanted; the name follows. */
static gboolean
has_status (const NomoRecord *wanted, const NomoRecord *found)
{
  if (!nomo_record_is_null (wanted, ORDER_STATUS_ID))
    return nomo_record_get_int (wanted, ORDER_STATUS_ID) == nomo_record_get_int (found, ORDER_STATUS_ID);
  return g_strcmp0 (nomo_record_get_text (wanted, ORDER_STATUS), nomo_record_get_text (found, ORDER_STATUS)) == 0;
}

static gboolean
has_tags (const NomoRecord *order, const NomoRecord *other)
{
  for (guint i = 0; i < nomo_record_count_part (order, ORDER_PART_TAGS); i++) {
    const char *name = nomo_record_part_text (order, ORDER_PART_TAGS, i, ORDER_TAG_NAME);
    gboolean found = FALSE;

    for (guint j = 0; !found && j < nomo_record_count_part (other, ORDER_PART_TAGS); j++)
      found = g_strcmp0 (nomo_record_part_text (other, ORDER_PART_TAGS, j, ORDER_TAG_NAME), name) == 0;
    if (!found)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_as_wanted (const NomoRecord *wanted, const NomoRecord *found)
{
  return has_status (wanted, found) && has_tags (wanted, found) && has_tags (found, wanted);
}

static GPtrArray *
write_coupon (const NomoRecord *coupon)
{
  GPtrArray *writes = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_salla_write_free);

  g_ptr_array_add (writes, nomo_salla_write_coupon (coupon));
  return writes;
}

static const NomoOutboxKind kinds[] = {
  { nomo_coupon_entity, "coupons", "marketing.read_write", write_coupon, find_coupon, NULL, 0 },
  { nomo_order_entity, "orders", "orders.read_write", nomo_salla_write_order, NULL, is_as_wanted, ORDER_NOTE },
};

/**
 * nomo_outbox_kind_find:
 * @entity: an entity
 *
 * Returns: (nullable): how Salla is told of its records; %NULL when it is not
 */
const NomoOutboxKind *
nomo_outbox_kind_find (const NomoEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity () == entity)
      return &kinds[i];
  return NULL;
}

/**
 * nomo_outbox_kind_get_list:
 * @self: a kind
 *
 * Returns: where Salla tells of its records
 */
const NomoMirrorKind *
nomo_outbox_kind_get_list (const NomoOutboxKind *self)
{
  return nomo_lists_find (self->list);
}

/**
 * nomo_outbox_kind_get_salla_id:
 * @self: a kind
 * @record: a record of that kind
 *
 * Returns: its id at Salla, 0 when Salla does not know it
 */
gint64
nomo_outbox_kind_get_salla_id (const NomoOutboxKind *self, const NomoRecord *record)
{
  return self->entity ()->kind == NOMO_KIND_TWO_WAY ? nomo_record_get_salla_id (record) : nomo_record_get_id (record);
}

static gboolean
is_named_alike (const NomoRecord *wanted, const NomoRecord *found)
{
  g_autofree char *a = g_utf8_casefold (find_coupon (wanted), -1);
  g_autofree char *b = find_coupon (found) != NULL ? g_utf8_casefold (find_coupon (found), -1) : NULL;

  return g_strcmp0 (a, b) == 0;
}

/**
 * nomo_outbox_kind_is_said:
 * @self: a kind whose records have something to be said once
 * @wanted: a record of which that was perhaps said
 * @event: what happened to it at Salla
 * @sent_at: when it was sent, by Salla's clock; 0 when that is not known
 *
 * Returns: whether @event is what was to be said
 */
gboolean
nomo_outbox_kind_is_said (const NomoOutboxKind *self, const NomoRecord *wanted, const NomoRecord *event, gint64 sent_at)
{
  return g_strcmp0 (nomo_record_get_text (wanted, self->note), nomo_record_get_text (event, ORDER_EVENT_NOTE)) == 0 &&
         nomo_record_get_int (event, ORDER_EVENT_CREATED_AT) >= sent_at - SLACK_MS;
}

/**
 * nomo_outbox_kind_is_same:
 * @self: a kind whose records may be made here
 * @wanted: a record that was perhaps made at Salla
 * @found: one that Salla has
 * @sent_at: when it was sent, by Salla's clock; 0 when that is not known
 *
 * A code is one coupon's alone, but somebody else may have had it already; names of groups may be many groups'. What was made
 * before @wanted was sent is not @wanted.
 *
 * Returns: whether @found is what was made of @wanted
 */
gboolean
nomo_outbox_kind_is_same (const NomoOutboxKind *self, const NomoRecord *wanted, const NomoRecord *found, gint64 sent_at)
{
  g_return_val_if_fail (self->find == find_coupon, FALSE);

  return nomo_record_get_int (wanted, COUPON_IS_GROUP) == nomo_record_get_int (found, COUPON_IS_GROUP) &&
         is_named_alike (wanted, found) && nomo_record_get_int (found, COUPON_CREATED_AT) >= sent_at - SLACK_MS;
}
