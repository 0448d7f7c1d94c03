#pragma once

#include "nomo-entity.h"
#include "nomo-value.h"

G_BEGIN_DECLS

void nomo_field_add_choice_names (const NomoField *field, GHashTable *names);
gboolean nomo_field_read (const NomoField *field, const char *text, const char *currency, GHashTable *choices,
                          NomoValue *value, GError **error);

G_END_DECLS
