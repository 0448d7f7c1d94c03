#include "config.h"

#include "nomo-commit-private.h"

#include <string.h>

static void
change_free (gpointer data)
{
  NomoChange *change = data;

  g_clear_pointer (&change->record, nomo_record_unref);
  g_free (change->name);
  g_free (change->ref);
  g_free (change->reason);
  g_free (change->value);
  g_free (change);
}

static NomoChange *
add_change (NomoCommit *self, NomoChangeKind kind)
{
  NomoChange *change = g_new0 (NomoChange, 1);

  change->kind = kind;
  g_ptr_array_add (self->changes, change);
  return change;
}

/**
 * nomo_actor_is_salla:
 * @actor: who wrote a commit
 *
 * Returns: whether that was Salla
 */
gboolean
nomo_actor_is_salla (const char *actor)
{
  return g_strcmp0 (actor, NOMO_ACTOR_SALLA) == 0 || g_strcmp0 (actor, NOMO_ACTOR_WEBHOOK) == 0;
}

/**
 * nomo_commit_new:
 * @actor: who writes: %NOMO_ACTOR_SALLA, %NOMO_ACTOR_WEBHOOK, "me", the name of an employee; people have the role of the owner unless
 *   nomo_commit_set_role() says otherwise
 * @id: (nullable): unique id of the commit, %NULL for a random one. The same id twice is the same commit: the second time
 *   nothing is written and the result is that of the first
 *
 * Begins an atomic batch of changes: nomo_store_commit() accepts it whole or refuses it whole.
 *
 * Returns: (transfer full): an empty commit
 */
NomoCommit *
nomo_commit_new (const char *actor, const char *id)
{
  NomoCommit *self = NULL;

  g_return_val_if_fail (actor != NULL, NULL);

  self = g_new0 (NomoCommit, 1);
  self->actor = g_strdup (actor);
  self->role = nomo_actor_is_salla (actor) ? NOMO_ROLE_SALLA : NOMO_ROLE_OWNER;
  self->named = id != NULL;
  self->id = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  self->changes = g_ptr_array_new_with_free_func (change_free);
  return self;
}

/**
 * nomo_commit_set_role:
 * @self: a commit
 * @role: the role of its actor, which decides what it may write
 */
void
nomo_commit_set_role (NomoCommit *self, NomoRole role)
{
  g_return_if_fail (self != NULL && role < NOMO_N_ROLES);

  self->role = role;
}

/**
 * nomo_commit_set_repairs:
 * @self: a commit of Salla's
 * @entity: of which records
 *
 * Says that nothing had told what this commit brings: each record that it writes is noted as a repair, in the same
 * transaction, unless it says itself that it has changed since (%NOMO_FIELD_CHANGED). nomo_store_read_repairs() tells them.
 */
void
nomo_commit_set_repairs (NomoCommit *self, const NomoEntity *entity)
{
  g_return_if_fail (self != NULL && self->role == NOMO_ROLE_SALLA);

  self->repairs = entity;
}

/**
 * nomo_commit_set_untold:
 * @self: a commit of Salla's, of what was asked for
 * @entity: of which records
 * @changes: whether Salla, where it tells of them by itself, tells of each change and not only of each that is new
 *
 * Says that Salla should have told by itself of what this commit brings, if it has begun to tell of such records: one of which
 * it has not is noted as a repair, in the same transaction. When it does so late, within an hour, the note is taken back.
 */
void
nomo_commit_set_untold (NomoCommit *self, const NomoEntity *entity, gboolean changes)
{
  g_return_if_fail (self != NULL && self->role == NOMO_ROLE_SALLA);

  self->untold = entity;
  self->untold_changes = changes;
}

/**
 * nomo_commit_set_told_at:
 * @self: a commit of what Salla told by itself
 * @told_at: when it did, UTC milliseconds
 *
 * Whether Salla was late is a matter of when it told, and not of when that is written.
 */
void
nomo_commit_set_told_at (NomoCommit *self, gint64 told_at)
{
  g_return_if_fail (self != NULL && self->role == NOMO_ROLE_SALLA);

  self->told_at = told_at;
}

/**
 * nomo_commit_set_only_if_equal:
 * @self: a commit
 *
 * Lets the commit be refused with %NOMO_STORE_ERROR_DIFFERS when one of its records is another than the store's, be it not only
 * in what follows from the shop (%NOMO_FIELD_DERIVED); nothing is written then, and the marks stay.
 */
void
nomo_commit_set_only_if_equal (NomoCommit *self)
{
  g_return_if_fail (self != NULL);

  self->only_if_equal = TRUE;
}

/**
 * nomo_commit_put:
 * @self: a commit
 * @record: a record, new or changed
 *
 * Writes @record. What Salla says is left out and counted as stale when it is older (by its as_of) than what the store holds.
 * A record without an id (0) is new and gets one.
 *
 * Returns: the id by which other records of this commit can refer to @record: its own, or a stand-in below 0
 */
gint64
nomo_commit_put (NomoCommit *self, NomoRecord *record)
{
  NomoChange *change = NULL;

  g_return_val_if_fail (self != NULL && record != NULL, 0);

  change = add_change (self, NOMO_CHANGE_PUT);
  change->record = nomo_record_ref (record);
  if (nomo_record_get_id (record) != 0)
    return nomo_record_get_id (record);
  change->id = self->n_new++;
  return -(gint64) self->n_new;
}

/**
 * nomo_commit_delete:
 * @self: a commit
 * @entity: an entity
 * @id: id of a record; when there is none, nothing happens
 *
 * Deletes a record; its tombstone stays.
 */
void
nomo_commit_delete (NomoCommit *self, const NomoEntity *entity, gint64 id)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity != NULL);

  change = add_change (self, NOMO_CHANGE_DELETE);
  change->entity = entity;
  change->id = id;
}

/**
 * nomo_commit_gone:
 * @self: a commit of Salla's
 * @entity: an entity
 * @salla_id: id of a record at Salla; when the store has none, nothing happens
 * @as_of: when Salla said so, by its clock, UTC milliseconds
 *
 * Deletes what Salla has no more, unless it has said something else of it since. It is noted as a repair.
 */
void
nomo_commit_gone (NomoCommit *self, const NomoEntity *entity, gint64 salla_id, gint64 as_of)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity != NULL && self->role == NOMO_ROLE_SALLA);

  change = add_change (self, NOMO_CHANGE_GONE);
  change->entity = entity;
  change->salla_id = salla_id;
  change->as_of = as_of;
}

/**
 * nomo_commit_doubt:
 * @self: a commit
 * @entity: an entity that Salla keeps too
 * @salla_id: the record's id at Salla
 *
 * Notes that something is the matter with a record of Salla's, which may not be known here yet, and that nobody has told what:
 * nomo_store_list_doubts() lists it until Salla says more.
 */
void
nomo_commit_doubt (NomoCommit *self, const NomoEntity *entity, gint64 salla_id)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity != NULL && entity->kind != NOMO_KIND_OWN);

  change = add_change (self, NOMO_CHANGE_DOUBT);
  change->entity = entity;
  change->salla_id = salla_id;
}

static gboolean
change_touches (const NomoChange *change, const NomoEntity *entity, gint64 salla_id)
{
  if (change->kind == NOMO_CHANGE_PUT)
    return nomo_record_get_entity (change->record) == entity && nomo_record_get_id (change->record) == salla_id;
  return (change->kind == NOMO_CHANGE_GONE || change->kind == NOMO_CHANGE_DOUBT) && change->entity == entity &&
         change->salla_id == salla_id;
}

/**
 * nomo_commit_touches:
 * @self: a commit of Salla's
 * @entity: an entity of which Salla's id is the record's own
 * @salla_id: the id of a record
 *
 * Returns: whether the commit says something of the record
 */
gboolean
nomo_commit_touches (const NomoCommit *self, const NomoEntity *entity, gint64 salla_id)
{
  g_return_val_if_fail (self != NULL && entity != NULL, FALSE);

  for (guint i = 0; i < self->changes->len; i++)
    if (change_touches (g_ptr_array_index (self->changes, i), entity, salla_id))
      return TRUE;
  return FALSE;
}

/**
 * nomo_commit_confirm:
 * @self: a commit of Salla's
 * @entity: a two-way entity
 * @id: id of a record that was born here
 * @salla_id: the id that Salla gave it
 *
 * Notes that Salla knows a record now. What else Salla holds of it comes as a put.
 */
void
nomo_commit_confirm (NomoCommit *self, const NomoEntity *entity, gint64 id, gint64 salla_id)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity != NULL && entity->kind == NOMO_KIND_TWO_WAY);

  change = add_change (self, NOMO_CHANGE_CONFIRM);
  change->entity = entity;
  change->id = id;
  change->salla_id = salla_id;
}

/**
 * nomo_commit_put_answer:
 * @self: a commit of Salla's
 * @record: what Salla answers to what was sent
 *
 * As nomo_commit_put(). What is still wanted as it was sent becomes what Salla made of it, and what was noted of the sending is
 * forgotten; what was edited meanwhile goes on waiting.
 *
 * Returns: as nomo_commit_put()
 */
gint64
nomo_commit_put_answer (NomoCommit *self, NomoRecord *record)
{
  gint64 id = nomo_commit_put (self, record);

  ((NomoChange *) self->changes->pdata[self->changes->len - 1])->answers = TRUE;
  return id;
}

/**
 * nomo_commit_note:
 * @self: a commit
 * @entity: an entity of which Salla hears
 * @id: id of a record that waits for Salla
 * @note: what came of an attempt; its tries and time are filled in. %NOMO_OUTBOX_SENT is noted before the sending, with
 *   the image that is sent; %NOMO_OUTBOX_READY forgets what was noted
 */
void
nomo_commit_note (NomoCommit *self, const NomoEntity *entity, gint64 id, const NomoOutboxNote *note)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity != NULL && note != NULL);

  change = add_change (self, NOMO_CHANGE_NOTE);
  change->entity = entity;
  change->id = id;
  change->state = note->state;
  change->reason = g_strdup (note->reason);
  change->value = g_strdup (note->detail);
}

/**
 * nomo_commit_discard:
 * @self: a commit
 * @entity: an entity of which Salla hears
 * @id: id of a record; when it does not wait for Salla, nothing happens
 *
 * Gives the record the image that Salla has confirmed, so that it waits no more. One that Salla does not know is deleted.
 */
void
nomo_commit_discard (NomoCommit *self, const NomoEntity *entity, gint64 id)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity != NULL);

  change = add_change (self, NOMO_CHANGE_DISCARD);
  change->entity = entity;
  change->id = id;
}

/**
 * nomo_commit_undo:
 * @self: a commit
 * @commit_id: id of an earlier commit
 *
 * Takes back what that commit changed, value by value. A value that somebody has changed since stays and is counted as refused.
 */
void
nomo_commit_undo (NomoCommit *self, const char *commit_id)
{
  g_return_if_fail (self != NULL && commit_id != NULL);

  add_change (self, NOMO_CHANGE_UNDO)->name = g_strdup (commit_id);
}

/**
 * nomo_commit_erase:
 * @self: a commit
 * @entity: an entity whose records are persons
 * @id: id of a record
 *
 * Erases a person for ever: the record is deleted, and its personal values, those of every record about it, what the history
 * and the raw bodies say of them, and their words in search are removed, so that no byte of them stays in the store's
 * files. Salla cannot bring them back.
 */
void
nomo_commit_erase (NomoCommit *self, const NomoEntity *entity, gint64 id)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity != NULL && entity->is_person);

  change = add_change (self, NOMO_CHANGE_ERASE);
  change->entity = entity;
  change->id = id;
}

/**
 * nomo_commit_retire:
 * @self: a commit
 *
 * Takes the personal values of what was deleted 30 days ago, and the tombstone of what was deleted 180 days ago.
 */
void
nomo_commit_retire (NomoCommit *self)
{
  g_return_if_fail (self != NULL);

  add_change (self, NOMO_CHANGE_RETIRE);
}

/**
 * nomo_commit_keep_raw:
 * @self: a commit
 * @entity_name: what it should have been
 * @ref: the record's id as text, or whatever tells it apart
 * @reason: why it could not be understood
 * @body: what came
 *
 * Keeps what could not be understood. A later put of the record whose id is @ref removes it.
 */
void
nomo_commit_keep_raw (NomoCommit *self, const char *entity_name, const char *ref, const char *reason, const char *body)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity_name != NULL && ref != NULL);

  change = add_change (self, NOMO_CHANGE_RAW);
  change->name = g_strdup (entity_name);
  change->ref = g_utf8_make_valid (ref, -1);
  change->reason = g_utf8_make_valid (reason != NULL ? reason : "", -1);
  change->value = g_utf8_make_valid (body != NULL ? body : "", -1);
}

/**
 * nomo_commit_forget_raw:
 * @self: a commit
 * @entity_name: what it should have been
 * @before: a moment of our clock, UTC milliseconds
 *
 * Forgets what was kept raw before a moment and has not come again since, although all has.
 */
void
nomo_commit_forget_raw (NomoCommit *self, const char *entity_name, gint64 before)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && entity_name != NULL);

  change = add_change (self, NOMO_CHANGE_FORGET_RAW);
  change->name = g_strdup (entity_name);
  change->as_of = before;
}

/**
 * nomo_commit_set_mark:
 * @self: a commit
 * @name: name of a mark
 * @value: (nullable): its value; %NULL removes the mark
 *
 * Writes a position of a follower in the transaction of what it stands for.
 */
void
nomo_commit_set_mark (NomoCommit *self, const char *name, const char *value)
{
  NomoChange *change = NULL;

  g_return_if_fail (self != NULL && name != NULL);

  change = add_change (self, NOMO_CHANGE_MARK);
  change->name = g_strdup (name);
  change->value = g_strdup (value);
}

/**
 * nomo_commit_free:
 * @self: (transfer full): a commit
 */
void
nomo_commit_free (NomoCommit *self)
{
  g_free (self->actor);
  g_free (self->id);
  g_ptr_array_unref (self->changes);
  g_free (self);
}
