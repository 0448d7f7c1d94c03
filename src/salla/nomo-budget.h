#pragma once

#include "nomo-http.h"

G_BEGIN_DECLS

#define NOMO_BUDGET_MAX_IN_FLIGHT 4

/**
 * NomoUrgency:
 * @NOMO_URGENCY_LIVE: a person waits
 * @NOMO_URGENCY_BACKGROUND: nobody waits
 *
 * How much a request matters right now.
 */
typedef enum {
  NOMO_URGENCY_LIVE,
  NOMO_URGENCY_BACKGROUND,
} NomoUrgency;

/**
 * NomoBudgetLimit:
 * @NOMO_BUDGET_STORE: the limit of all requests of a store
 * @NOMO_BUDGET_CUSTOMERS: the limit that the endpoints of customers have besides
 *
 * Which limit.
 */
typedef enum {
  NOMO_BUDGET_STORE,
  NOMO_BUDGET_CUSTOMERS,
} NomoBudgetLimit;

/**
 * NomoBudgetState:
 * @limit: requests that the bucket holds, 0 when nothing is known
 * @remaining: requests that are left as far as known, −1 when nothing is known
 * @reset_ms: the reset that was told last, UTC milliseconds in Salla's clock; 0 when it was not told
 * @per_s: requests that come back in a second of Salla's clock, −1 when it has not been measured
 *
 * What is known of a limit.
 */
typedef struct {
  gint64 limit;
  gint64 remaining;
  gint64 reset_ms;
  double per_s;
} NomoBudgetState;

/**
 * NomoBudget:
 *
 * The requests that one store may still make, known from the headers of Salla's answers alone, and whose turn is next. It
 * sends nothing and keeps no time: every moment is handed in, milliseconds of nomo_clock_monotonic(). Main thread.
 */
typedef struct _NomoBudget NomoBudget;

/**
 * NomoBudgetCall:
 *
 * One request in the budget: it waits, is on its way, or is between two tries.
 */
typedef struct _NomoBudgetCall NomoBudgetCall;

NomoBudget *nomo_budget_new (void);
void nomo_budget_free (NomoBudget *self);

NomoBudgetCall *nomo_budget_add (NomoBudget *self, NomoUrgency urgency, gconstpointer owner, const char *path,
                                 gpointer data);
NomoBudgetCall *nomo_budget_take (NomoBudget *self, gint64 now_ms, gint64 *wait_ms);
gint64 nomo_budget_answered (NomoBudget *self, NomoBudgetCall *call, gint64 now_ms, NomoHttpAnswer *answer,
                             gint64 backoff_ms);
void nomo_budget_lost (NomoBudget *self, NomoBudgetCall *call);
void nomo_budget_unsent (NomoBudget *self, NomoBudgetCall *call);
void nomo_budget_put_back (NomoBudget *self, NomoBudgetCall *call, gint64 when_ms);
void nomo_budget_remove (NomoBudget *self, NomoBudgetCall *call);
gpointer nomo_budget_call_get_data (NomoBudgetCall *call);
NomoUrgency nomo_budget_call_get_urgency (NomoBudgetCall *call);

gboolean nomo_budget_is_empty (NomoBudget *self);
guint nomo_budget_get_waiting (NomoBudget *self);
void nomo_budget_get_state (NomoBudget *self, NomoBudgetLimit limit, gint64 now_ms, NomoBudgetState *state);
gint64 nomo_budget_get_eta_ms (NomoBudget *self, gint64 now_ms, gconstpointer owner, const char *path, gint64 n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoBudget, nomo_budget_free)

G_END_DECLS
