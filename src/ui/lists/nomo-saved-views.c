#include "config.h"

#include "nomo-saved-views.h"

#include "nomo-format.h"
#include "nomo-list-view.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define SAVED "a(s" NOMO_LIST_VIEW ")"

static void
free_view (gpointer data)
{
  NomoSavedView *view = data;

  g_free (view->name);
  g_variant_unref (view->view);
  g_free (view);
}

/**
 * nomo_saved_views_new:
 *
 * Returns: (transfer full) (element-type NomoSavedView): no views
 */
GPtrArray *
nomo_saved_views_new (void)
{
  return g_ptr_array_new_with_free_func (free_view);
}

/**
 * nomo_saved_views_read:
 * @views: (element-type NomoSavedView): becomes what was saved
 * @text: (nullable): of nomo_saved_views_print(); what cannot be read holds no views
 */
void
nomo_saved_views_read (GPtrArray *views, const char *text)
{
  g_autoptr (GVariant) saved = text != NULL ? g_variant_parse (G_VARIANT_TYPE (SAVED), text, NULL, NULL, NULL) : NULL;
  GVariantIter iter;
  GVariant *view;
  const char *name;

  g_ptr_array_set_size (views, 0);
  if (saved == NULL)
    return;
  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_next (&iter, "(&s@" NOMO_LIST_VIEW ")", &name, &view)) {
    nomo_saved_views_add (views, name, view);
    g_variant_unref (view);
  }
}

/**
 * nomo_saved_views_print:
 * @views: (element-type NomoSavedView): views
 *
 * Returns: (transfer full): those that were not removed, as text
 */
char *
nomo_saved_views_print (GPtrArray *views)
{
  g_autoptr (GVariant) saved = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (SAVED));
  for (guint i = 0; i < views->len; i++) {
    const NomoSavedView *view = views->pdata[i];

    if (!view->removed)
      g_variant_builder_add (&builder, "(s@" NOMO_LIST_VIEW ")", view->name, view->view);
  }
  saved = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (saved, TRUE);
}

static gboolean
is_taken (GPtrArray *views, const char *name, const NomoSavedView *but)
{
  g_autofree char *folded = nomo_text_fold (name);

  for (guint i = 0; i < views->len; i++) {
    const NomoSavedView *view = views->pdata[i];
    g_autofree char *other = nomo_text_fold (view->name);

    /* Of a name without a letter nothing is left when it is folded. */
    if (view != but && (*folded != '\0' ? g_str_equal (folded, other) : g_str_equal (name, view->name)))
      return TRUE;
  }
  return FALSE;
}

/**
 * nomo_saved_views_check_name:
 * @views: (element-type NomoSavedView): views
 * @name: what one of them is to be called, without spaces around it
 * @but: (nullable): the view that is renamed
 *
 * Returns: (transfer full) (nullable): what is wrong with the name, as a sentence; %NULL when it will do
 */
char *
nomo_saved_views_check_name (GPtrArray *views, const char *name, const NomoSavedView *but)
{
  g_autofree char *most = nomo_format_int (NOMO_VIEW_NAME);

  if (*name == '\0')
    return g_strdup (_ ("Give the view a name."));
  if (g_utf8_strlen (name, -1) > NOMO_VIEW_NAME)
    /* Translators: %s is a number */
    return g_strdup_printf (_ ("The name is too long: %s characters at most."), most);
  if (is_taken (views, name, but))
    return g_strdup (_ ("Another view has this name. Choose another one."));
  return NULL;
}

/**
 * nomo_saved_views_add:
 * @views: (element-type NomoSavedView): views
 * @name: what it is called
 * @view: of nomo_list_view_create(); a floating reference is sunk
 */
void
nomo_saved_views_add (GPtrArray *views, const char *name, GVariant *view)
{
  NomoSavedView *saved = g_new0 (NomoSavedView, 1);

  saved->name = g_strdup (name);
  saved->view = g_variant_ref_sink (view);
  g_ptr_array_add (views, saved);
}

/**
 * nomo_saved_view_rename:
 * @view: a view
 * @name: what it is called from now on
 */
void
nomo_saved_view_rename (NomoSavedView *view, const char *name)
{
  g_free (view->name);
  view->name = g_strdup (name);
}

/**
 * nomo_saved_views_purge:
 * @views: (element-type NomoSavedView): views
 *
 * Lets go of those that were removed.
 */
void
nomo_saved_views_purge (GPtrArray *views)
{
  for (guint i = views->len; i > 0; i--)
    if (((NomoSavedView *) views->pdata[i - 1])->removed)
      g_ptr_array_remove_index (views, i - 1);
}
