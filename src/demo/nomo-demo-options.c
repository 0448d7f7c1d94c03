#include "config.h"

#include "nomo-demo-options.h"

#include "nomo-calendar.h"
#include "nomo-demo-faults.h"
#include "nomo-demo-hook-target.h"
#include "nomo-error.h"
#include "nomo-version.h"

#include <glib/gi18n.h>

/* What GOption can read; checked and turned into NomoDemoOptions afterwards. */
typedef struct {
  int port;
  gint64 seed;
  int orders;
  int customers;
  char *born;
  char *start;
} Raw;

static GOptionContext *
new_context (NomoDemoOptions *self, Raw *raw)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &raw->port, N_ ("Port on this machine; 0 takes any free one (default)"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &raw->seed, N_ ("Which shop: the same seed is the same shop (7)"), "N" },
    { "orders", 0, 0, G_OPTION_ARG_INT, &raw->orders, N_ ("Orders at birth (12000)"), "N" },
    { "customers", 0, 0, G_OPTION_ARG_INT, &raw->customers, N_ ("Customers at birth (35 for 100 orders)"), "N" },
    { "born", 0, 0, G_OPTION_ARG_STRING, &raw->born,
      N_ ("When the 25 generated months end: ISO 8601 or UTC milliseconds (now)"), N_ ("MOMENT") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &raw->start,
      N_ ("What the store’s clock shows at the start (the real time, but never before --born)"), N_ ("MOMENT") },
    { "time-scale", 0, 0, G_OPTION_ARG_DOUBLE, &self->time_scale,
      N_ ("How many times as fast the store’s clock runs (1)"), "N" },
    { "trade", 0, 0, G_OPTION_ARG_DOUBLE, &self->trade,
      N_ ("New orders per hour of the store’s clock since --born (0); the same values bring the same orders"),
      N_ ("RATE") },
    { "plan", 0, 0, G_OPTION_ARG_STRING, &self->plan,
      N_ ("Salla plan, for the request limits: plus, pro, special (default); any other word has the limits of plus"),
      N_ ("PLAN") },
    { "auto-approve", 0, 0, G_OPTION_ARG_NONE, &self->auto_approve, N_ ("Consent without showing the page"), NULL },
    { "redirect-uri", 0, 0, G_OPTION_ARG_STRING, &self->redirect_uri,
      N_ ("The registered redirect, matched exactly. Without it any http://127.0.0.1:PORT/… and http://localhost:PORT/… "
          "is accepted; Salla itself is never so lenient"),
      N_ ("ADDRESS") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &self->client_id, N_ ("Client id (made from the seed)"), N_ ("TEXT") },
    { "client-secret", 0, 0, G_OPTION_ARG_STRING, &self->client_secret, N_ ("Client secret (made from the seed)"),
      N_ ("TEXT") },
    { "misbehave", 0, 0, G_OPTION_ARG_STRING, &self->misbehave,
      N_ ("Faults from the start on, with commas between; see below"), N_ ("NAME") },
    { "webhook-url", 0, 0, G_OPTION_ARG_STRING, &self->webhook_url,
      N_ ("The webhook of the app in the partners’ portal, for events of the store and of the app"), N_ ("ADDRESS") },
    { "webhook-secret", 0, 0, G_OPTION_ARG_STRING, &self->webhook_secret, N_ ("The secret of that webhook"),
      N_ ("TEXT") },
    { "webhook-strategy", 0, 0, G_OPTION_ARG_STRING, &self->webhook_strategy,
      N_ ("How its deliveries are known: signature (default), token or none"), N_ ("NAME") },
    { "webhook-any-host", 0, 0, G_OPTION_ARG_NONE, &self->webhook_any_host,
      N_ ("Let a merchant subscribe addresses of this machine and of test hosts, too"), NULL },
    { "webhook-secrets", 0, 0, G_OPTION_ARG_NONE, &self->webhook_secrets,
      N_ ("Tell strategies and secrets in the list of subscriptions, too"), NULL },
    { "with-parent", 0, 0, G_OPTION_ARG_NONE, &self->with_parent, N_ ("End when standard input is closed"), NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, nomo_version_entries (), GETTEXT_PACKAGE);
  return context;
}

static const char routes[] =
    "  GET   /counts  /ledger  /effects  /chains  /client  /clock  /plan  /misbehave\n"
    "        /webhook  /hooks[?after=0&event=order.created]\n"
    "        /books/orders[?full=1]  /books/histories  /books/statuses  /books/customers  /books/groups  /books/products\n"
    "        /books/categories  /books/brands  /books/coupons  /books/offers  /books/carts  /books/reviews  /books/employees\n"
    "  POST  /orders {\"n\":1}  /close {}  /clock {\"advance_ms\":0}  /plan {\"name\":\"pro\"}\n"
    "        /store {\"currency\":\"USD\",\"bare_tags\":true}\n"
    "        /webhook {\"url\":\"\",\"secret\":\"\",\"strategy\":\"signature\"}  /hooks/fire {\"event\":\"order.updated\",\"id\":1}\n"
    "        /install {\"scope\":\"\",\"authorize\":\"after\"}  /uninstall {\"forged\":false}\n"
    "        /app-event {\"event\":\"app.settings.updated\",\"settings\":{}}\n"
    "        /rotate  /delete {\"entity\":\"orders\",\"id\":1}\n"
    "        /edit {\"entity\":\"orders\",\"id\":1,\"quietly\":false,\n"
    "               \"customer_id\":1,\"created_at\":0,\"currency\":\"USD\",\"total_minor\":1,\"status\":\"canceled\"}\n"
    "        /edit {\"entity\":\"products\",\"id\":1,\"name\":\"\",\"price_minor\":1}\n"
    "        /edit {\"entity\":\"customers\",\"id\":1,\"first_name\":\"\",\"city\":\"\"}\n"
    "        /dashboard/coupon {…}  /dashboard/coupon/change {\"id\":1,…}  /dashboard/coupon/pause {\"id\":1,\"paused\":true}\n"
    "        /dashboard/coupon/delete {\"id\":1}  /dashboard/order/status {\"id\":1,\"slug\":\"completed\",\"note\":\"\"}\n"
    "        /misbehave {\"name\":\"500\",\"count\":1,\"path\":\"/orders\",\"method\":\"POST\",\"ms\":0,\n"
    "                    \"grant\":\"refresh_token\"}\n"
    "        /misbehave {\"name\":\"all\",\"rate\":0.3}\n";

static void
describe (GOptionContext *context)
{
  g_autofree char *text = g_strdup_printf (
      "%s\n  ready accounts_url api_url storefront_url control_url client_id client_secret merchant clock born\n\n"
      "%s\n%s\n%s\n%s",
      _ ("When the store is open it prints one line of JSON; “clock” is a value for NOMO_CLOCK:"),
      _ ("Below control_url:"), routes,
      _ ("Faults; without a count a fault meets every request, the name “none” ends all of them:"),
      nomo_demo_faults_get_help ());

  g_option_context_set_summary (context, _ ("A faithful Salla on this machine, with 25 months of invented trade."));
  g_option_context_set_description (context, text);
}

static gboolean
parse_moment (const char *text, const char *name, gint64 *ms, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = NULL;
  int day;

  if (text == NULL || g_ascii_string_to_signed (text, 10, 0, G_GINT64_CONSTANT (4102444800000), ms, NULL))
    return TRUE;
  if (nomo_day_parse (text, &day)) {
    *ms = nomo_day_start (day, nomo_calendar_riyadh ());
    return TRUE;
  }
  moment = g_date_time_new_from_iso8601 (text, utc);
  if (moment == NULL) {
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                 _ ("%1$s: “%2$s” is neither ISO 8601 nor UTC milliseconds"), name, text);
    return FALSE;
  }
  *ms = g_date_time_to_unix (moment) * 1000 + g_date_time_get_microsecond (moment) / 1000;
  return TRUE;
}

static gboolean
check_range (const char *name, double value, double low, double high, GError **error)
{
  if (value >= low && value <= high)
    return TRUE;
  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_RANGE, _ ("%1$s must be from %2$.10g to %3$.10g"), name, low,
               high);
  return FALSE;
}

static gboolean
check (NomoDemoOptions *self, const Raw *raw, GError **error)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoHookStrategy strategy;

  if (!check_range ("--port", raw->port, 0, 65535, error) ||
      !check_range ("--orders", raw->orders, 0, 2000000, error) ||
      !check_range ("--customers", raw->customers == G_MININT ? 0 : raw->customers, 0, 1000000, error) ||
      !check_range ("--time-scale", self->time_scale, 0.001, 1e9, error) ||
      !check_range ("--trade", self->trade, 0, 100000, error))
    return FALSE;
  if (self->webhook_strategy != NULL && !nomo_demo_hook_strategy_find (self->webhook_strategy, &strategy)) {
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                 _ ("--webhook-strategy must be signature, token or none"));
    return FALSE;
  }
  if (*self->plan == '\0') {
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, _ ("--plan needs a word"));
    return FALSE;
  }
  return self->misbehave == NULL || nomo_demo_faults_set_list (faults, self->misbehave, error);
}

static gboolean
finish (NomoDemoOptions *self, const Raw *raw, GError **error)
{
  gint64 real = g_get_real_time () / 1000;

  self->port = (guint) raw->port;
  self->seed = (guint64) raw->seed;
  self->orders = (guint) raw->orders;
  self->customers = raw->customers == G_MININT ? self->orders * 35 / 100 : (guint) raw->customers;
  self->born = -1;
  self->start = -1;
  if (!parse_moment (raw->born, "--born", &self->born, error) ||
      !parse_moment (raw->start, "--now", &self->start, error))
    return FALSE;
  if (self->born < 0)
    self->born = self->start >= 0 ? self->start : real;
  self->start = MAX (self->start >= 0 ? self->start : real, self->born);
  return TRUE;
}

/**
 * nomo_demo_options_parse:
 * @argc: (inout): number of arguments
 * @argv: (inout): the arguments
 * @error: return location
 *
 * Reads the command line. `--help` prints what there is and ends the program.
 *
 * Returns: (transfer full) (nullable): the options
 */
NomoDemoOptions *
nomo_demo_options_parse (int *argc, char ***argv, GError **error)
{
  g_autoptr (NomoDemoOptions) self = g_new0 (NomoDemoOptions, 1);
  Raw raw = { .seed = 7, .orders = 12000, .customers = G_MININT };
  g_autoptr (GOptionContext) context = NULL;
  gboolean ok;

  self->time_scale = 1;
  context = new_context (self, &raw);
  describe (context);
  ok = g_option_context_parse (context, argc, argv, error);
  if (ok && *argc > 1) {
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, _ ("“%s” is not an option"), (*argv)[1]);
    ok = FALSE;
  }
  if (self->plan == NULL)
    self->plan = g_strdup ("special");
  ok = ok && check (self, &raw, error) && finish (self, &raw, error);
  g_free (raw.born);
  g_free (raw.start);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
nomo_demo_options_free (NomoDemoOptions *self)
{
  g_free (self->plan);
  g_free (self->redirect_uri);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->misbehave);
  g_free (self->webhook_url);
  g_free (self->webhook_secret);
  g_free (self->webhook_strategy);
  g_free (self);
}
