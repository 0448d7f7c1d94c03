#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * NomoPassphraseForm:
 *
 * Asks for a passphrase: for one that is known, or for a new one, twice, and says how good it is.
 *
 * Signal `changed`: something was typed.
 */
#define NOMO_TYPE_PASSPHRASE_FORM (nomo_passphrase_form_get_type ())
G_DECLARE_FINAL_TYPE (NomoPassphraseForm, nomo_passphrase_form, NOMO, PASSPHRASE_FORM, GtkBox)

GtkWidget *nomo_passphrase_form_new (gboolean is_new);
const char *nomo_passphrase_form_get_text (NomoPassphraseForm *self);
void nomo_passphrase_form_type (NomoPassphraseForm *self, const char *text);
gboolean nomo_passphrase_form_is_ready (NomoPassphraseForm *self);

G_END_DECLS
