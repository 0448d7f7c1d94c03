#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_AMOUNT (nomo_amount_get_type ())
G_DECLARE_FINAL_TYPE (NomoAmount, nomo_amount, NOMO, AMOUNT, GtkBox)

GtkWidget *nomo_amount_new (void);
void nomo_amount_set_money (NomoAmount *self, gint64 minor, const char *currency, gboolean exact);
void nomo_amount_set_number (NomoAmount *self, gint64 number);
void nomo_amount_set_text (NomoAmount *self, const char *figure, const char *currency, const char *spoken);

G_END_DECLS
