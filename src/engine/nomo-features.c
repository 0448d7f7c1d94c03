#include "config.h"

#include "nomo-features.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-notice.h"
#include "nomo-order.h"
#include "nomo-scopes.h"
#include "nomo-store.h"
#include "nomo-token-keeper.h"

#include <string.h>

#define MINUTE_S  60
#define MINUTE_MS G_GINT64_CONSTANT (60000)

/* What the feed brings in a burst is looked at once. */
#define PAUSE_MS 1000

typedef struct {
  gint64 id; /* of its record, 0 when it has none */
  gboolean on;
  gint64 since;
  gint64 values[NOMO_FEATURE_MAX_SETTINGS];
  gint64 days[NOMO_FEATURE_DAYS]; /* what it told or brought, today last */
  gint64 sales;                   /* of today */
} State;

struct _NomoFeatures {
  GObject parent_instance;

  NomoShop *shop;
  State states[NOMO_N_FEATURES];
  gboolean known;
  int quiet_from; /* minutes of the day; the same as quiet_to when there are no quiet hours */
  int quiet_to;
  gboolean looking;
  gboolean again; /* something came while it looked */
  guint pause;
  guint timer;
  gboolean writing; /* a commit is on its way: what a look reads meanwhile is older */
  guint dirty;      /* bits of features whose state is to be written behind it */
  guint writes;
};

G_DEFINE_FINAL_TYPE (NomoFeatures, nomo_features, G_TYPE_OBJECT)

enum { CHANGED, ALERT, FAILED, SETTLED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const NomoFeatureFind finds[] = {
  [NOMO_FEATURE_NEW_ORDERS] = nomo_feature_find_new_orders,
  [NOMO_FEATURE_CARTS] = nomo_feature_find_carts,
  [NOMO_FEATURE_STOCK] = nomo_feature_find_stock,
  [NOMO_FEATURE_COUPONS] = nomo_feature_find_coupons,
  [NOMO_FEATURE_WEEK] = nomo_feature_find_week,
  [NOMO_FEATURE_SEASONS] = nomo_feature_find_seasons,
};
G_STATIC_ASSERT (G_N_ELEMENTS (finds) == NOMO_N_FEATURES);

/* A look at all of them, and what it found. */
typedef struct {
  char *currency;
  char *scope;
  gint64 now;
  gboolean quiet;
  guint writes; /* how many there were when it began */
  State states[NOMO_N_FEATURES];
  GPtrArray *alerts;
} Look;

static void
look_free (Look *look)
{
  g_free (look->currency);
  g_free (look->scope);
  g_ptr_array_unref (look->alerts);
  g_free (look);
}

/* As long as nothing is known of a sign-in, what is here already can be looked at. */
static gboolean
is_permitted (const char *scope, int feature)
{
  return scope == NULL || nomo_scope_is_granted (scope, nomo_feature_kinds ()[feature].scope);
}

static void
take_record (Look *look, const NomoRecord *record)
{
  int feature = nomo_feature_find_kind (nomo_record_get_text (record, FEATURE_NAME));
  const NomoFeatureKind *kind = &nomo_feature_kinds ()[MAX (feature, 0)];
  State *state = &look->states[MAX (feature, 0)];

  if (feature < 0)
    return;
  state->id = nomo_record_get_id (record);
  state->on = nomo_record_get_int (record, FEATURE_ON) != 0;
  state->since = nomo_record_get_int (record, FEATURE_SINCE);
  nomo_settings_read_kept (kind->settings, kind->n_settings, nomo_record_get_text (record, FEATURE_SETTINGS),
                           look->currency, state->values);
}

static gboolean
read_states (Look *look, NomoStore *store, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_feature_entity ());
  g_autoptr (GPtrArray) records = nomo_store_list (store, query, 0, 0, error);

  for (int i = 0; i < NOMO_N_FEATURES; i++)
    nomo_settings_reset (nomo_feature_kinds ()[i].settings, nomo_feature_kinds ()[i].n_settings,
                         look->states[i].values);
  for (guint i = 0; records != NULL && i < records->len; i++)
    take_record (look, records->pdata[i]);
  return records != NULL;
}

static gboolean
run_finds (Look *look, NomoStore *store, GError **error)
{
  for (int i = 0; i < NOMO_N_FEATURES; i++) {
    const State *state = &look->states[i];
    NomoFeatureLook one = { (NomoFeatureIndex) i, store,     look->currency, state->values,
                            state->since,         look->now, look->alerts };

    if (state->on && !look->quiet && is_permitted (look->scope, i) && !finds[i](&one, error))
      return FALSE;
  }
  return TRUE;
}

/* What coupons bring says more than how often they were told of. */
static gboolean
read_uses (State *state, NomoStore *store, int from, int today, GError **error)
{
  g_autoptr (NomoDays) days = nomo_store_read_days (store, NOMO_ORDER_COUPON_DAY, NULL, from, today, error);

  if (days == NULL)
    return FALSE;
  for (int day = from; day <= today; day++)
    state->days[day - from] = nomo_days_get (days, day, ORDER_COUPON_DAY_ORDERS);
  state->sales = nomo_days_get (days, today, ORDER_COUPON_DAY_SALES);
  return TRUE;
}

static gboolean
read_alerts (State *state, const char *name, NomoStore *store, int from, int today, GError **error)
{
  g_autoptr (NomoDays) days = nomo_store_read_days (store, NOMO_NOTICE_DAY, name, from, today, error);

  for (int day = from; days != NULL && day <= today; day++)
    state->days[day - from] = nomo_days_get (days, day, NOTICE_DAY_COUNT);
  return days != NULL;
}

static gboolean
read_days (Look *look, NomoStore *store, GError **error)
{
  int today = nomo_day_of (look->now, nomo_calendar_riyadh ());
  int from = today - NOMO_FEATURE_DAYS + 1;

  for (int i = 0; i < NOMO_N_FEATURES; i++)
    if (i == NOMO_FEATURE_COUPONS
            ? !read_uses (&look->states[i], store, from, today, error)
            : !read_alerts (&look->states[i], nomo_feature_kinds ()[i].name, store, from, today, error))
      return FALSE;
  return TRUE;
}

/* A store that cannot be written can be read: what is told is noted first, so nothing is told then. */
static void
look_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoStore *store = nomo_shop_get_store (NOMO_FEATURES (source)->shop);
  Look *look = data;
  GError *error = NULL;
  gboolean writable = nomo_store_get_read_only (store) == NULL;

  if (read_states (look, store, &error) && (!writable || run_finds (look, store, &error)) &&
      read_days (look, store, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
is_quiet (NomoFeatures *self, gint64 now)
{
  int day = nomo_day_of (now, nomo_calendar_riyadh ());
  int minute = (int) ((now - nomo_day_start (day, nomo_calendar_riyadh ())) / MINUTE_MS);

  if (self->quiet_from <= self->quiet_to)
    return minute >= self->quiet_from && minute < self->quiet_to;
  return minute >= self->quiet_from || minute < self->quiet_to;
}

static void look (NomoFeatures *self);

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoFeatures *self = NOMO_FEATURES (source);
  Look *found = g_task_get_task_data (G_TASK (result));
  gboolean ok = g_task_propagate_boolean (G_TASK (result), NULL);

  self->looking = FALSE;
  /* What was found is noted already, so it is told even where a later look failed. */
  for (guint i = 0; i < found->alerts->len; i++)
    g_signal_emit (self, signals[ALERT], 0, found->alerts->pdata[i]);
  if (ok && !self->writing && found->writes == self->writes) {
    gboolean same = self->known && memcmp (self->states, found->states, sizeof self->states) == 0;

    memcpy (self->states, found->states, sizeof self->states);
    self->known = TRUE;
    if (!same)
      g_signal_emit (self, signals[CHANGED], 0);
  }
  if (self->again)
    look (self);
}

static void
start_look (NomoFeatures *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, looked_cb, NULL);
  Look *look = g_new0 (Look, 1);

  look->currency = g_strdup (nomo_shop_get_currency (self->shop));
  look->scope = g_strdup (nomo_token_keeper_get_scope (nomo_shop_get_tokens (self->shop)));
  look->now = nomo_clock_now ();
  look->quiet = is_quiet (self, look->now);
  look->writes = self->writes;
  look->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_alert_free);
  self->looking = TRUE;
  self->again = FALSE;
  g_task_set_source_tag (task, start_look);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_worker);
}

static gboolean
paused_cb (gpointer data)
{
  NomoFeatures *self = data;

  self->pause = 0;
  if (self->looking)
    self->again = TRUE;
  else
    start_look (self);
  return G_SOURCE_REMOVE;
}

static void
look (NomoFeatures *self)
{
  if (self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, paused_cb, self);
}

static gboolean
minute_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

typedef struct {
  NomoFeatures *self;
  NomoFeatureIndex feature;
  State before;
} Write;

static void
write_free (Write *write)
{
  g_object_unref (write->self);
  g_free (write);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Write, write_free)

static NomoRecord *
make_record (NomoFeatures *self, NomoFeatureIndex feature)
{
  const NomoFeatureKind *kind = &nomo_feature_kinds ()[feature];
  const State *state = &self->states[feature];
  NomoRecordBuilder *builder = nomo_record_build (nomo_feature_entity (), state->id);
  g_autofree char *settings =
      nomo_settings_write (kind->settings, kind->n_settings, state->values, nomo_shop_get_currency (self->shop));

  nomo_builder_set_text (builder, FEATURE_NAME, kind->name);
  nomo_builder_set_int (builder, FEATURE_ON, state->on);
  nomo_builder_set_int (builder, FEATURE_SINCE, state->since);
  nomo_builder_set_text (builder, FEATURE_SETTINGS, settings);
  return nomo_builder_end (builder);
}

static void written_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
commit_state (NomoFeatures *self, NomoFeatureIndex feature, const State *before)
{
  const char *name = nomo_shop_get_owner_name (self->shop);
  NomoCommit *commit = nomo_commit_new (name != NULL ? name : "me", NULL);
  g_autoptr (NomoRecord) record = make_record (self, feature);
  Write *write = g_new0 (Write, 1);

  *write = (Write) { g_object_ref (self), feature, *before };
  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  nomo_commit_put (commit, record);
  self->writing = TRUE;
  self->writes++;
  nomo_store_commit_async (nomo_shop_get_store (self->shop), commit, NULL, written_cb, write);
}

/* One commit at a time: the first of them gives the record its id. */
static void
commit_next (NomoFeatures *self)
{
  int feature = g_bit_nth_lsf (self->dirty, -1);

  if (feature < 0)
    return;
  self->dirty &= ~(1u << feature);
  commit_state (self, (NomoFeatureIndex) feature, &self->states[feature]);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Write) write = data;
  NomoFeatures *self = write->self;
  NomoCommitResult committed = { 0 };
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (nomo_store_commit_finish (NOMO_STORE (source), result, &committed, &error)) {
    if (self->states[write->feature].id == 0)
      self->states[write->feature].id = committed.first_id;
  } else {
    self->dirty &= ~(1u << write->feature);
    self->states[write->feature] = write->before;
    g_signal_emit (self, signals[FAILED], 0, error);
    g_signal_emit (self, signals[CHANGED], 0);
  }
  commit_next (self);
  if (!self->writing)
    g_signal_emit (self, signals[SETTLED], 0);
  look (self);
}

/* The switch shows at once what was asked for, and goes back when it cannot be kept. */
static void
write_state (NomoFeatures *self, NomoFeatureIndex feature, const State *state)
{
  State before = self->states[feature];

  self->states[feature] = *state;
  if (self->writing)
    self->dirty |= 1u << feature;
  else
    commit_state (self, feature, &before);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * nomo_features_switch:
 * @self: the features
 * @feature: one of them
 * @on: whether it is to work
 *
 * A feature that is switched on tells what happens from now on.
 */
void
nomo_features_switch (NomoFeatures *self, NomoFeatureIndex feature, gboolean on)
{
  State state;

  g_return_if_fail (NOMO_IS_FEATURES (self) && feature < NOMO_N_FEATURES);
  state = self->states[feature];
  if (state.on == !!on)
    return;
  state.on = !!on;
  if (on)
    state.since = nomo_clock_now ();
  write_state (self, feature, &state);
}

/**
 * nomo_features_set_values:
 * @self: the features
 * @feature: one of them
 * @values: its settings, see nomo_feature_kinds()
 */
void
nomo_features_set_values (NomoFeatures *self, NomoFeatureIndex feature, const gint64 *values)
{
  guint n = nomo_feature_kinds ()[feature].n_settings;
  State state;

  g_return_if_fail (NOMO_IS_FEATURES (self) && feature < NOMO_N_FEATURES);
  state = self->states[feature];
  if (memcmp (state.values, values, n * sizeof *values) == 0)
    return;
  memcpy (state.values, values, n * sizeof *values);
  write_state (self, feature, &state);
}

/**
 * nomo_features_is_writing:
 * @self: the features
 *
 * Returns: whether something that was switched or set is on its way into the store; signal `settled` tells when nothing is
 */
gboolean
nomo_features_is_writing (NomoFeatures *self)
{
  g_return_val_if_fail (NOMO_IS_FEATURES (self), FALSE);
  return self->writing;
}

/**
 * nomo_features_get_shop:
 * @self: the features
 *
 * Returns: (transfer none): whose they are
 */
NomoShop *
nomo_features_get_shop (NomoFeatures *self)
{
  g_return_val_if_fail (NOMO_IS_FEATURES (self), NULL);
  return self->shop;
}

/**
 * nomo_features_set_quiet:
 * @self: the features
 * @from: a minute of the day in the shop's zone
 * @to: the minute at which it is over; @from when there are no quiet hours
 *
 * In quiet hours nothing is told. What happens meanwhile is told when they are over.
 */
void
nomo_features_set_quiet (NomoFeatures *self, int from, int to)
{
  g_return_if_fail (NOMO_IS_FEATURES (self));
  self->quiet_from = from;
  self->quiet_to = to;
  look (self);
}

/**
 * nomo_features_is_known:
 * @self: the features
 *
 * Returns: whether the store has been read
 */
gboolean
nomo_features_is_known (NomoFeatures *self)
{
  g_return_val_if_fail (NOMO_IS_FEATURES (self), FALSE);
  return self->known;
}

/**
 * nomo_features_get_state:
 * @self: the features
 * @feature: one of them
 *
 * Returns: how it stands
 */
NomoFeatureState
nomo_features_get_state (NomoFeatures *self, NomoFeatureIndex feature)
{
  g_return_val_if_fail (NOMO_IS_FEATURES (self) && feature < NOMO_N_FEATURES, NOMO_FEATURE_OFF);

  if (!is_permitted (nomo_token_keeper_get_scope (nomo_shop_get_tokens (self->shop)), feature))
    return NOMO_FEATURE_NEEDS_SCOPE;
  return self->states[feature].on ? NOMO_FEATURE_ON : NOMO_FEATURE_OFF;
}

/**
 * nomo_features_get_values:
 * @self: the features
 * @feature: one of them
 *
 * Returns: (transfer none): its settings, as many as its kind has
 */
const gint64 *
nomo_features_get_values (NomoFeatures *self, NomoFeatureIndex feature)
{
  g_return_val_if_fail (NOMO_IS_FEATURES (self) && feature < NOMO_N_FEATURES, NULL);
  return self->states[feature].values;
}

/**
 * nomo_features_get_days:
 * @self: the features
 * @feature: one of them
 *
 * Returns: (transfer none) (array fixed-size=14): how many things it told on each of the last days, of coupons how often they
 *   were used; today last
 */
const gint64 *
nomo_features_get_days (NomoFeatures *self, NomoFeatureIndex feature)
{
  g_return_val_if_fail (NOMO_IS_FEATURES (self) && feature < NOMO_N_FEATURES, NULL);
  return self->states[feature].days;
}

/**
 * nomo_features_get_sales:
 * @self: the features
 * @feature: one of them
 *
 * Returns: the sales of today that it had a part in, minor units of the shop's currency; 0 of one that sells nothing
 */
gint64
nomo_features_get_sales (NomoFeatures *self, NomoFeatureIndex feature)
{
  g_return_val_if_fail (NOMO_IS_FEATURES (self) && feature < NOMO_N_FEATURES, 0);
  return self->states[feature].sales;
}

/**
 * nomo_features_get_id:
 * @self: the features
 * @feature: one of them
 *
 * Returns: the id of its record, whose history tells who switched and set what; 0 as long as nobody did
 */
gint64
nomo_features_get_id (NomoFeatures *self, NomoFeatureIndex feature)
{
  g_return_val_if_fail (NOMO_IS_FEATURES (self) && feature < NOMO_N_FEATURES, 0);
  return self->states[feature].id;
}

/**
 * nomo_features_new:
 * @shop: a shop
 *
 * Returns: (transfer full): its features, which work as long as this lives
 */
NomoFeatures *
nomo_features_new (NomoShop *shop)
{
  NomoFeatures *self = g_object_new (NOMO_TYPE_FEATURES, NULL);

  self->shop = g_object_ref (shop);
  g_signal_connect_object (nomo_shop_get_store (shop), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (nomo_shop_get_tokens (shop), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  /* Whoever makes it says next what its quiet hours are: the first look knows them. */
  self->pause = g_idle_add (paused_cb, self);
  return self;
}

static void
nomo_features_dispose (GObject *object)
{
  NomoFeatures *self = NOMO_FEATURES (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  G_OBJECT_CLASS (nomo_features_parent_class)->dispose (object);
}

static void
nomo_features_finalize (GObject *object)
{
  g_object_unref (NOMO_FEATURES (object)->shop);
  G_OBJECT_CLASS (nomo_features_parent_class)->finalize (object);
}

static void
nomo_features_class_init (NomoFeaturesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = nomo_features_dispose;
  object_class->finalize = nomo_features_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ALERT] =
      g_signal_new ("alert", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, NOMO_TYPE_ALERT);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_features_init (NomoFeatures *self)
{
  for (int i = 0; i < NOMO_N_FEATURES; i++)
    nomo_settings_reset (nomo_feature_kinds ()[i].settings, nomo_feature_kinds ()[i].n_settings,
                         self->states[i].values);
  self->timer = g_timeout_add_seconds (MINUTE_S, minute_cb, self);
}
