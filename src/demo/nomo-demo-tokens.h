#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_DEMO_ACCESS_SECONDS G_GINT64_CONSTANT (1209600)

/* A consent and every pair of tokens that came of it. */
typedef struct {
  guint id;
  char *scope;
  const char *access;  /* the current one */
  const char *refresh; /* the current one, NULL without offline_access */
  gint64 access_ends;
  gint64 refresh_ends;
  guint generation;    /* 1 for the first pair */
  guint oldest_access; /* the generation of the oldest access token that may still work */
  const char *died;    /* NULL while alive; else why */
  guint reused;        /* how often a spent refresh token was shown */
  guint access_in_use; /* how often a former or expired access token was shown */
} NomoDemoChain;

typedef enum {
  NOMO_DEMO_GRANT_OK,
  NOMO_DEMO_GRANT_UNKNOWN,
  NOMO_DEMO_GRANT_USED,
  NOMO_DEMO_GRANT_EXPIRED,
  NOMO_DEMO_GRANT_REVOKED,
  NOMO_DEMO_GRANT_MISMATCH,
} NomoDemoGrant;

typedef struct _NomoDemoTokens NomoDemoTokens;

NomoDemoTokens *nomo_demo_tokens_new (void);
void nomo_demo_tokens_free (NomoDemoTokens *self);
const char *nomo_demo_tokens_issue_code (NomoDemoTokens *self, const char *scope, const char *redirect_uri, gint64 now);
NomoDemoChain *nomo_demo_tokens_give (NomoDemoTokens *self, const char *scope, gint64 now);
NomoDemoGrant nomo_demo_tokens_use_code (NomoDemoTokens *self, const char *code, const char *redirect_uri, gint64 now,
                                         NomoDemoChain **chain);
NomoDemoGrant nomo_demo_tokens_use_refresh (NomoDemoTokens *self, const char *refresh, gint64 now,
                                            NomoDemoChain **chain);
NomoDemoChain *nomo_demo_tokens_find (NomoDemoTokens *self, const char *access, gint64 now, gboolean *valid);
void nomo_demo_tokens_revoke (NomoDemoTokens *self, const char *refresh, const char *why);
void nomo_demo_tokens_kill_all (NomoDemoTokens *self, const char *why);
guint nomo_demo_tokens_get_n_chains (NomoDemoTokens *self);
const NomoDemoChain *nomo_demo_tokens_get_chain (NomoDemoTokens *self, guint index);
void nomo_demo_chain_end_former_access (NomoDemoChain *self);
gboolean nomo_demo_chain_has_scope (const NomoDemoChain *self, const char *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoTokens, nomo_demo_tokens_free)

G_END_DECLS
