#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NomoCatalogue NomoCatalogue;

NomoCatalogue *nomo_catalogue_open (const char *language);
NomoCatalogue *nomo_catalogue_new (GBytes *bytes);
const char *nomo_catalogue_lookup (const NomoCatalogue *self, const char *msgid);
const char *nomo_catalogue_lookup_number (const NomoCatalogue *self, const char *msgid, gulong n);
void nomo_catalogue_free (NomoCatalogue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCatalogue, nomo_catalogue_free)

G_END_DECLS
