#include "config.h"

#include "nomo-backup-words.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static char *
dup_path (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  return nomo_text_isolate_ltr (shown);
}

static char *
dup_moment (const NomoBackupLabel *label)
{
  return nomo_format_moment (label->made_at, nomo_calendar_riyadh ());
}

/**
 * nomo_backup_dup_written_words:
 * @report: what nomo_backup_write_finish() gave
 * @path: the backup's file
 *
 * Returns: (transfer full): what was written, a text of a few sentences
 */
char *
nomo_backup_dup_written_words (const NomoBackupReport *report, const char *path)
{
  gint64 count = nomo_backup_label_count_records (report->label);
  g_autofree char *number = nomo_format_int (count);
  g_autofree char *name = dup_path (path);
  g_autofree char *written = g_strdup_printf (
      /* Translators: 1 is a file, 2 a number. */
      ngettext ("The backup %1$s is written, with %2$s record. It was read back and is whole.",
                "The backup %1$s is written, with %2$s records. It was read back and is whole.", (gulong) count),
      name, number);

  return g_strconcat (written, "\n", _ ("Keep its passphrase: without it nobody can open the backup."), NULL);
}

static void
add_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
add_origin (GString *text, const NomoBackupLabel *label)
{
  gint64 count = nomo_backup_label_count_records (label);
  g_autofree char *number = nomo_format_int (count);
  g_autofree char *moment = dup_moment (label);
  /* Translators: 1 is a moment, 2 a number. */
  g_autofree char *line = g_strdup_printf (
      ngettext ("Made %1$s, with %2$s record.", "Made %1$s, with %2$s records.", (gulong) count), moment, number);

  add_line (text, line);
}

static void
add_damage (GString *text, const NomoBackupReport *report)
{
  for (guint i = 0; i < report->damage->len; i++) {
    g_autofree char *line = nomo_backup_report_dup_words (report, &g_array_index (report->damage, NomoSealedDamage, i));

    add_line (text, line);
  }
  for (guint i = 0; i < report->problems->len; i++)
    add_line (text, report->problems->pdata[i]);
}

static void
add_readable (GString *text, const NomoBackupReport *report)
{
  for (guint i = 0; report->label != NULL && i < report->label->files->len; i++) {
    g_autofree char *line = nomo_backup_report_dup_readable (report, report->label->files->pdata[i]);

    add_line (text, line);
  }
}

/**
 * nomo_backup_dup_findings:
 * @report: how a backup stands
 *
 * Returns: (transfer full): what it is, what of it is damaged and what can still be read, a line each
 */
char *
nomo_backup_dup_findings (const NomoBackupReport *report)
{
  GString *text = g_string_new (NULL);

  if (report->label != NULL)
    add_origin (text, report->label);
  else
    add_line (text, _ ("What it holds is not known any more: both places that say it are damaged."));
  if (!nomo_backup_report_is_whole (report)) {
    add_damage (text, report);
    add_readable (text, report);
  }
  return g_string_free (text, FALSE);
}

/**
 * nomo_backup_dup_report_words:
 * @report: how a backup stands
 *
 * Returns: (transfer full): what it is, and all that is wrong with it, a line each
 */
char *
nomo_backup_dup_report_words (const NomoBackupReport *report)
{
  g_autofree char *findings = nomo_backup_dup_findings (report);
  const char *verdict = _ ("The backup is damaged and cannot be restored.");

  if (nomo_backup_report_is_whole (report))
    verdict = _ ("The backup is whole.");
  else if (nomo_backup_report_is_restorable (report))
    verdict = _ ("The backup is damaged, but all that it holds can be restored. Make a new one.");
  return g_strconcat (findings, "\n", verdict, NULL);
}

/**
 * nomo_restored_dup_words:
 * @restored: what was put back
 *
 * Returns: (transfer full): what was put back and what was kept, a line each
 */
char *
nomo_restored_dup_words (const NomoRestored *restored)
{
  gint64 count = nomo_backup_label_count_records (restored->label);
  g_autofree char *number = nomo_format_int (count);
  g_autofree char *moment = dup_moment (restored->label);
  GString *text = g_string_new (NULL);

  g_string_printf (text,
                   /* Translators: 1 is a moment, 2 a number. */
                   ngettext ("The backup of %1$s is restored, with %2$s record.",
                             "The backup of %1$s is restored, with %2$s records.", (gulong) count),
                   moment, number);
  for (char **name = restored->kept_aside; *name != NULL; name++) {
    g_autofree char *path = dup_path (*name);

    g_string_append_c (text, '\n');
    /* Translators: %s is a file. */
    g_string_append_printf (text, _ ("What was there before is kept in %s."), path);
  }
  if (restored->is_damaged)
    add_line (text, _ ("The backup’s file is damaged where it holds no records. Make a new one."));
  return g_string_free (text, FALSE);
}

/**
 * nomo_restored_dup_sentence:
 * @restored: what was put back
 *
 * Returns: (transfer full): the same in passing: short, and without the names of files
 */
char *
nomo_restored_dup_sentence (const NomoRestored *restored)
{
  g_autofree char *moment = dup_moment (restored->label);

  if (restored->is_damaged)
    return g_strdup (_ ("The backup is restored, but its file is damaged. Make a new one."));
  if (restored->kept_aside[0] != NULL)
    return g_strdup (_ ("The backup is restored. What was there before is kept."));
  /* Translators: %s is a moment. */
  return g_strdup_printf (_ ("The backup of %s is restored."), moment);
}
