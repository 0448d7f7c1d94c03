#pragma once

#include "nomo-annotations.h"
#include "nomo-breakdown.h"
#include "nomo-figures.h"
#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_OVERVIEW_READER (nomo_overview_reader_get_type ())
G_DECLARE_FINAL_TYPE (NomoOverviewReader, nomo_overview_reader, NOMO, OVERVIEW_READER, GObject)

NomoOverviewReader *nomo_overview_reader_new (NomoSession *session);
void nomo_overview_reader_refresh (NomoOverviewReader *self);
void nomo_overview_reader_restart (NomoOverviewReader *self);

int nomo_overview_reader_get_today (NomoOverviewReader *self);
NomoFigures *nomo_overview_reader_get_figures (NomoOverviewReader *self);
NomoFigures *nomo_overview_reader_get_course (NomoOverviewReader *self);
NomoBreakdown *nomo_overview_reader_get_breakdown (NomoOverviewReader *self);
GArray *nomo_overview_reader_get_annotations (NomoOverviewReader *self);
const GError *nomo_overview_reader_get_error (NomoOverviewReader *self);

G_END_DECLS
