#include "config.h"

#include "nomo-demo-list.h"

#include "nomo-demo-random.h"
#include "nomo-text.h"

/* The rows of a page, as places in the list. */
typedef struct {
  guint64 first;
  guint64 last; /* one behind */
  guint passed; /* the row, counted from @first, that is not there, or G_MAXUINT */
  guint twice;  /* the row, counted from @first, that is there twice, or G_MAXUINT */
} Rows;

/* Another row with each request, so that it is there when the page is asked for again. */
static guint
choose_row (NomoDemoCall *call, const Rows *rows)
{
  return (guint) (nomo_demo_random_mix (call->demo->n_requests, 905, rows->first) % (rows->last - rows->first));
}

static Rows
choose_rows (NomoDemoCall *call, NomoDemoPage page, guint total)
{
  guint pages = MAX (1, (total + page.per_page - 1) / page.per_page);
  guint at = nomo_demo_call_meets (call, NOMO_DEMO_FAULT_ENDLESS_PAGES) ? MIN (page.page, pages) : page.page;
  Rows rows = { (guint64) (at - 1) * page.per_page, MIN ((guint64) at * page.per_page, total), G_MAXUINT, G_MAXUINT };

  if (rows.first >= rows.last)
    return rows;
  if (at > 1 && nomo_demo_call_meets (call, NOMO_DEMO_FAULT_SHIFTING_PAGES))
    rows.passed = choose_row (call, &rows);
  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_REPEATED_ROWS))
    rows.twice = choose_row (call, &rows);
  return rows;
}

static NomoDemoJson *
begin (NomoDemoCall *call, NomoDemoPage page, guint total, NomoDemoWriteRow write, gpointer data)
{
  NomoDemoJson *json = nomo_demo_call_begin (call, 200);
  Rows rows = choose_rows (call, page, total);

  nomo_demo_json_begin_array (json, "data");
  for (guint64 i = rows.first; i < rows.last; i++) {
    guint64 place = rows.passed != G_MAXUINT && i - rows.first <= rows.passed ? i - 1 : i;

    for (guint times = i - rows.first == rows.twice ? 2 : 1; times > 0; times--) {
      nomo_demo_json_begin_row (json, (guint) place);
      write (call, (guint) place, data, json);
    }
  }
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
