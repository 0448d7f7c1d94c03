#include "config.h"

#include "nomo-annotation-words.h"

#include "nomo-format.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

static const NomoAnnotation *
get (const GArray *annotations, guint index)
{
  return &g_array_index (annotations, NomoAnnotation, index);
}

/**
 * nomo_annotation_words_name:
 * @annotation: what happened
 *
 * Returns: (transfer full): what it is called, «رمضان 1447», «بدء كوبون WARD20»
 */
char *
nomo_annotation_words_name (const NomoAnnotation *annotation)
{
  g_autofree char *code = NULL;

  if (annotation->coupon == NULL && annotation->season == NOMO_SEASON_RAMADAN)
    return nomo_format_hijri_month (annotation->from);
  if (annotation->coupon == NULL)
    return g_strdup (nomo_season_get_name (annotation->season));
  code = nomo_text_isolate (annotation->coupon);
  /* Translators: a label in a chart, on the day that a coupon begins; %s is its code */
  return g_strdup_printf (_ ("Start of %s"), code);
}

/**
 * nomo_annotation_words_on:
 * @annotations: (element-type NomoAnnotation): what happened
 * @days: days
 *
 * Returns: (transfer full) (nullable): what was on one of them, %NULL for nothing
 */
char *
nomo_annotation_words_on (const GArray *annotations, NomoStretch days)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < annotations->len; i++) {
    g_autofree char *name = NULL;

    if (days.to < get (annotations, i)->from || days.from > get (annotations, i)->to)
      continue;
    name = nomo_annotation_words_name (get (annotations, i));
    g_strv_builder_add (names, name);
  }
  list = g_strv_builder_end (names);
  return list[0] != NULL ? g_strjoinv (" · ", list) : NULL;
}

/**
 * nomo_annotation_words_list:
 * @annotations: (element-type NomoAnnotation): what happened
 *
 * Returns: (transfer full) (nullable): all of it with its days, for screen readers; %NULL for nothing
 */
char *
nomo_annotation_words_list (const GArray *annotations)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < annotations->len; i++) {
    g_autofree char *name = nomo_annotation_words_name (get (annotations, i));
    g_autofree char *days = nomo_format_range (get (annotations, i)->from, get (annotations, i)->to);

    g_string_append_printf (list, "%s%s (%s)", i > 0 ? " · " : "", name, days);
  }
  return g_string_free (list, list->len == 0);
}
