#pragma once

#include "nomo-fact-list.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

typedef struct _NomoTargetNames NomoTargetNames;

NomoTargetNames *nomo_target_names_new (NomoFactList *list, NomoShop *shop);
void nomo_target_names_want (NomoTargetNames *self, const char *label, const NomoEntity *entity, guint name_field);
void nomo_target_names_add (NomoTargetNames *self, gint64 id);
void nomo_target_names_read (NomoTargetNames *self, GCancellable *cancellable);

G_END_DECLS
