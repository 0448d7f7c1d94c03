#pragma once

#include "nomo-code-batch.h"
#include "nomo-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * NomoCodesNotMade:
 * @maker: who asked for codes
 * @name: what their batch was to be called
 *
 * None of them could be made.
 */
typedef void (*NomoCodesNotMade) (GObject *maker, const char *name);

void nomo_code_deeds_make (NomoSession *session, const NomoCodeRequest *request, NomoCodesNotMade not_made,
                           GObject *maker);
void nomo_code_deeds_complete (NomoSession *session, gint64 batch);
void nomo_code_deeds_switch (NomoSession *session, gint64 batch, gboolean on);
void nomo_code_deeds_import (GtkWindow *parent, NomoSession *session, gint64 batch);
void nomo_code_deeds_export (GtkWindow *parent, NomoSession *session, gint64 batch, const char *name);
void nomo_code_deeds_give (GtkWindow *parent, NomoSession *session, gint64 batch, const char *code);

G_END_DECLS
