#include "config.h"

#include "budget-world.h"

#include "nomo-rate-headers.h"

#define SALLA_EPOCH G_GINT64_CONSTANT (1790802000000)

typedef struct {
  NomoBudgetCall *call;
  WorldWork *work;
  gint64 processed_ms;
  gint64 arrives_ms;
  NomoHttpAnswer *answer;
  guint told;
  gboolean zero;
  gint64 reset_ms;
} Flight;

NomoHttpAnswer *
world_answer_new (int status, gint64 date_ms, const char *lines)
{
  NomoHttpAnswer *answer = g_new0 (NomoHttpAnswer, 1);
  g_autofree char *text = g_strconcat ("HTTP/1.1 200 OK\r\nX-Other: 1\r\n", lines, NULL);

  answer->status = status;
  answer->date_ms = date_ms;
  answer->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  answer->body = g_bytes_new_static ("", 0);
  g_assert_true (soup_headers_parse (text, (int) strlen (text), answer->headers));
  return answer;
}

World *
world_new (gint64 limit, gint64 per_1000s, guint32 seed)
{
  World *self = g_new0 (World, 1);

  self->budget = nomo_budget_new ();
  self->random = g_rand_new_with_seed (seed);
  self->now_ms = 1000000;
  self->salla_ms = SALLA_EPOCH;
  self->store = (WorldLimit) { .limit = limit, .per_1000s = per_1000s, .at_ms = self->now_ms };
  self->least_left = limit;
  self->latency_ms = 100;
  self->depth = 8;
  self->works = g_ptr_array_new_with_free_func (g_free);
  self->flights = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
limit_flow (WorldLimit *self, gint64 now_ms)
{
  if (self->window_ms > 0) {
    if (now_ms / self->window_ms > self->at_ms / self->window_ms)
      self->level = 0;
  } else {
    self->level = MAX (0, self->level - (now_ms - self->at_ms) * self->per_1000s / 1000);
  }
  self->at_ms = now_ms;
}

static gboolean
limit_take (WorldLimit *self, gint64 now_ms)
{
  limit_flow (self, now_ms);
  if (self->level + 1000 > self->limit * 1000)
    return FALSE;
  self->level += 1000;
  return TRUE;
}

static gint64
limit_get_reset (const WorldLimit *self)
{
  if (self->window_ms > 0)
    return (self->at_ms / self->window_ms + 1) * self->window_ms;
  return self->at_ms + self->level * 1000 / self->per_1000s;
}

/* In whole seconds, rounded up, as Salla's clock shows it. */
static gint64
to_salla_s (World *self, gint64 ms)
{
  return (ms + self->salla_ms + 999) / 1000;
}

static char *
make_lines (World *self, const WorldLimit *limit, gboolean fits, gint64 remaining)
{
  gint64 retry_ms = limit->window_ms > 0 ? limit_get_reset (limit) - self->now_ms
                                         : (limit->level + 1000 - limit->limit * 1000) * 1000 / limit->per_1000s;
  g_autofree char *retry = g_strdup_printf ("Retry-After: %d\r\n", (int) ((MAX (retry_ms, 1) + 999) / 1000));
  g_autofree char *reset =
      g_strdup_printf ("X-RateLimit-Reset: %" G_GINT64_FORMAT "\r\n", to_salla_s (self, limit_get_reset (limit)));

  return g_strdup_printf ("X-RateLimit-Limit: %d\r\nX-RateLimit-Remaining: %d\r\n%s%s", (int) limit->limit,
                          (int) remaining, self->no_reset ? "" : reset, fits ? "" : retry);
}

static void
process (World *self, Flight *flight)
{
  gboolean has_customers = self->customers.limit > 0 && g_str_has_prefix (flight->work->path, "/customers");
  gboolean fits = limit_take (&self->store, self->now_ms);
  WorldLimit *told = &self->store;
  g_autofree char *lines = NULL;
  gint64 remaining;

  if (fits && has_customers) {
    fits = limit_take (&self->customers, self->now_ms);
    told = &self->customers;
  }
  remaining = fits ? MAX (told->limit * 1000 - told->level, 0) / 1000 : 0;
  self->least_left = MIN (self->least_left, remaining);
  lines = self->no_headers ? g_strdup ("") : make_lines (self, told, fits, remaining);
  self->refused += fits ? 0 : 1;
  flight->told = told == &self->customers;
  flight->zero = remaining == 0 && !self->no_headers;
  flight->reset_ms = fits ? limit_get_reset (told) : self->now_ms;
  flight->answer =
      world_answer_new (fits ? 200 : 429, self->no_date ? 0 : (self->now_ms + self->salla_ms) / 1000 * 1000, lines);
}

static void
fill (World *self, WorldWork *work)
{
  for (; work->waiting < self->depth; work->waiting++)
    nomo_budget_add (self->budget, work->urgency, work, work->path, work);
}

static void
arrive (World *self, Flight *flight)
{
  gint64 asked = nomo_budget_answered (self->budget, flight->call, self->now_ms, flight->answer, self->latency_ms);

  if (flight->zero)
    self->zero_until_ms[flight->told] =
        MAX (self->zero_until_ms[flight->told], MIN (flight->reset_ms, self->now_ms + NOMO_RATE_MAX_MS));
  if (flight->answer->status == 429) {
    nomo_budget_put_back (self->budget, flight->call, self->now_ms + MAX (asked, self->latency_ms));
  } else {
    nomo_budget_remove (self->budget, flight->call);
    flight->work->answered++;
    flight->work->waiting--;
  }
  nomo_http_answer_free (flight->answer);
  g_ptr_array_remove (self->flights, flight);
}

static void
send (World *self, NomoBudgetCall *call)
{
  Flight *flight = g_new0 (Flight, 1);
  gint64 takes = g_rand_int_range (self->random, 2, (gint32) self->latency_ms * 2 + 3);

  flight->call = call;
  flight->work = nomo_budget_call_get_data (call);
  flight->processed_ms = self->now_ms + g_rand_int_range (self->random, 1, (gint32) takes);
  flight->arrives_ms = self->now_ms + takes;
  self->defied += self->now_ms < self->zero_until_ms[0];
  if (g_str_has_prefix (flight->work->path, "/customers"))
    self->defied += self->now_ms < self->zero_until_ms[1];
  g_ptr_array_add (self->flights, flight);
  g_assert_cmpuint (self->flights->len, <=, NOMO_BUDGET_MAX_IN_FLIGHT);
}

static gint64
send_all (World *self, gint64 end_ms)
{
  NomoBudgetCall *call;
  gint64 wait_ms;

  for (guint i = 0; i < self->works->len; i++)
    fill (self, g_ptr_array_index (self->works, i));
  while ((call = nomo_budget_take (self->budget, self->now_ms, &wait_ms)) != NULL)
    send (self, call);
  g_assert_cmpint (wait_ms, <=, NOMO_RATE_MAX_MS);
  g_assert_cmpint (wait_ms, !=, 0);
  g_assert_true (wait_ms > 0 || self->flights->len > 0 || nomo_budget_is_empty (self->budget));
  return wait_ms > 0 ? MIN (end_ms, self->now_ms + wait_ms) : end_ms;
}

static Flight *
find_next (World *self, gint64 *when_ms)
{
  Flight *next = NULL;

  for (guint i = 0; i < self->flights->len; i++) {
    Flight *flight = g_ptr_array_index (self->flights, i);
    gint64 moment = flight->answer == NULL ? flight->processed_ms : flight->arrives_ms;

    if (moment <= *when_ms) {
      *when_ms = moment;
      next = flight;
    }
  }
  return next;
}

static void
eat (World *self, gint64 until_ms)
{
  for (; self->eater_ms > 0 && self->eaten_ms + self->eater_ms <= until_ms; self->eaten_ms += self->eater_ms)
    limit_take (&self->store, self->eaten_ms + self->eater_ms);
}

void
world_run (World *self, gint64 ms)
{
  gint64 end_ms = self->now_ms + ms;

  self->eaten_ms = self->now_ms;
  while (self->now_ms < end_ms) {
    gint64 when_ms = send_all (self, end_ms);
    Flight *flight = find_next (self, &when_ms);

    eat (self, when_ms);
    self->now_ms = when_ms;
    if (flight != NULL && flight->answer == NULL)
      process (self, flight);
    else if (flight != NULL)
      arrive (self, flight);
  }
}

/**
 * world_add_work:
 * @self: the world
 * @urgency: how much it matters
 * @path: what it asks for
 *
 * Returns: (transfer none): a work that always has calls waiting
 */
WorldWork *
world_add_work (World *self, NomoUrgency urgency, const char *path)
{
  WorldWork *work = g_new0 (WorldWork, 1);

  work->path = path;
  work->urgency = urgency;
  g_ptr_array_add (self->works, work);
  return work;
}

static void
land (World *self)
{
  while (self->flights->len > 0) {
    Flight *flight = g_ptr_array_index (self->flights, 0);

    nomo_budget_lost (self->budget, flight->call);
    nomo_budget_remove (self->budget, flight->call);
    g_clear_pointer (&flight->answer, nomo_http_answer_free);
    g_ptr_array_remove_index (self->flights, 0);
  }
}

/* A work of the world has no list of its calls: the budget gives them all out when time enough has passed. */
void
world_free (World *self)
{
  gint64 wait_ms;

  while (!nomo_budget_is_empty (self->budget)) {
    NomoBudgetCall *call;

    land (self);
    while ((call = nomo_budget_take (self->budget, self->now_ms, &wait_ms)) != NULL) {
      nomo_budget_lost (self->budget, call);
      nomo_budget_remove (self->budget, call);
    }
    self->now_ms += MAX (wait_ms, 1);
  }
  nomo_budget_free (self->budget);
  g_rand_free (self->random);
  g_ptr_array_unref (self->works);
  g_ptr_array_unref (self->flights);
  g_free (self);
}
