#include "config.h"

#include "nomo-demo-written.h"

struct _NomoDemoWritten {
  GHashTable *coupons;   /* index → NomoDemoCoupon */
  guint end;             /* behind the last index */
  GStringChunk *texts;   /* what all of them point to */
  GPtrArray *ids;        /* GArray of gint64 */
  GPtrArray *text_lists; /* arrays of texts, NULL behind the last */
  GPtrArray *tags;       /* of texts */
};

NomoDemoWritten *
nomo_demo_written_new (void)
{
  NomoDemoWritten *self = g_new0 (NomoDemoWritten, 1);

  self->coupons = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->texts = g_string_chunk_new (4096);
  self->ids = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->text_lists = g_ptr_array_new_with_free_func (g_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
nomo_demo_written_free (NomoDemoWritten *self)
{
  g_hash_table_unref (self->coupons);
  g_string_chunk_free (self->texts);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->text_lists);
  g_ptr_array_unref (self->tags);
  g_free (self);
}

/**
 * nomo_demo_written_get:
 * @self: what was written
 * @coupon: which
 *
 * Returns: (transfer none) (nullable): the coupon as somebody left it, %NULL for one that is as its seed has it
 */
const NomoDemoCoupon *
nomo_demo_written_get (NomoDemoWritten *self, guint coupon)
{
  return g_hash_table_lookup (self->coupons, GUINT_TO_POINTER (coupon));
}

/**
 * nomo_demo_written_get_end:
 * @self: what was written
 *
 * Returns: what is behind the last coupon that was written, 0 when none was
 */
guint
nomo_demo_written_get_end (NomoDemoWritten *self)
{
  return self->end;
}

/**
 * nomo_demo_written_put:
 * @self: what was written
 * @coupon: which
 * @it: how it stands from now on; what it points to must have been kept here, or be there for ever
 */
void
nomo_demo_written_put (NomoDemoWritten *self, guint coupon, const NomoDemoCoupon *it)
{
  g_hash_table_replace (self->coupons, GUINT_TO_POINTER (coupon), g_memdup2 (it, sizeof *it));
  self->end = MAX (self->end, coupon + 1);
}

const char *
nomo_demo_written_keep_text (NomoDemoWritten *self, const char *text)
{
  return g_string_chunk_insert_const (self->texts, text);
}

/**
 * nomo_demo_written_keep_ids:
 * @self: what was written
 * @ids: (transfer full) (element-type gint64): ids
 *
 * Returns: (transfer none): @ids
 */
GArray *
nomo_demo_written_keep_ids (NomoDemoWritten *self, GArray *ids)
{
  g_ptr_array_add (self->ids, ids);
  return ids;
}

/**
 * nomo_demo_written_keep_texts:
 * @self: what was written
 * @texts: (element-type utf8): texts
 *
 * Returns: (transfer none) (array zero-terminated=1): a copy
 */
const char *const *
nomo_demo_written_keep_texts (NomoDemoWritten *self, GPtrArray *texts)
{
  const char **kept = g_new0 (const char *, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    kept[i] = nomo_demo_written_keep_text (self, g_ptr_array_index (texts, i));
  g_ptr_array_add (self->text_lists, kept);
  return kept;
}

/**
 * nomo_demo_written_get_tags:
 * @self: what was written
 *
 * Returns: (transfer none) (element-type utf8): the names of the tags that the seed did not give
 */
GPtrArray *
nomo_demo_written_get_tags (NomoDemoWritten *self)
{
  return self->tags;
}
