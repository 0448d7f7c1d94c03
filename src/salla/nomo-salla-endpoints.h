#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NOMO_SALLA_ACCOUNTS_URL "https://accounts.salla.sa"
#define NOMO_SALLA_API_URL      "https://api.salla.dev/admin/v2"

/**
 * NomoSallaEndpoints:
 *
 * Where Salla is: the sign-in server and the Admin API. Immutable, atomically ref-counted.
 */
typedef struct _NomoSallaEndpoints NomoSallaEndpoints;

#define NOMO_TYPE_SALLA_ENDPOINTS (nomo_salla_endpoints_get_type ())
GType nomo_salla_endpoints_get_type (void);

NomoSallaEndpoints *nomo_salla_endpoints_new (const char *accounts_url, const char *api_url, GError **error);
NomoSallaEndpoints *nomo_salla_endpoints_ref (NomoSallaEndpoints *self);
void nomo_salla_endpoints_unref (NomoSallaEndpoints *self);
const char *nomo_salla_endpoints_get_accounts_url (NomoSallaEndpoints *self);
const char *nomo_salla_endpoints_get_api_url (NomoSallaEndpoints *self);
gboolean nomo_salla_endpoints_is_loopback (NomoSallaEndpoints *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSallaEndpoints, nomo_salla_endpoints_unref)

G_END_DECLS
