#pragma once

#include <glib.h>

G_BEGIN_DECLS

void nomo_relay_line_add (GString *text, const char *label, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
