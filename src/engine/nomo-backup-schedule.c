#include "config.h"

#include "nomo-backup-schedule.h"

#include "nomo-backup-making.h"
#include "nomo-clock.h"
#include "nomo-engine-error.h"
#include "nomo-scratch-folder.h"
#include "nomo-secret.h"
#include "nomo-shop-private.h"

/* Not while the program begins, which has enough to do. */
#define FIRST_S  20
#define MINUTE_S 60
#define DAY_S    86400

#define RETRY_S 900
/* Somebody did not want it just now. */
#define CANCELLED_S 3600

#define ID_DIGITS 8

struct _NomoBackupSchedule {
  GObject parent_instance;

  NomoShop *shop;
  char *path; /* of the store */
  char *key;  /* of the passphrase in the keyring */
  NomoBackupPlan *plan;
  GPtrArray *backups;
  NomoBackupMaking *making;
  GCancellable *cancellable;
  gint64 not_before;   /* monotonic */
  guint n_readings;    /* on their way */
  gboolean overlapped; /* with one another or with a backup, or one failed: what is shown may not be what lies there */
  guint timer;
};

G_DEFINE_FINAL_TYPE (NomoBackupSchedule, nomo_backup_schedule, G_TYPE_OBJECT)

enum { CHANGED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
emit_changed (NomoBackupSchedule *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What lies on the disk. */
typedef struct {
  char *path;
  NomoBackupPlan *wish; /* what is to be changed of the plan */
  NomoBackupPlanPart parts;
  GTask *asked;    /* nullable: who is to be told what came of it */
  gboolean sweeps; /* what a drill left that was cut off is to go */
  NomoBackupPlan *plan;
  GPtrArray *backups;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->path);
  g_clear_object (&reading->asked);
  g_clear_pointer (&reading->wish, nomo_backup_plan_free);
  g_clear_pointer (&reading->plan, nomo_backup_plan_free);
  g_clear_pointer (&reading->backups, g_ptr_array_unref);
  g_free (reading);
}

static void
sweep (const char *store_path)
{
  g_autofree char *stores = g_path_get_dirname (store_path);
  g_autofree char *data_dir = g_path_get_dirname (stores);

  nomo_scratch_folder_sweep (data_dir);
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;

  if (reading->sweeps)
    sweep (reading->path);
  reading->plan = reading->parts != 0 ? nomo_backup_plan_change (reading->path, reading->wish, reading->parts, &error)
                                      : nomo_backup_plan_read (reading->path);
  if (reading->plan == NULL) {
    g_task_return_error (task, error);
    return;
  }
  reading->backups = nomo_backup_shelf_list (reading->plan->folder, reading->path);
  g_task_return_boolean (task, TRUE);
}

static void
take (NomoBackupSchedule *self, NomoBackupPlan *plan, GPtrArray *backups)
{
  g_clear_pointer (&self->plan, nomo_backup_plan_free);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  self->plan = plan;
  self->backups = backups;
}

/* A change that nobody waits for is told of to whoever shows the plan. */
static void
answer (NomoBackupSchedule *self, GTask *asked, const GError *error)
{
  if (asked != NULL && error != NULL)
    g_task_return_error (asked, g_error_copy (error));
  else if (asked != NULL)
    g_task_return_boolean (asked, TRUE);
  else if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoBackupSchedule *self = NOMO_BACKUP_SCHEDULE (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GTask) asked = g_steal_pointer (&reading->asked);
  g_autoptr (GError) error = NULL;

  self->n_readings--;
  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    take (self, g_steal_pointer (&reading->plan), g_steal_pointer (&reading->backups));
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    if (asked != NULL)
      answer (self, asked, error);
    return;
  } else {
    self->overlapped = TRUE;
  }
  emit_changed (self);
  answer (self, asked, error);
  if (self->n_readings == 0 && self->overlapped)
    nomo_backup_schedule_refresh (self);
}

/* Takes over @wish and @asked. */
static GTask *
make_reading (NomoBackupSchedule *self, NomoBackupPlan *wish, NomoBackupPlanPart parts, GTask *asked)
{
  GTask *task = g_task_new (self, self->cancellable, read_cb, NULL);
  Reading *reading = g_new0 (Reading, 1);

  reading->path = g_strdup (self->path);
  reading->wish = wish;
  reading->parts = parts;
  reading->asked = asked;
  reading->sweeps = self->plan == NULL;
  self->overlapped = self->n_readings > 0;
  self->n_readings++;
  g_task_set_source_tag (task, make_reading);
  g_task_set_task_data (task, reading, reading_free);
  return task;
}

/* Takes over @asked. */
static void
change (NomoBackupSchedule *self, const NomoBackupPlan *wish, NomoBackupPlanPart parts, GTask *asked)
{
  g_autoptr (GTask) task = make_reading (self, nomo_backup_plan_copy (wish), parts, asked);

  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_backup_schedule_refresh:
 * @self: a schedule
 *
 * Looks anew at what lies on the disk: the plan and the backups.
 */
void
nomo_backup_schedule_refresh (NomoBackupSchedule *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self));
  task = make_reading (self, NULL, 0, NULL);
  g_task_run_in_thread (task, read_worker);
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

  take (self, nomo_backup_making_steal_plan (making), nomo_backup_making_steal_backups (making));
  self->overlapped = self->n_readings > 0;
  self->not_before = seconds_from_now (seconds_to_next_of (self, path, error));
  emit_changed (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, path, g_free);
}

static void
make (NomoBackupSchedule *self, gboolean only_when_due, GTask *task)
{
  self->making = nomo_backup_making_new (self->shop, self->path, self->key, only_when_due);
  g_signal_connect_object (self->making, "notify::job", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  nomo_backup_making_run_async (self->making, made_cb, task);
  emit_changed (self);
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
 * nomo_backup_schedule_set_often:
 * @self: a schedule
 * @often: how often backups are made from now on
 */
void
nomo_backup_schedule_set_often (NomoBackupSchedule *self, NomoBackupOften often)
{
  const NomoBackupPlan wish = { .often = often };

  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self) && often < NOMO_N_BACKUP_OFTEN);
  self->not_before = 0;
  change (self, &wish, NOMO_BACKUP_PLAN_OFTEN, NULL);
}

/**
 * nomo_backup_schedule_set_folder:
 * @self: a schedule
 * @folder: where backups are made from now on; those that are elsewhere stay there
 */
void
nomo_backup_schedule_set_folder (NomoBackupSchedule *self, const char *folder)
{
  const NomoBackupPlan wish = { .folder = (char *) folder };

  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self) && folder != NULL);
  self->not_before = 0;
  change (self, &wish, NOMO_BACKUP_PLAN_FOLDER, NULL);
}

/**
 * nomo_backup_schedule_set_keep:
 * @self: a schedule
 * @keep: how many backups are kept from the next one on, from 1 to %NOMO_BACKUP_KEEP_MOST
 */
void
nomo_backup_schedule_set_keep (NomoBackupSchedule *self, guint keep)
{
  const NomoBackupPlan wish = { .keep = keep };

  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self) && keep > 0 && keep <= NOMO_BACKUP_KEEP_MOST);
  change (self, &wish, NOMO_BACKUP_PLAN_KEEP, NULL);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoBackupSchedule *self = g_task_get_source_object (task);
  const NomoBackupPlan wish = { .has_passphrase = TRUE };
  GError *error = NULL;

  if (!nomo_keyring_store_finish (NOMO_KEYRING (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  self->not_before = 0;
  change (self, &wish, NOMO_BACKUP_PLAN_PASSPHRASE, g_steal_pointer (&task));
}

/**
 * nomo_backup_schedule_set_passphrase_async:
 * @self: a schedule
 * @passphrase: what opens the backups that are made from now on; those that were made before stay as they are
 * @callback: called at the end
 * @data: for @callback
 *
 * Puts the passphrase into the keyring, and nowhere else.
 */
void
nomo_backup_schedule_set_passphrase_async (NomoBackupSchedule *self, const char *passphrase,
                                           GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  g_autofree char *label = NULL;
  const char *name;

  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self) && passphrase != NULL);
  task = g_task_new (self, NULL, callback, data);
  name = nomo_shop_get_name (self->shop);
  g_task_set_source_tag (task, nomo_backup_schedule_set_passphrase_async);
  label = g_strdup_printf ("Nomo Flow: %s, backups", name != NULL ? name : "?");
  nomo_keyring_store_async (self->shop->keyring, self->key, label, passphrase, NULL, stored_cb, task);
}

/**
 * nomo_backup_schedule_set_passphrase_finish:
 * @self: a schedule
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether it is in the keyring and the plan knows; else what nomo_keyring_store_finish() says, or a #NomoStoreError
 */
gboolean
nomo_backup_schedule_set_passphrase_finish (NomoBackupSchedule *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *passphrase = nomo_keyring_lookup_finish (NOMO_KEYRING (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, passphrase, (GDestroyNotify) nomo_secret_free);
}

/**
 * nomo_backup_schedule_look_up_passphrase_async:
 * @self: a schedule
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_backup_schedule_look_up_passphrase_async (NomoBackupSchedule *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (NOMO_IS_BACKUP_SCHEDULE (self));
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, nomo_backup_schedule_look_up_passphrase_async);
  nomo_keyring_lookup_async (self->shop->keyring, self->key, NULL, looked_up_cb, task);
}

/**
 * nomo_backup_schedule_look_up_passphrase_finish:
 * @self: a schedule
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the passphrase in the keyring, to be freed by nomo_secret_free(); %NULL without @error when
 *   there is none
 */
char *
nomo_backup_schedule_look_up_passphrase_finish (NomoBackupSchedule *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
 * nomo_backup_schedule_keeps_passphrase:
 * @self: a schedule
 *
 * Returns: whether a passphrase is still there when the program has ended
 */
gboolean
nomo_backup_schedule_keeps_passphrase (NomoBackupSchedule *self)
{
  g_return_val_if_fail (NOMO_IS_BACKUP_SCHEDULE (self), FALSE);
  return nomo_keyring_is_lasting (self->shop->keyring);
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

  take (self, NULL, NULL);
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
