#include "config.h"

#include "nomo-demo-fault-kinds.h"

#include "nomo-demo-hook-mishap.h"

#define AUTH    NOMO_DEMO_PLACE_AUTH
#define CONSENT NOMO_DEMO_PLACE_CONSENT
#define REFRESH NOMO_DEMO_PLACE_REFRESH
#define API     NOMO_DEMO_PLACE_API
#define SHOP    NOMO_DEMO_PLACE_SHOP
#define PAGES   (AUTH | CONSENT)
#define TOKEN   (NOMO_DEMO_PLACE_CODE | REFRESH)
#define CALLS   (TOKEN | API)
#define ALL     (PAGES | CALLS | SHOP)

/* Of the places under "all": what loses the answer to a refresh ends the grant, so it befalls none, and who gets "skew",
 * "big-ids" or "404" now and then is told of other moments and other records. */
static const NomoDemoFaultKind kinds[NOMO_DEMO_N_FAULTS] = {
  [NOMO_DEMO_FAULT_DENY] = { "deny", AUTH, 0, NULL, "the merchant says no on the consent page" },
  [NOMO_DEMO_FAULT_STATE_HYPHENS] = { "state-hyphens", PAGES, PAGES, NULL, "the state comes back with hyphens put in" },
  [NOMO_DEMO_FAULT_STATE_WRONG] = { "state-wrong", PAGES, 0, NULL, "another state comes back" },
  [NOMO_DEMO_FAULT_BARE_USER] = { "bare-user", API, API, NULL, "user/info answers without the \"data\" envelope" },
  [NOMO_DEMO_FAULT_429] = { "429", CALLS, REFRESH | API, NULL,
                            "a bucket of 4 requests; with a count: so many refusals" },
  [NOMO_DEMO_FAULT_429_BARE] = { "429-bare", CALLS, REFRESH | API, NULL,
                                 "429 without Retry-After, but with the X-RateLimit headers" },
  [NOMO_DEMO_FAULT_429_TEXT] = { "429-text", CALLS, REFRESH | API, NULL, "429 in plain text, with Retry-After" },
  [NOMO_DEMO_FAULT_429_SILENT] = { "429-silent", CALLS, REFRESH | API, NULL,
                                   "429 with neither Retry-After nor X-RateLimit headers" },
  [NOMO_DEMO_FAULT_404] = { "404", API, 0, NULL, "what is there is said not to be: 404 in Arabic and in English" },
  [NOMO_DEMO_FAULT_422] = { "422", API, API, NULL, "a good request is refused as invalid, field by field" },
  [NOMO_DEMO_FAULT_500] = { "500", CALLS, API, NULL, "server error" },
  [NOMO_DEMO_FAULT_503] = { "503", CALLS, API, NULL, "service unavailable, with Retry-After" },
  [NOMO_DEMO_FAULT_HTML] = { "html", CALLS, API, NULL, "an HTML page instead of JSON, status 200" },
  [NOMO_DEMO_FAULT_EMPTY] = { "empty", CALLS, API, NULL, "an empty body, status 200" },
  [NOMO_DEMO_FAULT_TRUNCATED] = { "truncated", CALLS, API, NULL,
                                  "the request takes effect, and the body ends half way" },
  [NOMO_DEMO_FAULT_DEEP] = { "deep", CALLS, API, NULL, "JSON nested 100,000 deep" },
  [NOMO_DEMO_FAULT_HUGE] = { "huge", ALL, API, NULL, "40 MB of JSON, valid but for its size" },
  [NOMO_DEMO_FAULT_REDIRECT] = { "redirect", CALLS, API, NULL, "a redirect to another host, status 302" },
  [NOMO_DEMO_FAULT_BLOCKED] = { "blocked", CALLS, 0, NULL, "403: the address of the client is not trusted" },
  [NOMO_DEMO_FAULT_HTTP_STATUS_200_ERROR] = { "http-status-200-error", API, API, NULL,
                                              "server error as the body has it, but HTTP status 200" },
  [NOMO_DEMO_FAULT_AFTER] = { "after", CALLS, API, NULL,
                              "the refusals and answers named above come once the request has taken effect" },
  [NOMO_DEMO_FAULT_GZIP_BROKEN] = { "gzip-broken", CALLS, API, NULL,
                                    "the request takes effect; the body is gzip that ends half way" },
  [NOMO_DEMO_FAULT_DROP] = { "drop", CALLS, API, NULL,
                             "the request takes effect, then the connection closes without an answer" },
  [NOMO_DEMO_FAULT_RESET] = { "reset", ALL, API | SHOP, NULL,
                              "the request takes effect, then the connection is reset" },
  [NOMO_DEMO_FAULT_HANG] = { "hang", ALL, API | SHOP, NULL,
                             "the request takes effect, and no answer ever comes, or none within \"ms\"" },
  [NOMO_DEMO_FAULT_ENDLESS_BODY] = { "endless-body", ALL, API | SHOP, NULL,
                                     "the request takes effect; a byte a second, for ever or for \"ms\"" },
  [NOMO_DEMO_FAULT_SLOW] = { "slow", PAGES | CALLS, PAGES | CALLS, NULL,
                             "the answer waits for \"ms\" real milliseconds (3000)" },
  [NOMO_DEMO_FAULT_LOST_ANSWER] = { "lost-answer", TOKEN, 0, NULL,
                                    "a new pair is given out, then the connection closes without an answer" },
  [NOMO_DEMO_FAULT_EXPIRES_ABSOLUTE] = { "expires-absolute", TOKEN, TOKEN, NULL,
                                         "\"expires\" in Unix seconds instead of \"expires_in\"" },
  [NOMO_DEMO_FAULT_EXPIRES_RELATIVE] = { "expires-relative", TOKEN, TOKEN, NULL,
                                         "\"expires\" in seconds from now instead of \"expires_in\"" },
  [NOMO_DEMO_FAULT_EXPIRES_MISSING] = { "expires-missing", TOKEN, TOKEN, NULL,
                                        "nothing says how long the access token lasts" },
  [NOMO_DEMO_FAULT_GRANT_400] = { "grant-400", TOKEN, TOKEN, NULL,
                                  "invalid_grant comes with status 400 instead of 401" },
  [NOMO_DEMO_FAULT_NO_REFRESH] = { "no-refresh", TOKEN, 0, NULL,
                                   "the answer has no refresh token despite offline_access" },
  [NOMO_DEMO_FAULT_INVALID_GRANT] = { "invalid-grant", REFRESH, 0, NULL,
                                      "the refresh token is refused as revoked, and its chain dies" },
  [NOMO_DEMO_FAULT_OLD_ACCESS_DIES] = { "old-access-dies", REFRESH, 0, NULL,
                                        "a refresh ends the former access token at once" },
  [NOMO_DEMO_FAULT_USER_DELETED] = { "user-deleted", API, 0, NULL, "401: the user does not exist" },
  [NOMO_DEMO_FAULT_INACTIVE] = { "inactive", API, 0, NULL, "401: the account is inactive, in Arabic" },
  [NOMO_DEMO_FAULT_SCOPE] = { "scope", API, 0, NULL, "401: the scope of the route is missing" },
  [NOMO_DEMO_FAULT_INVALID_TOKEN] = { "invalid-token", API, API, NULL,
                                      "401: the access token is invalid, though it is good" },
  [NOMO_DEMO_FAULT_INTEGER_CODES] = { "integer-codes", API, API, NULL, "the code of every error is a number" },
  [NOMO_DEMO_FAULT_SKEW] = { "skew", ALL, 0, NULL,
                             "Date, X-RateLimit-Reset, \"expires\" and context.exp are off by \"ms\" (a day ahead)" },
  [NOMO_DEMO_FAULT_PLAN_CHANGE] = { "plan-change", API, API, NULL,
                                    "the X-RateLimit headers are those of another plan with each answer" },
  [NOMO_DEMO_FAULT_STATUS_MISMATCH] = { "status-mismatch", API, API, NULL,
                                        "a success has other statuses in HTTP and in the body" },
  [NOMO_DEMO_FAULT_STRING_IDS] = { "string-ids", API, API, NULL, "ids as strings" },
  [NOMO_DEMO_FAULT_NUMBER_IDS] = { "number-ids", API, API, NULL, "ids that are strings otherwise as numbers" },
  [NOMO_DEMO_FAULT_BIG_IDS] = { "big-ids", API, 0, NULL, "ids of records beyond 2^53" },
  [NOMO_DEMO_FAULT_NO_IDS] = { "no-ids", API, API, "/reviews", "every tenth row of a list has no id (of /reviews)" },
  [NOMO_DEMO_FAULT_MONEY_SHAPES] = { "money-shapes", API, API, NULL,
                                     "an amount is an object, a number, a string, or null for none" },
  [NOMO_DEMO_FAULT_DATE_SHAPES] = { "date-shapes", API, API, NULL, "a moment comes in any of six shapes" },
  [NOMO_DEMO_FAULT_PHONE_SHAPES] = { "phone-shapes", API, API, NULL,
                                     "a mobile number with +966, with 966, or as a number without either" },
  [NOMO_DEMO_FAULT_EMPTY_ARRAYS] = { "empty-arrays", API, API, NULL, "[] for an empty object, {} for an empty array" },
  [NOMO_DEMO_FAULT_NULL_FIELDS] = { "null-fields", API, API, NULL,
                                    "nulls, unknown words, emoji and endless names in every third record" },
  [NOMO_DEMO_FAULT_NULLS] = { "nulls", API, API, NULL, "null in the place of every text in one record of three" },
  [NOMO_DEMO_FAULT_UNKNOWN_WORDS] = { "unknown-words", API, API, NULL,
                                      "a status, type or way to pay that nobody knows in one record of three" },
  [NOMO_DEMO_FAULT_LONG_NAMES] = { "long-names", API, API, NULL,
                                   "emoji, marks of direction and no end in the names of one record of three" },
  [NOMO_DEMO_FAULT_WRONG_TYPES] = { "wrong-types", API, API, NULL,
                                    "an object where a text belongs in one record of ten" },
  [NOMO_DEMO_FAULT_LINKS_ARRAY] = { "links-array", API, API, NULL, "pagination.links is [] on every page" },
  [NOMO_DEMO_FAULT_HTTP_LINKS] = { "http-links", API, API, NULL, "pagination.links point to another host, http://" },
  [NOMO_DEMO_FAULT_NO_PAGINATION] = { "no-pagination", API, API, NULL, "a list without its pagination" },
  [NOMO_DEMO_FAULT_ENDLESS_PAGES] = { "endless-pages", API, API, NULL,
                                      "there is always a next page, behind the last with its rows again" },
  [NOMO_DEMO_FAULT_EMPTY_PAGES] = { "empty-pages", API, API, NULL,
                                    "there is always a next page, behind the last without rows" },
  [NOMO_DEMO_FAULT_SHIFTING_PAGES] = { "shifting-pages", API, API, NULL,
                                       "a page begins with the last row of the former and passes one over" },
  [NOMO_DEMO_FAULT_REPEATED_ROWS] = { "repeated-rows", API, API, NULL, "a page has one of its rows twice" },
  [NOMO_DEMO_FAULT_GROUP_CODE] = { "group-code", API, 0, NULL,
                                   "a new group of coupons is refused without a \"code\" beside its suffix" },
};

const NomoDemoFaultKind *
nomo_demo_fault_kind (NomoDemoFault fault)
{
  return &kinds[fault];
}

gboolean
nomo_demo_fault_kind_find (const char *name, NomoDemoFault *fault)
{
  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++) {
    if (g_strcmp0 (kinds[i].name, name) == 0) {
      *fault = i;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
nomo_demo_fault_set_has (NomoDemoFaultSet set, NomoDemoFault fault)
{
  return (set & NOMO_DEMO_FAULT_BIT (fault)) != 0;
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

static void
append_all (GString *help)
{
  g_string_append (help,
                   "  all                    for each request none of them, or, at a \"rate\" of 0.3, one or two\n"
                   "                         of those with a *, where they neither end the grant nor need a\n"
                   "                         person; hang and endless-body for 20 s at most, slow for 2\n");
}

/**
 * nomo_demo_faults_get_help:
 *
 * Returns: (transfer none): a line for each fault, what "all" means, and a line for each fault of webhooks
 */
const char *
nomo_demo_faults_get_help (void)
{
  static GOnce once = G_ONCE_INIT;

  if (once.status == G_ONCE_STATUS_READY)
    return once.retval;
  GString *help = g_string_new (NULL);
  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++)
    g_string_append_printf (help, "%c %-22s %s\n", kinds[i].all != 0 ? '*' : ' ', kinds[i].name, kinds[i].help);
  append_all (help);
  nomo_demo_hook_mishaps_append_help (help);
  once.retval = g_string_free (help, FALSE);
  once.status = G_ONCE_STATUS_READY;
  return once.retval;
}
