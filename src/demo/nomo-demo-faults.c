#include "config.h"

#include "nomo-demo-faults.h"

#include "nomo-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define SLOW_MS 3000

static const struct {
  const char *name;
  const char *help;
} kinds[] = {
  { "deny", "the merchant says no on the consent page" },
  { "state-hyphens", "the state comes back with hyphens put in" },
  { "state-wrong", "another state comes back" },
  { "bare-user", "user/info answers without the \"data\" envelope" },
  { "429", "a bucket of 4 requests; with a count: so many refusals" },
  { "500", "server error" },
  { "503", "service unavailable, with Retry-After" },
  { "html", "an HTML page instead of JSON, status 200" },
  { "empty", "an empty body, status 200" },
  { "truncated", "the body ends half way" },
  { "deep", "JSON nested 100,000 deep" },
  { "drop", "the request takes effect, then the connection closes without an answer" },
  { "slow", "the answer waits for \"ms\" real milliseconds (3000)" },
  { "string-ids", "ids as strings" },
  { "links-array", "pagination.links is [] on every page" },
  { "null-fields", "nulls, unknown words, emoji and endless names in every third record" },
  { "redirect", "a redirect to another host, status 302" },
};

typedef struct {
  guint kind;
  gint64 left; /* -1 for ever */
  char *path;  /* nullable: a part that the path must have */
  guint ms;
} Rule;

struct _NomoDemoFaults {
  GArray *rules;
};

static void
rule_clear (gpointer data)
{
  g_free (((Rule *) data)->path);
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

/**
 * nomo_demo_faults_set:
 * @self: the faults
 * @name: a name out of nomo_demo_faults_get_help()
 * @count: how many requests meet it, 0 for every one from now on
 * @path: (nullable): only requests whose path has this part
 * @ms: for "slow", how long in real milliseconds; 0 for the default
 * @error: return location
 *
 * Returns: %FALSE if there is no such fault
 */
gboolean
nomo_demo_faults_set (NomoDemoFaults *self, const char *name, gint64 count, const char *path, gint64 ms, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (kinds[i].name, name)) {
      Rule rule = { i, count > 0 ? count : -1, g_strdup (path), ms > 0 ? (guint) MIN (ms, 600000) : SLOW_MS };

      g_array_append_val (self->rules, rule);
      return TRUE;
    }
  }
  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, _ ("There is no fault called “%s”"), name);
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

  for (guint i = 0; list[i] != NULL; i++)
    if (!nomo_demo_faults_set (self, g_strstrip (list[i]), 0, NULL, 0, error))
      return FALSE;
  return TRUE;
}

static gboolean
rule_matches (const Rule *rule, const char *path)
{
  return rule->left != 0 && (rule->path == NULL || strstr (path, rule->path) != NULL);
}

/**
 * nomo_demo_faults_take:
 * @self: the faults
 * @path: the path of a request
 * @asked: which [enum@NomoDemoFault] can befall it
 * @slow_ms: (out): how long the answer waits, real milliseconds
 *
 * What befalls a request. Counted faults are used up by it.
 *
 * Returns: a set of [enum@NomoDemoFault]
 */
guint
nomo_demo_faults_take (NomoDemoFaults *self, const char *path, guint asked, guint *slow_ms)
{
  guint faults = 0;

  for (guint i = 0; i < self->rules->len; i++) {
    Rule *rule = &g_array_index (self->rules, Rule, i);
    guint bit = 1u << rule->kind;

    if ((asked & bit) == 0 || (faults & bit) != 0 || !rule_matches (rule, path))
      continue;
    faults |= bit;
    if (bit == NOMO_DEMO_FAULT_SLOW)
      *slow_ms = rule->ms;
    if (rule->left > 0)
      rule->left--;
  }
  return faults;
}

/**
 * nomo_demo_faults_is_endless:
 * @self: the faults
 * @path: the path of a request
 * @fault: which
 *
 * Returns: whether every request to @path meets @fault
 */
gboolean
nomo_demo_faults_is_endless (NomoDemoFaults *self, const char *path, NomoDemoFault fault)
{
  for (guint i = 0; i < self->rules->len; i++) {
    const Rule *rule = &g_array_index (self->rules, Rule, i);

    if (1u << rule->kind == fault && rule->left < 0 && rule_matches (rule, path))
      return TRUE;
  }
  return FALSE;
}

/**
 * nomo_demo_faults_dup_names:
 * @faults: a set of [enum@NomoDemoFault]
 *
 * Returns: (transfer full) (nullable): their names with commas between, %NULL for none
 */
char *
nomo_demo_faults_dup_names (guint faults)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if ((faults & (1u << i)) != 0)
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
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (help, "  %-14s %s\n", kinds[i].name, kinds[i].help);
  once.retval = g_string_free (help, FALSE);
  once.status = G_ONCE_STATUS_READY;
  return once.retval;
}
