#include "config.h"

#include "nomo-demo-tokens.h"

#include "nomo-random.h"
#include "nomo-secret.h"

#define CODE_MS    (10 * G_GINT64_CONSTANT (60000))
#define REFRESH_MS (30 * G_GINT64_CONSTANT (86400000))

typedef struct {
  char *scope;
  char *redirect_uri;
  gint64 ends;
  NomoDemoChain *chain; /* NULL until it is used */
} Code;

typedef struct {
  NomoDemoChain *chain;
  guint generation;
  gint64 ends;
} Token;

/* The tables are keyed by the secrets themselves, spent ones too: the store must tell a spent token from an unknown one. */
struct _NomoDemoTokens {
  GHashTable *codes;     /* Code */
  GHashTable *accesses;  /* Token */
  GHashTable *refreshes; /* Token */
  GPtrArray *chains;
};

static void
code_free (gpointer data)
{
  Code *code = data;

  g_free (code->scope);
  g_free (code->redirect_uri);
  g_free (code);
}

static void
chain_free (gpointer data)
{
  NomoDemoChain *chain = data;

  g_free (chain->scope);
  g_free (chain);
}

static GHashTable *
new_table (GDestroyNotify free_value)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) nomo_secret_free, free_value);
}

NomoDemoTokens *
nomo_demo_tokens_new (void)
{
  NomoDemoTokens *self = g_new0 (NomoDemoTokens, 1);

  self->codes = new_table (code_free);
  self->accesses = new_table (g_free);
  self->refreshes = new_table (g_free);
  self->chains = g_ptr_array_new_with_free_func (chain_free);
  return self;
}

void
nomo_demo_tokens_free (NomoDemoTokens *self)
{
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->accesses);
  g_hash_table_unref (self->refreshes);
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
  char *text = dup_token ("ory_ac_");

  code->scope = g_strdup (scope);
  code->redirect_uri = g_strdup (redirect_uri);
  code->ends = now + CODE_MS;
  g_hash_table_insert (self->codes, text, code);
  return text;
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

static const char *
add_token (GHashTable *table, const char *prefix, NomoDemoChain *chain, gint64 ends)
{
  Token *token = g_new0 (Token, 1);
  char *text = dup_token (prefix);

  token->chain = chain;
  token->generation = chain->generation;
  token->ends = ends;
  g_hash_table_insert (table, text, token);
  return text;
}

static void
issue_pair (NomoDemoTokens *self, NomoDemoChain *chain, gint64 now)
{
  chain->generation++;
  chain->access_ends = now + NOMO_DEMO_ACCESS_SECONDS * 1000;
  chain->access = add_token (self->accesses, "ory_at_", chain, chain->access_ends);
  if (!nomo_demo_chain_has_scope (chain, "offline_access"))
    return;
  chain->refresh_ends = now + REFRESH_MS;
  chain->refresh = add_token (self->refreshes, "ory_rt_", chain, chain->refresh_ends);
}

static NomoDemoChain *
add_chain (NomoDemoTokens *self, const char *scope, gint64 now)
{
  NomoDemoChain *chain = g_new0 (NomoDemoChain, 1);

  chain->id = self->chains->len + 1;
  chain->scope = g_strdup (scope);
  issue_pair (self, chain, now);
  g_ptr_array_add (self->chains, chain);
  return chain;
}

/**
 * nomo_demo_tokens_give:
 * @self: the tokens
 * @scope: what the merchant consented to, spaces between
 * @now: the store's time, UTC milliseconds
 *
 * Returns: (transfer none): a new chain, which came of no code
 */
NomoDemoChain *
nomo_demo_tokens_give (NomoDemoTokens *self, const char *scope, gint64 now)
{
  return add_chain (self, scope, now);
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
  Code *code = g_hash_table_lookup (self->codes, text);

  *chain = NULL;
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
  Token *token = g_hash_table_lookup (self->refreshes, refresh);

  *chain = token != NULL ? token->chain : NULL;
  if (token == NULL)
    return NOMO_DEMO_GRANT_UNKNOWN;
  if (token->generation < (*chain)->generation) {
    (*chain)->reused++;
    chain_die (*chain, "refresh token used twice");
    return NOMO_DEMO_GRANT_USED;
  }
  if ((*chain)->died != NULL)
    return NOMO_DEMO_GRANT_REVOKED;
  if (token->ends <= now)
    return NOMO_DEMO_GRANT_EXPIRED;
  issue_pair (self, *chain, now);
  return NOMO_DEMO_GRANT_OK;
}

/**
 * nomo_demo_chain_end_former_access:
 * @self: a chain
 *
 * From now on only the newest access token opens the store.
 */
void
nomo_demo_chain_end_former_access (NomoDemoChain *self)
{
  self->oldest_access = self->generation;
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
  Token *token = g_hash_table_lookup (self->accesses, access);

  *valid = FALSE;
  if (token == NULL)
    return NULL;
  *valid = token->chain->died == NULL && token->ends > now && token->generation >= token->chain->oldest_access;
  if (token->generation < token->chain->generation || token->ends <= now)
    token->chain->access_in_use++;
  return token->chain;
}

/**
 * nomo_demo_tokens_revoke:
 * @self: the tokens
 * @refresh: a refresh token, spent or not
 * @why: (transfer none): the reason, a constant
 *
 * Ends the chain that @refresh belongs to, if there is one.
 */
void
nomo_demo_tokens_revoke (NomoDemoTokens *self, const char *refresh, const char *why)
{
  Token *token = g_hash_table_lookup (self->refreshes, refresh);

  if (token != NULL)
    chain_die (token->chain, why);
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
  g_hash_table_remove_all (self->codes);
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
