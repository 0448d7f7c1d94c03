#include "config.h"

#include "nomo-last-words.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define MOST_FRAMES     64
#define MOST_JOBS       16
#define MOST_COMPLAINTS 64
#define STACK_SIZE      (64 * 1024)
/* Longer than this nothing of it takes; whoever still waits for a lock then would wait for ever. */
#define MOST_SECONDS 10

/*
 * What a message of a library or of ours is about is not kept: it may name a customer, a file of the person at this computer, or
 * what somebody typed, and a name cannot be told from other words. Who complained, how badly and how often is kept; of a failed
 * check, whose text is a piece of source, also in which function.
 */
typedef struct {
  char domain[24];
  char function[64];
  char level[12];
  guint count;
} Complaint;

static const int fatal_signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP };

static int note = -1;
static int dying;
static const char *jobs[MOST_JOBS];
static Complaint complaints[MOST_COMPLAINTS];
static guint n_complaints; /* ever */
static GMutex complaints_mutex;
static char stack[STACK_SIZE];

/* From here on to on_signal() only what a signal handler may do. */

static void
put_bytes (const char *bytes, gsize size)
{
  while (size > 0) {
    gssize written = write (note, bytes, size);

    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return;
    bytes += written;
    size -= (gsize) written;
  }
}

static void
put_text (const char *text)
{
  put_bytes (text, strlen (text));
}

static void
put_number (guint64 number, guint base)
{
  char digits[24];
  char *first = digits + sizeof digits;

  do
    *--first = "0123456789abcdef"[number % base];
  while ((number /= base) > 0);
  put_bytes (first, (gsize) (digits + sizeof digits - first));
}

static void
put_line (const char *key, const char *text)
{
  put_text (key);
  put_text (" ");
  put_text (text);
  put_text ("\n");
}

static void
put_number_line (const char *key, guint64 number, guint base)
{
  put_text (key);
  put_text (" ");
  put_number (number, base);
  put_text ("\n");
}

static void
put_thread (void)
{
  char name[17] = "";

  prctl (PR_GET_NAME, name);
  put_line ("thread", name);
}

static void
put_jobs (void)
{
  for (guint i = 0; i < MOST_JOBS; i++) {
    const char *title = __atomic_load_n (&jobs[i], __ATOMIC_ACQUIRE);

    if (title != NULL)
      put_line ("job", title);
  }
}

static void
put_complaint (const Complaint *complaint)
{
  put_text ("complaint ");
  put_number (complaint->count, 10);
  put_text (" ");
  put_text (complaint->level);
  put_text (" ");
  put_text (complaint->domain);
  put_text (" ");
  put_text (complaint->function);
  put_text ("\n");
}

static void
put_complaints (void)
{
  guint n = n_complaints;

  for (guint i = n > MOST_COMPLAINTS ? n - MOST_COMPLAINTS : 0; i < n; i++)
    put_complaint (&complaints[i % MOST_COMPLAINTS]);
}

/* Which file a place in memory is of is looked up by the next start, from the list of files that follows: to ask the linker
 * here could wait for a lock that this very thread holds. */
static void
put_addresses (void)
{
  void *frames[MOST_FRAMES];
  int n = backtrace (frames, MOST_FRAMES);

  for (int i = 0; i < n; i++)
    put_number_line ("address", (guint64) (gsize) frames[i], 16);
}

static void
put_files (void)
{
  char bytes[4096];
  int maps = open ("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  gssize n;

  put_text ("files\n");
  while (maps >= 0 && ((n = read (maps, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR)))
    if (n > 0)
      put_bytes (bytes, (gsize) n);
  if (maps >= 0)
    close (maps);
}

/* The signal is raised once more and does, as this returns, what it does without a handler: a core file, or a debugger. */
static void
on_signal (int number)
{
  struct timespec now = { 0 };

  while (__atomic_exchange_n (&dying, 1, __ATOMIC_ACQ_REL) != 0)
    pause ();
  signal (SIGALRM, SIG_DFL);
  alarm (MOST_SECONDS);
  clock_gettime (CLOCK_REALTIME, &now);
  put_number_line ("signal", (guint64) number, 10);
  put_number_line ("at", (guint64) now.tv_sec, 10);
  put_thread ();
  put_jobs ();
  put_complaints ();
  put_addresses ();
  put_files ();
  signal (number, SIG_DFL);
  raise (number);
}

/* A stack that ran over has no room for a handler. */
static void
make_room (void)
{
  stack_t present;
  stack_t ours = { .ss_sp = stack, .ss_size = sizeof stack };

  if (sigaltstack (NULL, &present) == 0 && (present.ss_flags & SS_DISABLE) != 0)
    sigaltstack (&ours, NULL);
}

/* Whoever was there first, as the sanitizers are, keeps a signal. */
static void
catch_signal (int number)
{
  struct sigaction present;
  struct sigaction ours = { .sa_handler = on_signal, .sa_flags = SA_ONSTACK };

  if (sigaction (number, NULL, &present) != 0 || present.sa_handler != SIG_DFL)
    return;
  sigemptyset (&ours.sa_mask);
  for (guint i = 0; i < G_N_ELEMENTS (fatal_signals); i++)
    sigaddset (&ours.sa_mask, fatal_signals[i]);
  sigaction (number, &ours, NULL);
}

/**
 * nomo_last_words_catch:
 * @descriptor: a file to write to
 *
 * From here on a program that dies of itself says there what it died of and what it was at: lines of a word, a blank and the
 * rest, then the files in its memory as proc(5) lists them.
 */
void
nomo_last_words_catch (int descriptor)
{
  void *frames[2];

  /* Its first call loads a library. */
  backtrace (frames, G_N_ELEMENTS (frames));
  note = descriptor;
  make_room ();
  for (guint i = 0; i < G_N_ELEMENTS (fatal_signals); i++)
    catch_signal (fatal_signals[i]);
}

/**
 * nomo_last_words_let_go:
 *
 * Undoes nomo_last_words_catch().
 */
void
nomo_last_words_let_go (void)
{
  struct sigaction present;

  for (guint i = 0; i < G_N_ELEMENTS (fatal_signals); i++)
    if (sigaction (fatal_signals[i], NULL, &present) == 0 && present.sa_handler == on_signal)
      signal (fatal_signals[i], SIG_DFL);
  note = -1;
}

/**
 * nomo_last_words_begin_job:
 * @title_msgid: what is being done, as nomo_job_new() is given it
 *
 * What runs belongs to the last words. Of many jobs at once the later ones are left out.
 */
void
nomo_last_words_begin_job (const char *title_msgid)
{
  const char *title = g_intern_string (title_msgid);

  for (guint i = 0; i < MOST_JOBS; i++)
    if (g_atomic_pointer_compare_and_exchange (&jobs[i], NULL, title))
      return;
}

/**
 * nomo_last_words_end_job:
 * @title_msgid: as it was begun
 */
void
nomo_last_words_end_job (const char *title_msgid)
{
  const char *title = g_intern_string (title_msgid);

  for (guint i = 0; i < MOST_JOBS; i++)
    if (g_atomic_pointer_compare_and_exchange (&jobs[i], title, NULL))
      return;
}

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, key) == 0 && fields[i].length < 0)
      return fields[i].value;
  return "";
}

/* Of "gtk_label_set_text: assertion 'GTK_IS_LABEL (self)' failed" the first word. */
static gsize
measure_function (const char *message)
{
  gsize length = strspn (message, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

  if (length == 0 || !g_str_has_prefix (message + length, ": assertion '") || !g_str_has_suffix (message, "' failed"))
    return 0;
  return length;
}

static const char *
name_level (GLogLevelFlags level)
{
  if ((level & G_LOG_LEVEL_ERROR) != 0)
    return "error";
  return (level & G_LOG_LEVEL_CRITICAL) != 0 ? "critical" : "warning";
}

static gboolean
is_same (const Complaint *one, const Complaint *other)
{
  return strcmp (one->domain, other->domain) == 0 && strcmp (one->function, other->function) == 0 &&
         strcmp (one->level, other->level) == 0;
}

static void
keep_complaint (GLogLevelFlags level, const char *domain, const char *message)
{
  Complaint complaint = { .count = 1 };
  Complaint *last;

  g_strlcpy (complaint.domain, *domain != '\0' ? domain : "-", sizeof complaint.domain);
  g_strlcpy (complaint.level, name_level (level), sizeof complaint.level);
  g_strlcpy (complaint.function, message, MIN (sizeof complaint.function, measure_function (message) + 1));
  g_mutex_lock (&complaints_mutex);
  last = n_complaints > 0 ? &complaints[(n_complaints - 1) % MOST_COMPLAINTS] : NULL;
  if (last != NULL && is_same (last, &complaint))
    last->count++;
  else
    complaints[n_complaints++ % MOST_COMPLAINTS] = complaint;
  g_mutex_unlock (&complaints_mutex);
}

/* What GDK says, in English always, before it ends the program because there is no display any more: as at a log-out, where
 * the program is not asked. */
static gboolean
is_display_gone (const char *domain, const char *message)
{
  static const char *const parts[] = { "lost the connection to the display", "Fatal IO error",
                                       "Lost connection to Wayland", "Wayland display" };

  if (strcmp (domain, "Gdk") != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (message, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  const char *message = find_field (fields, n_fields, "MESSAGE");

  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    keep_complaint (level, domain, message);
  if (note >= 0 && is_display_gone (domain, message))
    put_text ("display gone\n");
  return g_log_writer_default (level, fields, n_fields, data);
}

/**
 * nomo_last_words_watch_log:
 *
 * Has the last words tell who warned before them. Once in a program, before anything is logged.
 */
void
nomo_last_words_watch_log (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}
