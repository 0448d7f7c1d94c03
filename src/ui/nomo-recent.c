#include "config.h"

#include "nomo-recent.h"

#include "nomo-clock.h"
#include "nomo-places.h"
#include "nomo-shop.h"
#include "nomo-store.h"

/* Under this name the store itself keeps what was opened: it goes when the store's data goes. */
#define META "recent"
#define MOST 24
/* Whoever walks a list with the arrows opens one record after the other and means the last of them. */
#define PASSED_MS 2000

typedef struct {
  const char *place; /* interned */
  gint64 record;
} Entry;

struct _NomoRecent {
  GObject parent_instance;

  NomoSession *session;
  NomoStore *store;
  GCancellable *cancellable;
  GArray *entries; /* newest first */
  gint64 added_at;
  gboolean loaded;
  gboolean writing;
  gboolean changed;
};

G_DEFINE_FINAL_TYPE (NomoRecent, nomo_recent, G_TYPE_OBJECT)

static void write_changes (NomoRecent *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRecent) self = data;

  /* A store that cannot be written says so where something is lost by it. */
  nomo_store_write_meta_finish (NOMO_STORE (source), result, NULL);
  self->writing = FALSE;
  if (self->changed)
    write_changes (self);
}

/* One write at a time: what changes meanwhile goes with the next. None before it is known what stands there. */
static void
write_changes (NomoRecent *self)
{
  g_autoptr (GHashTable) facts = NULL;

  self->changed = self->writing || !self->loaded;
  if (self->changed)
    return;
  facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_hash_table_insert (facts, (gpointer) META, nomo_recent_to_text (self));
  self->writing = TRUE;
  nomo_store_write_meta_async (self->store, facts, NULL, written_cb, g_object_ref (self));
}

static int
find_entry (NomoRecent *self, const Entry *entry)
{
  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *other = &g_array_index (self->entries, Entry, i);

    if (other->record == entry->record && g_str_equal (other->place, entry->place))
      return (int) i;
  }
  return -1;
}

/* A page that is no more, or lists nothing, opens nothing. */
static gboolean
read_entry (const char *word, Entry *entry)
{
  g_auto (GStrv) parts = g_strsplit (word, ":", 2);
  const NomoPlace *place = nomo_places_get (parts[0]);

  if (place == NULL || parts[1] == NULL ||
      !g_ascii_string_to_signed (parts[1], 10, G_MININT64, G_MAXINT64, &entry->record, NULL))
    return FALSE;
  entry->place = place->name;
  return entry->record == 0 || place->entity != NULL;
}

static void
append_older (NomoRecent *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  Entry entry;

  for (guint i = 0; words[i] != NULL && self->entries->len < MOST; i++)
    if (read_entry (words[i], &entry) && find_entry (self, &entry) < 0)
      g_array_append_val (self->entries, entry);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoRecent) self = data;
  g_autoptr (GHashTable) meta = nomo_store_read_meta_finish (NOMO_STORE (source), result, NULL);

  if (meta == NULL || self->store != NOMO_STORE (source))
    return;
  append_older (self, g_hash_table_lookup (meta, META));
  self->loaded = TRUE;
  if (self->changed)
    write_changes (self);
}

static void
shop_changed_cb (NomoRecent *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  NomoStore *store = shop != NULL ? nomo_shop_get_store (shop) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_array_set_size (self->entries, 0);
  self->loaded = self->changed = FALSE;
  g_set_object (&self->store, store);
  if (self->store == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  nomo_store_read_meta_async (self->store, self->cancellable, loaded_cb, g_object_ref (self));
}

/* What is only reached from another page is not opened for its own sake. */
static gboolean
is_remembered (const char *page)
{
  const NomoPlace *place = nomo_places_get (page);

  return place == NULL || place->keywords != NULL;
}

static void
page_changed_cb (NomoRecent *self)
{
  const char *page = nomo_session_get_page (self->session);

  if (is_remembered (page))
    nomo_recent_add (self, page, 0, nomo_clock_now ());
}

static void
opened_cb (NomoRecent *self)
{
  const char *page = nomo_session_get_page (self->session);
  gint64 record = nomo_session_get_open (self->session, page);

  if (record != 0 && is_remembered (page))
    nomo_recent_add (self, page, record, nomo_clock_now ());
}

static void
nomo_recent_dispose (GObject *object)
{
  NomoRecent *self = NOMO_RECENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_recent_parent_class)->dispose (object);
}

static void
nomo_recent_finalize (GObject *object)
{
  g_array_unref (NOMO_RECENT (object)->entries);
  G_OBJECT_CLASS (nomo_recent_parent_class)->finalize (object);
}

static void
nomo_recent_class_init (NomoRecentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_recent_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_recent_finalize;
}

static void
nomo_recent_init (NomoRecent *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
}

/**
 * nomo_recent_new:
 * @session: what the pages share
 *
 * What was opened last, pages and records, of each store by itself and across starts of the program.
 *
 * Returns: (transfer full): follows @session
 */
NomoRecent *
nomo_recent_new (NomoSession *session)
{
  NomoRecent *self = g_object_new (NOMO_TYPE_RECENT, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::page", G_CALLBACK (page_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * nomo_recent_add:
 * @self: what was opened
 * @place: the name of a page
 * @record: the id of a record of that page, or 0 for the page itself
 * @now: UTC milliseconds
 *
 * Puts it on top. It takes the place of what was opened on the same page just before and left at once.
 */
void
nomo_recent_add (NomoRecent *self, const char *place, gint64 record, gint64 now)
{
  Entry entry = { g_intern_string (place), record };
  int before;

  g_return_if_fail (NOMO_IS_RECENT (self));
  if (self->entries->len > 0 && now - self->added_at < PASSED_MS &&
      g_str_equal (g_array_index (self->entries, Entry, 0).place, place))
    g_array_remove_index (self->entries, 0);
  before = find_entry (self, &entry);
  if (before >= 0)
    g_array_remove_index (self->entries, (guint) before);
  g_array_prepend_val (self->entries, entry);
  g_array_set_size (self->entries, MIN (self->entries->len, MOST));
  self->added_at = now;
  write_changes (self);
}

/**
 * nomo_recent_clear:
 * @self: what was opened
 *
 * Forgets it.
 */
void
nomo_recent_clear (NomoRecent *self)
{
  g_return_if_fail (NOMO_IS_RECENT (self));
  g_array_set_size (self->entries, 0);
  write_changes (self);
}

/**
 * nomo_recent_to_text:
 * @self: what was opened
 *
 * Returns: (transfer full): as the store keeps it: `PAGE:ID` for each, newest first, with a blank between them
 */
char *
nomo_recent_to_text (NomoRecent *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = &g_array_index (self->entries, Entry, i);

    g_string_append_printf (text, "%s%s:%" G_GINT64_FORMAT, i > 0 ? " " : "", entry->place, entry->record);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The records are asked for all at once, and may be answered in any order. */
typedef struct {
  GPtrArray *items;
  guint waiting;
  guint most;
} Reading;

typedef struct {
  GTask *task;
  NomoRecentItem *item;
} Question;

static void
item_free (gpointer data)
{
  NomoRecentItem *item = data;

  g_clear_pointer (&item->record, nomo_record_unref);
  g_free (item);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->items);
  g_free (reading);
}

static void
answer_if_complete (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->waiting > 0)
    return;
  g_ptr_array_set_size (reading->items, (int) MIN (reading->items->len, reading->most));
  g_task_return_pointer (task, g_ptr_array_ref (reading->items), (GDestroyNotify) g_ptr_array_unref);
}

/* A record that is deleted or erased since has nothing to show. */
static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GTask) task = question->task;
  NomoRecentItem *item = question->item;
  Reading *reading = g_task_get_task_data (task);

  g_free (question);
  item->record = nomo_store_get_finish (NOMO_STORE (source), result, NULL);
  if (item->record == NULL || nomo_record_is_deleted (item->record))
    g_ptr_array_remove (reading->items, item);
  reading->waiting--;
  answer_if_complete (task);
}

static void
ask (NomoRecent *self, GTask *task, NomoRecentItem *item, gint64 record)
{
  const NomoEntity *entity = nomo_store_find_entity (self->store, nomo_places_get (item->place)->entity);
  Question *question = g_new (Question, 1);

  *question = (Question) { g_object_ref (task), item };
  ((Reading *) g_task_get_task_data (task))->waiting++;
  nomo_store_get_async (self->store, entity, record, g_task_get_cancellable (task), got_cb, question);
}

/**
 * nomo_recent_read_async:
 * @self: what was opened
 * @most: at most so much of it
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @data: for @callback
 *
 * Reads what was opened, newest first, without records that are no more.
 */
void
nomo_recent_read_async (NomoRecent *self, guint most, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Reading *reading = g_new0 (Reading, 1);

  g_return_if_fail (NOMO_IS_RECENT (self));
  reading->items = g_ptr_array_new_with_free_func (item_free);
  reading->most = most;
  g_task_set_source_tag (task, nomo_recent_read_async);
  g_task_set_task_data (task, reading, reading_free);
  for (guint i = 0; i < self->entries->len && self->store != NULL; i++) {
    const Entry *entry = &g_array_index (self->entries, Entry, i);
    NomoRecentItem *item = g_new0 (NomoRecentItem, 1);

    item->place = entry->place;
    g_ptr_array_add (reading->items, item);
    if (entry->record != 0)
      ask (self, task, item, entry->record);
  }
  answer_if_complete (task);
}

/**
 * nomo_recent_read_finish:
 * @self: what was opened
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type NomoRecentItem) (nullable): what was opened
 */
GPtrArray *
nomo_recent_read_finish (NomoRecent *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
