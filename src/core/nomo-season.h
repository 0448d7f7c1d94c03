#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoSeasonKind:
 * @NOMO_SEASON_RAMADAN: the month of Ramadan
 * @NOMO_SEASON_EID_AL_FITR: the first three days of Shawwal
 * @NOMO_SEASON_EID_AL_ADHA: 10 to 13 Dhu al-Hijjah
 * @NOMO_SEASON_FOUNDING_DAY: 22 February
 * @NOMO_SEASON_FLAG_DAY: 11 March
 * @NOMO_SEASON_NATIONAL_DAY: 23 September
 * @NOMO_SEASON_WHITE_FRIDAY: the last Friday of November
 *
 * What moves the sales of a shop in Saudi Arabia every year.
 */
typedef enum {
  NOMO_SEASON_RAMADAN,
  NOMO_SEASON_EID_AL_FITR,
  NOMO_SEASON_EID_AL_ADHA,
  NOMO_SEASON_FOUNDING_DAY,
  NOMO_SEASON_FLAG_DAY,
  NOMO_SEASON_NATIONAL_DAY,
  NOMO_SEASON_WHITE_FRIDAY,
  NOMO_N_SEASONS
} NomoSeasonKind;

/**
 * NomoSeason:
 * @kind: which one
 * @year: of which year: the Hijri one of Ramadan and both Eids, else the Gregorian one
 * @from: its first day, in days since 1970-01-01
 * @to: its last day, included
 *
 * A season of a year. Plain data.
 */
typedef struct {
  NomoSeasonKind kind;
  int year;
  int from;
  int to;
} NomoSeason;

NomoSeason nomo_season_of (NomoSeasonKind kind, int year);
GArray *nomo_seasons_between (int from, int to);
gboolean nomo_season_is_hijri (NomoSeasonKind kind);
const char *nomo_season_get_name (NomoSeasonKind kind);

G_END_DECLS
