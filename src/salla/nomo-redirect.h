#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoRedirect:
 * @state: the state that came back
 * @code: the authorization code, NULL when @error is set
 * @error: the OAuth error, NULL when @code is set
 * @description: the server's own words about @error, may be NULL
 *
 * What a redirect brought back from the consent page.
 */
typedef struct {
  char *state;
  char *code;
  char *error;
  char *description;
} NomoRedirect;

#define NOMO_REDIRECT_PATH "/callback"

NomoRedirect *nomo_redirect_parse_query (const char *query, GError **error);
NomoRedirect *nomo_redirect_parse_address (const char *address, GError **error);
void nomo_redirect_free (NomoRedirect *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRedirect, nomo_redirect_free)

G_END_DECLS
