#include "config.h"

#include "nomo-week.h"

#include "nomo-format.h"

#include <glib/gi18n.h>

/**
 * nomo_week_name_day:
 * @weekday: a row of a week, 0 for Sunday
 * @data: unused
 *
 * Returns: (transfer full): «الخميس», "Thursday"
 */
char *
nomo_week_name_day (guint weekday, gpointer data)
{
  return nomo_format_weekday (weekday);
}

/**
 * nomo_week_name_hour:
 * @hour: a column of a week, 0 for midnight
 * @data: unused
 *
 * Returns: (transfer full): «9 م», "9 PM"
 */
char *
nomo_week_name_hour (guint hour, gpointer data)
{
  return nomo_format_hour (hour);
}

/**
 * nomo_week_name_cell:
 * @weekday: a row of a week, 0 for Sunday
 * @hour: a column of a week, 0 for midnight
 * @data: unused
 *
 * Returns: (transfer full): «الخميس 9 م – 10 م», "Thursday, 9 PM – 10 PM"
 */
char *
nomo_week_name_cell (guint weekday, guint hour, gpointer data)
{
  g_autofree char *day = nomo_format_weekday (weekday);
  g_autofree char *from = nomo_format_hour (hour);
  g_autofree char *to = nomo_format_hour (hour + 1);

  /* Translators: an hour of a day of the week: "Thursday, 9 PM – 10 PM" */
  return g_strdup_printf (_ ("%1$s, %2$s – %3$s"), day, from, to);
}
