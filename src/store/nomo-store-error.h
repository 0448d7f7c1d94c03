#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoStoreError:
 * @NOMO_STORE_ERROR_OPEN: the database cannot be opened; the message says why
 * @NOMO_STORE_ERROR_NETWORK_DISK: the folder is on a network file system, where a database is not safe
 * @NOMO_STORE_ERROR_NEWER: the database was written by a newer version of the program
 * @NOMO_STORE_ERROR_CORRUPT: the database is damaged
 * @NOMO_STORE_ERROR_FULL: the disk is full
 * @NOMO_STORE_ERROR_BUSY: another process holds the database too long
 * @NOMO_STORE_ERROR_INVALID: a record, a filter or a sort order breaks a rule of its entity
 * @NOMO_STORE_ERROR_DENIED: the actor may not write this
 * @NOMO_STORE_ERROR_DIFFERS: the commit was only to be made if it changed nothing, and it would
 * @NOMO_STORE_ERROR_NO_ROOM: the file is of an older version, and there is too little room to bring it up to this one
 * @NOMO_STORE_ERROR_OPEN_ELSEWHERE: the file is of an older version, and another program that has it open keeps it from being
 *   brought up to this one
 * @NOMO_STORE_ERROR_FAILED: anything else
 *
 * What can go wrong in `store/`.
 */
typedef enum {
  NOMO_STORE_ERROR_OPEN,
  NOMO_STORE_ERROR_NETWORK_DISK,
  NOMO_STORE_ERROR_NEWER,
  NOMO_STORE_ERROR_CORRUPT,
  NOMO_STORE_ERROR_FULL,
  NOMO_STORE_ERROR_BUSY,
  NOMO_STORE_ERROR_INVALID,
  NOMO_STORE_ERROR_DENIED,
  NOMO_STORE_ERROR_DIFFERS,
  NOMO_STORE_ERROR_NO_ROOM,
  NOMO_STORE_ERROR_OPEN_ELSEWHERE,
  NOMO_STORE_ERROR_FAILED,
} NomoStoreError;

#define NOMO_STORE_ERROR (nomo_store_error_quark ())
GQuark nomo_store_error_quark (void);
gboolean nomo_store_error_is_about_writing (const GError *error);

G_END_DECLS
