#include "config.h"

#include "nomo-backup-schedule-private.h"

#include "nomo-clock.h"
#include "nomo-engine-error.h"
#include "nomo-store.h"

/* Not while the program begins, which has enough to do. */
#define FIRST_S  20
#define MINUTE_S 60
#define DAY_S    86400

#define RETRY_S 900
/* Somebody did not want it just now. */
#define CANCELLED_S 3600

#define ID_DIGITS 8

G_DEFINE_FINAL_TYPE (NomoBackupSchedule, nomo_backup_schedule, G_TYPE_OBJECT)

enum { CHANGED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

void
nomo_backup_schedule_emit_changed (NomoBackupSchedule *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
nomo_backup_schedule_emit_failed (NomoBackupSchedule *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* Takes over @plan and @backups. */
void
nomo_backup_schedule_take (NomoBackupSchedule *self, NomoBackupPlan *plan, GPtrArray *backups)
{
  g_clear_pointer (&self->plan, nomo_backup_plan_free);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  self->plan = plan;
  self->backups = backups;
}

static gint64
seconds_from_now (int seconds)
{
  return g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
}

static int
seconds_to_next (const GError *error)
{
  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD))
    return MINUTE_S;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? CANCELLED_S : RETRY_S;
}

/* One that is there but could not be noted would be made anew every minute, and push out the older ones. */
static int
seconds_to_next_of (NomoBackupSchedule *self, const char *path, const GError *error)
{
  if (error != NULL)
    return seconds_to_next (error);
  return path != NULL && self->plan != NULL && nomo_backup_plan_is_due (self->plan, nomo_clock_now ()) ? DAY_S : 0;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoBackupSchedule *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (NomoBackupMaking) making = g_steal_pointer (&self->making);
  char *path = nomo_backup_making_run_finish (making, result, &error);

  nomo_backup_schedule_take (self, nomo_backup_making_steal_plan (making), nomo_backup_making_steal_backups (making));
  self->overlapped = self->n_readings > 0;
  self->not_before = seconds_from_now (seconds_to_next_of (self, path, error));
  nomo_backup_schedule_emit_changed (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, path, g_free);
}

static void
make (NomoBackupSchedule *self, gboolean only_when_due, GTask *task)
{
  self->making = nomo_backup_making_new (self->shop, self->path, self->key, only_when_due);
  g_signal_connect_object (self->making, "notify::job", G_CALLBACK (nomo_backup_schedule_emit_changed), self,
                           G_CONNECT_SWAPPED);
  nomo_backup_making_run_async (self->making, made_cb, task);
  nomo_backup_schedule_emit_changed (self);
}

/**
 * nomo_backup_schedule_make_async:
 * @self: a schedule
 * @callback: called at the end
 * @data: for @callback
 *
 * Makes a backup now, due or not. What comes of it is kept with the plan.
 */
void
nomo_backup_schedule_make_async (NomoBackupSchedule *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self));
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, nomo_backup_schedule_make_async);
  if (self->making == NULL) {
    make (self, FALSE, task);
    return;
  }
  g_task_return_new_error (task, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD, "%s", g_get_prgname ());
  g_object_unref (task);
}

/**
 * nomo_backup_schedule_make_finish:
 * @self: a schedule
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the backup's file, which was read back and is whole; %NULL when there is none, with what
 *   nomo_backup_write_finish() says, with %NOMO_ENGINE_ERROR_HELD when one is being made, or with an error of the keyring
 */
char *
nomo_backup_schedule_make_finish (NomoBackupSchedule *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_backup_schedule_check:
 * @self: a schedule
 *
 * Makes a backup when one is due. It looks by itself every minute: a clock that was put forward or a computer that slept is of no
 * matter.
 */
void
nomo_backup_schedule_check (NomoBackupSchedule *self)
{
  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self));
  if (self->plan == NULL || self->making != NULL || g_get_monotonic_time () < self->not_before ||
      !nomo_backup_plan_is_due (self->plan, nomo_clock_now ()))
    return;
  make (self, TRUE, g_task_new (self, NULL, NULL, NULL));
}

static gboolean
minute_cb (gpointer data)
{
  nomo_backup_schedule_check (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
first_cb (gpointer data)
{
  NomoBackupSchedule *self = data;

  self->timer = g_timeout_add_seconds (MINUTE_S, minute_cb, self);
  nomo_backup_schedule_check (self);
  return G_SOURCE_REMOVE;
}

/**
 * nomo_backup_schedule_get_shop:
 * @self: a schedule
 *
 * Returns: (transfer none): whose store it is about
 */
NomoShop *
nomo_backup_schedule_get_shop (NomoBackupSchedule *self)
{
  g_return_val_if_fail (NOMO_IS_BACKUP_SCHEDULE (self), NULL);
  return self->shop;
}

/**
 * nomo_backup_schedule_get_plan:
 * @self: a schedule
 *
 * Returns: (transfer none) (nullable): how it is set and how it went; %NULL until that was read
 */
const NomoBackupPlan *
nomo_backup_schedule_get_plan (NomoBackupSchedule *self)
{
  g_return_val_if_fail (NOMO_IS_BACKUP_SCHEDULE (self), NULL);
  return self->plan;
}

/**
 * nomo_backup_schedule_get_backups:
 * @self: a schedule
 *
 * Returns: (transfer none) (nullable) (element-type NomoBackupEntry): the backups that are there, the newest first, as last seen;
 *   %NULL until that was read
 */
GPtrArray *
nomo_backup_schedule_get_backups (NomoBackupSchedule *self)
{
  g_return_val_if_fail (NOMO_IS_BACKUP_SCHEDULE (self), NULL);
  return self->backups;
}

/**
 * nomo_backup_schedule_get_newest:
 * @self: a schedule
 *
 * Returns: (transfer none) (nullable): the newest backup that is there, as last seen
 */
const char *
nomo_backup_schedule_get_newest (NomoBackupSchedule *self)
{
  g_return_val_if_fail (NOMO_IS_BACKUP_SCHEDULE (self), NULL);
  return self->backups != NULL && self->backups->len > 0 ? ((NomoBackupEntry *) self->backups->pdata[0])->path : NULL;
}

/**
 * nomo_backup_schedule_is_making:
 * @self: a schedule
 *
 * Returns: whether a backup is being made
 */
gboolean
nomo_backup_schedule_is_making (NomoBackupSchedule *self)
{
  g_return_val_if_fail (NOMO_IS_BACKUP_SCHEDULE (self), FALSE);
  return self->making != NULL;
}

/**
 * nomo_backup_schedule_get_job:
 * @self: a schedule
 *
 * Returns: (transfer none) (nullable): the backup that is being made, once it is known that it can be
 */
NomoJob *
nomo_backup_schedule_get_job (NomoBackupSchedule *self)
{
  g_return_val_if_fail (NOMO_IS_BACKUP_SCHEDULE (self), NULL);
  return self->making != NULL ? nomo_backup_making_get_job (self->making) : NULL;
}

/**
 * nomo_backup_schedule_stop:
 * @self: a schedule
 *
 * Gives up what is being made, and makes nothing any more.
 */
void
nomo_backup_schedule_stop (NomoBackupSchedule *self)
{
  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->making != NULL)
    nomo_backup_making_cancel (self->making);
}

static void
nomo_backup_schedule_dispose (GObject *object)
{
  nomo_backup_schedule_stop (NOMO_BACKUP_SCHEDULE (object));
  G_OBJECT_CLASS (nomo_backup_schedule_parent_class)->dispose (object);
}

static void
nomo_backup_schedule_finalize (GObject *object)
{
  NomoBackupSchedule *self = NOMO_BACKUP_SCHEDULE (object);

  nomo_backup_schedule_take (self, NULL, NULL);
  g_clear_object (&self->making);
  g_object_unref (self->cancellable);
  g_object_unref (self->shop);
  g_free (self->path);
  g_free (self->key);
  G_OBJECT_CLASS (nomo_backup_schedule_parent_class)->finalize (object);
}

static void
nomo_backup_schedule_class_init (NomoBackupScheduleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = nomo_backup_schedule_dispose;
  object_class->finalize = nomo_backup_schedule_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
nomo_backup_schedule_init (NomoBackupSchedule *self)
{
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add_seconds (FIRST_S, first_cb, self);
}

/* Two data directories may share a keyring, and each has a passphrase of its own. */
static char *
make_key (NomoShop *shop, const char *path)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  return g_strdup_printf ("backups/%" G_GINT64_FORMAT "/%.*s", nomo_shop_get_merchant (shop), ID_DIGITS, sum);
}

/**
 * nomo_backup_schedule_new:
 * @shop: a shop
 *
 * Signals: `changed`: there is something else to show; `failed (const GError *)`: what was set could not be kept, and is as it was.
 *
 * Returns: (transfer full): what makes backups of its store
 */
NomoBackupSchedule *
nomo_backup_schedule_new (NomoShop *shop)
{
  NomoBackupSchedule *self = g_object_new (NOMO_TYPE_BACKUP_SCHEDULE, NULL);

  self->shop = g_object_ref (shop);
  self->path = g_strdup (nomo_store_get_path (nomo_shop_get_store (shop)));
  self->key = make_key (shop, self->path);
  nomo_backup_schedule_refresh (self);
  return self;
}
