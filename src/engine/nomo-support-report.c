#include "config.h"

#include "nomo-support-report.h"

#include "nomo-glance.h"
#include "nomo-locale.h"
#include "nomo-machine.h"
#include "nomo-run-trace.h"
#include "nomo-shop.h"
#include "nomo-support-hide.h"
#include "nomo-support-store.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <openssl/crypto.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unicode/uversion.h>

#define MOST_WORD 60
#define MIB       (G_GINT64_CONSTANT (1024) * 1024)

static char *
word_moment (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M UTC") : g_strdup ("?");
}

/* A variable of the environment may hold anything; as a rule it is a short word. */
static const char *
get_word (const char *variable)
{
  const char *word = g_getenv (variable);
  gsize length = word != NULL ? strlen (word) : 0;

  if (length == 0)
    return "not known";
  if (length > MOST_WORD ||
      strspn (word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:._-") != length)
    return "unusual";
  return word;
}

static const char *
word_sandbox (void)
{
  if (nomo_machine_is_sandbox ())
    return "Flatpak";
  return g_getenv ("SNAP") != NULL ? "Snap" : "none";
}

/* How much exactly would tell one computer from others. */
static const char *
word_space (const char *folder)
{
  g_autofree char *parent = g_strdup (folder);
  struct statvfs status;
  gint64 free_bytes;

  while (statvfs (parent, &status) != 0) {
    char *above = g_path_get_dirname (parent);

    if (g_str_equal (above, parent)) {
      g_free (above);
      return "not known";
    }
    g_free (parent);
    parent = above;
  }
  free_bytes = (gint64) status.f_bavail * (gint64) status.f_frsize;
  if (free_bytes < 100 * MIB)
    return "less than 100 MiB";
  if (free_bytes < 1024 * MIB)
    return "100 MiB to 1 GiB";
  return free_bytes < 10 * 1024 * MIB ? "1 to 10 GiB" : "more than 10 GiB";
}

static void
write_program (GString *text, const NomoSupportFacts *facts)
{
  UVersionInfo icu;
  char icu_version[U_MAX_VERSION_STRING_LENGTH];

  u_getVersion (icu);
  u_versionToString (icu, icu_version);
  g_string_append_printf (text, "\nProgram\n  Nomo Flow %s (%s)\n", NOMO_VERSION, facts->program);
  if (facts->libraries != NULL)
    g_string_append_printf (text, "  %s\n", facts->libraries);
  g_string_append_printf (text, "  GLib %u.%u.%u, libsoup %u.%u.%u, JSON-GLib %s, SQLite %s, ICU %s, OpenSSL %s\n",
                          glib_major_version, glib_minor_version, glib_micro_version, soup_get_major_version (),
                          soup_get_minor_version (), soup_get_micro_version (), JSON_VERSION_S,
                          nomo_glance_get_library (), icu_version, OpenSSL_version (OPENSSL_VERSION_STRING));
  g_string_append_printf (text, "  Language: %s\n", nomo_locale_get_language ());
}

static void
write_system (GString *text, const NomoSupportFacts *facts)
{
  g_autofree char *name = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *usual = nomo_shop_default_dir ();
  struct utsname kernel = { 0 };

  uname (&kernel);
  g_string_append_printf (text, "\nSystem\n  %s, %s %s, %s\n", name != NULL ? name : "not known", kernel.sysname,
                          kernel.release, kernel.machine);
  g_string_append_printf (text, "  Desktop: %s, %s\n", get_word ("XDG_CURRENT_DESKTOP"), get_word ("XDG_SESSION_TYPE"));
  g_string_append_printf (text, "  Sandbox: %s\n", word_sandbox ());
  g_string_append_printf (text, "  Data: in %s folder, %s free\n",
                          g_str_equal (facts->data_dir, usual) ? "the usual" : "another", word_space (facts->data_dir));
}

static void
write_many (GString *text, const char *title, const GPtrArray *lines)
{
  if (lines->len > 0)
    g_string_append_printf (text, "  %s:\n", title);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "    %s\n", (const char *) lines->pdata[i]);
}

static char *
word_end (const NomoRunTrace *trace)
{
  switch (trace->end) {
  case NOMO_RUN_CRASHED:
    return g_strdup_printf ("died of %s (%d)", nomo_run_trace_name_signal (trace->signal), trace->signal);
  case NOMO_RUN_LEFT:
    return g_strdup ("the computer stopped, or the desktop went away");
  case NOMO_RUN_KILLED:
  default:
    return g_strdup ("ended from outside, as for lack of memory");
  }
}

static void
write_trace (GString *text, const NomoRunTrace *trace)
{
  g_autofree char *end = word_end (trace);
  g_autofree char *began = word_moment (trace->began);
  g_autofree char *ended = trace->ended > 0 ? word_moment (trace->ended) : g_strdup ("not known");

  g_string_append_printf (text, "  %s %s: %s\n  Began: %s\n  Ended: %s\n", trace->program, trace->version, end, began,
                          ended);
  if (trace->ended > 0)
    g_string_append_printf (text, "  Ran for: %d seconds\n", (int) CLAMP (trace->ended - trace->began, 0, 999999));
  if (trace->times > 1)
    g_string_append_printf (text, "  Times in a row: %u\n", trace->times);
  if (trace->thread != NULL)
    g_string_append_printf (text, "  Thread: %s\n", trace->thread);
  write_many (text, "Was busy with", trace->jobs);
  write_many (text, "Warnings before (how many, how bad, whose, in what)", trace->complaints);
  write_many (text, "Was at (the innermost first)", trace->frames);
}

static void
write_stores (GString *text, const char *data_dir, GCancellable *cancellable)
{
  g_auto (GStrv) merchants = nomo_shops_find (data_dir);

  if (merchants[0] == NULL)
    g_string_append (text, "\nStores\n  none\n");
  for (guint i = 0; merchants[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    nomo_support_store_write (text, i + 1, data_dir, merchants[i], cancellable);
}

/**
 * nomo_support_report_make:
 * @facts: what the report is about
 * @cancellable: (nullable): gives up, and leaves out what comes then
 *
 * Writes what helps whoever is asked for help: in English, for them, with a line in Arabic that says so. It says how the program,
 * the computer and the stores stand and how the last run died. It is made of what is counted and of words of ours; no name, no
 * contact, no amount, no number of a record or of a store, no secret and no path goes into it. Blocks.
 *
 * Returns: (transfer full): the report
 */
char *
nomo_support_report_make (const NomoSupportFacts *facts, GCancellable *cancellable)
{
  g_autoptr (GString) text =
      g_string_new ("تقرير للدعم الفني، بالإنجليزية لمن يساعدك\nNomo Flow: report for support\n");
  g_autoptr (NomoRunTrace) trace = nomo_run_trace_load (facts->state_dir);
  g_autofree char *now = word_moment (g_get_real_time () / G_USEC_PER_SEC);

  g_string_append_printf (text, "Written on %s, without personal data and without secrets\n", now);
  write_program (text, facts);
  write_system (text, facts);
  g_string_append (text, "\nLast unexpected end\n");
  if (trace != NULL)
    write_trace (text, trace);
  else
    g_string_append (text, "  none known\n");
  write_stores (text, facts->data_dir, cancellable);
  return nomo_support_hide (text->str);
}

typedef struct {
  char *program;
  char *libraries;
  char *data_dir;
  char *state_dir;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *facts = data;

  g_free (facts->program);
  g_free (facts->libraries);
  g_free (facts->data_dir);
  g_free (facts->state_dir);
  g_free (facts);
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Facts *copy = data;
  const NomoSupportFacts facts = { copy->program, copy->libraries, copy->data_dir, copy->state_dir };

  g_task_return_pointer (task, nomo_support_report_make (&facts, cancellable), g_free);
}

/**
 * nomo_support_report_make_async:
 * @facts: what the report is about
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Writes a report as nomo_support_report_make() does, without blocking.
 */
void
nomo_support_report_make_async (const NomoSupportFacts *facts, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Facts *copy = g_new (Facts, 1);

  *copy = (Facts) { g_strdup (facts->program), g_strdup (facts->libraries), g_strdup (facts->data_dir),
                    g_strdup (facts->state_dir) };
  g_task_set_source_tag (task, nomo_support_report_make_async);
  g_task_set_task_data (task, copy, facts_free);
  g_task_run_in_thread (task, make_thread);
}

/**
 * nomo_support_report_make_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the report
 */
char *
nomo_support_report_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
