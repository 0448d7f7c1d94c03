#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

#define NOMO_DEMO_ACCOUNTS_PREFIX "/accounts"

void nomo_demo_oauth_handle (NomoDemoCall *call);
void nomo_demo_consent_free (gpointer consent);

G_END_DECLS
