#include "config.h"

#include "nomo-backup-making.h"

#include "nomo-backup-shelf.h"
#include "nomo-backup-words.h"
#include "nomo-backup.h"
#include "nomo-clock.h"
#include "nomo-engine-error.h"
#include "nomo-engine-lock.h"
#include "nomo-secret.h"
#include "nomo-shop-private.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>

struct _NomoBackupMaking {
  GObject parent_instance;

  NomoShop *shop;
  char *store_path;
  char *key;
  char *shop_name;
  gboolean only_when_due;
  GCancellable *cancellable;
  NomoJob *job;

  /* While it runs; in one thread at a time. */
  NomoEngineLock *lock;
  char *path; /* of the backup */
  NomoBackupTrouble trouble;
  NomoBackupPlan *plan;
  GPtrArray *backups;
  GError *error;
  gboolean is_needless;
};

enum { PROP_0, PROP_JOB, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoBackupMaking, nomo_backup_making, G_TYPE_OBJECT)

static gboolean
fail_for (NomoBackupMaking *self, NomoBackupTrouble trouble, const char *why, GError **error)
{
  self->trouble = trouble;
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT, why);
  return FALSE;
}

static gboolean
check_folder (NomoBackupMaking *self, GError **error)
{
  switch (nomo_backup_trouble_look (self->plan->folder)) {
  case NOMO_BACKUP_TROUBLE_NONE:
    return TRUE;
  case NOMO_BACKUP_TROUBLE_DENIED:
    return fail_for (self, NOMO_BACKUP_TROUBLE_DENIED, _ ("that place may not be written to"), error);
  default:
    return fail_for (self, NOMO_BACKUP_TROUBLE_FOLDER, _ ("there is no such folder"), error);
  }
}

/* A lock that cannot be made is told of as what it keeps from being written. */
static gboolean
take_lock (NomoBackupMaking *self, GError **error)
{
  g_autofree char *path = g_strconcat (self->store_path, NOMO_BACKUP_PLAN_LOCK, NULL);
  g_autoptr (GError) failed = NULL;

  self->lock = nomo_engine_lock_take (path, &failed);
  if (self->lock != NULL)
    return TRUE;
  if (failed->domain != NOMO_STORE_ERROR) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return FALSE;
  }
  return fail_for (self, NOMO_BACKUP_TROUBLE_OTHER, failed->message, error);
}

/* Another program may have made one since it was found due. */
static gboolean
prepare (NomoBackupMaking *self, GError **error)
{
  gint64 now = nomo_clock_now ();

  if (!take_lock (self, error))
    return FALSE;
  self->plan = nomo_backup_plan_load (self->store_path, error);
  if (self->plan == NULL) {
    self->trouble = NOMO_BACKUP_TROUBLE_PLAN;
    return FALSE;
  }
  self->is_needless = self->only_when_due && !nomo_backup_plan_is_due (self->plan, now);
  if (self->is_needless)
    return TRUE;
  if (!check_folder (self, error))
    return FALSE;
  nomo_backup_shelf_sweep (self->plan->folder, self->store_path);
  self->path = nomo_backup_shelf_make_path (self->plan->folder, self->store_path, self->shop_name, now);
  return TRUE;
}

static void
prepare_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (prepare (source, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What came of it; one that somebody did not want or that another program makes is no trouble. */
static void
note (NomoBackupMaking *self)
{
  NomoBackupPlan outcome = { .tried_at = nomo_clock_now (), .trouble = self->trouble };
  NomoBackupPlanPart parts = NOMO_BACKUP_PLAN_TRIED;
  NomoBackupPlan *changed = NULL;

  if (self->error == NULL) {
    outcome.made_at = outcome.tried_at;
    parts |= NOMO_BACKUP_PLAN_MADE;
  } else if (outcome.trouble == NOMO_BACKUP_TROUBLE_NONE) {
    outcome.trouble =
        nomo_backup_trouble_find (self->error, self->plan != NULL ? self->plan->folder : NULL, self->store_path);
  }
  changed = nomo_backup_plan_change (self->store_path, &outcome, parts, NULL);
  if (changed == NULL)
    return;
  g_clear_pointer (&self->plan, nomo_backup_plan_free);
  self->plan = changed;
}

static gboolean
is_worth_a_note (NomoBackupMaking *self)
{
  return !self->is_needless && !g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
         !g_error_matches (self->error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_HELD) &&
         g_file_test (self->store_path, G_FILE_TEST_EXISTS);
}

static void
settle_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoBackupMaking *self = source;

  if (is_worth_a_note (self))
    note (self);
  if (self->plan == NULL)
    self->plan = nomo_backup_plan_read (self->store_path);
  if (self->error == NULL && !self->is_needless)
    nomo_backup_shelf_clear (self->plan->folder, self->store_path, self->path, self->plan->keep);
  self->backups = nomo_backup_shelf_list (self->plan->folder, self->store_path);
  g_clear_pointer (&self->lock, nomo_engine_lock_free);
  g_task_return_boolean (task, TRUE);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoBackupMaking *self = NOMO_BACKUP_MAKING (source);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, self->is_needless ? NULL : g_strdup (self->path), g_free);
}

/* Takes over @error. */
static void
settle (NomoBackupMaking *self, GTask *task, GError *error)
{
  g_autoptr (GTask) settling = g_task_new (self, NULL, settled_cb, task);

  self->error = error;
  if (self->job != NULL && error != NULL && nomo_job_get_state (self->job) == NOMO_JOB_RUNNING)
    nomo_job_fail (self->job, error);
  g_task_set_source_tag (settling, settle);
  g_task_run_in_thread (settling, settle_worker);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoBackupMaking *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (NomoBackupReport) report = nomo_backup_write_finish (result, &error);

  if (report != NULL) {
    g_autofree char *words = nomo_backup_dup_written_words (report, self->path);

    nomo_job_set_result (self->job, words);
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    nomo_job_set_result (self->job, _ ("Cancelled. The older backups are kept."));
  }
  settle (self, task, error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoBackupMaking *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (NomoSecret) passphrase = nomo_keyring_lookup_finish (NOMO_KEYRING (source), result, &error);
  g_autofree char *name = g_path_get_basename (self->store_path);
  const NomoBackupSource store = { self->store_path, name };

  if (passphrase == NULL) {
    if (error == NULL)
      fail_for (self, NOMO_BACKUP_TROUBLE_PASSPHRASE, _ ("its passphrase is not in the keyring"), &error);
    settle (self, task, error);
    return;
  }
  nomo_backup_write_async (NOMO_BACKUP_STORE, &store, 1, self->path, passphrase, nomo_sealed_form_usual (), self->job,
                           written_cb, task);
}

static void
begin_job (NomoBackupMaking *self)
{
  self->job = nomo_job_new (N_ ("Writing a backup"));
  nomo_shop_list_job (self->shop, self->job);
  g_signal_connect_object (self->cancellable, "cancelled", G_CALLBACK (nomo_job_cancel), self->job, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoBackupMaking *self = NOMO_BACKUP_MAKING (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) || self->is_needless ||
      g_cancellable_set_error_if_cancelled (self->cancellable, &error)) {
    settle (self, task, error);
    return;
  }
  begin_job (self);
  nomo_keyring_lookup_async (self->shop->keyring, self->key, nomo_job_get_cancellable (self->job), looked_up_cb, task);
}

/**
 * nomo_backup_making_run_async:
 * @self: a backup that is to be made
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_backup_making_run_async (NomoBackupMaking *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  g_autoptr (GTask) preparing = NULL;

  g_return_if_fail (NOMO_IS_BACKUP_MAKING (self));
  task = g_task_new (self, NULL, callback, data);
  preparing = g_task_new (self, NULL, prepared_cb, task);
  g_task_set_source_tag (task, nomo_backup_making_run_async);
  g_task_set_source_tag (preparing, prepare_worker);
  g_task_run_in_thread (preparing, prepare_worker);
}

/**
 * nomo_backup_making_run_finish:
 * @self: a backup
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the backup's file; %NULL without @error when none was due any more
 */
char *
nomo_backup_making_run_finish (NomoBackupMaking *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nomo_backup_making_get_job:
 * @self: a backup
 *
 * Returns: (transfer none) (nullable): its work, once there is any
 */
NomoJob *
nomo_backup_making_get_job (NomoBackupMaking *self)
{
  g_return_val_if_fail (NOMO_IS_BACKUP_MAKING (self), NULL);
  return self->job;
}

/**
 * nomo_backup_making_cancel:
 * @self: a backup
 *
 * Gives it up.
 */
void
nomo_backup_making_cancel (NomoBackupMaking *self)
{
  g_return_if_fail (NOMO_IS_BACKUP_MAKING (self));
  g_cancellable_cancel (self->cancellable);
}

/**
 * nomo_backup_making_steal_plan:
 * @self: a backup that has ended
 *
 * Returns: (transfer full): the plan as it is now
 */
NomoBackupPlan *
nomo_backup_making_steal_plan (NomoBackupMaking *self)
{
  return g_steal_pointer (&self->plan);
}

/**
 * nomo_backup_making_steal_backups:
 * @self: a backup that has ended
 *
 * Returns: (transfer full) (element-type NomoBackupEntry): the backups that are there now
 */
GPtrArray *
nomo_backup_making_steal_backups (NomoBackupMaking *self)
{
  return g_steal_pointer (&self->backups);
}

static void
nomo_backup_making_finalize (GObject *object)
{
  NomoBackupMaking *self = NOMO_BACKUP_MAKING (object);

  g_clear_pointer (&self->lock, nomo_engine_lock_free);
  g_clear_pointer (&self->plan, nomo_backup_plan_free);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->job);
  g_object_unref (self->cancellable);
  g_object_unref (self->shop);
  g_free (self->store_path);
  g_free (self->key);
  g_free (self->shop_name);
  g_free (self->path);
  G_OBJECT_CLASS (nomo_backup_making_parent_class)->finalize (object);
}

static void
nomo_backup_making_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_JOB)
    g_value_set_object (value, NOMO_BACKUP_MAKING (object)->job);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
nomo_backup_making_class_init (NomoBackupMakingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = nomo_backup_making_finalize;
  object_class->get_property = nomo_backup_making_get_property;
  properties[PROP_JOB] =
      g_param_spec_object ("job", NULL, NULL, NOMO_TYPE_JOB, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_backup_making_init (NomoBackupMaking *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * nomo_backup_making_new:
 * @shop: a shop
 * @store_path: its store's file
 * @key: where the passphrase is in the keyring
 * @only_when_due: whether to make none when the plan does not ask for one
 *
 * Returns: (transfer full): a backup that is to be made
 */
NomoBackupMaking *
nomo_backup_making_new (NomoShop *shop, const char *store_path, const char *key, gboolean only_when_due)
{
  NomoBackupMaking *self = g_object_new (NOMO_TYPE_BACKUP_MAKING, NULL);

  self->shop = g_object_ref (shop);
  self->store_path = g_strdup (store_path);
  self->key = g_strdup (key);
  self->shop_name = g_strdup (nomo_shop_get_name (shop));
  self->only_when_due = only_when_due;
  return self;
}
