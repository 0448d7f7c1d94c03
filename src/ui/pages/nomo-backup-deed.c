#include "config.h"

#include "nomo-backup-deed.h"

#include "nomo-backup-read.h"
#include "nomo-backup-schedule.h"
#include "nomo-calendar.h"
#include "nomo-dialogs.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-passphrase-form.h"
#include "nomo-restore-drill-words.h"
#include "nomo-secret.h"

#include <glib/gi18n.h>
#include <string.h>

/* What somebody asked for and what is known of it so far; the page that it was asked on may go meanwhile. */
typedef struct {
  GWeakRef group;
  NomoStores *stores;
  char *path;
  NomoSecret *passphrase;
  gboolean restores; /* it is to be put back, not only tried */
  GtkWidget *form;
  NomoRestoreDrill *drill;
} Deed;

static Deed *
deed_new (NomoBackupGroup *group)
{
  Deed *deed = g_rc_box_new0 (Deed);

  g_weak_ref_init (&deed->group, group);
  deed->stores = g_object_ref (nomo_backup_group_get_stores (group));
  return deed;
}

static void
deed_clear (gpointer data)
{
  Deed *deed = data;

  g_weak_ref_clear (&deed->group);
  g_object_unref (deed->stores);
  g_free (deed->path);
  nomo_secret_free (deed->passphrase);
  g_clear_object (&deed->form);
  g_clear_pointer (&deed->drill, nomo_restore_drill_free);
}

static void
deed_unref (gpointer deed)
{
  g_rc_box_release_full (deed, deed_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_unref)

/* Where the page was, or the window that is in use now. */
static GtkWindow *
window_of (Deed *deed)
{
  g_autoptr (GtkWidget) group = g_weak_ref_get (&deed->group);
  GtkRoot *root = group != NULL ? gtk_widget_get_root (group) : NULL;

  return root != NULL ? GTK_WINDOW (root)
                      : gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));
}

static void
tell_error (Deed *deed, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    nomo_dialogs_tell (window_of (deed), error, TRUE);
}

static void
tell_no_disk (Deed *deed)
{
  g_autoptr (GError) error = g_error_new_literal (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT,
                                                  _ ("that place is on no disk of this computer"));

  tell_error (deed, error);
}

/* --- a new passphrase --- */

static void ask_new_passphrase (Deed *deed);

/* Asks again for what could not be kept. */
static void
passphrase_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autoptr (NomoSecret) typed = g_strdup (nomo_passphrase_form_get_text (NOMO_PASSPHRASE_FORM (deed->form)));
  g_autoptr (GError) error = NULL;

  if (nomo_backup_schedule_set_passphrase_finish (NOMO_BACKUP_SCHEDULE (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  ask_new_passphrase (deed);
  nomo_passphrase_form_type (NOMO_PASSPHRASE_FORM (deed->form), typed);
  tell_error (deed, error);
}

static void
new_passphrase_cb (gpointer data, const char *answer)
{
  Deed *deed = data;
  NomoPassphraseForm *form = NOMO_PASSPHRASE_FORM (deed->form);
  NomoBackupSchedule *schedule = nomo_session_get_backups (nomo_stores_get_session (deed->stores));

  if (g_str_equal (answer, "choose") && schedule != NULL && nomo_passphrase_form_is_ready (form))
    nomo_backup_schedule_set_passphrase_async (schedule, nomo_passphrase_form_get_text (form), passphrase_set_cb,
                                               g_rc_box_acquire (deed));
}

static void
typed_cb (NomoPassphraseForm *form, GtkWidget *dialog)
{
  nomo_dialogs_set_ready (dialog, nomo_passphrase_form_is_ready (form));
}

static void
ask_passphrase (Deed *deed, gboolean is_new, const char *heading, const char *body, const char *verb,
                NomoDialogDone done)
{
  GtkWidget *dialog;

  g_clear_object (&deed->form);
  deed->form = g_object_ref_sink (nomo_passphrase_form_new (is_new));
  dialog = nomo_dialogs_ask_form (window_of (deed), heading, body, deed->form, verb, done, g_rc_box_acquire (deed),
                                  deed_unref);
  nomo_dialogs_set_ready (dialog, FALSE);
  g_signal_connect_object (deed->form, "changed", G_CALLBACK (typed_cb), dialog, 0);
  gtk_widget_grab_focus (deed->form);
}

static void
ask_new_passphrase (Deed *deed)
{
  ask_passphrase (
      deed, TRUE, _ ("A passphrase for the backups"),
      _ ("Nobody can open a backup without it, and nobody can find it out for you. Write it down and keep it "
         "where this device is not. Backups made before keep the passphrase they were made with."),
      _ ("Set it"), new_passphrase_cb);
}

/**
 * nomo_backup_deed_set_passphrase:
 * @group: what it is asked on
 *
 * Asks for the passphrase of the backups that are made from then on.
 */
void
nomo_backup_deed_set_passphrase (NomoBackupGroup *group)
{
  g_autoptr (Deed) deed = deed_new (group);

  ask_new_passphrase (deed);
}

/* --- a folder --- */

static void
folder_chosen_cb (gpointer data, const char *path, const char *option)
{
  Deed *deed = data;
  NomoBackupSchedule *schedule = nomo_session_get_backups (nomo_stores_get_session (deed->stores));

  if (path == NULL)
    tell_no_disk (deed);
  else if (schedule != NULL)
    nomo_backup_schedule_set_folder (schedule, path);
}

/**
 * nomo_backup_deed_choose_folder:
 * @group: what it is asked on
 *
 * Asks where backups are to be made.
 */
void
nomo_backup_deed_choose_folder (NomoBackupGroup *group)
{
  Deed *deed = deed_new (group);

  nomo_dialogs_open_folder (window_of (deed), _ ("Folder for backups"), folder_chosen_cb, deed, deed_unref);
}

/* --- trying one --- */

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autoptr (GError) error = NULL;

  if (!nomo_stores_restore_finish (NOMO_STORES (source), result, &error))
    tell_error (deed, error);
}

static char *
dup_merchant (const NomoRestoreDrill *drill)
{
  const NomoBackupFile *file = drill->report->label->files->pdata[0];

  return g_strndup (file->name, strcspn (file->name, "."));
}

static gboolean
restore_cb (gpointer data)
{
  Deed *deed = data;
  g_autofree char *merchant = dup_merchant (deed->drill);
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Restoring a backup"));

  nomo_stores_restore_async (deed->stores, deed->path, deed->passphrase, merchant, job, restored_cb,
                             g_rc_box_acquire (deed));
  return G_SOURCE_REMOVE;
}

/* The window that the question lies on may go when a store is restored, and the question has to have gone before. */
static void
restore_answered_cb (gpointer data, const char *answer)
{
  if (g_str_equal (answer, "erase"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, restore_cb, g_rc_box_acquire (data), deed_unref);
}

static gboolean
is_connected (Deed *deed)
{
  g_autofree char *merchant = dup_merchant (deed->drill);

  return g_strv_contains (nomo_stores_get_merchants (deed->stores), merchant);
}

/* The demo store signs in to itself. */
static gboolean
is_shown_demo (Deed *deed)
{
  NomoShop *shop = nomo_session_get_shop (nomo_stores_get_session (deed->stores));
  g_autofree char *merchant = dup_merchant (deed->drill);

  return shop != NULL && nomo_shop_get_is_demo (shop) &&
         g_ascii_strtoll (merchant, NULL, 10) == nomo_shop_get_merchant (shop);
}

static const char *
word_place (Deed *deed)
{
  if (is_shown_demo (deed))
    return _ (
        "It takes the place of what this device has of the demo store, which is kept beside it under another name. "
        "Then the demo store starts again by itself.");
  if (is_connected (deed))
    return _ (
        "It takes the place of what this device has of the store, which is kept beside it under another name. Then "
        "sign in to Salla again. What waited to be sent to Salla when it was made is sent only when you say so.");
  return _ (
      "The store is then on this device as it was when the backup was made. Sign in to Salla to go on from there.");
}

static void
ask_restore (Deed *deed)
{
  g_autofree char *moment = nomo_format_moment (deed->drill->report->label->made_at, nomo_calendar_riyadh ());
  /* Translators: %s is a date and a time. */
  g_autofree char *heading = g_strdup_printf (_ ("Restore the backup of %s?"), moment);
  g_autofree char *details = nomo_restore_drill_dup_details (deed->drill);

  nomo_dialogs_ask_restore (window_of (deed), heading, word_place (deed), details, restore_answered_cb,
                            g_rc_box_acquire (deed), deed_unref);
}

static void
tell_drill (Deed *deed)
{
  g_autofree char *details = nomo_restore_drill_dup_details (deed->drill);

  if (deed->restores && deed->drill->is_restored && deed->drill->problems->len == 0)
    ask_restore (deed);
  else
    nomo_dialogs_show_report (window_of (deed), nomo_restore_drill_get_verdict (deed->drill), details);
}

static void ask_known (Deed *deed, gboolean again);

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autoptr (GError) error = NULL;

  deed->drill = nomo_stores_try_finish (NOMO_STORES (source), result, &error);
  if (deed->drill != NULL)
    tell_drill (deed);
  else if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_PASSPHRASE))
    ask_known (deed, TRUE);
  else
    tell_error (deed, error);
}

static void
try_now (Deed *deed)
{
  g_autoptr (NomoBackupGroup) group = g_weak_ref_get (&deed->group);
  g_autoptr (NomoJob) job = nomo_job_new (N_ ("Trying to restore a backup"));

  if (group != NULL)
    nomo_backup_group_show_job (group, job);
  nomo_stores_try_async (deed->stores, deed->path, deed->passphrase, job, tried_cb, g_rc_box_acquire (deed));
}

static void
known_cb (gpointer data, const char *answer)
{
  Deed *deed = data;

  if (!g_str_equal (answer, "choose"))
    return;
  nomo_secret_free (deed->passphrase);
  deed->passphrase = g_strdup (nomo_passphrase_form_get_text (NOMO_PASSPHRASE_FORM (deed->form)));
  try_now (deed);
}

static void
ask_known (Deed *deed, gboolean again)
{
  ask_passphrase (
      deed, FALSE, _ ("The passphrase of this backup"),
      again ? _ ("That was not the passphrase that the backup was made with. Type it again, and look at the "
                 "language of the keyboard.")
            : _ ("It is the one that was set when the backup was made. The backup is looked through first, and "
                 "nothing is changed."),
      _ ("Open"), known_cb);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autoptr (GError) error = NULL;

  deed->passphrase = nomo_backup_schedule_look_up_passphrase_finish (NOMO_BACKUP_SCHEDULE (source), result, &error);
  if (deed->passphrase != NULL)
    try_now (deed);
  else
    ask_known (deed, FALSE);
}

/**
 * nomo_backup_deed_try:
 * @group: what it is asked on
 * @path: a backup that was made here
 *
 * Tries to restore it, and tells what came of it.
 */
void
nomo_backup_deed_try (NomoBackupGroup *group, const char *path)
{
  Deed *deed = deed_new (group);

  deed->path = g_strdup (path);
  nomo_backup_schedule_look_up_passphrase_async (nomo_backup_group_get_schedule (group), looked_up_cb, deed);
}

static void
look_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (nomo_backup_look (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Deed) deed = data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    ask_known (deed, FALSE);
  else
    tell_error (deed, error);
}

/* A file that is no backup is told of before anybody types a passphrase. */
static void
file_chosen_cb (gpointer data, const char *path, const char *option)
{
  Deed *deed = data;
  g_autoptr (GTask) task = NULL;

  if (path == NULL) {
    tell_no_disk (deed);
    return;
  }
  deed->path = g_strdup (path);
  task = g_task_new (NULL, NULL, looked_cb, g_rc_box_acquire (deed));
  g_task_set_source_tag (task, file_chosen_cb);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, look_worker);
}

/**
 * nomo_backup_deed_restore:
 * @group: what it is asked on
 *
 * Asks for a backup and its passphrase, tries it, and puts it back when somebody says so who has seen what is in it.
 */
void
nomo_backup_deed_restore (NomoBackupGroup *group)
{
  Deed *deed = deed_new (group);

  deed->restores = TRUE;
  nomo_dialogs_open_file (window_of (deed), &(NomoFileQuestion) { _ ("Restore a backup"), NULL, _ ("Backups"), "nomo" },
                          file_chosen_cb, deed, deed_unref);
}
