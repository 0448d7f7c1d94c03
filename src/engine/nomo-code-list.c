#include "config.h"

#include "nomo-code-list.h"

#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-order.h"
#include "nomo-store-scan.h"
#include "nomo-text.h"
#include "nomo-waiting.h"

#include <glib/gi18n.h>

static const struct {
  const char *name;
  const char *words; /* NC_() */
} states[NOMO_CODE_N_STATES] = {
  [NOMO_CODE_NOT_SENT] = { "not_sent", NC_ ("state of a code", "Not sent yet") },
  [NOMO_CODE_WAITING] = { "waiting", NC_ ("state of a code", "Waiting to send") },
  [NOMO_CODE_REFUSED] = { "refused", NC_ ("state of a code", "Refused") },
  [NOMO_CODE_ACTIVE] = { "active", NC_ ("state of a code", "Active") },
  [NOMO_CODE_PAUSED] = { "paused", NC_ ("state of a code", "Paused") },
  [NOMO_CODE_ENDED] = { "ended", NC_ ("state of a code", "Ended") },
  [NOMO_CODE_USED] = { "used", NC_ ("state of a code", "Used") },
};

typedef struct {
  GPtrArray *codes;    /* NomoCode */
  GHashTable *by_code; /* folded → NomoCode */
  GHashTable *coupons; /* id → NomoCodeState */
  GHashTable *waiting; /* id → NomoOutboxState, of those of which Salla is to hear */
  gint64 now;
} Reading;

static void
code_free (gpointer data)
{
  NomoCode *self = data;

  g_free (self->code);
  g_free (self->uses.reference);
  g_free (self->leaks.reference);
  g_free (self);
}

static NomoCodeState
waiting_state_of (const NomoRecord *coupon, NomoOutboxState state)
{
  if (state == NOMO_OUTBOX_REFUSED)
    return NOMO_CODE_REFUSED;
  return state == NOMO_OUTBOX_READY && nomo_record_get_salla_id (coupon) == 0 ? NOMO_CODE_NOT_SENT : NOMO_CODE_WAITING;
}

static NomoCodeState
state_of (const Reading *self, const NomoRecord *coupon)
{
  gint64 id = nomo_record_get_id (coupon);
  gpointer waiting = NULL;

  if (nomo_record_get_int (coupon, COUPON_EXPIRY) < self->now)
    return NOMO_CODE_ENDED;
  if (g_hash_table_lookup_extended (self->waiting, &id, NULL, &waiting))
    return waiting_state_of (coupon, (NomoOutboxState) GPOINTER_TO_UINT (waiting));
  return g_strcmp0 (nomo_record_get_text (coupon, COUPON_STATUS), "inactive") == 0 ? NOMO_CODE_PAUSED
                                                                                   : NOMO_CODE_ACTIVE;
}

static gboolean
note_state (NomoRecord *coupon, gpointer data, GError **error)
{
  Reading *self = data;
  gint64 id = nomo_record_get_id (coupon);

  g_hash_table_insert (self->coupons, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (state_of (self, coupon)));
  return TRUE;
}

static void
add_code (Reading *self, const NomoRecord *coupon, const char *text)
{
  gint64 id = nomo_record_get_id (coupon);
  g_autofree char *folded = nomo_text_fold (text);
  NomoCode *code = NULL;

  if (g_hash_table_contains (self->by_code, folded))
    return;
  code = g_new0 (NomoCode, 1);
  code->code = g_strdup (text);
  code->coupon = id;
  code->batch = nomo_record_get_int (coupon, COUPON_BATCH);
  code->state = (NomoCodeState) GPOINTER_TO_UINT (g_hash_table_lookup (self->coupons, &id));
  g_ptr_array_add (self->codes, code);
  g_hash_table_insert (self->by_code, g_steal_pointer (&folded), code);
}

static void
note_given (Reading *self, const NomoRecord *coupon, guint row)
{
  const char *text = nomo_record_part_text (coupon, COUPON_PART_GIVEN, row, COUPON_GIVEN_CODE);
  g_autofree char *folded = nomo_text_fold (text);
  NomoCode *code = g_hash_table_lookup (self->by_code, folded);

  if (code == NULL)
    return;
  code->given_to = nomo_record_part_int (coupon, COUPON_PART_GIVEN, row, COUPON_GIVEN_CUSTOMER);
  code->given_at = nomo_record_part_int (coupon, COUPON_PART_GIVEN, row, COUPON_GIVEN_AT);
}

static gboolean
add_coupon (NomoRecord *coupon, gpointer data, GError **error)
{
  Reading *self = data;
  const char *text = nomo_record_get_text (coupon, COUPON_CODE);

  if (text != NULL)
    add_code (self, coupon, text);
  for (guint row = 0; row < nomo_record_count_part (coupon, COUPON_PART_CODES); row++)
    add_code (self, coupon, nomo_record_part_text (coupon, COUPON_PART_CODES, row, COUPON_CHILD_CODE));
  for (guint row = 0; row < nomo_record_count_part (coupon, COUPON_PART_GIVEN); row++)
    note_given (self, coupon, row);
  return TRUE;
}

static void
note_use (NomoCodeUse *use, const NomoRecord *order)
{
  gint64 at = nomo_record_get_int (order, ORDER_DATE);

  if (use->count++ > 0 && at >= use->at)
    return;
  g_free (use->reference);
  use->order = nomo_record_get_id (order);
  use->reference = g_strdup (nomo_record_get_text (order, ORDER_REFERENCE));
  use->customer = nomo_record_get_int (order, ORDER_CUSTOMER_ID);
  use->at = at;
}

/* An order that does not tell who placed it accuses nobody. */
static gboolean
is_leak (const NomoCode *code, gint64 customer)
{
  return code->given_to != 0 && customer != 0 && code->given_to != customer;
}

static gboolean
add_order (NomoRecord *order, gpointer data, GError **error)
{
  Reading *self = data;
  g_autofree char *folded = nomo_text_fold (nomo_record_get_text (order, ORDER_COUPON));
  NomoCode *code = g_hash_table_lookup (self->by_code, folded);

  if (code == NULL)
    return TRUE;
  code->state = NOMO_CODE_USED;
  note_use (&code->uses, order);
  if (is_leak (code, nomo_record_get_int (order, ORDER_CUSTOMER_ID)))
    note_use (&code->leaks, order);
  return TRUE;
}

static NomoQuery *
query_coupons (gint64 batch, GError **error)
{
  NomoQuery *query = nomo_query_new (nomo_coupon_entity ());

  if (batch != 0)
    nomo_query_where_int (query, COUPON_BATCH, NOMO_OP_EQ, batch);
  else
    nomo_query_where (query, COUPON_BATCH, NOMO_OP_NOT_EMPTY, NULL, error);
  return query;
}

/* Whether Salla knows a coupon is not among what is picked, and its parts are read quicker when they are. */
static gboolean
read_coupons (Reading *self, NomoStore *store, const NomoQuery *query, GCancellable *cancellable, GError **error)
{
  NomoPick pick = {
    NOMO_PICK (COUPON_CODE) | NOMO_PICK (COUPON_BATCH),
    { [COUPON_PART_CODES] = NOMO_PICK (COUPON_CHILD_CODE),
      [COUPON_PART_GIVEN] =
          NOMO_PICK (COUPON_GIVEN_CODE) | NOMO_PICK (COUPON_GIVEN_CUSTOMER) | NOMO_PICK (COUPON_GIVEN_AT) },
  };

  return nomo_store_foreach (store, query, NOMO_SCAN_BY_ID, note_state, self, cancellable, error) &&
         nomo_store_foreach_picked (store, query, &pick, add_coupon, self, cancellable, error);
}

static gboolean
read_orders (Reading *self, NomoStore *store, gint64 since, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  NomoPick pick = { NOMO_PICK (ORDER_REFERENCE) | NOMO_PICK (ORDER_DATE) | NOMO_PICK (ORDER_COUPON) |
                        NOMO_PICK (ORDER_CUSTOMER_ID),
                    { 0 } };

  nomo_query_where (query, ORDER_COUPON, NOMO_OP_NOT_EMPTY, NULL, NULL);
  if (since > 0)
    nomo_query_where_int (query, ORDER_DATE, NOMO_OP_GE, since);
  return self->codes->len == 0 || nomo_store_foreach_picked (store, query, &pick, add_order, self, cancellable, error);
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  const NomoCode *const *first = a, *const *second = b;

  if ((*first)->coupon != (*second)->coupon)
    return (*first)->coupon < (*second)->coupon ? -1 : 1;
  return g_strcmp0 ((*first)->code, (*second)->code);
}

static GPtrArray *
read_codes (NomoStore *store, const NomoQuery *coupons, gint64 since, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (code_free);
  g_autoptr (GHashTable) by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) states_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) waiting = nomo_store_read_waiting_states (store, nomo_coupon_entity (), error);
  Reading self = { codes, by_code, states_of, waiting, nomo_clock_now () };

  if (waiting == NULL || !read_coupons (&self, store, coupons, cancellable, error) ||
      !read_orders (&self, store, since, cancellable, error))
    return NULL;
  g_ptr_array_sort (codes, compare_codes);
  return g_steal_pointer (&codes);
}

/**
 * nomo_codes_read:
 * @store: a store
 * @batch: id of a batch of codes, 0 for all
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * How the codes of a batch stand, and which orders were made with them, as far as the details of orders were read: nothing else
 * tells the coupon of an order. Blocks.
 *
 * Returns: (transfer full) (element-type NomoCode) (nullable): the codes, those that were made first first
 */
GPtrArray *
nomo_codes_read (NomoStore *store, gint64 batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoQuery) coupons = query_coupons (batch, error);

  return read_codes (store, coupons, 0, cancellable, error);
}

/**
 * nomo_codes_read_leaks:
 * @store: a store
 * @batch: id of a batch of codes, 0 for all
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Which codes were used by somebody to whom they were not given. Blocks.
 *
 * Returns: (transfer full) (element-type NomoCode) (nullable): those codes
 */
GPtrArray *
nomo_codes_read_leaks (NomoStore *store, gint64 batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) codes = nomo_codes_read (store, batch, cancellable, error);
  GPtrArray *leaks = codes != NULL ? g_ptr_array_new_with_free_func (code_free) : NULL;

  if (codes == NULL)
    return NULL;
  g_ptr_array_set_free_func (codes, NULL);
  for (guint i = 0; i < codes->len; i++) {
    NomoCode *code = codes->pdata[i];

    if (code->leaks.count > 0)
      g_ptr_array_add (leaks, code);
    else
      code_free (code);
  }
  return leaks;
}

/**
 * nomo_codes_count_leaks:
 * @store: a store
 * @since: UTC milliseconds
 * @error: return location
 *
 * Reads only what was given to somebody, and orders placed since then. Blocks.
 *
 * Returns: how many codes of all batches were used since then by somebody to whom they were not given, −1 when it failed
 */
gint64
nomo_codes_count_leaks (NomoStore *store, gint64 since, GError **error)
{
  g_autoptr (NomoQuery) given = query_coupons (0, error);
  g_autoptr (GPtrArray) codes = NULL;
  gint64 count = 0;
  gint64 n;

  nomo_query_where_part (given, COUPON_PART_GIVEN, COUPON_GIVEN_CUSTOMER, NOMO_OP_NOT_EMPTY, NULL, NULL);
  n = nomo_store_count (store, given, error);
  if (n <= 0)
    return n;
  codes = read_codes (store, given, since, NULL, error);
  if (codes == NULL)
    return -1;
  for (guint i = 0; i < codes->len; i++)
    count += ((const NomoCode *) codes->pdata[i])->leaks.count > 0;
  return count;
}

/**
 * nomo_codes_tally:
 * @codes: (element-type NomoCode): codes
 *
 * Returns: (transfer full) (element-type gint64 NomoCodeTally): of each batch, by its id, how its codes stand
 */
GHashTable *
nomo_codes_tally (const GPtrArray *codes)
{
  GHashTable *tallies = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < codes->len; i++) {
    const NomoCode *code = codes->pdata[i];
    NomoCodeTally *tally = g_hash_table_lookup (tallies, &code->batch);

    if (tally == NULL) {
      tally = g_new0 (NomoCodeTally, 1);
      g_hash_table_insert (tallies, g_memdup2 (&code->batch, sizeof code->batch), tally);
    }
    tally->codes++;
    tally->states[code->state]++;
    tally->given += code->given_to != 0;
    tally->leaked += code->leaks.count > 0;
  }
  return tallies;
}

/**
 * nomo_code_state_get_name:
 * @state: how a code stands
 *
 * Returns: what programs call it, "not_sent"
 */
const char *
nomo_code_state_get_name (NomoCodeState state)
{
  return states[state].name;
}

/**
 * nomo_code_state_get_words:
 * @state: how a code stands
 *
 * Returns: the same in words
 */
const char *
nomo_code_state_get_words (NomoCodeState state)
{
  return g_dpgettext2 (NULL, "state of a code", states[state].words);
}
