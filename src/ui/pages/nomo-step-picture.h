#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_STEP_PICTURE (nomo_step_picture_get_type ())
G_DECLARE_FINAL_TYPE (NomoStepPicture, nomo_step_picture, NOMO, STEP_PICTURE, GtkWidget)

G_END_DECLS
