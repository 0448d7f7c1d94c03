#include "config.h"

#include "nomo-coupon-steps.h"

#include "nomo-coupon.h"
#include "nomo-salla-error.h"

#include <glib/gi18n.h>

static gboolean
is_wanted (const NomoCouponLack *lack, gboolean whole)
{
  return whole || (lack->count != lack->known && lack->count != lack->read_at);
}

/* What is told from the first page to the last is all there is, so it begins with nothing. */
static void
begin_at_first (NomoCouponLack *lack)
{
  NomoRecordBuilder *builder = nomo_record_rebuild (lack->coupon);

  nomo_builder_clear_part (builder, COUPON_PART_CODES);
  lack->told = nomo_builder_end (builder);
  lack->page = 1;
}

static gboolean
add_group (NomoStore *store, NomoRecord *row, gboolean whole, GPtrArray *lacks, GError **error)
{
  gint64 count = nomo_record_get_int (row, COUPON_GROUP_COUNT);
  g_autoptr (NomoRecord) group = NULL;
  NomoCouponLack *lack = NULL;

  if (nomo_record_get_salla_id (row) == 0 || count == 0)
    return TRUE;
  group = nomo_store_get (store, nomo_coupon_entity (), nomo_record_get_id (row), error);
  if (group == NULL)
    return FALSE;
  lack = nomo_coupon_lack_new (store, &nomo_coupon_codes, group, count);
  lack->known = nomo_record_count_part (group, COUPON_PART_CODES);
  if (!is_wanted (lack, whole)) {
    nomo_coupon_lack_free (lack);
    return TRUE;
  }
  lack->value = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_salla_id (group));
  if (whole || lack->page == 1)
    begin_at_first (lack);
  g_ptr_array_add (lacks, lack);
  return TRUE;
}

static GPtrArray *
find (NomoStore *store, gboolean whole, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_coupon_entity (), "is_group = yes", error);
  g_autoptr (GPtrArray) rows = nomo_store_list_rows (store, query, 0, 0, error);
  g_autoptr (GPtrArray) lacks = g_ptr_array_new_with_free_func (nomo_coupon_lack_free);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!add_group (store, rows->pdata[i], whole, lacks, error))
      return NULL;
  return rows != NULL ? g_steal_pointer (&lacks) : NULL;
}

/* What the store holds beside them goes when as many have been told as the group has. */
static void
put_all (const NomoCouponLack *lack, gint64 as_of, NomoCommit *commit)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), nomo_record_get_salla_id (lack->coupon));
  g_autoptr (NomoRecord) codes = NULL;

  nomo_builder_set_as_of (builder, as_of);
  for (guint i = 0; i < nomo_record_count_part (lack->told, COUPON_PART_CODES); i++) {
    nomo_builder_add_part (builder, COUPON_PART_CODES);
    nomo_builder_part_text (builder, COUPON_PART_CODES, COUPON_CHILD_CODE,
                            nomo_record_part_text (lack->told, COUPON_PART_CODES, i, COUPON_CHILD_CODE));
  }
  codes = nomo_builder_end (builder);
  nomo_commit_put (commit, codes);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "codes that keep no rules");
  return FALSE;
}

static gboolean
gather (NomoCouponLack *lack, const NomoSallaAnswer *answer)
{
  g_autoptr (NomoRecord) before = g_steal_pointer (&lack->told);

  lack->told = nomo_salla_map_coupon_codes (before, answer->data, answer->as_of, NULL);
  return lack->told != NULL;
}

/* Where Salla does not know what it is asked by, it answers with the codes of all groups. */
static gboolean
believe (const NomoCouponLack *lack, const NomoMirrorPage *page)
{
  return page->total <= lack->count;
}

static gboolean
put (NomoStore *store, NomoCouponLack *lack, const NomoSallaAnswer *answer, gboolean last, NomoCommit *commit,
     GError **error)
{
  g_autoptr (NomoRecord) more = NULL;

  if (lack->told != NULL && !gather (lack, answer))
    return refuse (error);
  if (last && lack->told != NULL && nomo_record_count_part (lack->told, COUPON_PART_CODES) >= lack->count) {
    put_all (lack, answer->as_of, commit);
    return TRUE;
  }
  more = nomo_salla_map_coupon_codes (lack->coupon, answer->data, answer->as_of, NULL);
  if (more == NULL)
    return refuse (error);
  nomo_commit_put (commit, more);
  return TRUE;
}

/* A row of the list of coupons need not tell all codes of a group. */
const NomoCouponStep nomo_coupon_codes = {
  .name = "codes",
  .label = N_ ("Codes"),
  .path = "/coupons/codes",
  .key = "coupon_id",
  .find = find,
  .believe = believe,
  .put = put,
};
