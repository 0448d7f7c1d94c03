#include "config.h"

#include "nomo-cli.h"
#include "nomo-engine-error.h"
#include "nomo-new-file.h"
#include "nomo-run-mark.h"
#include "nomo-support-report.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static gboolean
save (const char *path, const char *report, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (NomoNewFile) file = nomo_new_file_open (path, &failure);

  if (file != NULL &&
      g_output_stream_write_all (nomo_new_file_get_stream (file), report, strlen (report), NULL, NULL, &failure) &&
      nomo_new_file_keep (file, &failure))
    return TRUE;
  g_propagate_error (error, nomo_engine_error_new_output (failure));
  return FALSE;
}

static void
print (NomoCli *self, const char *report, const char *path)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *shown = path != NULL ? nomo_text_isolate_ltr (path) : NULL;

  if (self->json) {
    json_object_set_string_member (object, path != NULL ? "file" : "report", path != NULL ? path : report);
    nomo_cli_print_json (object);
  } else if (path != NULL) {
    /* Translators: %s is a path. */
    printf (_ ("The report is in %s.\n"), shown);
  } else {
    fputs (report, stdout);
  }
}

int
nomo_cli_report (NomoCli *self, int argc, char **argv)
{
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_ ("Save it as this file"), N_ ("FILE") },
    { NULL },
  };
  g_autofree char *folder = nomo_run_mark_dup_folder ();
  g_autofree char *report = NULL;
  g_autoptr (GError) error = NULL;
  NomoSupportFacts facts = { .program = "nomo", .state_dir = folder };

  if (!nomo_cli_parse (self, "report", _ ("Write a report for support, without personal data and without secrets"),
                       entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc > 1)
    return nomo_cli_usage (_ ("“%s” is too much."), argv[1]);
  facts.data_dir = self->data_dir;
  report = nomo_support_report_make (&facts, NULL);
  if (path != NULL && !save (path, report, &error))
    return nomo_cli_fail (self, error);
  print (self, report, path);
  return NOMO_EXIT_OK;
}
