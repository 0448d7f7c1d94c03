#include "config.h"

#include "nomo-demo-tokens.h"

#include "nomo-random.h"
#include "nomo-secret.h"

#define CODE_MS    (10 * G_GINT64_CONSTANT (60000))
#define REFRESH_MS (30 * G_GINT64_CONSTANT (86400000))

typedef struct {
  char *code;
  char *scope;
  char *redirect_uri;
  gint64 ends;
  NomoDemoChain *chain; /* NULL until it is used */
} Code;

struct _NomoDemoTokens {
  GPtrArray *codes;
  GPtrArray *chains;
};

static void
code_free (gpointer data)
{
  Code *code = data;

  nomo_secret_free (code->code);
  g_free (code->scope);
  g_free (code->redirect_uri);
  g_free (code);
}

static void
chain_free (gpointer data)
{
  NomoDemoChain *chain = data;

  g_free (chain->scope);
  nomo_secret_free (chain->access);
  nomo_secret_free (chain->refresh);
  g_ptr_array_unref (chain->former_access);
  g_array_unref (chain->former_ends);
  g_ptr_array_unref (chain->spent);
  g_free (chain);
}

NomoDemoTokens *
nomo_demo_tokens_new (void)
{
  NomoDemoTokens *self = g_new0 (NomoDemoTokens, 1);

  self->codes = g_ptr_array_new_with_free_func (code_free);
  self->chains = g_ptr_array_new_with_free_func (chain_free);
  return self;
}

void
nomo_demo_tokens_free (NomoDemoTokens *self)
{
  g_ptr_array_unref (self->codes);
  g_ptr_array_unref (self->chains);
  g_free (self);
}

static char *
dup_token (const char *prefix)
{
  g_autofree char *random = nomo_random_alnum (43);

  return g_strconcat (prefix, random, NULL);
}

/**
 * nomo_demo_tokens_issue_code:
 * @self: the tokens
 * @scope: what was consented to, spaces between
 * @redirect_uri: where the code goes
 * @now: the store's time, UTC milliseconds
 *
 * Returns: (transfer none): a code for one use within ten minutes
 */
const char *
nomo_demo_tokens_issue_code (NomoDemoTokens *self, const char *scope, const char *redirect_uri, gint64 now)
{
  Code *code = g_new0 (Code, 1);

  code->code = dup_token ("ory_ac_");
  code->scope = g_strdup (scope);
  code->redirect_uri = g_strdup (redirect_uri);
  code->ends = now + CODE_MS;
  g_ptr_array_add (self->codes, code);
  return code->code;
}

gboolean
nomo_demo_chain_has_scope (const NomoDemoChain *self, const char *scope)
{
  g_auto (GStrv) scopes = g_strsplit (self->scope, " ", -1);

  return g_strv_contains ((const char *const *) scopes, scope);
}

static void
chain_die (NomoDemoChain *chain, const char *why)
{
  if (chain->died == NULL)
    chain->died = why;
}

static void
chain_issue (NomoDemoChain *chain, gint64 now)
{
  if (chain->access != NULL) {
    g_ptr_array_add (chain->former_access, g_steal_pointer (&chain->access));
    g_array_append_val (chain->former_ends, chain->access_ends);
  }
  if (chain->refresh != NULL)
    g_ptr_array_add (chain->spent, g_steal_pointer (&chain->refresh));
  chain->access = dup_token ("ory_at_");
  chain->access_ends = now + NOMO_DEMO_ACCESS_SECONDS * 1000;
  if (nomo_demo_chain_has_scope (chain, "offline_access")) {
    chain->refresh = dup_token ("ory_rt_");
    chain->refresh_ends = now + REFRESH_MS;
  }
  chain->generation++;
}

static NomoDemoChain *
add_chain (NomoDemoTokens *self, const char *scope, gint64 now)
{
  NomoDemoChain *chain = g_new0 (NomoDemoChain, 1);

  chain->id = self->chains->len + 1;
  chain->scope = g_strdup (scope);
  chain->former_access = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_secret_free);
  chain->former_ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  chain->spent = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_secret_free);
  chain_issue (chain, now);
  g_ptr_array_add (self->chains, chain);
  return chain;
}

/**
 * nomo_demo_tokens_use_code:
 * @self: the tokens
 * @text: the code
 * @redirect_uri: the redirect that the exchange names
 * @now: the store's time, UTC milliseconds
 * @chain: (out) (transfer none) (nullable): the new chain; of a used code, the one that dies of it
 *
 * Returns: whether the code was good
 */
NomoDemoGrant
nomo_demo_tokens_use_code (NomoDemoTokens *self, const char *text, const char *redirect_uri, gint64 now,
                           NomoDemoChain **chain)
{
  Code *code = NULL;

  *chain = NULL;
  for (guint i = 0; i < self->codes->len && code == NULL; i++)
    if (nomo_secret_equal (((Code *) g_ptr_array_index (self->codes, i))->code, text))
      code = g_ptr_array_index (self->codes, i);
  if (code == NULL)
    return NOMO_DEMO_GRANT_UNKNOWN;
  if (code->chain != NULL) {
    *chain = code->chain;
    chain_die (code->chain, "code used twice");
    return NOMO_DEMO_GRANT_USED;
  }
  if (code->ends <= now)
    return NOMO_DEMO_GRANT_EXPIRED;
  if (!g_str_equal (code->redirect_uri, redirect_uri))
    return NOMO_DEMO_GRANT_MISMATCH;
  *chain = code->chain = add_chain (self, code->scope, now);
  return NOMO_DEMO_GRANT_OK;
}

static gboolean
find_secret (const GPtrArray *secrets, const char *text, guint *index)
{
  for (guint i = 0; i < secrets->len; i++) {
    if (nomo_secret_equal (g_ptr_array_index (secrets, i), text)) {
      *index = i;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * nomo_demo_tokens_use_refresh:
 * @self: the tokens
 * @refresh: a refresh token
 * @now: the store's time, UTC milliseconds
 * @chain: (out) (transfer none) (nullable): the chain it belongs to
 *
 * Gives the chain a new pair. The used token is spent; whoever shows a spent one ends the whole chain. The former access
 * token works until its own time is up, as long as its chain lives.
 *
 * Returns: whether the token was good
 */
NomoDemoGrant
nomo_demo_tokens_use_refresh (NomoDemoTokens *self, const char *refresh, gint64 now, NomoDemoChain **chain)
{
  *chain = NULL;
  for (guint i = 0; i < self->chains->len; i++) {
    NomoDemoChain *each = g_ptr_array_index (self->chains, i);
    gboolean current = each->refresh != NULL && nomo_secret_equal (each->refresh, refresh);
    guint index;
    gboolean spent = find_secret (each->spent, refresh, &index);

    if (!current && !spent)
      continue;
    *chain = each;
    if (spent) {
      chain_die (each, "refresh token used twice");
      return NOMO_DEMO_GRANT_USED;
    }
    if (each->died != NULL || each->refresh_ends <= now)
      return NOMO_DEMO_GRANT_EXPIRED;
    chain_issue (each, now);
    return NOMO_DEMO_GRANT_OK;
  }
  return NOMO_DEMO_GRANT_UNKNOWN;
}

/**
 * nomo_demo_tokens_find:
 * @self: the tokens
 * @access: an access token
 * @now: the store's time, UTC milliseconds
 * @valid: (out): whether it still opens the store
 *
 * Returns: (transfer none) (nullable): the chain it belongs to
 */
NomoDemoChain *
nomo_demo_tokens_find (NomoDemoTokens *self, const char *access, gint64 now, gboolean *valid)
{
  *valid = FALSE;
  for (guint i = 0; i < self->chains->len; i++) {
    NomoDemoChain *chain = g_ptr_array_index (self->chains, i);
    gint64 ends = chain->access_ends;
    guint index;

    if (!nomo_secret_equal (chain->access, access)) {
      if (!find_secret (chain->former_access, access, &index))
        continue;
      ends = g_array_index (chain->former_ends, gint64, index);
    }
    *valid = chain->died == NULL && ends > now;
    return chain;
  }
  return NULL;
}

/**
 * nomo_demo_tokens_kill_all:
 * @self: the tokens
 * @why: (transfer none): the reason, a constant
 *
 * The merchant has uninstalled the app: nothing opens the store any more.
 */
void
nomo_demo_tokens_kill_all (NomoDemoTokens *self, const char *why)
{
  for (guint i = 0; i < self->chains->len; i++)
    chain_die (g_ptr_array_index (self->chains, i), why);
  g_ptr_array_set_size (self->codes, 0);
}

guint
nomo_demo_tokens_get_n_chains (NomoDemoTokens *self)
{
  return self->chains->len;
}

const NomoDemoChain *
nomo_demo_tokens_get_chain (NomoDemoTokens *self, guint index)
{
  return g_ptr_array_index (self->chains, index);
}
