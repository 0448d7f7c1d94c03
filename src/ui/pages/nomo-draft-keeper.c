#include "config.h"

#include "nomo-draft-keeper.h"

#include "nomo-clock.h"
#include "nomo-draft.h"
#include "nomo-edit.h"
#include "nomo-store.h"

/* After the last key. */
#define PAUSE_MS 1000
/* After what could not be saved. */
#define AGAIN_MS 5000

struct _NomoDraftKeeper {
  GObject parent_instance;

  NomoShop *shop;
  char *entity;
  gint64 record;
  gint64 wanted; /* the draft that is looked for; 0 for the newest */
  gint64 id;     /* of the draft; 0 as long as there is none */
  char *typed;   /* what is to be saved; NULL for nothing */
  char *title;
  char *saved; /* what was found or saved last */
  gint64 saved_at;
  GError *error; /* why it is not saved; NULL while nothing keeps it from that */
  guint pause;
  gboolean is_saving;
  gboolean is_done; /* it became a record, or was thrown away */
};

enum { PROP_0, PROP_SAVED_AT, PROP_ERROR, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoDraftKeeper, nomo_draft_keeper, G_TYPE_OBJECT)

static void save (NomoDraftKeeper *self);

static void
nomo_draft_keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SAVED_AT:
    g_value_set_int64 (value, NOMO_DRAFT_KEEPER (object)->saved_at);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, NOMO_DRAFT_KEEPER (object)->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_draft_keeper_finalize (GObject *object)
{
  NomoDraftKeeper *self = NOMO_DRAFT_KEEPER (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->shop);
  g_clear_error (&self->error);
  g_free (self->entity);
  g_free (self->typed);
  g_free (self->title);
  g_free (self->saved);
  G_OBJECT_CLASS (nomo_draft_keeper_parent_class)->finalize (object);
}

static void
nomo_draft_keeper_class_init (NomoDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_draft_keeper_finalize;
  G_OBJECT_CLASS (klass)->get_property = nomo_draft_keeper_get_property;
  properties[PROP_SAVED_AT] =
      g_param_spec_int64 ("saved-at", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
      g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
nomo_draft_keeper_init (NomoDraftKeeper *self)
{
}

/**
 * nomo_draft_keeper_new:
 * @shop: in whose store the draft is kept
 * @entity: the name of the entity of which it becomes a record
 * @record: the record that it changes, 0 for a new one
 *
 * Keeps what is typed into one form, a moment after the last key. The property `saved-at` tells when that was last; `error` is
 * told each time when it could not be, and once when it can be again. It is tried again by itself, also when the form has gone.
 *
 * Returns: (transfer full): a keeper
 */
NomoDraftKeeper *
nomo_draft_keeper_new (NomoShop *shop, const char *entity, gint64 record)
{
  NomoDraftKeeper *self = g_object_new (NOMO_TYPE_DRAFT_KEEPER, NULL);

  self->shop = g_object_ref (shop);
  self->entity = g_strdup (entity);
  self->record = record;
  return self;
}

/**
 * nomo_draft_keeper_get_saved_at:
 * @self: a keeper
 *
 * Returns: when the draft was saved last, UTC milliseconds; 0 when there is none
 */
gint64
nomo_draft_keeper_get_saved_at (NomoDraftKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_DRAFT_KEEPER (self), 0);
  return self->saved_at;
}

/**
 * nomo_draft_keeper_get_error:
 * @self: a keeper
 *
 * Returns: (nullable): why what is typed is not saved; %NULL while nothing keeps it from that
 */
const GError *
nomo_draft_keeper_get_error (NomoDraftKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_DRAFT_KEEPER (self), NULL);
  return self->error;
}

/* Takes over @error. */
static void
set_error (NomoDraftKeeper *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_saved_at (NomoDraftKeeper *self, gint64 ms)
{
  self->saved_at = ms;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED_AT]);
}

typedef struct {
  NomoDraftKeeper *keeper;
  char *typed;
  NomoDraftFound found;
  gpointer data;
  GDestroyNotify destroy;
} Search;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Search *search = data;
  g_autoptr (NomoDraftKeeper) self = search->keeper;
  g_autoptr (GPtrArray) drafts = nomo_store_list_finish (NOMO_STORE (source), result, NULL, NULL);
  const NomoRecord *draft = drafts != NULL && drafts->len > 0 ? drafts->pdata[0] : NULL;
  const char *typed = draft != NULL ? nomo_record_get_text (draft, DRAFT_TYPED) : NULL;
  gboolean is_ours = draft != NULL && (search->typed == NULL || g_strcmp0 (search->typed, typed) == 0);

  if (is_ours && self->id == 0 && !self->is_done) {
    self->id = nomo_record_get_id (draft);
    self->saved = g_strdup (typed);
    set_saved_at (self, nomo_record_get_int (draft, DRAFT_SAVED_AT));
  }
  search->found (self, is_ours ? typed : NULL, search->data);
  search->destroy (search->data);
  g_free (search->typed);
  g_free (search);
}

/**
 * nomo_draft_keeper_set_draft:
 * @self: a keeper that has not looked for a draft yet
 * @draft: the id of a draft
 *
 * Lets it go on with that draft, in place of the one that was saved last.
 */
void
nomo_draft_keeper_set_draft (NomoDraftKeeper *self, gint64 draft)
{
  g_return_if_fail (NOMO_IS_DRAFT_KEEPER (self));
  self->wanted = draft;
}

/**
 * nomo_draft_keeper_get_draft:
 * @self: a keeper
 *
 * Returns: the id of the draft that it goes on with; 0 as long as there is none
 */
gint64
nomo_draft_keeper_get_draft (NomoDraftKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_DRAFT_KEEPER (self), 0);
  return self->id != 0 ? self->id : self->wanted;
}

/**
 * nomo_draft_keeper_find:
 * @self: a keeper
 * @typed: (nullable): what is in the form already: unless it is told which draft to go on with, it takes the one that was saved
 *   last only when it says the same. %NULL of an empty form
 * @found: called with what was typed before
 * @data: for @found
 * @destroy: frees @data
 */
void
nomo_draft_keeper_find (NomoDraftKeeper *self, const char *typed, NomoDraftFound found, gpointer data,
                        GDestroyNotify destroy)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_draft_entity ());
  Search *search = g_new (Search, 1);

  g_return_if_fail (NOMO_IS_DRAFT_KEEPER (self));
  *search = (Search) { g_object_ref (self), self->wanted == 0 ? g_strdup (typed) : NULL, found, data, destroy };
  nomo_query_where (query, DRAFT_ENTITY, NOMO_OP_EQ, self->entity, NULL);
  if (self->record != 0)
    nomo_query_where_int (query, DRAFT_RECORD, NOMO_OP_EQ, self->record);
  else
    nomo_query_where (query, DRAFT_RECORD, NOMO_OP_EMPTY, NULL, NULL);
  if (self->wanted != 0)
    nomo_query_where_among (query, TRUE, &self->wanted, 1);
  nomo_query_sort (query, DRAFT_SAVED_AT, TRUE);
  nomo_store_list_async (nomo_shop_get_store (self->shop), query, 0, 1, NULL, found_cb, search);
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *commit = nomo_edit_finish (result, NULL, NULL);
}

static gboolean
pause_cb (gpointer data)
{
  NomoDraftKeeper *self = data;

  self->pause = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

/* Takes over @error. What is typed stays to be saved, and so does who saves it. */
static void
try_again (NomoDraftKeeper *self, GError *error)
{
  if (self->typed == NULL)
    self->typed = g_steal_pointer (&self->saved);
  g_clear_pointer (&self->saved, g_free);
  if (self->pause == 0 && !self->is_done)
    self->pause = g_timeout_add_full (G_PRIORITY_DEFAULT, AGAIN_MS, pause_cb, g_object_ref (self), g_object_unref);
  set_error (self, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoDraftKeeper) self = data;
  GError *error = NULL;
  gint64 id = 0;
  g_autofree char *commit = nomo_edit_finish (result, &id, &error);

  self->is_saving = FALSE;
  if (commit == NULL) {
    try_again (self, error);
    return;
  }
  set_error (self, NULL);
  if (self->is_done) {
    nomo_edit_async (self->shop, NULL, nomo_draft_entity (), id, dropped_cb, NULL);
    return;
  }
  self->id = id;
  set_saved_at (self, nomo_clock_now ());
  if (self->typed != NULL)
    save (self);
}

/* One after the other: the second has to know the id that the first got. */
static void
save (NomoDraftKeeper *self)
{
  g_autoptr (NomoRecord) draft = NULL;

  if (self->is_saving || self->typed == NULL || self->is_done)
    return;
  draft = nomo_draft_new (self->id, self->entity, self->record, self->title, self->typed, nomo_clock_now ());
  g_free (self->saved);
  self->saved = g_steal_pointer (&self->typed);
  self->is_saving = TRUE;
  nomo_edit_async (self->shop, draft, NULL, 0, saved_cb, g_object_ref (self));
}

/**
 * nomo_draft_keeper_keep:
 * @self: a keeper
 * @typed: what is typed now
 * @title: what it is called, "" as long as it has no name
 */
void
nomo_draft_keeper_keep (NomoDraftKeeper *self, const char *typed, const char *title)
{
  g_return_if_fail (NOMO_IS_DRAFT_KEEPER (self));
  g_clear_pointer (&self->typed, g_free);
  g_clear_handle_id (&self->pause, g_source_remove);
  /* A draft that is only looked at stays the draft it was, with its name. */
  if (g_strcmp0 (typed, self->saved) == 0)
    return;
  g_free (self->title);
  self->typed = g_strdup (typed);
  self->title = g_strdup (title);
  self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/**
 * nomo_draft_keeper_flush:
 * @self: a keeper
 *
 * Saves what is typed at once, because the form is left.
 */
void
nomo_draft_keeper_flush (NomoDraftKeeper *self)
{
  g_return_if_fail (NOMO_IS_DRAFT_KEEPER (self));
  g_clear_handle_id (&self->pause, g_source_remove);
  save (self);
}

/**
 * nomo_draft_keeper_take:
 * @self: a keeper
 *
 * Keeps nothing more, because the draft becomes a record or is thrown away.
 *
 * Returns: the id of the draft, for the commit that ends it; 0 when there is none
 */
gint64
nomo_draft_keeper_take (NomoDraftKeeper *self)
{
  g_return_val_if_fail (NOMO_IS_DRAFT_KEEPER (self), 0);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->is_done = TRUE;
  return self->id;
}

/**
 * nomo_draft_keeper_give_back:
 * @self: a keeper
 *
 * Goes on keeping what is typed: the draft did not become a record.
 */
void
nomo_draft_keeper_give_back (NomoDraftKeeper *self)
{
  g_return_if_fail (NOMO_IS_DRAFT_KEEPER (self));
  self->is_done = FALSE;
}
