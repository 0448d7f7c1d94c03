#include "config.h"

#include "nomo-calendar.h"
#include "nomo-cli-coupons.h"
#include "nomo-clock.h"
#include "nomo-coupon-draft.h"
#include "nomo-coupon.h"
#include "nomo-error.h"
#include "nomo-field-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define SECOND_MS 1000

static gboolean
is_code (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return *text != '\0';
}

static gboolean
set_code (NomoRecordBuilder *builder, const NomoRecord *draft, const char *code, GError **error)
{
  const char *drafted = nomo_record_get_text (draft, COUPON_CODE);

  if (nomo_record_get_int (draft, COUPON_IS_GROUP) != 0)
    return TRUE;
  if (code == NULL && g_strcmp0 (drafted, NOMO_COUPON_DRAFT_CODE) == 0)
    return nomo_cli_coupon_refuse (error, "--code", _ ("the draft has no code, so say one."));
  if (!is_code (code != NULL ? code : drafted))
    return nomo_cli_coupon_refuse (error, "--code", _ ("a code has letters and digits only."));
  if (code != NULL)
    nomo_builder_set_text (builder, COUPON_CODE, code);
  return TRUE;
}

/* Until the end of its last day; Salla takes none that ends today. */
static gboolean
set_days (NomoRecordBuilder *builder, const NomoCliCouponOptions *options, GError **error)
{
  GTimeZone *zone = nomo_calendar_riyadh ();
  int today = nomo_day_of (nomo_clock_now (), zone);
  int start = today, expiry = today;

  if (options->expiry == NULL)
    return nomo_cli_coupon_refuse (error, "--expiry", _ ("say the last day, such as 2026-10-31."));
  if (!nomo_cli_coupon_read_day ("--expiry", options->expiry, TRUE, &expiry, error) ||
      !nomo_cli_coupon_read_day ("--start", options->start, FALSE, &start, error))
    return FALSE;
  if (expiry <= today)
    return nomo_cli_coupon_refuse (error, "--expiry", _ ("tomorrow is the earliest that Salla takes."));
  nomo_builder_set_int (builder, COUPON_EXPIRY, nomo_day_start (expiry + 1, zone) - SECOND_MS);
  if (options->start != NULL)
    nomo_builder_set_int (builder, COUPON_START, nomo_day_start (start, zone));
  return TRUE;
}

/**
 * nomo_cli_coupon_make:
 * @store: the store
 * @options: what was said of it; without a draft nothing is made
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a coupon that keeps the rules and has no number yet
 */
NomoRecord *
nomo_cli_coupon_make (NomoStore *store, const NomoCliCouponOptions *options, GError **error)
{
  g_autofree char *meta = nomo_store_dup_meta (store, "currency");
  g_autoptr (NomoRecord) draft =
      nomo_cli_coupon_read_draft (options->draft, meta != NULL ? meta : NOMO_USUAL_CURRENCY, error);
  g_autoptr (NomoRecordBuilder) builder = NULL;

  if (draft == NULL)
    return NULL;
  builder = nomo_coupon_build_like (draft);
  if (nomo_record_is_null (draft, COUPON_STATUS))
    nomo_builder_set_text (builder, COUPON_STATUS, "active");
  if (!set_code (builder, draft, options->code, error) || !set_days (builder, options, error))
    return NULL;
  return nomo_builder_end (g_steal_pointer (&builder));
}

static void
print_created (NomoCli *cli, const NomoRecord *coupon, gint64 id, const char *commit)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  const char *code = nomo_record_get_text (coupon, COUPON_CODE);
  const char *name = code != NULL ? code : nomo_record_get_text (coupon, COUPON_GROUP_NAME);

  json_object_set_string_member (object, "coupon", number);
  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "commit", commit);
  if (cli->json)
    nomo_cli_print_json (object);
  else
    /* Translators: 1 is the code of a coupon, 2 the id of a change. */
    printf (_ ("Coupon %1$s is made. “nomo undo %2$s” takes it back.\n"), name, commit);
}

static int
create (NomoCli *cli, const NomoCliCouponOptions *options, const char *actor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoRecord) coupon = store != NULL ? nomo_cli_coupon_make (store, options, &error) : NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (NomoCommit) commit = nomo_commit_new (actor, id);
  NomoCommitResult result;

  if (coupon == NULL)
    return nomo_cli_coupon_say_refused (cli, error);
  nomo_commit_put (commit, coupon);
  if (!nomo_store_commit (store, commit, &result, &error))
    return nomo_cli_coupon_say_refused (cli, error);
  print_created (cli, coupon, result.first_id, id);
  return NOMO_EXIT_OK;
}

int
nomo_cli_coupons_create (NomoCli *self, int argc, char **argv)
{
  NomoCliCouponOptions options = { 0 };
  g_autofree char *actor = NULL;
  const GOptionEntry entries[] = {
    { "draft", 0, 0, G_OPTION_ARG_FILENAME, &options.draft,
      N_ ("JSON file with a coupon as “nomo show coupon ID --json” writes it, or a part of one"), N_ ("FILE") },
    { "code", 0, 0, G_OPTION_ARG_STRING, &options.code, N_ ("The code, in place of the draft’s"), N_ ("CODE") },
    { "start", 0, 0, G_OPTION_ARG_STRING, &options.start, N_ ("First day (at once)"), N_ ("DATE") },
    { "expiry", 0, 0, G_OPTION_ARG_STRING, &options.expiry, N_ ("Last day"), N_ ("DATE") },
    { "actor", 0, 0, G_OPTION_ARG_STRING, &actor, N_ ("Who writes, as the history tells it (me)"), N_ ("NAME") },
    { NULL },
  };
  int code = NOMO_EXIT_USAGE;

  if (!nomo_cli_parse (self, "coupons create",
                       _ ("Make a coupon from a draft that “nomo coupons simulate --draft” has tried: "
                          "“nomo coupons create --draft eid.json --code EID15 --expiry 2026-10-31”"),
                       entries, &argc, &argv))
    code = NOMO_EXIT_USAGE;
  else if (argc > 1)
    nomo_cli_usage (_ ("“%s” is too much."), argv[1]);
  else if (options.draft == NULL)
    nomo_cli_usage ("%s", _ ("Say which draft: --draft FILE"));
  else
    code = create (self, &options, actor != NULL ? actor : "me");
  g_free (options.draft);
  g_free (options.code);
  g_free (options.start);
  g_free (options.expiry);
  return code;
}

/* The same as “nomo list coupons”, where whoever thinks of coupons looks for it. */
int
nomo_cli_coupons_list (NomoCli *self, int argc, char **argv)
{
  g_autofree char **whole = g_new0 (char *, (gsize) argc + 2);

  whole[0] = argv[0];
  whole[1] = (char *) "coupons";
  for (int i = 1; i < argc; i++)
    whole[i + 1] = argv[i];
  return nomo_cli_list (self, argc + 1, whole);
}
