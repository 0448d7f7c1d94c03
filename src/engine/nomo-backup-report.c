#include "config.h"

#include "nomo-backup-report.h"

#include "nomo-format.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/**
 * nomo_backup_report_new:
 * @reader: what reads a backup, unlocked
 * @size: how many bytes the backup has
 *
 * Returns: (transfer full): a report without any findings yet
 */
NomoBackupReport *
nomo_backup_report_new (NomoSealedReader *reader, guint64 size)
{
  NomoBackupReport *self = g_new0 (NomoBackupReport, 1);
  const char *text = nomo_sealed_reader_get_label (reader);

  self->label = text != NULL ? nomo_backup_label_read (text) : NULL;
  self->size = size;
  self->n_blocks = nomo_sealed_reader_count_data (reader) + 2;
  self->block_size = nomo_sealed_reader_get_block_size (reader);
  self->damage = g_array_new (FALSE, FALSE, sizeof (NomoSealedDamage));
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * nomo_backup_report_free:
 * @self: (transfer full): a report
 */
void
nomo_backup_report_free (NomoBackupReport *self)
{
  g_clear_pointer (&self->label, nomo_backup_label_free);
  g_array_unref (self->damage);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * nomo_backup_report_is_whole:
 * @self: a report
 *
 * Returns: whether all of the backup is what was written, and its files are sound
 */
gboolean
nomo_backup_report_is_whole (const NomoBackupReport *self)
{
  return self->label != NULL && self->damage->len == 0 && self->problems->len == 0;
}

/* How many bytes of @file are in blocks that are damaged in this way. */
static guint64
measure (const NomoBackupReport *self, const NomoSealedDamage *damage, const NomoBackupFile *file)
{
  guint64 from, to;

  if (damage->part != NOMO_SEALED_PART_BLOCK || damage->number == 0)
    return 0;
  from = MAX ((damage->number - 1) * self->block_size, file->from);
  to = MIN (damage->last * self->block_size, file->from + file->size);
  return to > from ? to - from : 0;
}

/**
 * nomo_backup_report_touches:
 * @self: a report
 * @damage: one of its damages
 * @file: one of its label's files
 *
 * Returns: whether some of @file is where the damage is
 */
gboolean
nomo_backup_report_touches (const NomoBackupReport *self, const NomoSealedDamage *damage, const NomoBackupFile *file)
{
  return measure (self, damage, file) > 0;
}

/**
 * nomo_backup_report_count_readable:
 * @self: a report
 * @file: one of its label's files
 *
 * Returns: how many bytes of @file can still be read
 */
guint64
nomo_backup_report_count_readable (const NomoBackupReport *self, const NomoBackupFile *file)
{
  guint64 size = file->size;

  for (guint i = 0; i < self->damage->len; i++)
    size -= measure (self, &g_array_index (self->damage, NomoSealedDamage, i), file);
  return size;
}

/**
 * nomo_backup_report_is_restorable:
 * @self: a report
 *
 * Returns: whether all of its files are what was written, and sound: then what is damaged of the backup is only what says where
 *   it begins and ends
 */
gboolean
nomo_backup_report_is_restorable (const NomoBackupReport *self)
{
  if (self->label == NULL || self->problems->len > 0)
    return FALSE;
  for (guint i = 0; i < self->label->files->len; i++) {
    const NomoBackupFile *file = self->label->files->pdata[i];

    if (nomo_backup_report_count_readable (self, file) < file->size)
      return FALSE;
  }
  return TRUE;
}

static char *
dup_number (guint64 number)
{
  return nomo_format_int ((gint64) number);
}

static void
add_files (const NomoBackupReport *self, const NomoSealedDamage *damage, GString *words)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; self->label != NULL && i < self->label->files->len; i++) {
    const NomoBackupFile *file = self->label->files->pdata[i];
    g_autofree char *name = nomo_text_isolate_ltr (file->name);

    if (nomo_backup_report_touches (self, damage, file))
      /* Translators: what stands between the names of a list. */
      g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "", name);
  }
  if (names->len > 0) {
    g_string_append_c (words, ' ');
    /* Translators: %s is the name of a file, or several. */
    g_string_append_printf (words, _ ("Some of %s was there."), names->str);
  }
}

static char *
word_block (const NomoSealedDamage *damage, const char *from, const char *to)
{
  g_autofree char *number = dup_number (damage->number);
  g_autofree char *last = dup_number (damage->last);

  if (damage->is_missing && damage->last > damage->number)
    /* Translators: 1 and 2 are numbers of blocks, 3 and 4 of bytes. */
    return g_strdup_printf (_ ("Blocks %1$s to %2$s, bytes %3$s to %4$s: missing, the file ends too early."), number,
                            last, from, to);
  if (damage->is_missing)
    /* Translators: 1 is the number of a block, 2 and 3 of bytes. */
    return g_strdup_printf (_ ("Block %1$s, bytes %2$s to %3$s: missing, the file ends too early."), number, from, to);
  /* Translators: 1 is the number of a block, 2 and 3 of bytes. */
  return g_strdup_printf (_ ("Block %1$s, bytes %2$s to %3$s: not what was written there."), number, from, to);
}

/**
 * nomo_backup_report_dup_words:
 * @self: a report
 * @damage: one of its damages
 *
 * Returns: (transfer full): what is damaged, which bytes of the backup that are, and of which file in it
 */
char *
nomo_backup_report_dup_words (const NomoBackupReport *self, const NomoSealedDamage *damage)
{
  g_autofree char *from = dup_number (damage->from);
  g_autofree char *to = dup_number (damage->to - 1);
  GString *words = g_string_new (NULL);
  g_autofree char *block = NULL;

  switch (damage->part) {
  case NOMO_SEALED_PART_HEADER:
    /* Translators: 1 and 2 are numbers of bytes. */
    g_string_append_printf (words, _ ("Beginning, bytes %1$s to %2$s: damaged; its copy at the end was used."), from,
                            to);
    break;
  case NOMO_SEALED_PART_TAIL:
    g_string_append_printf (words,
                            damage->is_missing
                                /* Translators: 1 and 2 are numbers of bytes. */
                                ? _ ("End, bytes %1$s to %2$s: missing, the file ends too early.")
                                /* Translators: 1 and 2 are numbers of bytes. */
                                : _ ("End, bytes %1$s to %2$s: not what was written there."),
                            from, to);
    break;
  case NOMO_SEALED_PART_EXCESS:
    /* Translators: 1 and 2 are numbers of bytes. */
    g_string_append_printf (words, _ ("Behind the end, bytes %1$s to %2$s: they do not belong to the backup."), from,
                            to);
    break;
  case NOMO_SEALED_PART_BLOCK:
  default:
    block = word_block (damage, from, to);
    g_string_append (words, block);
    add_files (self, damage, words);
  }
  return g_string_free (words, FALSE);
}

/**
 * nomo_backup_report_dup_readable:
 * @self: a report
 * @file: one of its label's files
 *
 * Returns: (transfer full): how much of @file can still be read, a sentence
 */
char *
nomo_backup_report_dup_readable (const NomoBackupReport *self, const NomoBackupFile *file)
{
  guint64 readable = nomo_backup_report_count_readable (self, file);
  g_autofree char *name = nomo_text_isolate_ltr (file->name);
  g_autofree char *some = dup_number (readable);
  g_autofree char *all = dup_number (file->size);

  if (readable == file->size)
    /* Translators: 1 is the name of a file, 2 a number. */
    return g_strdup_printf (_ ("%1$s: all %2$s bytes can be read."), name, all);
  /* Translators: 1 is the name of a file, 2 and 3 are numbers. */
  return g_strdup_printf (_ ("%1$s: %2$s of %3$s bytes can still be read."), name, some, all);
}
