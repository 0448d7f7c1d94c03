#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoRedirectVerdict:
 * @NOMO_REDIRECT_TAKEN: the redirect was ours and brought a code
 * @NOMO_REDIRECT_DENIED: the redirect was ours and says that the merchant said no
 * @NOMO_REDIRECT_FOREIGN: the redirect belongs to no sign-in that waits here
 *
 * What became of a redirect; it decides which page the browser shows.
 */
typedef enum {
  NOMO_REDIRECT_TAKEN,
  NOMO_REDIRECT_DENIED,
  NOMO_REDIRECT_FOREIGN,
} NomoRedirectVerdict;

/**
 * NomoRedirectFunc:
 * @query: (nullable): the query of the redirect, percent-encoded
 * @data: user data
 *
 * Judges a redirect.
 */
typedef NomoRedirectVerdict (*NomoRedirectFunc) (const char *query, gpointer data);

/**
 * NomoRedirectListener:
 *
 * Waits on the loopback interface for the browser to come back from the consent page. Signal `closing`: the browser has
 * been answered after a verdict other than foreign, so the listener may go.
 */
#define NOMO_TYPE_REDIRECT_LISTENER (nomo_redirect_listener_get_type ())
G_DECLARE_FINAL_TYPE (NomoRedirectListener, nomo_redirect_listener, NOMO, REDIRECT_LISTENER, GObject)

NomoRedirectListener *nomo_redirect_listener_new (guint16 port, NomoRedirectFunc func, gpointer data, GError **error);
guint16 nomo_redirect_listener_get_port (NomoRedirectListener *self);
void nomo_redirect_listener_close (NomoRedirectListener *self);

G_END_DECLS
