#include "config.h"

#include "nomo-mirror-page.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"

/* How many pages more than a list had at its beginning it may come to have while it is read. */
#define GROWTH_PAGES 3

/**
 * nomo_mirror_page_clear:
 * @self: a page
 */
void
nomo_mirror_page_clear (NomoMirrorPage *self)
{
  g_clear_pointer (&self->ids, g_free);
}

/**
 * nomo_mirror_page_ask_async:
 * @kind: the list
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @sort: (nullable): the order of the list
 * @number: which page, the first is 1
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end, which takes the answer by nomo_salla_client_get_finish()
 * @data: for @callback
 */
void
nomo_mirror_page_ask_async (const NomoMirrorKind *kind, NomoSallaClient *client, gconstpointer owner, const char *sort,
                            gint64 number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autofree char *page = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autofree char *per_page = g_strdup_printf ("%d", NOMO_MIRROR_PER_PAGE);
  const char *query[9] = { "page", page, "per_page", per_page };
  guint n = 4;

  if (sort != NULL) {
    query[n++] = "sort_by";
    query[n++] = sort;
  }
  if (kind->with != NULL) {
    query[n++] = "with[]";
    query[n++] = kind->with;
  }
  nomo_salla_client_get_in_background_async (client, owner, kind->path, query, cancellable, callback, data);
}

/* No rows are an end only where the answer itself says so, or the mark would pass over what did not come. */
static gboolean
is_page (const NomoSallaAnswer *answer, gint64 number)
{
  gboolean filled = nomo_json_get_array (answer->data, "") != NULL;
  gboolean empty = !filled && !JSON_NODE_HOLDS_VALUE (answer->data) && nomo_json_get_object (answer->data, "") == NULL;
  gboolean passed = answer->total >= 0 && (number - 1) * NOMO_MIRROR_PER_PAGE >= answer->total;

  return filled || (empty && (answer->pages <= number || passed));
}

static char *
dup_ids (const NomoSallaAnswer *answer, guint rows)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  JsonArray *array = nomo_json_get_array (answer->data, "");

  for (guint i = 0; i < rows; i++) {
    g_autofree char *ref = nomo_salla_map_dup_ref (json_array_get_element (array, i));

    g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", ref);
  }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/**
 * nomo_mirror_page_read:
 * @self: (out caller-allocates): the page
 * @kind: the list
 * @answer: what Salla answered
 * @number: which page was asked for
 * @error: return location
 *
 * Returns: %FALSE with %NOMO_SALLA_ERROR_UNREADABLE when it is no page
 */
gboolean
nomo_mirror_page_read (NomoMirrorPage *self, const NomoMirrorKind *kind, const NomoSallaAnswer *answer, gint64 number,
                       GError **error)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  if (!is_page (answer, number)) {
    g_set_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "page %" G_GINT64_FORMAT " of %s holds no rows",
                 number, kind->name);
    return FALSE;
  }
  *self = (NomoMirrorPage) { .number = number,
                             .rows = rows != NULL ? json_array_get_length (rows) : 0,
                             .total = answer->total,
                             .pages = answer->pages,
                             .as_of = answer->as_of };
  self->ids = dup_ids (answer, self->rows);
  return TRUE;
}

/**
 * nomo_mirror_page_put:
 * @self: a page
 * @kind: the list
 * @answer: what Salla answered
 * @currency: the shop's currency
 * @commit: where its rows go
 */
void
nomo_mirror_page_put (const NomoMirrorPage *self, const NomoMirrorKind *kind, const NomoSallaAnswer *answer,
                      const char *currency, NomoCommit *commit)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");
  NomoMirrorWords words = { currency, answer->as_of };

  for (guint i = 0; i < self->rows; i++)
    nomo_mirror_kind_put (kind, commit, json_array_get_element (rows, i), &words);
}

static gint64
get_most (gint64 expected)
{
  return expected >= 0 ? expected / NOMO_MIRROR_PER_PAGE * 5 / 4 + GROWTH_PAGES : G_MAXINT64;
}

/**
 * nomo_mirror_page_get_end:
 * @self: a page
 * @expected: as of nomo_mirror_page_is_last()
 *
 * Returns: the last page that is there for certain by what this one says, 0 when it does not say
 */
gint64
nomo_mirror_page_get_end (const NomoMirrorPage *self, gint64 expected)
{
  gint64 filled = (self->total + NOMO_MIRROR_PER_PAGE - 1) / NOMO_MIRROR_PER_PAGE;

  return self->pages >= 0 && self->total >= 0 ? MIN (MIN (self->pages, filled), get_most (expected)) : 0;
}

/**
 * nomo_mirror_page_is_last:
 * @self: a page
 * @before: (nullable): the page before
 * @expected: rows in all as Salla said when the list began to be read, -1 when it did not
 *
 * Whatever Salla says of further pages: a list ends where it says the same again, and far behind where it should have ended.
 *
 * Returns: whether nothing comes behind it
 */
gboolean
nomo_mirror_page_is_last (const NomoMirrorPage *self, const NomoMirrorPage *before, gint64 expected)
{
  if (self->rows == 0 || self->number >= get_most (expected))
    return TRUE;
  if (before != NULL && self->rows >= NOMO_MIRROR_PER_PAGE && g_strcmp0 (self->ids, before->ids) == 0)
    return TRUE;
  return self->pages >= 0 ? self->number >= self->pages : self->rows < NOMO_MIRROR_PER_PAGE;
}
