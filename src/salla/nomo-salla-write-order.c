#include "config.h"

#include "nomo-order.h"
#include "nomo-salla-body.h"
#include "nomo-salla-write.h"

#include <libsoup/soup.h>

static NomoSallaWrite *
begin (const char *method, const NomoRecord *order, const char *rest, GPtrArray *writes)
{
  NomoSallaWrite *self = g_new0 (NomoSallaWrite, 1);

  self->method = method;
  self->path = g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/%s", nomo_record_get_id (order), rest);
  g_ptr_array_add (writes, self);
  return self;
}

/* By its number, or by Salla's word when no number is wanted; the name follows. */
static gboolean
is_moved (const NomoRecord *order, const NomoRecord *held)
{
  if (!nomo_record_is_null (order, ORDER_STATUS_ID))
    return nomo_record_get_int (order, ORDER_STATUS_ID) != nomo_record_get_int (held, ORDER_STATUS_ID);
  return g_strcmp0 (nomo_record_get_text (order, ORDER_STATUS), nomo_record_get_text (held, ORDER_STATUS)) != 0;
}

/* A status of the shop's own is told by its number, as several of them may have one word of Salla's. */
static void
add_status (const NomoRecord *order, GPtrArray *writes)
{
  NomoSallaWrite *write = begin (SOUP_METHOD_POST, order, "status", writes);
  NomoSallaBody *body = nomo_salla_body_new ();
  const char *note = nomo_record_get_text (order, ORDER_NOTE);

  if (nomo_record_is_null (order, ORDER_STATUS_ID))
    nomo_salla_body_text (body, "slug", nomo_record_get_text (order, ORDER_STATUS));
  else
    nomo_salla_body_int (body, "status_id", nomo_record_get_int (order, ORDER_STATUS_ID));
  if (note != NULL)
    nomo_salla_body_text (body, "note", note);
  write->notes = note != NULL;
  write->body = nomo_salla_body_end (body);
}

static NomoSallaWrite *
add_text (const NomoRecord *order, const char *rest, const char *name, const char *text, GPtrArray *writes)
{
  NomoSallaWrite *write = begin (SOUP_METHOD_POST, order, rest, writes);
  NomoSallaBody *body = nomo_salla_body_new ();

  nomo_salla_body_text (body, name, text);
  write->body = nomo_salla_body_end (body);
  return write;
}

static gboolean
has_tag (const NomoRecord *order, const char *name)
{
  for (guint row = 0; row < nomo_record_count_part (order, ORDER_PART_TAGS); row++)
    if (g_strcmp0 (nomo_record_part_text (order, ORDER_PART_TAGS, row, ORDER_TAG_NAME), name) == 0)
      return TRUE;
  return FALSE;
}

static void
add_tags (const NomoRecord *order, const NomoRecord *held, GPtrArray *writes)
{
  for (guint row = 0; row < nomo_record_count_part (order, ORDER_PART_TAGS); row++) {
    const char *name = nomo_record_part_text (order, ORDER_PART_TAGS, row, ORDER_TAG_NAME);

    if (!has_tag (held, name))
      add_text (order, "tags", "tag_name", name, writes);
  }
}

/* What is told of a tag without a number stands last, as it may not be possible. */
static void
remove_tags (const NomoRecord *order, const NomoRecord *held, gboolean numbered, GPtrArray *writes)
{
  for (guint row = 0; row < nomo_record_count_part (held, ORDER_PART_TAGS); row++) {
    const char *name = nomo_record_part_text (held, ORDER_PART_TAGS, row, ORDER_TAG_NAME);
    gint64 number = nomo_record_part_int (held, ORDER_PART_TAGS, row, ORDER_TAG_ID);
    NomoSallaWrite *write = NULL;

    if (has_tag (order, name) || (number != 0) != numbered)
      continue;
    write = begin (SOUP_METHOD_DELETE, order, "tags/", writes);
    write->may_miss = TRUE;
    write->tag = g_strdup (name);
    if (numbered)
      nomo_salla_write_add_number (write, number);
  }
}

/**
 * nomo_salla_write_order:
 * @order: an order as it is to be
 *
 * As Salla's pages of its API tell it: a status has a note beside it; notes alone are added to the histories; a tag is put on an
 * order by its name, which makes it where the store has none of that name, and taken off by its number, which is to be found
 * where no order tells it. Nothing of that answers with the order.
 *
 * Returns: (transfer full) (element-type NomoSallaWrite): the requests that make it so there, in their order
 */
GPtrArray *
nomo_salla_write_order (const NomoRecord *order)
{
  GPtrArray *writes = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_salla_write_free);
  g_autoptr (NomoRecord) held = nomo_record_dup_confirmed (order);
  const char *note = nomo_record_get_text (order, ORDER_NOTE);

  if (is_moved (order, held))
    add_status (order, writes);
  else if (note != NULL)
    add_text (order, "histories", "note", note, writes)->notes = TRUE;
  add_tags (order, held, writes);
  remove_tags (order, held, TRUE, writes);
  remove_tags (order, held, FALSE, writes);
  return writes;
}
