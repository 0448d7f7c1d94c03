#include "config.h"

#include "nomo-demo-list.h"

#include "nomo-text.h"

static NomoDemoJson *
begin (NomoDemoCall *call, NomoDemoPage page, guint total, NomoDemoWriteRow write, gpointer data)
{
  NomoDemoJson *json = nomo_demo_call_begin (call, 200);
  guint64 last = MIN ((guint64) page.page * page.per_page, total);

  nomo_demo_json_begin_array (json, "data");
  for (guint64 i = (guint64) (page.page - 1) * page.per_page; i < last; i++)
    write (call, (guint) i, data, json);
  nomo_demo_json_end_array (json);
  return json;
}

/**
 * nomo_demo_list_dup_keyword:
 * @call: a request for a list
 *
 * Returns: (transfer full) (nullable): what the rows must have in them, folded; %NULL for anything
 */
char *
nomo_demo_list_dup_keyword (NomoDemoCall *call)
{
  const char *keyword = nomo_demo_call_get (call, "keyword");

  return keyword != NULL && *keyword != '\0' ? nomo_text_fold (keyword) : NULL;
}

/**
 * nomo_demo_list_answer:
 * @call: a request for a list
 * @total: how many rows there are on all pages
 * @write: (scope call): writes a row
 * @data: for @write
 *
 * Answers the page that is asked for. It costs what the page costs.
 */
void
nomo_demo_list_answer (NomoDemoCall *call, guint total, NomoDemoWriteRow write, gpointer data)
{
  NomoDemoPage page = nomo_demo_call_get_page (call);
  NomoDemoJson *json = begin (call, page, total, write, data);

  nomo_demo_call_write_pagination (call, json, page, total);
  nomo_demo_call_end (call, json);
}

/**
 * nomo_demo_list_answer_light:
 * @call: a request for a list
 * @total: how many rows there are on all pages
 * @write: (scope call): writes a row
 * @data: for @write
 *
 * Like nomo_demo_list_answer(), but without a word about pages: Salla's light lists have none.
 */
void
nomo_demo_list_answer_light (NomoDemoCall *call, guint total, NomoDemoWriteRow write, gpointer data)
{
  nomo_demo_call_end (call, begin (call, nomo_demo_call_get_page (call), total, write, data));
}
