#pragma once

#include <gtk/gtk.h>

#include "nomo-shop.h"
#include "nomo-trial-reader.h"

G_BEGIN_DECLS

#define NOMO_TYPE_PUBLISH_CHECKS (nomo_publish_checks_get_type ())
G_DECLARE_FINAL_TYPE (NomoPublishChecks, nomo_publish_checks, NOMO, PUBLISH_CHECKS, GtkBox)

void nomo_publish_checks_set_source (NomoPublishChecks *self, NomoCouponForm *form, NomoTrialReader *reader,
                                     NomoShop *shop);

G_END_DECLS
