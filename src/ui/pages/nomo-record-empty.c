#include "config.h"

#include "nomo-record-empty.h"

#include "nomo-permission.h"

#include <glib/gi18n.h>

static void
tell_none (NomoEmpty *empty, const NomoRecordPageKind *kind, NomoRecordFilter *filter)
{
  g_autofree char *words = nomo_record_filter_to_words (filter);
  g_autofree char *sentence = NULL;

  if (*words == '\0') {
    nomo_empty_set (empty, NOMO_TONE_MUTE, kind->icon, _ (kind->none), _ (kind->none_hint));
    nomo_empty_set_action (empty, NULL, NULL);
    return;
  }
  /* Translators: %s is the filter in words, like "Completed, from 1 October 2026" */
  sentence = g_strdup_printf (_ ("The filter: %s."), words);
  nomo_empty_set (empty, NOMO_TONE_MUTE, "nomo-filter-symbolic", _ (kind->no_match), sentence);
  nomo_empty_set_action (empty, _ ("Clear the filter"), "records.clear");
}

/* The first records may still be on their way. */
static gboolean
is_none (NomoShop *shop, NomoRecordList *list)
{
  return nomo_record_list_get_state (list) == NOMO_RECORD_LIST_READY && nomo_record_list_get_count (list) == 0 &&
         (nomo_shop_get_as_of (shop) != 0 || nomo_shop_get_state (shop) != NOMO_SHOP_SYNCING);
}

/**
 * nomo_record_empty_tell:
 * @empty: stands in place of a list
 * @kind: what would be listed
 * @shop: whose
 * @filter: which of them
 * @list: what was read of them
 * @known: (out): whether it is known how many there are, and whether there is something to filter
 *
 * Says why there is nothing to list: the records could not be read, may not be read, are not there, or do not match.
 *
 * Returns: whether @empty is to be seen
 */
gboolean
nomo_record_empty_tell (NomoEmpty *empty, const NomoRecordPageKind *kind, NomoShop *shop, NomoRecordFilter *filter,
                        NomoRecordList *list, gboolean *known)
{
  *known = TRUE;
  if (nomo_record_list_get_state (list) == NOMO_RECORD_LIST_ERROR) {
    *known = FALSE;
    nomo_empty_set_error (empty, _ (kind->unread), nomo_record_list_get_error (list), "records.retry");
    return TRUE;
  }
  if (!is_none (shop, list))
    return FALSE;
  if (nomo_permission_tell_missing (empty, shop, kind->filter->entity ()))
    *known = FALSE;
  else
    tell_none (empty, kind, filter);
  return TRUE;
}
