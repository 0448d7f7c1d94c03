#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nomo_gtk_mend (void);

G_END_DECLS
