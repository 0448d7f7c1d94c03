#pragma once

#include "nomo-connection.h"
#include "nomo-record.h"

G_BEGIN_DECLS

/* The columns that every record has, in the order of all statements. */
static const char *const nomo_store_columns[] = { "id", "as_of", "seq", "deleted_at", "salla_id" };

typedef struct {
  char *select; /* rows of one record: ?1 its id */
  char *insert; /* ?1 id, ?2 row, then the fields */
  char *remove; /* ?1 id */
} NomoPartSql;

/**
 * NomoTable:
 * @entity: the entity
 * @select: `SELECT` of whole records up to the table's name; its columns are those nomo_table_read() expects
 * @get: the record of id ?1
 * @put: an upsert; nomo_table_put() binds it
 * @touch: `as_of` ?2 for id ?1
 * @add: the insertion of a fact
 * @find: the id whose `salla_id` is ?1; only of two-way entities
 * @remove: removes the record ?1 for good
 * @parts: (array): SQL of the parts
 *
 * The SQL of an entity, composed once from its descriptor.
 */
typedef struct {
  const NomoEntity *entity;
  char *select;
  char *get;
  char *put;
  char *touch;
  char *add;
  char *find;
  char *remove;
  NomoPartSql *parts;
} NomoTable;

NomoTable *nomo_table_new (const NomoEntity *entity);
void nomo_table_free (NomoTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoTable, nomo_table_free)

gboolean nomo_field_has_index (const NomoField *field);
gboolean nomo_part_is_grouped (const NomoPart *part);
gboolean nomo_field_has_key (const NomoField *field);
char *nomo_field_make_key (const NomoField *field, const char *text);

NomoRecord *nomo_table_read_row (const NomoTable *self, NomoStatement *statement);
gboolean nomo_table_read (const NomoTable *self, NomoConnection *connection, NomoStatement *statement,
                          NomoRecord **record, GError **error);
gboolean nomo_table_get (const NomoTable *self, NomoConnection *connection, gint64 id, NomoRecord **record,
                         GError **error);
gboolean nomo_table_put (const NomoTable *self, NomoConnection *connection, const NomoRecord *record, guint64 seq,
                         const NomoRecord *old, GError **error);
gboolean nomo_table_add (const NomoTable *self, NomoConnection *connection, const NomoRecord *fact, gint64 *id,
                         GError **error);
gboolean nomo_table_find (const NomoTable *self, NomoConnection *connection, gint64 salla_id, gint64 *id,
                          GError **error);
gboolean nomo_table_remove (const NomoTable *self, NomoConnection *connection, gint64 id, GError **error);

G_END_DECLS
