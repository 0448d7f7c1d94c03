#pragma once

#include "nomo-entity.h"

G_BEGIN_DECLS

/**
 * NomoSettingType:
 * @NOMO_SETTING_BOOL: 0 or 1; `true` or `false` in JSON
 * @NOMO_SETTING_INT: a whole number
 * @NOMO_SETTING_MONEY: minor units of the shop's currency; a decimal as text in JSON
 * @NOMO_SETTING_MINUTE: a minute of the day, 0 to 1439; "21:30" in JSON
 * @NOMO_SETTING_CHOICE: the position of a choice; its key in JSON
 *
 * What a setting holds. Each is kept as a 64-bit integer.
 */
typedef enum {
  NOMO_SETTING_BOOL,
  NOMO_SETTING_INT,
  NOMO_SETTING_MONEY,
  NOMO_SETTING_MINUTE,
  NOMO_SETTING_CHOICE,
} NomoSettingType;

/**
 * NomoSetting:
 * @name: what JSON calls it
 * @type: what it holds
 * @label: N_()
 * @hint: (nullable): N_(), half a sentence more
 * @initial: its value as long as nothing was said
 * @least: the smallest value
 * @most: the largest value
 * @choices: (nullable): of a choice, ends with a %NULL key
 * @context: (nullable): message context of the choices' labels, else of @label
 *
 * One thing that a person can set. A form, the JSON of an export and what an import accepts follow from it.
 */
typedef struct {
  const char *name;
  NomoSettingType type;
  const char *label;
  const char *hint;
  gint64 initial;
  gint64 least;
  gint64 most;
  const NomoChoice *choices;
  const char *context;
} NomoSetting;

const char *nomo_setting_get_label (const NomoSetting *setting);
void nomo_settings_reset (const NomoSetting *settings, guint n_settings, gint64 *values);
gboolean nomo_settings_read (const NomoSetting *settings, guint n_settings, const char *json, const char *currency,
                             gint64 *values, GError **error);
void nomo_settings_read_kept (const NomoSetting *settings, guint n_settings, const char *json, const char *currency,
                              gint64 *values);
char *nomo_settings_write (const NomoSetting *settings, guint n_settings, const gint64 *values, const char *currency);
gboolean nomo_setting_parse (const NomoSetting *setting, const char *text, const char *currency, gint64 *value,
                             GError **error);
char *nomo_setting_to_text (const NomoSetting *setting, gint64 value, const char *currency);
char *nomo_setting_to_words (const NomoSetting *setting, gint64 value, const char *currency);

G_END_DECLS
