#pragma once

#include "nomo-period.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _NomoBackupSchedule NomoBackupSchedule;
typedef struct _NomoFeatures NomoFeatures;
typedef struct _NomoShop NomoShop;

#define NOMO_TYPE_SESSION (nomo_session_get_type ())
G_DECLARE_FINAL_TYPE (NomoSession, nomo_session, NOMO, SESSION, GObject)

NomoSession *nomo_session_new (void);

NomoShop *nomo_session_get_shop (NomoSession *self);
void nomo_session_set_shop (NomoSession *self, NomoShop *shop);
NomoFeatures *nomo_session_get_features (NomoSession *self);
NomoBackupSchedule *nomo_session_get_backups (NomoSession *self);
gboolean nomo_session_get_narrow (NomoSession *self);
void nomo_session_set_narrow (NomoSession *self, gboolean narrow);
const NomoPeriod *nomo_session_get_period (NomoSession *self);
void nomo_session_set_period (NomoSession *self, const NomoPeriod *period);
NomoAgainst nomo_session_get_against (NomoSession *self);
void nomo_session_set_against (NomoSession *self, NomoAgainst against);
const char *nomo_session_get_tiles (NomoSession *self);
void nomo_session_set_tiles (NomoSession *self, const char *tiles);
const char *nomo_session_get_page (NomoSession *self);
void nomo_session_set_page (NomoSession *self, const char *page);
gint64 nomo_session_get_open (NomoSession *self, const char *place);
void nomo_session_set_open (NomoSession *self, const char *place, gint64 record);
void nomo_session_close_records (NomoSession *self);
void nomo_session_narrow (NomoSession *self, const char *place, const char *filter, const char *words);
GTimeZone *nomo_session_get_zone (NomoSession *self);

void nomo_session_reword (NomoSession *self);
void nomo_session_say (NomoSession *self, const char *sentence, const char *label, const char *action,
                       GVariant *target);
void nomo_session_mention (NomoSession *self, const char *sentence, const char *label, const char *action,
                           GVariant *target);
void nomo_session_keep (NomoSession *self, const char *key, GVariant *state);
GVariant *nomo_session_peek (NomoSession *self, const char *key);

G_END_DECLS
