#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nomo_page_stack_watch (GtkStack *stack);
void nomo_page_stack_show (GtkStack *stack, const char *name);

G_END_DECLS
