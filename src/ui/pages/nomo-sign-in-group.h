#pragma once

#include <adwaita.h>

#include "nomo-sign-in-facts.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SIGN_IN_GROUP (nomo_sign_in_group_get_type ())
G_DECLARE_FINAL_TYPE (NomoSignInGroup, nomo_sign_in_group, NOMO, SIGN_IN_GROUP, AdwPreferencesGroup)

GtkWidget *nomo_sign_in_group_new (void);
void nomo_sign_in_group_show (NomoSignInGroup *self, const NomoSignInFacts *facts);
void nomo_sign_in_group_set_client_id (NomoSignInGroup *self, const char *client_id);

G_END_DECLS
