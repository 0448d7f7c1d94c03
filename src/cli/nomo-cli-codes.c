#include "config.h"

#include "nomo-cli-codes.h"

#include "nomo-batch.h"
#include "nomo-cli-coupons.h"
#include "nomo-cli-records.h"
#include "nomo-code-batch.h"
#include "nomo-coupon.h"
#include "nomo-format.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define USAGE                                                                                                     \
  "nomo coupons codes make --name NAME --count N --like COUPON | list [BATCH] | export BATCH | import BATCH FILE" \
  " | pause BATCH | resume BATCH | complete BATCH"

#define USUAL_LENGTH 8
#define MINUTE_S     60
#define HOUR_S       3600

typedef struct {
  NomoCliCouponOptions coupon;
  char *name;
  char *like;
  char *letters;
  char *prefix;
  char *output;
  char *separator;
  char *actor;
  int count;
  int length;
  gboolean check;
  gboolean speakable;
  gboolean group;
  gboolean leaks;
  gboolean dry_run;
} Options;

static void
clear (Options *options)
{
  g_free (options->coupon.draft);
  g_free (options->coupon.start);
  g_free (options->coupon.expiry);
  g_free (options->name);
  g_free (options->like);
  g_free (options->letters);
  g_free (options->prefix);
  g_free (options->output);
  g_free (options->separator);
  g_free (options->actor);
}

static const char *
get_actor (const Options *self)
{
  return self->actor != NULL ? self->actor : "me";
}

static char *
word_seconds (gint64 seconds)
{
  gint64 minutes = (seconds + MINUTE_S - 1) / MINUTE_S;
  gint64 hours = (seconds + HOUR_S - 1) / HOUR_S;
  g_autofree char *figure = nomo_format_int (seconds < 2 * HOUR_S ? minutes : hours);

  if (seconds == 0)
    return g_strdup (_ ("Salla’s limit lets them be sent at once."));
  if (seconds < 2 * HOUR_S)
    return g_strdup_printf (ngettext ("Salla’s limit lets them be sent within %s minute.",
                                      "Salla’s limit lets them be sent within %s minutes.", (gulong) minutes),
                            figure);
  return g_strdup_printf (ngettext ("Salla’s limit lets them be sent within %s hour.",
                                    "Salla’s limit lets them be sent within %s hours.", (gulong) hours),
                          figure);
}

/* Said before anything is made, for who does not want to wait so long. */
static void
print_estimate (NomoCli *cli, NomoStore *store, gint64 requests)
{
  g_autofree char *plan = nomo_store_dup_meta (store, "plan");
  gint64 seconds = nomo_code_batch_get_seconds (requests, plan, NULL);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *words = word_seconds (seconds);

  json_object_set_int_member (object, "requests", requests);
  json_object_set_int_member (object, "seconds_to_send", seconds);
  if (cli->json)
    nomo_cli_print_json (object);
  else
    puts (words);
}

static void
advanced_cb (NomoJob *job, GParamSpec *pspec, gpointer data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *progress = json_object_new ();

  json_object_set_int_member (progress, "done", nomo_job_get_done (job));
  json_object_set_int_member (progress, "total", nomo_job_get_total (job));
  json_object_set_object_member (object, "progress", progress);
  nomo_cli_print_json (object);
}

static NomoJob *
begin_job (NomoCli *cli)
{
  NomoJob *job = nomo_job_new (N_ ("Codes"));

  if (cli->json)
    g_signal_connect (job, "notify::done", G_CALLBACK (advanced_cb), NULL);
  return job;
}

/* What is printed at the end, in the plural of a number: 1 is the number of the batch, 2 how many. */
typedef const char *(*Words) (gulong n);

static int
end (NomoCli *cli, NomoStore *store, GAsyncResult *result, Words get_words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *id = NULL;
  guint done = 0;
  gint64 batch = nomo_code_batch_finish (store, result, &done, &id, &error);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, batch);
  g_autofree char *figure = nomo_format_int (done);

  if (batch == 0)
    return nomo_cli_coupon_say_refused (cli, error);
  json_object_set_string_member (object, "batch", number);
  json_object_set_int_member (object, "coupons", done);
  json_object_set_string_member (object, "undo", id);
  if (cli->json) {
    nomo_cli_print_json (object);
    return NOMO_EXIT_OK;
  }
  printf (get_words (done), number, figure);
  if (id != NULL)
    /* Translators: %s is the id of an import. */
    printf (_ ("“nomo undo %s” takes it all back.\n"), id);
  return NOMO_EXIT_OK;
}

static const char *
word_made (gulong n)
{
  /* Translators: 1 is the number of a batch of codes, 2 how many. */
  return ngettext ("%2$s coupon is made, in batch %1$s.\n", "%2$s coupons are made, in batch %1$s.\n", n);
}

static const char *
word_there (gulong n)
{
  /* Translators: 1 is the number of a batch of codes, 2 how many. */
  return ngettext ("%2$s coupon is there, in batch %1$s.\n", "%2$s coupons are there, in batch %1$s.\n", n);
}

static const char *
word_resumed (gulong n)
{
  /* Translators: 1 is the number of a batch of codes, 2 how many. */
  return ngettext ("%2$s coupon of batch %1$s goes on.\n", "%2$s coupons of batch %1$s go on.\n", n);
}

static const char *
word_paused (gulong n)
{
  /* Translators: 1 is the number of a batch of codes, 2 how many. */
  return ngettext ("%2$s coupon of batch %1$s is paused.\n", "%2$s coupons of batch %1$s are paused.\n", n);
}

static gboolean
read_pattern (const Options *self, NomoCodePattern *pattern, GError **error)
{
  *pattern = (NomoCodePattern) {
    .alphabet = NOMO_CODES_MIXED,
    .prefix = self->prefix,
    .length = self->length > 0 ? (guint) self->length : USUAL_LENGTH,
    .check = self->check,
    .speakable = self->speakable,
  };
  if (self->letters == NULL || nomo_code_alphabet_parse (self->letters, &pattern->alphabet))
    return TRUE;
  return nomo_cli_coupon_refuse (error, "--letters", _ ("say arabic, latin, digits or mixed."));
}

static NomoRecord *
read_rules (const Options *self, NomoStore *store, GError **error)
{
  NomoCliCouponOptions coupon = self->coupon;

  if (self->like != NULL)
    return nomo_cli_read_record (store, nomo_coupon_entity (), self->like, error);
  /* Any will do, as each gets one of its own. */
  coupon.code = (char *) "CODE";
  return nomo_cli_coupon_make (store, &coupon, error);
}

static int
make (const Options *self, NomoCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoRecord) rules = store != NULL ? read_rules (self, store, &error) : NULL;
  NomoCodeRequest request = { self->name, rules, { 0 }, self->group, (guint) MAX (self->count, 0) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoJob) job = begin_job (cli);

  if (rules == NULL || !read_pattern (self, &request.pattern, &error))
    return nomo_cli_coupon_say_refused (cli, error);
  print_estimate (cli, store, self->group ? 1 : request.count);
  nomo_code_batch_create_async (store, get_actor (self), &request, job, nomo_cli_keep_result, &result);
  return end (cli, store, nomo_cli_wait (&result), word_made);
}

static int
complete (const Options *self, NomoCli *cli, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoRecord) batch = store != NULL ? nomo_cli_codes_find_batch (store, text, &error) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoJob) job = begin_job (cli);

  if (batch == NULL)
    return nomo_cli_fail (cli, error);
  nomo_code_batch_resume_async (store, get_actor (self), nomo_record_get_id (batch), job, nomo_cli_keep_result,
                                &result);
  return end (cli, store, nomo_cli_wait (&result), word_there);
}

static int
turn (const Options *self, NomoCli *cli, const char *text, gboolean on)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoRecord) batch = store != NULL ? nomo_cli_codes_find_batch (store, text, &error) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoJob) job = begin_job (cli);

  if (batch == NULL)
    return nomo_cli_fail (cli, error);
  nomo_code_batch_switch_async (store, get_actor (self), nomo_record_get_id (batch), on, job, nomo_cli_keep_result,
                                &result);
  if (on)
    return end (cli, store, nomo_cli_wait (&result), word_resumed);
  return end (cli, store, nomo_cli_wait (&result), word_paused);
}

static int
run_make (const Options *self, NomoCli *cli, char **arguments)
{
  if (self->name == NULL || self->count <= 0)
    return nomo_cli_usage ("%s", _ ("Say what the batch is called and how many codes it has: --name NAME --count N"));
  if ((self->like != NULL) == (self->coupon.draft != NULL))
    return nomo_cli_usage ("%s", _ ("Say whose rules the codes have: --like COUPON, or --draft FILE --expiry DATE"));
  return make (self, cli);
}

static int
run_list (const Options *self, NomoCli *cli, char **arguments)
{
  return arguments[0] == NULL ? nomo_cli_codes_print_batches (cli)
                              : nomo_cli_codes_print (cli, arguments[0], self->leaks);
}

static int
run_export (const Options *self, NomoCli *cli, char **arguments)
{
  return nomo_cli_codes_export (cli, arguments[0], self->output, self->separator);
}

static int
run_import (const Options *self, NomoCli *cli, char **arguments)
{
  return nomo_cli_codes_import (cli, arguments[0], arguments[1], get_actor (self), self->dry_run);
}

static int
run_pause (const Options *self, NomoCli *cli, char **arguments)
{
  return turn (self, cli, arguments[0], FALSE);
}

static int
run_resume (const Options *self, NomoCli *cli, char **arguments)
{
  return turn (self, cli, arguments[0], TRUE);
}

static int
run_complete (const Options *self, NomoCli *cli, char **arguments)
{
  return complete (self, cli, arguments[0]);
}

static const struct {
  const char *name;
  int least; /* arguments */
  int most;
  int (*run) (const Options *self, NomoCli *cli, char **arguments);
} verbs[] = {
  { "make", 0, 0, run_make },         { "list", 0, 1, run_list },   { "export", 1, 1, run_export },
  { "import", 2, 2, run_import },     { "pause", 1, 1, run_pause }, { "resume", 1, 1, run_resume },
  { "complete", 1, 1, run_complete },
};

static int
run (const Options *self, NomoCli *cli, int argc, char **argv)
{
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++) {
    if (!g_str_equal (argv[1], verbs[i].name))
      continue;
    if (argc - 2 < verbs[i].least)
      break;
    if (argc - 2 > verbs[i].most)
      return nomo_cli_usage (_ ("“%s” is too much."), argv[2 + verbs[i].most]);
    return verbs[i].run (self, cli, argv + 2);
  }
  /* Translators: %s is a command line. */
  return nomo_cli_usage (_ ("Say what to do: %s"), USAGE);
}

int
nomo_cli_codes (NomoCli *self, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("What the batch is called"), N_ ("NAME") },
    { "count", 0, 0, G_OPTION_ARG_INT, &options.count, N_ ("Number of codes"), N_ ("N") },
    { "like", 0, 0, G_OPTION_ARG_STRING, &options.like, N_ ("The coupon whose rules they have"), N_ ("COUPON") },
    { "draft", 0, 0, G_OPTION_ARG_FILENAME, &options.coupon.draft,
      N_ ("JSON file with a coupon as “nomo show coupon ID --json” writes it, or a part of one"), N_ ("FILE") },
    { "start", 0, 0, G_OPTION_ARG_STRING, &options.coupon.start, N_ ("First day (at once)"), N_ ("DATE") },
    { "expiry", 0, 0, G_OPTION_ARG_STRING, &options.coupon.expiry, N_ ("Last day"), N_ ("DATE") },
    { "letters", 0, 0, G_OPTION_ARG_STRING, &options.letters, N_ ("arabic, latin, digits or mixed (mixed)"),
      N_ ("KIND") },
    { "length", 0, 0, G_OPTION_ARG_INT, &options.length, N_ ("Length after the prefix (8)"), N_ ("N") },
    { "prefix", 0, 0, G_OPTION_ARG_STRING, &options.prefix, N_ ("What all begin with; of a group, its suffix"),
      N_ ("TEXT") },
    { "check-letter", 0, 0, G_OPTION_ARG_NONE, &options.check,
      N_ ("End with a check letter, which catches typing mistakes"), NULL },
    { "speakable", 0, 0, G_OPTION_ARG_NONE, &options.speakable, N_ ("Let consonants and vowels take turns"), NULL },
    { "group", 0, 0, G_OPTION_ARG_NONE, &options.group, N_ ("One group of coupons, whose codes Salla makes"), NULL },
    { "leaks", 0, 0, G_OPTION_ARG_NONE, &options.leaks,
      N_ ("list: only codes used by somebody to whom they were not given"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("File to write, which is replaced once everything is written; else the output"), N_ ("FILE") },
    { "separator", 0, 0, G_OPTION_ARG_STRING, &options.separator,
      N_ ("comma, semicolon (as Excel wants it where it runs in Arabic) or tab"), N_ ("NAME") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Write nothing, only tell what would come of it"),
      NULL },
    { "actor", 0, 0, G_OPTION_ARG_STRING, &options.actor, N_ ("Who writes, as the history tells it (me)"),
      N_ ("NAME") },
    { NULL },
  };
  int code = NOMO_EXIT_USAGE;

  if (nomo_cli_parse (self, "coupons codes",
                      _ ("Make batches of single-use codes, list and pause them, and note to whom they were given: "
                         "“nomo coupons codes make --name Eid --count 500 --like EID15”, “nomo coupons codes import "
                         "Eid given.csv” (columns code and phone, e-mail or customer number)"),
                      entries, &argc, &argv))
    code = run (&options, self, argc, argv);
  clear (&options);
  return code;
}
