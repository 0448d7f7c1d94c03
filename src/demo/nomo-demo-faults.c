#include "config.h"

#include "nomo-demo-faults.h"

#include "nomo-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define SLOW_MS     3000
#define MAX_SLOW_MS 600000
#define SKEW_MS     G_GINT64_CONSTANT (86400000)
#define MAX_SKEW_MS (3650 * SKEW_MS)

#define AUTH    NOMO_DEMO_PLACE_AUTH
#define CONSENT NOMO_DEMO_PLACE_CONSENT
#define REFRESH NOMO_DEMO_PLACE_REFRESH
#define API     NOMO_DEMO_PLACE_API
#define PAGES   (AUTH | CONSENT)
#define TOKEN   (NOMO_DEMO_PLACE_CODE | REFRESH)
#define CALLS   (TOKEN | API)
#define ALL     (PAGES | CALLS | NOMO_DEMO_PLACE_SHOP)

static const struct {
  const char *name;
  guint places; /* a set of NomoDemoPlace */
  const char *help;
} kinds[NOMO_DEMO_N_FAULTS] = {
  [NOMO_DEMO_FAULT_DENY] = { "deny", AUTH, "the merchant says no on the consent page" },
  [NOMO_DEMO_FAULT_STATE_HYPHENS] = { "state-hyphens", PAGES, "the state comes back with hyphens put in" },
  [NOMO_DEMO_FAULT_STATE_WRONG] = { "state-wrong", PAGES, "another state comes back" },
  [NOMO_DEMO_FAULT_BARE_USER] = { "bare-user", API, "user/info answers without the \"data\" envelope" },
  [NOMO_DEMO_FAULT_429] = { "429", CALLS, "a bucket of 4 requests; with a count: so many refusals" },
  [NOMO_DEMO_FAULT_429_BARE] = { "429-bare", CALLS, "429 without Retry-After, but with the X-RateLimit headers" },
  [NOMO_DEMO_FAULT_429_TEXT] = { "429-text", CALLS, "429 in plain text, with Retry-After" },
  [NOMO_DEMO_FAULT_429_SILENT] = { "429-silent", CALLS, "429 with neither Retry-After nor X-RateLimit headers" },
  [NOMO_DEMO_FAULT_500] = { "500", CALLS, "server error" },
  [NOMO_DEMO_FAULT_503] = { "503", CALLS, "service unavailable, with Retry-After" },
  [NOMO_DEMO_FAULT_HTML] = { "html", CALLS, "an HTML page instead of JSON, status 200" },
  [NOMO_DEMO_FAULT_EMPTY] = { "empty", CALLS, "an empty body, status 200" },
  [NOMO_DEMO_FAULT_TRUNCATED] = { "truncated", CALLS, "the request takes effect, and the body ends half way" },
  [NOMO_DEMO_FAULT_DEEP] = { "deep", CALLS, "JSON nested 100,000 deep" },
  [NOMO_DEMO_FAULT_HUGE] = { "huge", ALL, "40 MB of JSON, valid but for its size" },
  [NOMO_DEMO_FAULT_REDIRECT] = { "redirect", CALLS, "a redirect to another host, status 302" },
  [NOMO_DEMO_FAULT_BLOCKED] = { "blocked", CALLS, "403: the address of the client is not trusted" },
  [NOMO_DEMO_FAULT_AFTER] = { "after", CALLS,
                              "the refusals and answers named above come once the request has taken effect" },
  [NOMO_DEMO_FAULT_DROP] = { "drop", CALLS, "the request takes effect, then the connection closes without an answer" },
  [NOMO_DEMO_FAULT_RESET] = { "reset", ALL, "the request takes effect, then the connection is reset" },
  [NOMO_DEMO_FAULT_HANG] = { "hang", ALL, "the request takes effect, and no answer ever comes" },
  [NOMO_DEMO_FAULT_SLOW] = { "slow", PAGES | CALLS, "the answer waits for \"ms\" real milliseconds (3000)" },
  [NOMO_DEMO_FAULT_LOST_ANSWER] = { "lost-answer", TOKEN,
                                    "a new pair is given out, then the connection closes without an answer" },
  [NOMO_DEMO_FAULT_EXPIRES_ABSOLUTE] = { "expires-absolute", TOKEN,
                                         "\"expires\" in Unix seconds instead of \"expires_in\"" },
  [NOMO_DEMO_FAULT_EXPIRES_RELATIVE] = { "expires-relative", TOKEN,
                                         "\"expires\" in seconds from now instead of \"expires_in\"" },
  [NOMO_DEMO_FAULT_EXPIRES_MISSING] = { "expires-missing", TOKEN, "nothing says how long the access token lasts" },
  [NOMO_DEMO_FAULT_GRANT_400] = { "grant-400", TOKEN, "invalid_grant comes with status 400 instead of 401" },
  [NOMO_DEMO_FAULT_NO_REFRESH] = { "no-refresh", TOKEN, "the answer has no refresh token despite offline_access" },
  [NOMO_DEMO_FAULT_INVALID_GRANT] = { "invalid-grant", REFRESH,
                                      "the refresh token is refused as revoked, and its chain dies" },
  [NOMO_DEMO_FAULT_OLD_ACCESS_DIES] = { "old-access-dies", REFRESH, "a refresh ends the former access token at once" },
  [NOMO_DEMO_FAULT_USER_DELETED] = { "user-deleted", API, "401: the user does not exist" },
  [NOMO_DEMO_FAULT_INACTIVE] = { "inactive", API, "401: the account is inactive, in Arabic" },
  [NOMO_DEMO_FAULT_SCOPE] = { "scope", API, "401: the scope of the route is missing" },
  [NOMO_DEMO_FAULT_INVALID_TOKEN] = { "invalid-token", API, "401: the access token is invalid, though it is good" },
  [NOMO_DEMO_FAULT_SKEW] = { "skew", ALL,
                             "Date, X-RateLimit-Reset, \"expires\" and context.exp are off by \"ms\" (a day ahead)" },
  [NOMO_DEMO_FAULT_STRING_IDS] = { "string-ids", API, "ids as strings" },
  [NOMO_DEMO_FAULT_LINKS_ARRAY] = { "links-array", API, "pagination.links is [] on every page" },
  [NOMO_DEMO_FAULT_NULL_FIELDS] = { "null-fields", API,
                                    "nulls, unknown words, emoji and endless names in every third record" },
};

#define BIT(fault) (G_GUINT64_CONSTANT (1) << (fault))

/* Those that stand in the place of an answer, or come after it. */
#define ANSWERS                                                                                  \
  (BIT (NOMO_DEMO_FAULT_429) | BIT (NOMO_DEMO_FAULT_429_BARE) | BIT (NOMO_DEMO_FAULT_429_TEXT) | \
   BIT (NOMO_DEMO_FAULT_429_SILENT) | BIT (NOMO_DEMO_FAULT_500) | BIT (NOMO_DEMO_FAULT_503) |    \
   BIT (NOMO_DEMO_FAULT_HTML) | BIT (NOMO_DEMO_FAULT_EMPTY) | BIT (NOMO_DEMO_FAULT_TRUNCATED) |  \
   BIT (NOMO_DEMO_FAULT_DEEP) | BIT (NOMO_DEMO_FAULT_HUGE) | BIT (NOMO_DEMO_FAULT_REDIRECT) |    \
   BIT (NOMO_DEMO_FAULT_BLOCKED))

typedef struct {
  NomoDemoFault kind;
  gint64 left; /* -1 for ever */
  char *path;
  char *grant;
  gint64 ms;
} Rule;

struct _NomoDemoFaults {
  GArray *rules;
};

static void
rule_clear (gpointer data)
{
  Rule *rule = data;

  g_free (rule->path);
  g_free (rule->grant);
}

NomoDemoFaults *
nomo_demo_faults_new (void)
{
  NomoDemoFaults *self = g_new0 (NomoDemoFaults, 1);

  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (self->rules, rule_clear);
  return self;
}

void
nomo_demo_faults_free (NomoDemoFaults *self)
{
  g_array_unref (self->rules);
  g_free (self);
}

void
nomo_demo_faults_clear (NomoDemoFaults *self)
{
  g_array_set_size (self->rules, 0);
}

static gint64
clamp_ms (NomoDemoFault kind, gint64 ms)
{
  if (kind == NOMO_DEMO_FAULT_SKEW)
    return ms == 0 ? SKEW_MS : CLAMP (ms, -MAX_SKEW_MS, MAX_SKEW_MS);
  return ms <= 0 ? SLOW_MS : MIN (ms, MAX_SLOW_MS);
}

static void
add_rule (NomoDemoFaults *self, NomoDemoFault kind, const NomoDemoFaultWish *wish)
{
  Rule rule = { .kind = kind, .left = wish->count > 0 ? wish->count : -1, .ms = clamp_ms (kind, wish->ms) };

  rule.path = g_strdup (wish->path);
  rule.grant = g_strdup (wish->grant);
  g_array_append_val (self->rules, rule);
}

/**
 * nomo_demo_faults_set:
 * @self: the faults
 * @wish: which fault befalls which requests; the names are those of nomo_demo_faults_get_help()
 * @error: return location
 *
 * Returns: %FALSE if there is no such fault
 */
gboolean
nomo_demo_faults_set (NomoDemoFaults *self, const NomoDemoFaultWish *wish, GError **error)
{
  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++) {
    if (g_strcmp0 (kinds[i].name, wish->name) == 0) {
      add_rule (self, i, wish);
      return TRUE;
    }
  }
  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, _ ("There is no fault called “%s”"),
               wish->name != NULL ? wish->name : "");
  return FALSE;
}

/**
 * nomo_demo_faults_set_list:
 * @self: the faults
 * @names: names with commas between
 * @error: return location
 *
 * Returns: %FALSE if one of them does not exist
 */
gboolean
nomo_demo_faults_set_list (NomoDemoFaults *self, const char *names, GError **error)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  for (guint i = 0; list[i] != NULL; i++) {
    NomoDemoFaultWish wish = { .name = g_strstrip (list[i]) };

    if (!nomo_demo_faults_set (self, &wish, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
rule_matches (const Rule *rule, const NomoDemoFaultTarget *target)
{
  return rule->left != 0 && (kinds[rule->kind].places & target->place) != 0 &&
         (rule->path == NULL || strstr (target->path, rule->path) != NULL) &&
         (rule->grant == NULL || g_strcmp0 (rule->grant, target->grant) == 0);
}

static void
take_rule (Rule *rule, NomoDemoMishap *mishap)
{
  mishap->set |= BIT (rule->kind);
  if (rule->kind == NOMO_DEMO_FAULT_SLOW)
    mishap->slow_ms = (guint) rule->ms;
  else if (rule->kind == NOMO_DEMO_FAULT_SKEW)
    mishap->skew_ms = rule->ms;
  if (rule->left > 0)
    rule->left--;
}

static void
take_kinds (NomoDemoFaults *self, const NomoDemoFaultTarget *target, NomoDemoFaultSet wanted, NomoDemoMishap *mishap)
{
  for (guint i = 0; i < self->rules->len; i++) {
    Rule *rule = &g_array_index (self->rules, Rule, i);

    if ((BIT (rule->kind) & wanted & ~mishap->set) != 0 && rule_matches (rule, target))
      take_rule (rule, mishap);
  }
}

/**
 * nomo_demo_faults_take:
 * @self: the faults
 * @target: a request
 *
 * What befalls a request. Counted faults are used up by it, "after" only if there is something for it to come after.
 *
 * Returns: the faults
 */
NomoDemoMishap
nomo_demo_faults_take (NomoDemoFaults *self, const NomoDemoFaultTarget *target)
{
  NomoDemoMishap mishap = { 0 };

  take_kinds (self, target, ~BIT (NOMO_DEMO_FAULT_AFTER), &mishap);
  if ((mishap.set & ANSWERS) != 0)
    take_kinds (self, target, BIT (NOMO_DEMO_FAULT_AFTER), &mishap);
  return mishap;
}

/**
 * nomo_demo_faults_is_endless:
 * @self: the faults
 * @target: a request
 * @fault: which
 *
 * Returns: whether every request like @target meets @fault
 */
gboolean
nomo_demo_faults_is_endless (NomoDemoFaults *self, const NomoDemoFaultTarget *target, NomoDemoFault fault)
{
  for (guint i = 0; i < self->rules->len; i++) {
    const Rule *rule = &g_array_index (self->rules, Rule, i);

    if (rule->kind == fault && rule->left < 0 && rule_matches (rule, target))
      return TRUE;
  }
  return FALSE;
}

gboolean
nomo_demo_fault_set_has (NomoDemoFaultSet set, NomoDemoFault fault)
{
  return (set & BIT (fault)) != 0;
}

/**
 * nomo_demo_fault_set_dup_names:
 * @set: faults
 *
 * Returns: (transfer full) (nullable): their names with commas between, %NULL for none
 */
char *
nomo_demo_fault_set_dup_names (NomoDemoFaultSet set)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++)
    if (nomo_demo_fault_set_has (set, i))
      g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", kinds[i].name);
  return g_string_free (names, names->len == 0);
}

/**
 * nomo_demo_faults_get_help:
 *
 * Returns: (transfer none): a line for each fault
 */
const char *
nomo_demo_faults_get_help (void)
{
  static GOnce once = G_ONCE_INIT;

  if (once.status == G_ONCE_STATUS_READY)
    return once.retval;
  GString *help = g_string_new (NULL);
  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++)
    g_string_append_printf (help, "  %-16s %s\n", kinds[i].name, kinds[i].help);
  once.retval = g_string_free (help, FALSE);
  once.status = G_ONCE_STATUS_READY;
  return once.retval;
}
