#include "config.h"

#include "nomo-run-mark.h"

#include "nomo-last-words.h"
#include "nomo-run-trace.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK "run"
/* Each time another program took the mark away between two looks. */
#define MOST_TRIES 10
#define MOST_SIZE  (4 * 1024 * 1024)

/* The file is locked as long as its program lives. The system lets go of the lock with the last breath of the program, whatever
 * that dies of, so that a mark without a lock is of the dead: a process id would be given to another program by and by, and means
 * another one inside of a sandbox. */
struct _NomoRunMark {
  char *path;
  int descriptor;
};

/**
 * nomo_run_mark_dup_folder:
 *
 * Returns: (transfer full): where the runs of this person's programs leave their marks
 */
char *
nomo_run_mark_dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "nomo-flow", NULL);
}

static NomoRunMark *
fail (const char *path, GError **error)
{
  int number = errno;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", path, g_strerror (number));
  return NULL;
}

static char *
read_boot (void)
{
  char *text = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
    return g_strdup ("unknown");
  return g_strstrip (text);
}

/* Of a file that was taken away meanwhile nobody else would know. */
static gboolean
is_in_place (int descriptor, const char *path)
{
  struct stat ours, theirs;

  return fstat (descriptor, &ours) == 0 && stat (path, &theirs) == 0 && ours.st_ino == theirs.st_ino &&
         ours.st_dev == theirs.st_dev;
}

/* -1 when it cannot be opened, or, with EWOULDBLOCK, is another program's. */
static int
open_locked (const char *path)
{
  for (guint i = 0; i < MOST_TRIES; i++) {
    int descriptor = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    int number;

    if (descriptor < 0)
      return -1;
    if (flock (descriptor, LOCK_EX | LOCK_NB) == 0 && is_in_place (descriptor, path))
      return descriptor;
    number = errno;
    close (descriptor);
    errno = number;
    if (number == EWOULDBLOCK)
      return -1;
  }
  return -1;
}

static void
keep_trace (int descriptor, const char *folder, const char *boot)
{
  g_autoptr (NomoRunTrace) trace = NULL;
  g_autoptr (NomoRunTrace) before = NULL;
  g_autofree char *text = NULL;
  struct stat status;
  gssize length;

  if (fstat (descriptor, &status) != 0 || status.st_size == 0)
    return;
  text = g_malloc0 ((gsize) MIN (status.st_size, MOST_SIZE) + 1);
  length = pread (descriptor, text, (gsize) MIN (status.st_size, MOST_SIZE), 0);
  trace = length > 0 ? nomo_run_trace_read (text, boot) : NULL;
  if (trace == NULL)
    return;
  before = nomo_run_trace_load (folder);
  if (before != NULL && !before->is_told)
    trace->times = before->times + 1;
  /* A full disk loses the trace, and nothing else. */
  nomo_run_trace_keep (trace, folder, NULL);
}

static gboolean
write_mark (int descriptor, const char *program, const char *boot)
{
  g_autofree char *text = g_strdup_printf ("program %s\nversion %s\nbegan %" G_GINT64_FORMAT "\nboot %s\n", program,
                                           NOMO_VERSION, g_get_real_time () / G_USEC_PER_SEC, boot);

  return ftruncate (descriptor, 0) == 0 && write (descriptor, text, strlen (text)) == (gssize) strlen (text);
}

/**
 * nomo_run_mark_begin:
 * @folder: where it leaves its mark; made when it is not there
 * @program: such as `nomo-flow`
 * @error: return location
 *
 * Marks that a program runs, and keeps what a run left behind that did not end in order, see nomo_run_trace_load(). If the
 * program dies of itself it says there what it died of. Blocks for as long as it takes to write a small file, without waiting for
 * the disk: a mark is for programs that die, and who lost its computer is told nothing.
 *
 * Returns: (transfer full) (nullable): the mark; %NULL without @error when another program has it, which is told of alone then
 */
NomoRunMark *
nomo_run_mark_begin (const char *folder, const char *program, GError **error)
{
  g_autofree char *path = g_build_filename (folder, MARK, NULL);
  g_autofree char *boot = read_boot ();
  NomoRunMark *self;
  int descriptor;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (folder, error);
  descriptor = open_locked (path);
  if (descriptor < 0)
    return errno == EWOULDBLOCK ? NULL : fail (path, error);
  keep_trace (descriptor, folder, boot);
  if (!write_mark (descriptor, program, boot)) {
    fail (path, error);
    close (descriptor);
    return NULL;
  }
  self = g_new0 (NomoRunMark, 1);
  *self = (NomoRunMark) { g_steal_pointer (&path), descriptor };
  nomo_last_words_catch (descriptor);
  return self;
}

/**
 * nomo_run_mark_end:
 * @self: (transfer full): a mark
 *
 * Takes the mark away: the program has ended in order.
 */
void
nomo_run_mark_end (NomoRunMark *self)
{
  nomo_last_words_let_go ();
  g_unlink (self->path);
  close (self->descriptor);
  g_free (self->path);
  g_free (self);
}
