#include "config.h"

#include "nomo-backup-schedule-private.h"

#include "nomo-secret.h"
#include "nomo-shop-private.h"

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
  nomo_backup_schedule_change (self, &wish, NOMO_BACKUP_PLAN_PASSPHRASE, g_steal_pointer (&task));
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
