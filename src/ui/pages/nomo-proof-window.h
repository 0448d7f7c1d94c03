#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_PROOF_WINDOW (nomo_proof_window_get_type ())
G_DECLARE_FINAL_TYPE (NomoProofWindow, nomo_proof_window, NOMO, PROOF_WINDOW, AdwWindow)

GtkWidget *nomo_proof_window_new (GtkWindow *parent, NomoSession *session);

G_END_DECLS
