#include "config.h"

#include "nomo-calendar.h"
#include "nomo-cli-coupons.h"
#include "nomo-cli-records.h"
#include "nomo-cli-trial.h"
#include "nomo-clock.h"
#include "nomo-coupon-draft.h"
#include "nomo-coupon.h"
#include "nomo-field-words.h"
#include "nomo-money.h"
#include "nomo-payments.h"
#include "nomo-percent.h"

#include <glib/gi18n.h>
#include <string.h>

#define USAGE "nomo coupons simulate ID | --draft FILE | --percent N | --amount N | --free-shipping"

/* As long as nobody says from when on. */
#define USUAL_DAYS 90

typedef struct {
  char *draft;
  char *percent;
  char *amount;
  char *maximum;
  char *minimum;
  char *domain;
  char *place;
  char *margin;
  char *from;
  char *to;
  char **targets;
  char **methods;
  char **customers;
  int most_uses;
  int most_uses_each;
  gboolean free_shipping;
  gboolean exclude_sale;
  gboolean with_offers;
  gboolean each;
} Options;

static void
clear (Options *options)
{
  g_free (options->draft);
  g_free (options->percent);
  g_free (options->amount);
  g_free (options->maximum);
  g_free (options->minimum);
  g_free (options->domain);
  g_free (options->place);
  g_free (options->margin);
  g_free (options->from);
  g_free (options->to);
  g_strfreev (options->targets);
  g_strfreev (options->methods);
  g_strfreev (options->customers);
}

static gboolean
set_money (NomoRecordBuilder *builder, guint field, const char *option, const char *text, const char *currency,
           GError **error)
{
  g_autoptr (GError) reason = NULL;
  gint64 minor;

  if (text == NULL)
    return TRUE;
  if (!nomo_money_parse (text, currency, &minor, &reason))
    return nomo_cli_coupon_refuse (error, option, reason->message);
  nomo_builder_set_int (builder, field, minor);
  return TRUE;
}

static gboolean
read_percent (const char *option, const char *text, int *hundredths, GError **error)
{
  g_autoptr (GError) reason = NULL;

  return nomo_percent_parse (text, hundredths, &reason) || nomo_cli_coupon_refuse (error, option, reason->message);
}

/* Without either it takes nothing off the goods. */
static gboolean
set_discount (const Options *self, NomoRecordBuilder *builder, const char *currency, GError **error)
{
  int percent = 0;

  nomo_builder_set_text (builder, COUPON_TYPE, self->percent != NULL ? "percentage" : "fixed");
  if (self->percent == NULL) {
    nomo_builder_set_int (builder, COUPON_AMOUNT, 0);
    return set_money (builder, COUPON_AMOUNT, "--amount", self->amount, currency, error);
  }
  if (!read_percent ("--percent", self->percent, &percent, error))
    return FALSE;
  nomo_builder_set_int (builder, COUPON_PERCENT, MAX (percent, 0));
  return TRUE;
}

static gboolean
set_limits (const Options *self, NomoRecordBuilder *builder, GError **error)
{
  if (self->most_uses < 0)
    return nomo_cli_coupon_refuse (error, "--usage-limit", _ ("it must be a whole number, 0 for no limit."));
  if (self->most_uses_each < 0)
    return nomo_cli_coupon_refuse (error, "--usage-limit-per-customer",
                                   _ ("it must be a whole number, 0 for no limit."));
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, self->most_uses);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT_PER_USER, self->most_uses_each);
  return TRUE;
}

static gboolean
is_choice (const NomoChoice *choices, const char *key)
{
  for (; choices->key != NULL; choices++)
    if (g_str_equal (choices->key, key))
      return TRUE;
  return FALSE;
}

static gboolean
add_methods (const Options *self, NomoRecordBuilder *builder, GError **error)
{
  for (guint i = 0; self->methods != NULL && self->methods[i] != NULL; i++) {
    if (!is_choice (nomo_payment_methods, self->methods[i]))
      return nomo_cli_coupon_refuse (error, "--payment",
                                     _ ("there is no such payment method. Say for example mada, cod or bank."));
    nomo_builder_add_part (builder, COUPON_PART_PAYMENT_METHODS);
    nomo_builder_part_text (builder, COUPON_PART_PAYMENT_METHODS, COUPON_PAYMENT_METHOD, self->methods[i]);
  }
  return TRUE;
}

static gboolean
add_customers (const Options *self, NomoRecordBuilder *builder, GError **error)
{
  for (guint i = 0; self->customers != NULL && self->customers[i] != NULL; i++) {
    gint64 id;

    if (!g_ascii_string_to_signed (self->customers[i], 10, 1, G_MAXINT64, &id, NULL))
      return nomo_cli_coupon_refuse (error, "--customer", _ ("it must be the number of a customer."));
    nomo_builder_add_part (builder, COUPON_PART_CUSTOMERS);
    nomo_builder_part_int (builder, COUPON_PART_CUSTOMERS, COUPON_CUSTOMER, id);
  }
  return TRUE;
}

/* Whether the targets can be read says the coupon's own rule. */
static void
add_targets (const Options *self, NomoRecordBuilder *builder)
{
  for (guint i = 0; self->targets != NULL && self->targets[i] != NULL; i++) {
    nomo_builder_add_part (builder, COUPON_PART_TARGETS);
    nomo_builder_part_text (builder, COUPON_PART_TARGETS, COUPON_TARGET, self->targets[i]);
  }
}

static gboolean
set_place (const Options *self, NomoRecordBuilder *builder, GError **error)
{
  if (self->place == NULL)
    return TRUE;
  if (!is_choice (nomo_coupon_entity ()->fields[COUPON_APPLIED_IN].choices, self->place))
    return nomo_cli_coupon_refuse (error, "--place", _ ("say all, web or app."));
  nomo_builder_set_text (builder, COUPON_APPLIED_IN, self->place);
  return TRUE;
}

static NomoRecord *
make_coupon (const Options *self, const char *currency, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = nomo_record_build (nomo_coupon_entity (), 1);

  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, self->free_shipping);
  nomo_builder_set_int (builder, COUPON_EXCLUDE_SALE, self->exclude_sale);
  nomo_builder_set_int (builder, COUPON_WITH_OFFERS, self->with_offers);
  if (self->domain != NULL)
    nomo_builder_set_text (builder, COUPON_BENEFICIARY_DOMAIN, self->domain);
  add_targets (self, builder);
  if (!set_discount (self, builder, currency, error) ||
      !set_money (builder, COUPON_MAXIMUM, "--maximum", self->maximum, currency, error) ||
      !set_money (builder, COUPON_MINIMUM, "--minimum", self->minimum, currency, error) ||
      !set_limits (self, builder, error) || !set_place (self, builder, error) || !add_methods (self, builder, error) ||
      !add_customers (self, builder, error))
    return NULL;
  return nomo_coupon_draft_end (g_steal_pointer (&builder), currency, error);
}

static gboolean
read_days (const Options *self, NomoStretch *days, GError **error)
{
  days->to = nomo_day_of (nomo_clock_now (), nomo_calendar_riyadh ());
  if (!nomo_cli_coupon_read_day ("--to", self->to, TRUE, &days->to, error))
    return FALSE;
  days->from = days->to - USUAL_DAYS + 1;
  if (!nomo_cli_coupon_read_day ("--from", self->from, FALSE, &days->from, error))
    return FALSE;
  return days->from <= days->to || nomo_cli_coupon_refuse (error, "--from", _ ("it is after the end of the period."));
}

static int
simulate (const Options *self, NomoCli *cli, NomoStore *store, const char *id)
{
  g_autofree char *meta = nomo_store_dup_meta (store, "currency");
  const char *currency = meta != NULL ? meta : NOMO_USUAL_CURRENCY;
  NomoTrialRequest request = { .margin = NOMO_PERCENT_UNKNOWN };
  g_autoptr (NomoRecord) coupon = NULL;
  g_autoptr (NomoTrialReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (id != NULL)
    coupon = nomo_cli_read_record (store, nomo_coupon_entity (), id, &error);
  else if (self->draft != NULL)
    coupon = nomo_cli_coupon_read_draft (self->draft, currency, &error);
  else
    coupon = make_coupon (self, currency, &error);
  if (coupon == NULL || !read_days (self, &request.days, &error) ||
      !read_percent ("--margin", self->margin, &request.margin, &error))
    return nomo_cli_coupon_say_refused (cli, error);
  request.coupon = coupon;
  report = nomo_coupon_trial_run (store, currency, &request, self->each ? nomo_cli_trial_print_order : NULL, NULL, NULL,
                                  &error);
  if (report == NULL)
    return nomo_cli_fail (cli, error);
  nomo_cli_trial_print (cli, report);
  return NOMO_EXIT_OK;
}

static gboolean
says_discount (const Options *self)
{
  return self->percent != NULL || self->amount != NULL || self->free_shipping;
}

/* A coupon is named, or read from a file, or described. */
static int
check_options (const Options *self, const NomoCli *cli, const char *id)
{
  if ((id != NULL) + (self->draft != NULL) + says_discount (self) != 1)
    return nomo_cli_usage (_ ("Say one coupon: %s"), USAGE);
  if (self->percent != NULL && self->amount != NULL)
    return nomo_cli_usage ("%s", _ ("A coupon takes off a percentage or an amount, not both."));
  if (self->each && !cli->json)
    return nomo_cli_usage ("%s", _ ("--orders goes with --json."));
  return NOMO_EXIT_OK;
}

static int
run (const Options *self, NomoCli *cli, const char *id)
{
  g_autoptr (NomoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  int code = check_options (self, cli, id);

  if (code != NOMO_EXIT_OK)
    return code;
  store = nomo_cli_open_store (cli, &error);
  return store != NULL ? simulate (self, cli, store, id) : nomo_cli_fail (cli, error);
}

static int
simulate_verb (NomoCli *self, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "draft", 0, 0, G_OPTION_ARG_FILENAME, &options.draft,
      N_ ("JSON file with a coupon as “nomo show coupon ID --json” writes it, or a part of one"), N_ ("FILE") },
    { "percent", 0, 0, G_OPTION_ARG_STRING, &options.percent, N_ ("Take off so many percent"), N_ ("N") },
    { "amount", 0, 0, G_OPTION_ARG_STRING, &options.amount, N_ ("Take off a fixed amount"), N_ ("N") },
    { "maximum", 0, 0, G_OPTION_ARG_STRING, &options.maximum, N_ ("Most that a percentage takes off"), N_ ("N") },
    { "minimum", 0, 0, G_OPTION_ARG_STRING, &options.minimum, N_ ("Smallest basket"), N_ ("N") },
    { "free-shipping", 0, 0, G_OPTION_ARG_NONE, &options.free_shipping, N_ ("Free shipping"), NULL },
    { "without-reduced", 0, 0, G_OPTION_ARG_NONE, &options.exclude_sale, N_ ("Without reduced products"), NULL },
    { "with-offers", 0, 0, G_OPTION_ARG_NONE, &options.with_offers, N_ ("Together with special offers"), NULL },
    { "usage-limit", 0, 0, G_OPTION_ARG_INT, &options.most_uses, N_ ("Usage limit"), N_ ("N") },
    { "usage-limit-per-customer", 0, 0, G_OPTION_ARG_INT, &options.most_uses_each, N_ ("Usage limit per customer"),
      N_ ("N") },
    { "target", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.targets,
      N_ ("What it is for, such as include_category:100, exclude_product:200 or exclude_group:300; several times"),
      N_ ("KIND:ID") },
    { "payment", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.methods, N_ ("Only when paid so; several times"),
      N_ ("METHOD") },
    { "customer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.customers, N_ ("Only for this customer; several times"),
      N_ ("ID") },
    { "domain", 0, 0, G_OPTION_ARG_STRING, &options.domain, N_ ("Only for e-mail addresses of this domain"),
      N_ ("DOMAIN") },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_ ("all, web or app"), N_ ("PLACE") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("First day of the period (90 days up to its end)"),
      N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_ ("Last day of the period (today)"), N_ ("DATE") },
    { "margin", 0, 0, G_OPTION_ARG_STRING, &options.margin,
      N_ ("Share of sales that is profit where no cost is known, in percent"), N_ ("N") },
    { "orders", 0, 0, G_OPTION_ARG_NONE, &options.each, N_ ("Tell of each order first, one a line; with --json"),
      NULL },
    { NULL },
  };
  int code = NOMO_EXIT_USAGE;

  if (!nomo_cli_parse (self, "coupons",
                       _ ("Try a coupon on past orders, without changing anything: “nomo coupons simulate --percent 15 "
                          "--minimum 200”. “nomo coupons list”, “create”, “codes” and “push” have options of their "
                          "own: “nomo coupons create --help”"),
                       entries, &argc, &argv))
    code = NOMO_EXIT_USAGE;
  else if (argc < 2 || !g_str_equal (argv[1], "simulate"))
    /* Translators: %s is a command line. */
    nomo_cli_usage (_ ("Say what to do: %s"), USAGE " | list | create --draft FILE | codes | push");
  else if (argc > 3)
    nomo_cli_usage (_ ("“%s” is too much."), argv[3]);
  else
    code = run (&options, self, argc > 2 ? argv[2] : NULL);
  clear (&options);
  return code;
}

int
nomo_cli_coupons (NomoCli *self, int argc, char **argv)
{
  static const struct {
    const char *name;
    int (*run) (NomoCli *self, int argc, char **argv);
  } verbs[] = {
    { "list", nomo_cli_coupons_list },
    { "create", nomo_cli_coupons_create },
    { "push", nomo_cli_coupons_push },
    { "codes", nomo_cli_codes },
  };

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].name))
      return verbs[i].run (self, argc - 1, argv + 1);
  return simulate_verb (self, argc, argv);
}
