#include "config.h"

#include "nomo-cli.h"
#include "nomo-locale.h"
#include "nomo-shop.h"
#include "nomo-upgrade-progress.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>

/* A store that is brought up faster than this needs no words. */
#define UPGRADE_PATIENCE_US G_USEC_PER_SEC

static const struct {
  const char *name;
  int (*run) (NomoCli *self, int argc, char **argv);
  const char *summary; /* N_() */
} verbs[] = {
  { "connect", nomo_cli_connect, N_ ("Connect a store: sign in at Salla through the browser") },
  { "sync", nomo_cli_sync, N_ ("Bring the store’s records up to date") },
  { "status", nomo_cli_status, N_ ("Tell how the stores and their sign-ins stand, without asking Salla") },
  { "list", nomo_cli_list, N_ ("List records, such as orders or customers") },
  { "show", nomo_cli_show, N_ ("Show everything of a record") },
  { "search", nomo_cli_search, N_ ("Find records by words, numbers or phones") },
  { "export", nomo_cli_export, N_ ("Write records as CSV or JSON") },
  { "import", nomo_cli_import, N_ ("Make and change records from a CSV") },
  { "coupons", nomo_cli_coupons, N_ ("Try, list and make coupons and batches of codes") },
  { "history", nomo_cli_history, N_ ("Tell who changed what in a record") },
  { "outbox", nomo_cli_outbox, N_ ("Tell what waits to be sent to Salla, try it again or discard it") },
  { "repairs", nomo_cli_repairs, N_ ("Tell what comparisons with Salla have put right") },
  { "undo", nomo_cli_undo, N_ ("Take back a change or an import") },
  { "erase", nomo_cli_erase, N_ ("Erase a person for ever") },
  { "check", nomo_cli_check, N_ ("Check that the records are sound") },
  { "backup", nomo_cli_backup, N_ ("Write an encrypted backup of a store") },
  { "verify", nomo_cli_verify, N_ ("Check that a backup is whole") },
  { "drill", nomo_cli_drill, N_ ("Try restoring a backup, without changing anything") },
  { "restore", nomo_cli_restore, N_ ("Put a store back from a backup") },
  { "report", nomo_cli_report, N_ ("Write a report for support, without personal data and without secrets") },
};

static void
print_help (void)
{
  printf ("%s\n\n", _ ("Usage: nomo [--data DIR] [--store ID] [--json] VERB [OPTIONS]"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    printf ("  %-9s %s\n", verbs[i].name, _ (verbs[i].summary));
  printf ("\n%s\n\n", _ ("“nomo VERB --help” explains a verb."));
  printf ("%s\n", _ ("Exit codes:"));
  printf ("  0  %s\n", _ ("all went well"));
  printf ("  1  %s\n", _ ("it failed, or the check found problems"));
  printf ("  2  %s\n", _ ("the command line was not understood"));
  printf ("  3  %s\n", _ ("no store is connected, or its sign-in is gone"));
  printf ("  4  %s\n", _ ("Salla cannot be reached"));
  printf ("  5  %s\n", _ ("another process runs the sync of the store"));
  printf ("  6  %s\n", _ ("a relay looks after the store"));
}

static int
run_verb (NomoCli *self, int argc, char **argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++) {
    if (g_str_equal (argv[0], verbs[i].name))
      return verbs[i].run (self, argc, argv);
  }
  return nomo_cli_usage (_ ("There is no verb “%s”. “nomo --help” lists them."), argv[0]);
}

static int
run (NomoCli *self, int argc, char **argv)
{
  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))) {
    print_help ();
    return NOMO_EXIT_OK;
  }
  if (!nomo_cli_parse (self, NULL, NULL, NULL, &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc < 2)
    return nomo_cli_usage ("%s", _ ("Say what to do. “nomo --help” lists the verbs."));
  return run_verb (self, argc - 1, argv + 1);
}

/* Also where JSON is asked for, as that goes elsewhere. */
static void
tell_upgrade (guint done, gpointer data)
{
  gint64 *begun = data;

  if (done == 0)
    *begun = g_get_monotonic_time ();
  if (*begun == 0 || done == NOMO_UPGRADE_WHOLE || g_get_monotonic_time () - *begun < UPGRADE_PATIENCE_US)
    return;
  *begun = 0;
  g_printerr ("nomo: %s\n",
              _ ("The store is being brought up to this version of Nomo Flow, which takes a while. Nothing is "
                 "lost if it is interrupted."));
}

int
main (int argc, char **argv)
{
  g_autofree char *usual_dir = nomo_shop_default_dir ();
  gint64 upgrade_begun = 0;
  NomoCli self = { .data_dir = usual_dir };
  int code;

  /* A file that may not grow is an error of whoever writes to it, not the end of the program. */
  signal (SIGXFSZ, SIG_IGN);
  nomo_locale_init (NULL);
  g_set_prgname ("nomo");
  nomo_upgrade_set_teller (tell_upgrade, &upgrade_begun);
  code = run (&self, argc, argv);
  nomo_upgrade_set_teller (NULL, NULL);
  /* An option replaces what stood there without freeing it. */
  if (self.data_dir != usual_dir)
    g_free (self.data_dir);
  g_free (self.merchant);
  return code;
}
