#include "config.h"

#include "nomo-backup-plan.h"

#include "nomo-calendar.h"
#include "nomo-engine-error.h"

#include <glib/gi18n.h>

#define GROUP "backups"

#define DAYS_OF_A_WEEK 7

/* For so many days longer than usual a backup may be missing before anybody is told: the program need not run every day. */
#define PATIENCE 2

static const char *const oftens[] = { "off", "daily", "weekly" };
G_STATIC_ASSERT (G_N_ELEMENTS (oftens) == NOMO_N_BACKUP_OFTEN);

static const char *const troubles[] = {
  "none", "folder", "denied", "full", "copy", "passphrase", "keyring", "store", "other",
};
G_STATIC_ASSERT (G_N_ELEMENTS (troubles) == NOMO_BACKUP_TROUBLE_PLAN);

static char *
make_path (const char *store_path)
{
  return g_strconcat (store_path, NOMO_BACKUP_PLAN_END, NULL);
}

static guint
read_choice (GKeyFile *file, const char *key, const char *const *choices, guint n, guint usual)
{
  g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);

  for (guint i = 0; text != NULL && i < n; i++)
    if (g_str_equal (text, choices[i]))
      return i;
  return usual;
}

static NomoBackupPlan *
understand (GKeyFile *file)
{
  NomoBackupPlan *self = g_new0 (NomoBackupPlan, 1);
  int keep;

  self->often = (NomoBackupOften) read_choice (file, "often", oftens, G_N_ELEMENTS (oftens), NOMO_BACKUP_DAILY);
  self->folder = g_key_file_get_string (file, GROUP, "folder", NULL);
  keep = g_key_file_get_integer (file, GROUP, "keep", NULL);
  self->keep = keep > 0 && keep <= NOMO_BACKUP_KEEP_MOST ? (guint) keep : NOMO_BACKUP_KEEP_USUAL;
  self->has_passphrase = g_key_file_get_boolean (file, GROUP, "passphrase-set", NULL);
  self->made_at = g_key_file_get_int64 (file, GROUP, "made-at", NULL);
  self->tried_at = g_key_file_get_int64 (file, GROUP, "tried-at", NULL);
  self->trouble =
      (NomoBackupTrouble) read_choice (file, "trouble", troubles, G_N_ELEMENTS (troubles), NOMO_BACKUP_TROUBLE_NONE);
  return self;
}

/* One that is missing has yet to be made. Any other that does not reach us would be lost if it were taken for an empty one. */
static gboolean
load (GKeyFile *file, const char *path, GError **error)
{
  g_autoptr (GError) failed = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &failed) ||
      g_error_matches (failed, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  g_set_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_PLAN, "%s: %s", path,
               failed->domain == G_KEY_FILE_ERROR ? _ ("it is damaged") : failed->message);
  return FALSE;
}

/**
 * nomo_backup_plan_load:
 * @store_path: a store's file
 * @error: return location
 *
 * What another hand wrote there and cannot be understood counts as not said. Blocks.
 *
 * Returns: (transfer full) (nullable): the plan for that store on this device, the usual one where there is none; %NULL with
 *   %NOMO_ENGINE_ERROR_PLAN when it cannot be read
 */
NomoBackupPlan *
nomo_backup_plan_load (const char *store_path, GError **error)
{
  g_autofree char *path = make_path (store_path);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  return load (file, path, error) ? understand (file) : NULL;
}

/**
 * nomo_backup_plan_read:
 * @store_path: a store's file
 *
 * As nomo_backup_plan_load(), to be shown: one that cannot be read says so by its trouble, and says nothing else. Blocks.
 *
 * Returns: (transfer full): the plan for that store on this device
 */
NomoBackupPlan *
nomo_backup_plan_read (const char *store_path)
{
  g_autoptr (GKeyFile) nothing = g_key_file_new ();
  NomoBackupPlan *self = nomo_backup_plan_load (store_path, NULL);

  if (self != NULL)
    return self;
  self = understand (nothing);
  self->trouble = NOMO_BACKUP_TROUBLE_PLAN;
  return self;
}

static gboolean
write_plan (const NomoBackupPlan *self, const char *store_path, GError **error)
{
  g_autofree char *path = make_path (store_path);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) failed = NULL;
  g_autofree char *text = NULL;
  gsize size;

  g_key_file_set_string (file, GROUP, "often", oftens[self->often]);
  if (self->folder != NULL)
    g_key_file_set_string (file, GROUP, "folder", self->folder);
  g_key_file_set_integer (file, GROUP, "keep", (int) self->keep);
  g_key_file_set_boolean (file, GROUP, "passphrase-set", self->has_passphrase);
  g_key_file_set_int64 (file, GROUP, "made-at", self->made_at);
  g_key_file_set_int64 (file, GROUP, "tried-at", self->tried_at);
  g_key_file_set_string (file, GROUP, "trouble", troubles[self->trouble]);
  text = g_key_file_to_data (file, &size, NULL);
  if (g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failed))
    return TRUE;
  g_propagate_error (error, nomo_engine_error_new_kept (failed));
  return FALSE;
}

static void
apply (NomoBackupPlan *self, const NomoBackupPlan *wish, NomoBackupPlanPart parts)
{
  if ((parts & NOMO_BACKUP_PLAN_OFTEN) != 0)
    self->often = wish->often;
  if ((parts & NOMO_BACKUP_PLAN_KEEP) != 0)
    self->keep = wish->keep;
  if ((parts & NOMO_BACKUP_PLAN_PASSPHRASE) != 0)
    self->has_passphrase = wish->has_passphrase;
  if ((parts & NOMO_BACKUP_PLAN_MADE) != 0)
    self->made_at = wish->made_at;
  if ((parts & NOMO_BACKUP_PLAN_TRIED) != 0) {
    self->tried_at = wish->tried_at;
    self->trouble = wish->trouble;
  }
  if ((parts & NOMO_BACKUP_PLAN_FOLDER) != 0) {
    g_free (self->folder);
    self->folder = g_strdup (wish->folder);
  }
}

/**
 * nomo_backup_plan_change:
 * @store_path: a store's file
 * @wish: with what is to be changed
 * @parts: which parts of it are to be changed
 * @error: return location, for a #NomoStoreError
 *
 * What is not to be changed is as it lies on the disk, whoever put it there. Blocks; from any thread.
 *
 * Returns: (transfer full) (nullable): the plan as it is then; %NULL when it cannot be kept or, with %NOMO_ENGINE_ERROR_PLAN, cannot be
 *   read, and is as it was
 */
NomoBackupPlan *
nomo_backup_plan_change (const char *store_path, const NomoBackupPlan *wish, NomoBackupPlanPart parts, GError **error)
{
  static GMutex one_at_a_time;
  g_autoptr (NomoBackupPlan) self = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&one_at_a_time);

  self = nomo_backup_plan_load (store_path, error);
  if (self == NULL)
    return NULL;
  apply (self, wish, parts);
  return write_plan (self, store_path, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * nomo_backup_plan_copy:
 * @self: a plan
 *
 * Returns: (transfer full): the same
 */
NomoBackupPlan *
nomo_backup_plan_copy (const NomoBackupPlan *self)
{
  NomoBackupPlan *copy = g_memdup2 (self, sizeof *self);

  copy->folder = g_strdup (self->folder);
  return copy;
}

/**
 * nomo_backup_plan_free:
 * @self: (transfer full): a plan
 */
void
nomo_backup_plan_free (NomoBackupPlan *self)
{
  g_free (self->folder);
  g_free (self);
}

/**
 * nomo_backup_plan_is_set_up:
 * @self: a plan
 *
 * Returns: whether all is said that a backup needs
 */
gboolean
nomo_backup_plan_is_set_up (const NomoBackupPlan *self)
{
  return self->folder != NULL && self->has_passphrase;
}

static int
count_days (const NomoBackupPlan *self, gint64 now)
{
  return nomo_day_of (now, nomo_calendar_riyadh ()) - nomo_day_of (self->made_at, nomo_calendar_riyadh ());
}

static int
days_between (const NomoBackupPlan *self)
{
  return self->often == NOMO_BACKUP_WEEKLY ? DAYS_OF_A_WEEK : 1;
}

/**
 * nomo_backup_plan_is_due:
 * @self: a plan
 * @now: now, UTC milliseconds
 *
 * It goes by days, so that somebody who works at other hours each day gets one every day. One that was made in the future was made
 * while the clock was wrong, and does not count.
 *
 * Returns: whether a backup is to be made
 */
gboolean
nomo_backup_plan_is_due (const NomoBackupPlan *self, gint64 now)
{
  int days;

  if (!nomo_backup_plan_is_set_up (self) || self->often == NOMO_BACKUP_OFF)
    return FALSE;
  if (self->made_at == 0)
    return TRUE;
  days = count_days (self, now);
  return days < 0 || days >= days_between (self);
}

/**
 * nomo_backup_plan_count_days_late:
 * @self: a plan
 * @now: now, UTC milliseconds
 *
 * Returns: how many days ago the last backup was made, when that is so long ago that somebody ought to know; else 0
 */
int
nomo_backup_plan_count_days_late (const NomoBackupPlan *self, gint64 now)
{
  int days;

  if (self->made_at == 0 || !nomo_backup_plan_is_due (self, now))
    return 0;
  days = count_days (self, now);
  return days >= days_between (self) + PATIENCE ? days : 0;
}
