#pragma once

#include <adwaita.h>

#include "nomo-settings.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SETTING_FIELD (nomo_setting_field_get_type ())
G_DECLARE_FINAL_TYPE (NomoSettingField, nomo_setting_field, NOMO, SETTING_FIELD, AdwPreferencesGroup)

GtkWidget *nomo_setting_field_new (const NomoSetting *setting, const char *currency);
void nomo_setting_field_set_value (NomoSettingField *self, gint64 value);
void nomo_setting_field_leave (NomoSettingField *self);
void nomo_setting_field_refuse (NomoSettingField *self, gint64 value);
gint64 nomo_setting_field_get_value (NomoSettingField *self);

G_END_DECLS
