#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoLag:
 * @NOMO_LAG_COMING: from the moment that the sender gives, which may be one of whole seconds, until it came
 * @NOMO_LAG_WRITING: from then until its records were written
 *
 * What takes a delivery time.
 */
typedef enum { NOMO_LAG_COMING, NOMO_LAG_WRITING, NOMO_N_LAGS } NomoLag;

/**
 * NomoLagShare:
 * @bound: how long they took at most, milliseconds
 * @count: how many took as long, and longer than the bound before it
 * @ms: how long all of these took together, milliseconds
 */
typedef struct {
  gint64 bound;
  gint64 count;
  gint64 ms;
} NomoLagShare;

/**
 * NomoLagFigures:
 * @count: of how many deliveries
 * @p50: how long half of them took at most, milliseconds, rounded up to a bound
 * @p99: how long 99 of 100 took at most
 */
typedef struct {
  gint64 count;
  gint64 p50;
  gint64 p99;
} NomoLagFigures;

gint64 nomo_lag_get_bound (gint64 ms);
NomoLagFigures nomo_lag_get_figures (const GArray *shares);

G_END_DECLS
