#include "config.h"

#include "nomo-job.h"
#include "nomo-last-words.h"
#include "nomo-run-mark.h"
#include "nomo-run-trace.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHILD   "--child"
#define PHONE   "+966 50 123 4567"
#define NAME    "Noura"
#define SECRET  "ory_at_planted"
#define JOB     "Getting the store’s records"
#define THREAD  "a-thread"
#define PROGRAM "test-core-run-mark"

/* The sanitizers leave these signals to the program. */
#define NO_HANDLERS \
  "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:detect_leaks=0:intercept_tls_get_addr=0"

typedef struct {
  char *directory;
  char *folder;
} Fixture;

/* --- what the programs that die do --- */

static void
check_something (const char *name)
{
  g_return_if_fail (name != NULL);
}

static gpointer
die_in_thread (gpointer data)
{
  raise (SIGSEGV);
  return NULL;
}

static int G_GNUC_NO_INLINE
run_over (int depth)
{
  volatile char frame[4096];

  if (depth == G_MAXINT)
    return 0;
  frame[0] = (char) depth;
  frame[4095] = (char) run_over (depth + 1);
  return frame[0] + frame[4095];
}

static void
die (const char *how)
{
  if (g_str_equal (how, "segv"))
    raise (SIGSEGV);
  if (g_str_equal (how, "abort"))
    abort ();
  if (g_str_equal (how, "error"))
    g_error ("%s is at %s", NAME, PHONE);
  if (g_str_equal (how, "thread"))
    g_thread_join (g_thread_new (THREAD, die_in_thread, NULL));
  if (g_str_equal (how, "overflow"))
    exit (run_over (0));
  if (g_str_equal (how, "display"))
    g_log ("Gdk", G_LOG_LEVEL_MESSAGE, "Error 32 (Broken pipe) dispatching to Wayland display.");
}

static int
run_child (const char *how, const char *folder)
{
  NomoRunMark *mark;
  NomoJob *done, *job;

  nomo_last_words_watch_log ();
  mark = nomo_run_mark_begin (folder, "nomo-test", NULL);
  if (mark == NULL)
    return 3;
  done = nomo_job_new ("Trying the coupon");
  job = nomo_job_new (JOB);
  nomo_job_finish (done);
  g_warning ("%s is at %s with %s", NAME, PHONE, SECRET);
  g_warning ("%s is at %s with %s", NAME, PHONE, SECRET);
  check_something (NULL);
  die (how);
  if (g_str_equal (how, "wait")) {
    puts ("ready");
    fflush (stdout);
    for (;;)
      pause ();
  }
  if (!g_str_equal (how, "display"))
    nomo_run_mark_end (mark);
  g_object_unref (done);
  g_object_unref (job);
  return 0;
}

/* --- what becomes of it --- */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("nomo-run-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->directory, "state", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "run", "crash", "crash-told" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

    g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->directory);
}

static GSubprocess *
start (Fixture *fixture, const char *how)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", NO_HANDLERS, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  child = g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", CHILD, how, fixture->folder, NULL);
  g_assert_no_error (error);
  return child;
}

static void
assert_dies (Fixture *fixture, const char *how, int number)
{
  g_autoptr (GSubprocess) child = start (fixture, how);

  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, number);
}

static GSubprocess *
start_and_wait_until_ready (Fixture *fixture)
{
  GSubprocess *child = start (fixture, "wait");
  char answer[6] = "";

  g_input_stream_read_all (g_subprocess_get_stdout_pipe (child), answer, 5, NULL, NULL, NULL);
  g_assert_cmpstr (answer, ==, "ready");
  return child;
}

static void
kill_it (GSubprocess *child)
{
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  g_object_unref (child);
}

/* What the next start finds. */
static NomoRunTrace *
start_anew (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  NomoRunMark *mark = nomo_run_mark_begin (fixture->folder, "nomo-test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (mark);
  nomo_run_mark_end (mark);
  return nomo_run_trace_load (fixture->folder);
}

static gboolean
has (const GPtrArray *lines, const char *start)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_has_prefix (lines->pdata[i], start))
      return TRUE;
  return FALSE;
}

static char *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static guint
mode_of (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_mode & 0777;
}

static void
test_in_order (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "run", NULL);
  NomoRunMark *mark = nomo_run_mark_begin (fixture->folder, "nomo-test", NULL);

  g_assert_nonnull (mark);
  g_assert_cmpuint (mode_of (fixture->folder, "."), ==, 0700);
  g_assert_cmpuint (mode_of (fixture->folder, "run"), ==, 0600);
  nomo_run_mark_end (mark);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (start_anew (fixture));
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRunTrace) trace = NULL;

  kill_it (start_and_wait_until_ready (fixture));
  trace = start_anew (fixture);
  g_assert_nonnull (trace);
  g_assert_cmpint (trace->end, ==, NOMO_RUN_KILLED);
  g_assert_false (trace->is_told);
  g_assert_cmpint (trace->signal, ==, 0);
  g_assert_cmpint (trace->ended, ==, 0);
  g_assert_cmpstr (trace->version, ==, NOMO_VERSION);
  g_assert_cmpuint (trace->frames->len, ==, 0);
  g_assert_cmpuint (mode_of (fixture->folder, "crash"), ==, 0600);
}

/* Another program that lives is nobody to tell of, and keeps its mark. */
static void
test_beside (Fixture *fixture, gconstpointer data)
{
  GSubprocess *child = start_and_wait_until_ready (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRunTrace) trace = NULL;

  g_assert_null (nomo_run_mark_begin (fixture->folder, "nomo-test", &error));
  g_assert_no_error (error);
  g_assert_null (nomo_run_trace_load (fixture->folder));
  kill_it (child);
  trace = start_anew (fixture);
  g_assert_nonnull (trace);
}

static void
test_told (Fixture *fixture, gconstpointer data)
{
  NomoRunTrace *trace;

  for (guint times = 1; times <= 2; times++) {
    kill_it (start_and_wait_until_ready (fixture));
    trace = start_anew (fixture);
    g_assert_cmpuint (trace->times, ==, times);
    nomo_run_trace_free (trace);
  }
  nomo_run_trace_set_told (fixture->folder);
  trace = start_anew (fixture);
  g_assert_true (trace->is_told);
  nomo_run_trace_free (trace);
  kill_it (start_and_wait_until_ready (fixture));
  trace = start_anew (fixture);
  g_assert_false (trace->is_told);
  g_assert_cmpuint (trace->times, ==, 1);
  nomo_run_trace_free (trace);
}

static void
assert_holds_nothing_personal (const char *text)
{
  g_assert_null (strstr (text, NAME));
  g_assert_null (strstr (text, PHONE));
  g_assert_null (strstr (text, SECRET));
  g_assert_null (strchr (text, '/'));
}

static void
assert_last_words (Fixture *fixture, const char *how, int number)
{
  g_autoptr (NomoRunTrace) trace = NULL;
  g_autofree char *text = NULL;

  assert_dies (fixture, how, number);
  trace = start_anew (fixture);
  text = read_file (fixture, "crash");
  assert_holds_nothing_personal (text);
  g_assert_cmpint (trace->end, ==, NOMO_RUN_CRASHED);
  g_assert_cmpint (trace->signal, ==, number);
  g_assert_cmpint (trace->ended, >=, trace->began);
  g_assert_cmpuint (trace->jobs->len, ==, 1);
  g_assert_true (has (trace->jobs, JOB));
  g_assert_true (has (trace->complaints, "2 warning nomo "));
  g_assert_true (has (trace->complaints, "1 critical nomo check_something"));
  g_assert_true (has (trace->frames, PROGRAM "+0x"));
}

static void
test_last_words (Fixture *fixture, gconstpointer data)
{
  assert_last_words (fixture, "segv", SIGSEGV);
  assert_last_words (fixture, "abort", SIGABRT);
  assert_last_words (fixture, "error", SIGTRAP);
  assert_last_words (fixture, "overflow", SIGSEGV);
}

static void
test_in_thread (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRunTrace) trace = NULL;

  assert_last_words (fixture, "thread", SIGSEGV);
  trace = nomo_run_trace_load (fixture->folder);
  g_assert_cmpstr (trace->thread, ==, THREAD);
}

/* A log-out takes the display away from a program that was not asked to end. */
static void
test_display_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) child = start (fixture, "display");
  g_autoptr (NomoRunTrace) trace = NULL;

  g_subprocess_wait (child, NULL, NULL);
  trace = start_anew (fixture);
  g_assert_cmpint (trace->end, ==, NOMO_RUN_LEFT);
  g_assert_true (trace->is_told);
}

/* A power cut is nothing that the program did. */
static void
test_other_boot (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "run", NULL);
  g_autoptr (NomoRunTrace) trace = NULL;
  char *boot;
  g_autofree char *text = NULL;

  kill_it (start_and_wait_until_ready (fixture));
  text = read_file (fixture, "run");
  boot = strstr (text, "boot ");
  g_assert_nonnull (boot);
  boot[5] = boot[5] == '0' ? '1' : '0';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  trace = start_anew (fixture);
  g_assert_cmpint (trace->end, ==, NOMO_RUN_LEFT);
  g_assert_true (trace->is_told);
}

/* Whatever is cut off or spoiled, the program starts. */
static void
test_spoiled (void)
{
  static const char good[] =
      "program nomo-test\nversion 1\nbegan 1795832800\nboot b\nsignal 11\nat 1795832900\njob A\n"
      "complaint 1 warning nomo \naddress 1010\nfiles\n1000-2000 r-xp 00000000 fd:01 1 /usr/bin/a\n";

  for (gsize length = 0; length < sizeof good; length++) {
    g_autofree char *cut = g_strndup (good, length);
    g_autoptr (NomoRunTrace) trace = nomo_run_trace_read (cut, "b");
    g_autofree char *spoiled = g_strdup (good);
    g_autoptr (NomoRunTrace) other = NULL;

    spoiled[length > 0 ? length - 1 : 0] ^= 0x55;
    other = nomo_run_trace_read (spoiled, "b");
    g_assert_true (trace != NULL || length < strlen ("program nomo-test\nversion 1\nbegan 1"));
  }
}

/* Where in a file it was is counted from the file's beginning in memory, as addr2line(1) wants it. */
static void
test_offsets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRunTrace) trace =
      nomo_run_trace_read ("program a\nversion 1\nbegan 1\naddress 7f0000003010\naddress 5\nfiles\n"
                           "7f0000001000-7f0000002000 r--p 00000000 fd:01 1    /srv/noura/lib/liba.so.1\n"
                           "7f0000003000-7f0000004000 r-xp 00001000 fd:01 1    /srv/noura/lib/liba.so.1\n",
                           NULL);

  g_assert_cmpuint (trace->frames->len, ==, 2);
  g_assert_cmpstr (trace->frames->pdata[0], ==, "liba.so.1+0x2010");
  g_assert_cmpstr (trace->frames->pdata[1], ==, "?");
  g_mkdir (fixture->folder, 0700);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/run-mark/in-order", test_in_order },
    { "/run-mark/killed", test_killed },
    { "/run-mark/beside", test_beside },
    { "/run-mark/told", test_told },
    { "/run-mark/last-words", test_last_words },
    { "/run-mark/in-thread", test_in_thread },
    { "/run-mark/display-gone", test_display_gone },
    { "/run-mark/other-boot", test_other_boot },
    { "/run-mark/offsets", test_offsets },
  };

  if (argc == 4 && g_str_equal (argv[1], CHILD))
    return run_child (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/run-mark/spoiled", test_spoiled);
  return g_test_run ();
}
