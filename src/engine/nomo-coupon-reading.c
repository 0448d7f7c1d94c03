#include "config.h"

#include "nomo-coupon-reading.h"

#include "nomo-coupon-steps.h"
#include "nomo-lists.h"
#include "nomo-salla-error.h"

#include <glib/gi18n.h>

#define ACTOR          "salla"
#define MAX_UNREADABLE 20

static const NomoCouponStep *const steps[] = { &nomo_coupon_codes, &nomo_coupon_uses };

typedef struct {
  NomoCouponReading how; /* its client and job are kept by us */
  guint step;            /* of steps */
  GPtrArray *lacks;      /* of the step */
  guint next;            /* of lacks */
  guint unreadable;      /* in a row */
  gint64 number;         /* of the page that is asked for */
  NomoSallaAnswer *answer;
  NomoMirrorPage page;
  NomoMirrorPage before;
  gint64 expected; /* rows in all as Salla said when the list began to be read */
  gint64 done;     /* counts of the lists before */
  gint64 total;
} Run;

static void look (GTask *task);
static void ask (GTask *task);
static void begin_list (GTask *task);

static char *
make_mark_name (const NomoCouponStep *step, const NomoRecord *coupon)
{
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT, step->name, nomo_record_get_salla_id (coupon));
}

/**
 * nomo_coupon_lack_new:
 * @store: the store
 * @step: what is read
 * @coupon: of which coupon
 * @count: how long Salla says that the list is
 *
 * Reads what is remembered of it. Blocks.
 *
 * Returns: (transfer full): the list
 */
NomoCouponLack *
nomo_coupon_lack_new (NomoStore *store, const NomoCouponStep *step, NomoRecord *coupon, gint64 count)
{
  g_autofree char *name = make_mark_name (step, coupon);
  g_autofree char *mark = nomo_store_dup_mark (store, name);
  NomoCouponLack *self = g_new0 (NomoCouponLack, 1);
  char *end = mark;

  self->coupon = nomo_record_ref (coupon);
  self->count = count;
  self->read_at = mark != NULL ? g_ascii_strtoll (mark, &end, 10) : 0;
  self->page = MAX (mark != NULL ? g_ascii_strtoll (end, NULL, 10) : 1, 1);
  return self;
}

void
nomo_coupon_lack_free (gpointer data)
{
  NomoCouponLack *self = data;

  nomo_record_unref (self->coupon);
  g_clear_pointer (&self->told, nomo_record_unref);
  g_free (self->value);
  g_free (self);
}

/**
 * nomo_coupon_lack_mark:
 * @self: a list
 * @step: what is read
 * @commit: writes it to the store
 * @read_at: at what count it was read to its end
 * @page: with which it goes on
 */
void
nomo_coupon_lack_mark (const NomoCouponLack *self, const NomoCouponStep *step, NomoCommit *commit, gint64 read_at,
                       gint64 page)
{
  g_autofree char *name = make_mark_name (step, self->coupon);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, read_at, page);

  nomo_commit_set_mark (commit, name, value);
}

static void
run_free (gpointer data)
{
  Run *self = data;

  g_object_unref (self->how.client);
  g_object_unref (self->how.job);
  g_clear_pointer (&self->lacks, g_ptr_array_unref);
  nomo_mirror_page_clear (&self->page);
  nomo_mirror_page_clear (&self->before);
  g_clear_pointer (&self->answer, nomo_salla_answer_free);
  g_free (self);
}

/* The run waits for it, so it may look at the run. */
static void
run_in_thread (GTask *task, GTaskThreadFunc function, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) inner =
      g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), callback, g_object_ref (task));

  g_task_set_task_data (inner, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inner, function);
}

static void
next_step (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  self->step++;
  if (self->step < G_N_ELEMENTS (steps))
    look (task);
  else
    g_task_return_boolean (task, TRUE);
}

static void
next_list (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  const NomoCouponLack *lack = self->lacks->pdata[self->next];

  self->done += lack->count;
  self->next++;
  nomo_job_advance (self->how.job, self->done, self->total);
  begin_list (task);
}

static gboolean
is_last (Run *self)
{
  const NomoCouponLack *lack = self->lacks->pdata[self->next];

  return nomo_mirror_page_is_last (&self->page, self->page.number > lack->page ? &self->before : NULL, self->expected);
}

static void
go_on (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  const NomoCouponLack *lack = self->lacks->pdata[self->next];

  if (is_last (self)) {
    next_list (task);
    return;
  }
  nomo_job_advance (self->how.job, self->done + MIN (self->number * NOMO_MIRROR_PER_PAGE, lack->count), self->total);
  self->number++;
  ask (task);
}

static void
disbelieved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    next_step (task);
  else
    g_task_return_error (task, error);
}

/* A Salla that does not know what it is asked by answers with everything. It is not asked again until the count is another, and
 * for no other coupon now. */
static void
disbelieve (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  const NomoCouponLack *lack = self->lacks->pdata[self->next];
  NomoCommit *commit = nomo_commit_new (ACTOR, NULL);

  nomo_coupon_lack_mark (lack, steps[self->step], commit, lack->count, 1);
  nomo_store_commit_async (g_task_get_source_object (task), commit, NULL, disbelieved_cb, g_object_ref (task));
}

static void
set_mark (Run *self, NomoCommit *commit)
{
  const NomoCouponStep *step = steps[self->step];
  const NomoCouponLack *lack = self->lacks->pdata[self->next];
  gint64 filled = MAX (self->page.number - (self->page.rows == 0), 1);

  if (is_last (self))
    nomo_coupon_lack_mark (lack, step, commit, lack->count, step->grows ? filled : 1);
  else
    nomo_coupon_lack_mark (lack, step, commit, lack->read_at, self->page.number + 1);
}

/* What was answered becomes the page at which the run stands. */
static gboolean
take_page (Run *self, GError **error)
{
  nomo_mirror_page_clear (&self->before);
  self->before = self->page;
  self->page = (NomoMirrorPage) { 0 };
  if (!nomo_mirror_page_read (&self->page, nomo_lists_find ("coupons"), self->answer, self->number, error))
    return FALSE;
  if (self->expected < 0)
    self->expected = self->page.total;
  return TRUE;
}

/* A list that Salla cannot give must not hold up the others; when it gives none, it is an outage or a matter of permission. */
static void
pass_over (GTask *task, GError *error)
{
  static const NomoSallaError kinds[] = { NOMO_SALLA_ERROR_UNREADABLE, NOMO_SALLA_ERROR_REFUSED,
                                          NOMO_SALLA_ERROR_SERVER, NOMO_SALLA_ERROR_NOT_FOUND };
  Run *self = g_task_get_task_data (task);
  gboolean denied = g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE);
  gboolean passes = denied;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    passes = passes || g_error_matches (error, NOMO_SALLA_ERROR, kinds[i]);
  if (!passes) {
    g_task_return_error (task, error);
    return;
  }
  g_error_free (error);
  if (denied || ++self->unreadable >= MAX_UNREADABLE)
    next_step (task);
  else
    next_list (task);
}

static void
put_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *self = data;
  g_autoptr (NomoCommit) commit = nomo_commit_new (ACTOR, NULL);
  GError *error = NULL;

  if (steps[self->step]->put (source, self->lacks->pdata[self->next], self->answer, is_last (self), commit, &error)) {
    set_mark (self, commit);
    nomo_store_commit (source, commit, NULL, &error);
  }
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    pass_over (task, error);
    return;
  }
  self->unreadable = 0;
  go_on (task);
}

static void
put_page (GTask *task)
{
  run_in_thread (task, put_thread, put_cb);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *self = g_task_get_task_data (task);
  const NomoCouponStep *step = steps[self->step];
  GError *error = NULL;

  g_clear_pointer (&self->answer, nomo_salla_answer_free);
  self->answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  if (self->answer == NULL || !take_page (self, &error))
    pass_over (task, error);
  else if (step->believe != NULL && !step->believe (self->lacks->pdata[self->next], &self->page))
    disbelieve (task);
  else
    put_page (task);
}

static void
ask (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  const NomoCouponStep *step = steps[self->step];
  const NomoCouponLack *lack = self->lacks->pdata[self->next];
  g_autofree char *page = g_strdup_printf ("%" G_GINT64_FORMAT, self->number);
  g_autofree char *per_page = g_strdup_printf ("%d", NOMO_MIRROR_PER_PAGE);
  const char *query[9] = { step->key, lack->value, "page", page, "per_page", per_page };

  if (step->sort != NULL) {
    query[6] = "sort_by";
    query[7] = step->sort;
  }
  nomo_salla_client_get_in_background_async (self->how.client, self->how.job, step->path, query,
                                             g_task_get_cancellable (task), page_cb, g_object_ref (task));
}

static void
begin_list (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (self->next == self->lacks->len) {
    next_step (task);
    return;
  }
  nomo_mirror_page_clear (&self->page);
  nomo_mirror_page_clear (&self->before);
  self->number = ((const NomoCouponLack *) self->lacks->pdata[self->next])->page;
  self->expected = -1;
  ask (task);
}

static void
begin_step (Run *self, GPtrArray *lacks)
{
  g_clear_pointer (&self->lacks, g_ptr_array_unref);
  self->lacks = lacks;
  self->next = 0;
  self->unreadable = 0;
  self->done = 0;
  self->total = 0;
  for (guint i = 0; i < lacks->len; i++)
    self->total += ((const NomoCouponLack *) lacks->pdata[i])->count;
  if (lacks->len == 0)
    return;
  nomo_job_set_step (self->how.job, steps[self->step]->name);
  nomo_job_set_detail (self->how.job, _ (steps[self->step]->label));
  nomo_job_advance (self->how.job, 0, self->total);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *lacks = g_task_propagate_pointer (G_TASK (result), &error);

  if (lacks == NULL) {
    g_task_return_error (task, error);
    return;
  }
  begin_step (g_task_get_task_data (task), lacks);
  begin_list (task);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Run *self = data;
  GError *error = NULL;
  GPtrArray *lacks = steps[self->step]->find (source, self->how.whole, &error);

  if (lacks != NULL)
    g_task_return_pointer (task, lacks, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
look (GTask *task)
{
  run_in_thread (task, find_thread, found_cb);
}

/**
 * nomo_coupon_reading_async:
 * @self: what is to be read; only used during the call, but for its objects
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads page after page in the background. Each page and the mark behind it are one commit, so another run goes on where this
 * one stops. Without anything to read it looks at the store and asks for nothing.
 */
void
nomo_coupon_reading_async (const NomoCouponReading *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self->store, nomo_job_get_cancellable (self->job), callback, data);
  Run *run = g_new0 (Run, 1);

  run->how = *self;
  g_object_ref (run->how.client);
  g_object_ref (run->how.job);
  g_task_set_source_tag (task, nomo_coupon_reading_async);
  g_task_set_task_data (task, run, run_free);
  look (task);
}

/**
 * nomo_coupon_reading_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether all is known that Salla can tell; else an error of any layer, or %G_IO_ERROR_CANCELLED
 */
gboolean
nomo_coupon_reading_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
