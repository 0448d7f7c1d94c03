#include "config.h"

#include "nomo-coupon-change.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-promotion.h"

typedef struct {
  NomoQuery *coupons;
  NomoCouponChange change;
  GTimeZone *zone;
  char *actor;
  char *commit_id;
  NomoCouponChanged changed;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  nomo_query_unref (work->coupons);
  g_time_zone_unref (work->zone);
  g_free (work->actor);
  g_free (work->commit_id);
  g_free (work);
}

/* On its new last day it ends at the time of day at which it ended before. */
static NomoCouponHurdle
check_extension (const NomoCouponChange *self, const NomoRecord *coupon, gint64 now, GTimeZone *zone, gint64 *expiry)
{
  gint64 before = nomo_record_get_int (coupon, COUPON_EXPIRY);
  int last = nomo_day_of (before, zone);
  int today = nomo_day_of (now, zone);
  int day = self->days > 0 ? MAX (last, today) + self->days : self->until;

  if (day <= today)
    return NOMO_COUPON_HURDLE_PAST;
  if (day <= last)
    return NOMO_COUPON_HURDLE_LATER;
  *expiry = nomo_day_start (day, zone) + before - nomo_day_start (last, zone);
  return NOMO_COUPON_HURDLE_NONE;
}

/**
 * nomo_coupon_change_check:
 * @self: what is to be done
 * @coupon: a coupon
 * @now: UTC milliseconds
 * @zone: the shop's zone
 * @expiry: (out) (optional): when it ends then, if it is extended
 *
 * Days are added to the last day of a coupon that has not ended, and to today of one that has.
 *
 * Returns: why it cannot be done
 */
NomoCouponHurdle
nomo_coupon_change_check (const NomoCouponChange *self, const NomoRecord *coupon, gint64 now, GTimeZone *zone,
                          gint64 *expiry)
{
  NomoPromotionState state = nomo_promotion_get_state (coupon, now);
  gboolean stopped = state == NOMO_PROMOTION_STOPPED;
  gint64 ignored;

  switch (self->deed) {
  case NOMO_COUPON_EXTEND:
    return check_extension (self, coupon, now, zone, expiry != NULL ? expiry : &ignored);
  case NOMO_COUPON_DELETE:
    return NOMO_COUPON_HURDLE_NONE;
  case NOMO_COUPON_PAUSE:
  case NOMO_COUPON_RESUME:
  default:
    if (state == NOMO_PROMOTION_ENDED)
      return NOMO_COUPON_HURDLE_OVER;
    if (nomo_day_of (nomo_record_get_int (coupon, COUPON_EXPIRY), zone) == nomo_day_of (now, zone))
      return NOMO_COUPON_HURDLE_LAST_DAY;
    if (self->deed == NOMO_COUPON_PAUSE)
      return stopped ? NOMO_COUPON_HURDLE_STOPPED : NOMO_COUPON_HURDLE_NONE;
    return stopped ? NOMO_COUPON_HURDLE_NONE : NOMO_COUPON_HURDLE_ON;
  }
}

static NomoRecord *
create_change (const NomoCouponChange *change, gint64 id, gint64 expiry)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  if (change->deed == NOMO_COUPON_EXTEND)
    nomo_builder_set_int (builder, COUPON_EXPIRY, expiry);
  else
    nomo_builder_set_text (builder, COUPON_STATUS, change->deed == NOMO_COUPON_PAUSE ? "inactive" : "active");
  return nomo_builder_end (builder);
}

static void
add (Work *work, NomoCommit *commit, const NomoRecord *coupon, gint64 now)
{
  gint64 id = nomo_record_get_id (coupon);
  gint64 expiry = 0;
  NomoCouponHurdle hurdle = nomo_coupon_change_check (&work->change, coupon, now, work->zone, &expiry);
  g_autoptr (NomoRecord) change = NULL;

  if (hurdle != NOMO_COUPON_HURDLE_NONE) {
    work->changed.left[hurdle]++;
    return;
  }
  work->changed.n++;
  if (work->change.deed == NOMO_COUPON_DELETE) {
    nomo_commit_delete (commit, nomo_coupon_entity (), id);
    return;
  }
  change = create_change (&work->change, id, expiry);
  nomo_commit_put (commit, change);
}

static gboolean
run (Work *work, NomoStore *store, GError **error)
{
  g_autoptr (GPtrArray) coupons = nomo_store_list_rows (store, work->coupons, 0, 0, error);
  g_autoptr (NomoCommit) commit = nomo_commit_new (work->actor, work->commit_id);
  gint64 now = nomo_clock_now ();

  if (coupons == NULL)
    return FALSE;
  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  for (guint i = 0; i < coupons->len; i++)
    add (work, commit, coupons->pdata[i], now);
  return work->changed.n == 0 || nomo_store_commit (store, commit, NULL, error);
}

static void
run_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (run (data, source, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_coupon_change_async:
 * @store: a shop's store
 * @actor: who does it
 * @coupons: to which coupons
 * @change: what is done to each
 * @zone: the shop's zone
 * @callback: called at the end
 * @data: for @callback
 *
 * Changes coupons, all in one commit, which waits for Salla as what the builder publishes does. What cannot be done is left out
 * and counted.
 */
void
nomo_coupon_change_async (NomoStore *store, const char *actor, const NomoQuery *coupons, const NomoCouponChange *change,
                          GTimeZone *zone, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, callback, data);
  Work *work = g_new0 (Work, 1);

  *work =
      (Work) { nomo_query_copy (coupons), *change, g_time_zone_ref (zone), g_strdup (actor), g_uuid_string_random () };
  g_task_set_source_tag (task, nomo_coupon_change_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run_worker);
}

/**
 * nomo_coupon_change_finish:
 * @result: what the callback got
 * @changed: (out): what became of it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the commit, which can be undone unless nothing was changed; %NULL with a
 *   #NomoStoreError
 */
char *
nomo_coupon_change_finish (GAsyncResult *result, NomoCouponChanged *changed, GError **error)
{
  const Work *work = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  *changed = work->changed;
  return g_strdup (work->commit_id);
}
