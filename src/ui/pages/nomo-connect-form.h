#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CONNECT_FORM (nomo_connect_form_get_type ())
G_DECLARE_FINAL_TYPE (NomoConnectForm, nomo_connect_form, NOMO, CONNECT_FORM, AdwBin)

void nomo_connect_form_set_stores (NomoConnectForm *self, NomoStores *stores);
void nomo_connect_form_focus (NomoConnectForm *self);
void nomo_connect_form_cancel (NomoConnectForm *self);
void nomo_connect_form_save (NomoConnectForm *self);

G_END_DECLS
