#include "config.h"

#include "nomo-shop-private.h"

#include "nomo-engine-error.h"
#include "nomo-percent.h"
#include "nomo-salla-error.h"

#define MAX_JOBS 8

G_DEFINE_FINAL_TYPE (NomoShop, nomo_shop, G_TYPE_OBJECT)

typedef enum {
  PROP_NAME = 1,
  PROP_DOMAIN,
  PROP_OWNER_NAME,
  PROP_CURRENCY,
  PROP_PLAN,
  PROP_MERCHANT,
  PROP_IS_DEMO,
  PROP_MARGIN,
  PROP_STATE,
  PROP_HELD_BY,
  PROP_RELAY,
  PROP_AS_OF,
  PROP_UNREADABLE,
  PROP_DENIED,
  PROP_UNSENT,
  PROP_REFUSED,
  PROP_JOB,
  PROP_JOBS,
  N_PROPS,
} Property;

static GParamSpec *properties[N_PROPS];

GType
nomo_shop_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { NOMO_SHOP_IDLE, "NOMO_SHOP_IDLE", "idle" },
    { NOMO_SHOP_SYNCING, "NOMO_SHOP_SYNCING", "syncing" },
    { NOMO_SHOP_OFFLINE, "NOMO_SHOP_OFFLINE", "offline" },
    { NOMO_SHOP_SIGNED_OUT, "NOMO_SHOP_SIGNED_OUT", "signed-out" },
    { NOMO_SHOP_HELD, "NOMO_SHOP_HELD", "held" },
    { NOMO_SHOP_ERROR, "NOMO_SHOP_ERROR", "error" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("NomoShopState", values));
  return type;
}

static void
notify (NomoShop *self, Property property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_text (NomoShop *self, char **member, const char *value, Property property)
{
  if (g_strcmp0 (*member, value) == 0)
    return;
  g_free (*member);
  *member = g_strdup (value);
  notify (self, property);
}

void
nomo_shop_take_endpoints (NomoShop *self, GHashTable *meta)
{
  g_free (self->client_id);
  self->client_id = g_strdup (g_hash_table_lookup (meta, "client-id"));
  g_clear_pointer (&self->endpoints, nomo_salla_endpoints_unref);
  self->endpoints = nomo_salla_endpoints_new (g_hash_table_lookup (meta, "accounts-url"),
                                              g_hash_table_lookup (meta, "api-url"), NULL);
  g_clear_object (&self->client);
  if (self->endpoints != NULL)
    self->client = nomo_salla_client_new (self->http, self->endpoints, self->tokens);
}

static void
label_sign_in (NomoShop *self)
{
  g_autofree char *label = self->name != NULL ? g_strdup_printf ("Nomo Flow: %s", self->name)
                                              : g_strdup_printf ("Nomo Flow: %" G_GINT64_FORMAT, self->merchant);

  nomo_token_keeper_set_label (self->tokens, label);
}

/* Facts about the connection, as the store keeps them. */
void
nomo_shop_take_meta (NomoShop *self, GHashTable *meta)
{
  self->is_demo = g_strcmp0 (g_hash_table_lookup (meta, "demo"), "1") == 0;
  nomo_shop_take_owner (self, meta);
  nomo_shop_take_endpoints (self, meta);
  set_text (self, &self->name, g_hash_table_lookup (meta, "name"), PROP_NAME);
  label_sign_in (self);
  set_text (self, &self->domain, g_hash_table_lookup (meta, "domain"), PROP_DOMAIN);
  set_text (self, &self->owner_name, g_hash_table_lookup (meta, "owner-name"), PROP_OWNER_NAME);
  set_text (self, &self->currency, g_hash_table_lookup (meta, "currency"), PROP_CURRENCY);
  set_text (self, &self->plan, g_hash_table_lookup (meta, "plan"), PROP_PLAN);
  nomo_shop_take_profit (self, meta);
}

static gint64
read_number (GHashTable *table, const char *key)
{
  const char *text = g_hash_table_lookup (table, key);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

void
nomo_shop_take_marks (NomoShop *self, GHashTable *marks)
{
  nomo_shop_take_denied (self, marks);
  nomo_shop_set_as_of (self, read_number (marks, NOMO_MARK_AS_OF), read_number (marks, NOMO_MARK_UNREADABLE));
}

void
nomo_shop_take_store_info (NomoShop *self, const NomoStoreInfo *info)
{
  if (info->name != NULL)
    set_text (self, &self->name, info->name, PROP_NAME);
  if (info->domain != NULL)
    set_text (self, &self->domain, info->domain, PROP_DOMAIN);
  if (info->plan != NULL)
    set_text (self, &self->plan, info->plan, PROP_PLAN);
  set_text (self, &self->currency, info->currency, PROP_CURRENCY);
}

void
nomo_shop_set_as_of (NomoShop *self, gint64 as_of, gint64 unreadable)
{
  if (self->as_of != as_of) {
    self->as_of = as_of;
    notify (self, PROP_AS_OF);
  }
  if (self->unreadable != unreadable) {
    self->unreadable = unreadable;
    notify (self, PROP_UNREADABLE);
  }
}

void
nomo_shop_set_outbox (NomoShop *self, gint64 n_unsent, gint64 n_refused)
{
  if (self->n_unsent != n_unsent) {
    self->n_unsent = n_unsent;
    notify (self, PROP_UNSENT);
  }
  if (self->n_refused != n_refused) {
    self->n_refused = n_refused;
    notify (self, PROP_REFUSED);
  }
}

/* Where the relay is that looks after the store from then on, or NULL. */
void
nomo_shop_set_relay (NomoShop *self, const char *host, gint64 since)
{
  self->relay_since = host != NULL ? since : 0;
  set_text (self, &self->relay, host, PROP_RELAY);
}

/* Whether there is something to ask Salla with. */
gboolean
nomo_shop_is_signed_in (NomoShop *self)
{
  NomoTokenState state = nomo_token_keeper_get_state (self->tokens);

  return self->client != NULL && self->relay == NULL && (state == NOMO_TOKENS_GOOD || state == NOMO_TOKENS_LAST);
}

/* How the sign-in stands, after it was read or changed. */
void
nomo_shop_take_sign_in (NomoShop *self)
{
  const GError *error = nomo_token_keeper_get_error (self->tokens);
  g_autoptr (GError) unknown = NULL;

  if (self->relay != NULL) {
    unknown = g_error_new_literal (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_RELAY, self->relay);
    nomo_shop_set_state (self, NOMO_SHOP_SIGNED_OUT, unknown);
    return;
  }
  if (nomo_shop_is_signed_in (self)) {
    self->failures = 0;
    nomo_shop_set_state (self, NOMO_SHOP_IDLE, NULL);
    return;
  }
  if (error == NULL)
    unknown = g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NO_SIGN_IN, "it is not known where Salla is");
  nomo_shop_set_state (self, NOMO_SHOP_SIGNED_OUT, error != NULL ? error : unknown);
}

static gboolean
is_same (const GError *a, const GError *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_error_matches (a, b->domain, b->code) && g_str_equal (a->message, b->message);
}

void
nomo_shop_set_state (NomoShop *self, NomoShopState state, const GError *error)
{
  gboolean changed = self->state != state || !is_same (self->last_error, error);
  g_autoptr (GError) old = g_steal_pointer (&self->last_error);

  self->last_error = error != NULL ? g_error_copy (error) : NULL;
  self->state = state;
  set_text (self, &self->held_by, state == NOMO_SHOP_HELD && error != NULL ? error->message : NULL, PROP_HELD_BY);
  if (changed)
    notify (self, PROP_STATE);
}

/* The last few ended jobs stay to be looked at. */
static void
drop_old_jobs (NomoShop *self)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) > MAX_JOBS)
    g_list_store_remove (self->jobs, g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) - 1);
}

/**
 * nomo_shop_list_job:
 * @self: a shop
 * @job: work that somebody asked for while it is shown
 *
 * Lists the job with those of the shop.
 */
void
nomo_shop_list_job (NomoShop *self, NomoJob *job)
{
  g_return_if_fail (NOMO_IS_SHOP (self));

  g_list_store_insert (self->jobs, 0, job);
  drop_old_jobs (self);
}

/**
 * nomo_shop_cancel_jobs:
 * @self: a shop
 *
 * Cancels all that is listed and still runs.
 */
void
nomo_shop_cancel_jobs (NomoShop *self)
{
  g_return_if_fail (NOMO_IS_SHOP (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->jobs)); i++) {
    g_autoptr (NomoJob) job = g_list_model_get_item (G_LIST_MODEL (self->jobs), i);

    nomo_job_cancel (job);
  }
}

void
nomo_shop_set_job (NomoShop *self, NomoJob *job)
{
  if (!g_set_object (&self->job, job))
    return;
  if (job != NULL)
    nomo_shop_list_job (self, job);
  notify (self, PROP_JOB);
}

NomoShop *
nomo_shop_new (const char *path, gint64 merchant, NomoStore *store, GHashTable *meta, GHashTable *marks,
               NomoKeyring *keyring, NomoHttp *http)
{
  NomoShop *self = g_object_new (NOMO_TYPE_SHOP, NULL);

  self->path = g_strdup (path);
  self->merchant = merchant;
  self->store = g_object_ref (store);
  self->keyring = g_object_ref (keyring);
  self->http = g_object_ref (http);
  self->tokens = nomo_token_keeper_new (store, path, merchant, keyring, http);
  nomo_shop_take_meta (self, meta);
  nomo_shop_take_marks (self, marks);
  nomo_shop_watch_edits (self);
  if (self->relay != NULL)
    nomo_shop_take_sign_in (self);
  return self;
}

static void
nomo_shop_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoShop *self = NOMO_SHOP (object);

  switch ((Property) id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_DOMAIN:
    g_value_set_string (value, self->domain);
    break;
  case PROP_OWNER_NAME:
    g_value_set_string (value, self->owner_name);
    break;
  case PROP_CURRENCY:
    g_value_set_string (value, nomo_shop_get_currency (self));
    break;
  case PROP_PLAN:
    g_value_set_string (value, self->plan);
    break;
  case PROP_MERCHANT:
    g_value_set_int64 (value, self->merchant);
    break;
  case PROP_IS_DEMO:
    g_value_set_boolean (value, self->is_demo);
    break;
  case PROP_MARGIN:
    g_value_set_int (value, self->margin);
    break;
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  case PROP_HELD_BY:
    g_value_set_string (value, self->held_by);
    break;
  case PROP_RELAY:
    g_value_set_string (value, self->relay);
    break;
  case PROP_AS_OF:
    g_value_set_int64 (value, self->as_of);
    break;
  case PROP_UNREADABLE:
    g_value_set_int64 (value, self->unreadable);
    break;
  case PROP_DENIED:
    g_value_set_uint (value, self->denied);
    break;
  case PROP_UNSENT:
    g_value_set_int64 (value, self->n_unsent);
    break;
  case PROP_REFUSED:
    g_value_set_int64 (value, self->n_refused);
    break;
  case PROP_JOB:
    g_value_set_object (value, self->job);
    break;
  case PROP_JOBS:
    g_value_set_object (value, self->jobs);
    break;
  case N_PROPS:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_shop_dispose (GObject *object)
{
  nomo_shop_stop (NOMO_SHOP (object));
  G_OBJECT_CLASS (nomo_shop_parent_class)->dispose (object);
}

static void
nomo_shop_finalize (GObject *object)
{
  NomoShop *self = NOMO_SHOP (object);

  g_clear_object (&self->client);
  g_clear_object (&self->tokens);
  g_clear_object (&self->store);
  g_clear_object (&self->keyring);
  g_clear_object (&self->http);
  g_clear_object (&self->job);
  g_clear_object (&self->pushing);
  g_clear_object (&self->looking);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->endpoints, nomo_salla_endpoints_unref);
  g_clear_pointer (&self->lock, nomo_engine_lock_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->readers, g_ptr_array_unref);
  g_clear_pointer (&self->push_waiting, g_ptr_array_unref);
  g_clear_error (&self->last_error);
  g_free (self->path);
  g_free (self->client_id);
  g_free (self->name);
  g_free (self->domain);
  g_free (self->owner_name);
  g_free (self->currency);
  g_strfreev (self->only);
  g_free (self->plan);
  g_free (self->held_by);
  g_free (self->relay);
  G_OBJECT_CLASS (nomo_shop_parent_class)->finalize (object);
}

static GParamSpec *
text_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
number_property (const char *name)
{
  return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
nomo_shop_class_init (NomoShopClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = nomo_shop_get_property;
  object_class->dispose = nomo_shop_dispose;
  object_class->finalize = nomo_shop_finalize;
  properties[PROP_NAME] = text_property ("name");
  properties[PROP_DOMAIN] = text_property ("domain");
  properties[PROP_OWNER_NAME] = text_property ("owner-name");
  properties[PROP_CURRENCY] = text_property ("currency");
  properties[PROP_PLAN] = text_property ("plan");
  properties[PROP_MERCHANT] = number_property ("merchant");
  properties[PROP_IS_DEMO] = g_param_spec_boolean ("is-demo", NULL, NULL, FALSE, flags);
  properties[PROP_MARGIN] =
      g_param_spec_int ("margin", NULL, NULL, NOMO_PERCENT_UNKNOWN, NOMO_PERCENT_WHOLE, NOMO_PERCENT_UNKNOWN, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, NOMO_TYPE_SHOP_STATE, NOMO_SHOP_IDLE, flags);
  properties[PROP_HELD_BY] = text_property ("held-by");
  properties[PROP_RELAY] = text_property ("relay");
  properties[PROP_AS_OF] = number_property ("as-of");
  properties[PROP_UNREADABLE] = number_property ("unreadable");
  properties[PROP_DENIED] = g_param_spec_uint ("denied", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_UNSENT] = number_property ("unsent");
  properties[PROP_REFUSED] = number_property ("refused");
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, NOMO_TYPE_JOB, flags);
  properties[PROP_JOBS] = g_param_spec_object ("jobs", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_shop_init (NomoShop *self)
{
  self->jobs = g_list_store_new (NOMO_TYPE_JOB);
  self->margin = NOMO_PERCENT_UNKNOWN;
  self->effort = NOMO_MIRROR_ASKED;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->readers = g_ptr_array_new_with_free_func (g_object_unref);
  self->push_waiting = g_ptr_array_new_with_free_func (g_object_unref);
}
