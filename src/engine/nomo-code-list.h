#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoCodeState:
 * @NOMO_CODE_NOT_SENT: Salla does not have it, and nothing was tried yet
 * @NOMO_CODE_WAITING: it was tried, and whether Salla has it is not known yet; or Salla has it, and a change of it waits to be sent
 * @NOMO_CODE_REFUSED: Salla refuses it, or a change of it
 * @NOMO_CODE_ACTIVE: it works
 * @NOMO_CODE_PAUSED: it was stopped
 * @NOMO_CODE_ENDED: its time is over
 * @NOMO_CODE_USED: an order was made with it
 *
 * How a code stands.
 */
typedef enum {
  NOMO_CODE_NOT_SENT,
  NOMO_CODE_WAITING,
  NOMO_CODE_REFUSED,
  NOMO_CODE_ACTIVE,
  NOMO_CODE_PAUSED,
  NOMO_CODE_ENDED,
  NOMO_CODE_USED,
  NOMO_CODE_N_STATES
} NomoCodeState;

/**
 * NomoCodeUse:
 * @count: how many orders
 * @order: id of the first of them, 0 for none
 * @reference: (nullable): its number
 * @customer: id of who placed it, 0 when that is not known
 * @at: when
 *
 * Orders that were made with a code.
 */
typedef struct {
  gint64 count;
  gint64 order;
  char *reference;
  gint64 customer;
  gint64 at;
} NomoCodeUse;

/**
 * NomoCode:
 * @code: a code
 * @coupon: id of its coupon
 * @batch: id of its batch
 * @state: how it stands
 * @given_to: id of the customer to whom it was given, 0 for nobody
 * @given_at: when
 * @uses: the orders that were made with it
 * @leaks: those of them that are known to have been placed by somebody else than @given_to, when it was given to anybody
 *
 * A code of a batch.
 */
typedef struct {
  char *code;
  gint64 coupon;
  gint64 batch;
  NomoCodeState state;
  gint64 given_to;
  gint64 given_at;
  NomoCodeUse uses;
  NomoCodeUse leaks;
} NomoCode;

/**
 * NomoCodeTally:
 * @codes: how many there are
 * @states: how many stand how
 * @given: how many were given to somebody
 * @leaked: how many were used by somebody to whom they were not given
 *
 * Codes, counted. Plain data.
 */
typedef struct {
  gint64 codes;
  gint64 states[NOMO_CODE_N_STATES];
  gint64 given;
  gint64 leaked;
} NomoCodeTally;

GPtrArray *nomo_codes_read (NomoStore *store, gint64 batch, GCancellable *cancellable, GError **error);
GPtrArray *nomo_codes_read_leaks (NomoStore *store, gint64 batch, GCancellable *cancellable, GError **error);
gint64 nomo_codes_count_leaks (NomoStore *store, gint64 since, GError **error);
GHashTable *nomo_codes_tally (const GPtrArray *codes);
const char *nomo_code_state_get_name (NomoCodeState state);
const char *nomo_code_state_get_words (NomoCodeState state);

G_END_DECLS
