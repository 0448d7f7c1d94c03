#pragma once

#include <adwaita.h>

#include "nomo-change.h"

G_BEGIN_DECLS

#define NOMO_TYPE_KPI_TILE (nomo_kpi_tile_get_type ())
G_DECLARE_FINAL_TYPE (NomoKpiTile, nomo_kpi_tile, NOMO, KPI_TILE, AdwBin)

GtkWidget *nomo_kpi_tile_new (const char *icon_name, const char *name);
void nomo_kpi_tile_set_identity (NomoKpiTile *self, const char *icon_name, const char *name);
void nomo_kpi_tile_set_money (NomoKpiTile *self, gint64 minor, const char *currency);
void nomo_kpi_tile_set_number (NomoKpiTile *self, gint64 number);
void nomo_kpi_tile_set_change (NomoKpiTile *self, const NomoChange *change, gboolean more_is_good);
void nomo_kpi_tile_set_under (NomoKpiTile *self, const char *words);
void nomo_kpi_tile_set_opens (NomoKpiTile *self, const char *what);
void nomo_kpi_tile_set_course (NomoKpiTile *self, const gint64 *values, guint length);
void nomo_kpi_tile_set_narrow (NomoKpiTile *self, gboolean narrow);

void nomo_kpi_tile_show_loading (NomoKpiTile *self);
void nomo_kpi_tile_show_figure (NomoKpiTile *self);
void nomo_kpi_tile_show_stale (NomoKpiTile *self, const char *stamp);
void nomo_kpi_tile_show_empty (NomoKpiTile *self, const char *why);
void nomo_kpi_tile_show_error (NomoKpiTile *self, const char *what, const char *action_name);
void nomo_kpi_tile_show_denied (NomoKpiTile *self, const char *who_grants);

G_END_DECLS
