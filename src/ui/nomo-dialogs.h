#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*NomoDialogDone) (gpointer data, const char *answer);

void nomo_dialogs_show_about (GtkWindow *parent);
void nomo_dialogs_show_shortcuts (GtkWindow *parent);
void nomo_dialogs_tell (GtkWindow *parent, const GError *error, gboolean have_data);
void nomo_dialogs_ask_disconnect (GtkWindow *parent, const char *store, NomoDialogDone done, gpointer data,
                                  GDestroyNotify destroy);
void nomo_dialogs_ask_erase (GtkWindow *parent, const char *store, NomoDialogDone done, gpointer data,
                             GDestroyNotify destroy);

G_END_DECLS
