#include "config.h"

#include "nomo-coupon-taken.h"

#include "nomo-coupon.h"

/* The store finds texts that are spelled alike; so many are looked at whether they are alike to Salla. */
#define MOST 100

typedef struct {
  char *code;
  gint64 except;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->code);
  g_free (question);
}

static gboolean
is_code (const char *text, const char *folded)
{
  g_autofree char *other = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return g_strcmp0 (other, folded) == 0;
}

static gboolean
has_code (const NomoRecord *coupon, const char *folded)
{
  if (is_code (nomo_record_get_text (coupon, COUPON_CODE), folded))
    return TRUE;
  for (guint i = 0; i < nomo_record_count_part (coupon, COUPON_PART_CODES); i++)
    if (is_code (nomo_record_part_text (coupon, COUPON_PART_CODES, i, COUPON_CHILD_CODE), folded))
      return TRUE;
  return FALSE;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Question *question = g_task_get_task_data (task);
  g_autofree char *folded = g_utf8_casefold (question->code, -1);
  GError *error = NULL;
  g_autoptr (GPtrArray) coupons = nomo_store_list_finish (NOMO_STORE (source), result, NULL, &error);
  gboolean taken = FALSE;

  if (coupons == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < coupons->len && !taken; i++)
    taken = nomo_record_get_id (coupons->pdata[i]) != question->except && has_code (coupons->pdata[i], folded);
  g_task_return_boolean (task, taken);
}

static NomoQuery *
create_query (const char *code)
{
  NomoQuery *query = nomo_query_new (nomo_coupon_entity ());

  nomo_query_begin_group (query, NOMO_JOIN_OR);
  nomo_query_where (query, COUPON_CODE, NOMO_OP_EQ, code, NULL);
  nomo_query_where_part (query, COUPON_PART_CODES, COUPON_CHILD_CODE, NOMO_OP_EQ, code, NULL);
  nomo_query_end_group (query);
  return query;
}

/**
 * nomo_coupon_taken_async:
 * @store: a store
 * @code: a code
 * @except: the coupon that may have it, 0 for none
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: for @callback
 *
 * Asks whether a coupon, or one of a group, has that code, as far as is known here.
 */
void
nomo_coupon_taken_async (NomoStore *store, const char *code, gint64 except, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);
  g_autoptr (NomoQuery) query = create_query (code);
  Question *question = g_new (Question, 1);

  *question = (Question) { g_strdup (code), except };
  g_task_set_source_tag (task, nomo_coupon_taken_async);
  g_task_set_task_data (task, question, question_free);
  nomo_store_list_async (store, query, 0, MOST, cancellable, listed_cb, task);
}

/**
 * nomo_coupon_taken_finish:
 * @result: what the callback got
 * @taken: (out): whether another coupon has the code
 * @error: return location
 *
 * Returns: whether the question was answered
 */
gboolean
nomo_coupon_taken_finish (GAsyncResult *result, gboolean *taken, GError **error)
{
  GError *failed = NULL;

  *taken = g_task_propagate_boolean (G_TASK (result), &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, failed);
  return FALSE;
}
