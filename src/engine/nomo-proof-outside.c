#include "config.h"

#include "nomo-proof-private.h"

#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-salla-error.h"
#include "nomo-scratch.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define OTHERS 077 /* what a group and everybody may do */

/* One of several files: the records, their log, the lock. */
static guint
check_file (NomoProof *proof, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *island = nomo_text_isolate_ltr (shown);
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return 0;
  if ((status.st_mode & OTHERS) != 0)
    _nomo_proof_add (proof, NOMO_PROOF_FILES,
                     /* Translators: %s is a file. */
                     g_strdup_printf (_ ("Others than its owner may read %s. Take that away (chmod 600)."), island));
  return 1;
}

static void
check_folder (NomoProof *proof, const char *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *island = nomo_text_isolate_ltr (shown);
  GStatBuf status;

  if (g_stat (folder, &status) == 0 && (status.st_mode & OTHERS) != 0)
    _nomo_proof_add (
        proof, NOMO_PROOF_FILES,
        /* Translators: %s is a folder. */
        g_strdup_printf (_ ("Others than its owner may enter the folder %s. Take that away (chmod 700)."), island));
}

/* All files of a store begin with its number. */
static guint
check_all_files (NomoProof *proof, const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_str_has_prefix (name, prefix))
      n += check_file (proof, path);
  }
  return n;
}

/*
 * _nomo_proof_check_files:
 * @self: a store that is being proved
 *
 * Looks at who may read the store's files.
 */
void
_nomo_proof_check_files (NomoProving *self)
{
  const char *path = nomo_store_get_path (self->store);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *prefix = g_strndup (name, strlen (name) - strlen ("db"));
  guint n = check_all_files (self->proof, folder, prefix);
  g_autofree char *count = nomo_format_int (n);

  check_folder (self->proof, folder);
  if (n == 0)
    _nomo_proof_set (self->proof, NOMO_PROOF_FILES, NOMO_PROOF_UNCHECKED,
                     g_strdup (_ ("The folder of the files cannot be read.")));
  else if (self->proof->items[NOMO_PROOF_FILES].n_details > 0)
    _nomo_proof_set (self->proof, NOMO_PROOF_FILES, NOMO_PROOF_WRONG,
                     g_strdup (_ ("Others than you can get at the store’s files.")));
  else
    _nomo_proof_set (self->proof, NOMO_PROOF_FILES, NOMO_PROOF_SOUND,
                     /* Translators: %s is a number. */
                     g_strdup_printf (_ ("Only your account can read the store’s files and enter their folder. "
                                         "Files: %s."),
                                      count));
}

static char *
dup_backup_name (const NomoProving *self)
{
  g_autofree char *name = g_path_get_basename (self->backup);
  g_autofree char *shown = g_filename_display_name (name);

  return nomo_text_isolate_ltr (shown);
}

static gboolean
is_of_store (const NomoProving *self, const NomoBackupLabel *label)
{
  g_autofree char *name = g_path_get_basename (nomo_store_get_path (self->store));

  for (guint i = 0; label->kind == NOMO_BACKUP_STORE && i < label->files->len; i++)
    if (g_str_equal (((const NomoBackupFile *) label->files->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

static void
add_damage (NomoProof *proof, const NomoBackupReport *report)
{
  for (guint i = 0; i < report->damage->len; i++)
    _nomo_proof_add (proof, NOMO_PROOF_BACKUP,
                     nomo_backup_report_dup_words (report, &g_array_index (report->damage, NomoSealedDamage, i)));
  for (guint i = 0; i < report->problems->len; i++)
    _nomo_proof_add (proof, NOMO_PROOF_BACKUP, g_strdup (report->problems->pdata[i]));
}

static void
take_report (NomoProving *self, const NomoBackupReport *report)
{
  const NomoBackupLabel *label = report->label;
  g_autofree char *name = dup_backup_name (self);
  g_autofree char *made = label != NULL ? nomo_format_moment (label->made_at, self->proof->zone) : NULL;
  g_autofree char *records = nomo_format_int (label != NULL ? nomo_backup_label_count_records (label) : 0);

  add_damage (self->proof, report);
  if (!nomo_backup_report_is_whole (report))
    _nomo_proof_set (self->proof, NOMO_PROOF_BACKUP, NOMO_PROOF_WRONG,
                     /* Translators: %s is a file. */
                     g_strdup_printf (_ ("The backup %s is damaged. Make a new one."), name));
  else if (!is_of_store (self, label))
    _nomo_proof_set (self->proof, NOMO_PROOF_BACKUP, NOMO_PROOF_WRONG,
                     /* Translators: %s is a file. */
                     g_strdup_printf (_ ("The backup %s is of another store."), name));
  else
    _nomo_proof_set (
        self->proof, NOMO_PROOF_BACKUP, NOMO_PROOF_SOUND,
        /* Translators: 1 is a file, 2 a moment, 3 a number. */
        g_strdup_printf (_ ("The backup %1$s opens and is whole. Made on %2$s; records: %3$s."), name, made, records));
}

/* Whether another passphrase would open it, nobody knows. */
static void
take_backup_failure (NomoProving *self, const GError *failure)
{
  gboolean locked = g_error_matches (failure, NOMO_CORE_ERROR, NOMO_CORE_ERROR_PASSPHRASE);
  g_autofree char *name = dup_backup_name (self);

  _nomo_proof_set (self->proof, NOMO_PROOF_BACKUP, locked ? NOMO_PROOF_UNCHECKED : NOMO_PROOF_WRONG,
                   /* Translators: %s is a file. */
                   g_strdup_printf (_ ("The backup %s does not open."), name));
  _nomo_proof_add (self->proof, NOMO_PROOF_BACKUP, nomo_words_sentence (failure, FALSE));
}

static NomoBackupReport *
read_backup (NomoProving *self, GError **error)
{
  g_autoptr (GPtrArray) scratches = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_scratch_free);
  g_autoptr (GInputStream) stream = nomo_backup_open (self->backup, error);
  g_autofree char *folder = g_path_get_dirname (nomo_store_get_path (self->store));

  return stream != NULL
             ? nomo_backup_read (stream, self->passphrase, folder, scratches, &self->read, self->cancellable, error)
             : NULL;
}

/*
 * _nomo_proof_check_backup:
 * @self: a store that is being proved
 * @error: return location
 *
 * Opens the backup that was named, if one was.
 *
 * Returns: %FALSE only when it was cancelled
 */
gboolean
_nomo_proof_check_backup (NomoProving *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (NomoBackupReport) report = NULL;

  if (self->backup == NULL) {
    _nomo_proof_set (self->proof, NOMO_PROOF_BACKUP, NOMO_PROOF_UNCHECKED, g_strdup (_ ("No backup was named.")));
    return TRUE;
  }
  report = read_backup (self, &failure);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (report != NULL)
    take_report (self, report);
  else
    take_backup_failure (self, failure);
  return TRUE;
}

static void
set_sign_in (NomoProving *self, NomoProofState state, char *sentence)
{
  _nomo_proof_set (self->proof, NOMO_PROOF_SIGN_IN, state, sentence);
}

static void
take_working (NomoProving *self)
{
  const NomoProofSignIn *sign_in = &self->sign_in;
  g_autofree char *expires = nomo_format_moment (sign_in->expires, self->proof->zone);
  g_autofree char *due = nomo_format_moment (sign_in->due, self->proof->zone);

  if (sign_in->state == NOMO_TOKENS_LAST)
    set_sign_in (self, NOMO_PROOF_WRONG,
                 /* Translators: %s is a moment. */
                 g_strdup_printf (_ ("It works until %s and is not renewed. Reconnect before then."), expires));
  else if (sign_in->error != NULL)
    set_sign_in (self, NOMO_PROOF_WRONG,
                 /* Translators: %s is a moment. */
                 g_strdup_printf (_ ("It works until %s, but could not be kept."), expires));
  else
    set_sign_in (self, NOMO_PROOF_SOUND,
                 /* Translators: both are moments. */
                 g_strdup_printf (_ ("It belongs to this device and to this folder, works until %1$s and renews by "
                                     "itself from %2$s on."),
                                  expires, due));
}

static void
take_none (NomoProving *self)
{
  const GError *error = self->sign_in.error;

  if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING) ||
      g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED))
    set_sign_in (self, NOMO_PROOF_UNCHECKED, g_strdup (_ ("The keyring does not give it out.")));
  else if (error == NULL || g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NO_SIGN_IN) ||
           g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_RESTORED))
    set_sign_in (self, NOMO_PROOF_UNNEEDED,
                 g_strdup (_ ("There is none on this device: the store can be read, and is not synced.")));
  else
    set_sign_in (self, NOMO_PROOF_WRONG, g_strdup (_ ("It cannot be used.")));
}

static void
take_relay (NomoProving *self)
{
  g_autofree char *host = nomo_text_isolate_ltr (self->sign_in.relay);

  set_sign_in (self, NOMO_PROOF_UNNEEDED,
               /* Translators: %s is the name of a server. */
               g_strdup_printf (_ ("The relay %s looks after this store and keeps its sign-in."), host));
}

static void
take_ended (NomoProving *self)
{
  g_autofree char *expires = nomo_format_moment (self->sign_in.expires, self->proof->zone);

  set_sign_in (self, NOMO_PROOF_WRONG,
               self->sign_in.expires > 0
                   /* Translators: %s is a moment. */
                   ? g_strdup_printf (_ ("It does not work any more; it was to end on %s. Reconnect."), expires)
                   : g_strdup (_ ("It does not work any more. Reconnect.")));
}

/*
 * _nomo_proof_check_sign_in:
 * @self: a store that is being proved
 *
 * Words how the sign-in stood when the check began. Salla is not asked.
 */
void
_nomo_proof_check_sign_in (NomoProving *self)
{
  const NomoProofSignIn *sign_in = &self->sign_in;

  if (sign_in->relay != NULL) {
    take_relay (self);
    return;
  }
  if (sign_in->state == NOMO_TOKENS_NONE)
    take_none (self);
  else if (sign_in->state == NOMO_TOKENS_ENDED)
    take_ended (self);
  else
    take_working (self);
  if (sign_in->error != NULL && self->proof->items[NOMO_PROOF_SIGN_IN].state != NOMO_PROOF_UNNEEDED)
    _nomo_proof_add (self->proof, NOMO_PROOF_SIGN_IN, nomo_words_sentence (sign_in->error, FALSE));
}
