#include "config.h"

#include "nomo-backup-schedule-private.h"

#include "nomo-scratch-folder.h"

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

/* A change that nobody waits for is told of to whoever shows the plan. */
static void
answer (NomoBackupSchedule *self, GTask *asked, const GError *error)
{
  if (asked != NULL && error != NULL)
    g_task_return_error (asked, g_error_copy (error));
  else if (asked != NULL)
    g_task_return_boolean (asked, TRUE);
  else if (error != NULL)
    nomo_backup_schedule_emit_failed (self, error);
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
    nomo_backup_schedule_take (self, g_steal_pointer (&reading->plan), g_steal_pointer (&reading->backups));
  } else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    if (asked != NULL)
      answer (self, asked, error);
    return;
  } else {
    self->overlapped = TRUE;
  }
  nomo_backup_schedule_emit_changed (self);
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
void
nomo_backup_schedule_change (NomoBackupSchedule *self, const NomoBackupPlan *wish, NomoBackupPlanPart parts,
                             GTask *asked)
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
  nomo_backup_schedule_change (self, &wish, NOMO_BACKUP_PLAN_OFTEN, NULL);
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
  nomo_backup_schedule_change (self, &wish, NOMO_BACKUP_PLAN_FOLDER, NULL);
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
  nomo_backup_schedule_change (self, &wish, NOMO_BACKUP_PLAN_KEEP, NULL);
}
