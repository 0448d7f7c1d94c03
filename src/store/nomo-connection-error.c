#include "config.h"

#include "nomo-connection-private.h"

#include "nomo-store-error.h"

#include <errno.h>
#include <glib/gi18n.h>

/* SQLite tells a full disk and one that cannot be written from other errors only where a write fails; the system, whose last
 * word it leaves in errno, tells it of every call. */
static NomoStoreError
system_error (int system)
{
  switch (system) {
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    return NOMO_STORE_ERROR_FULL;
  case EACCES:
  case EPERM:
  case EROFS:
    return NOMO_STORE_ERROR_OPEN;
  default:
    return NOMO_STORE_ERROR_FAILED;
  }
}

/* What keeps a file from being opened now and may not do so the next time. */
static gboolean
passes (int system)
{
  return system == EIO || system == EMFILE || system == ENFILE || system == ENOMEM;
}

static NomoStoreError
error_code (int code, int system)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return NOMO_STORE_ERROR_BUSY;
  case SQLITE_FULL:
    return NOMO_STORE_ERROR_FULL;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return NOMO_STORE_ERROR_CORRUPT;
  case SQLITE_CANTOPEN:
    return passes (system)                                  ? NOMO_STORE_ERROR_FAILED
           : system_error (system) == NOMO_STORE_ERROR_FULL ? NOMO_STORE_ERROR_FULL
                                                            : NOMO_STORE_ERROR_OPEN;
  case SQLITE_PERM:
  case SQLITE_READONLY:
    return NOMO_STORE_ERROR_OPEN;
  case SQLITE_IOERR:
    return system_error (system);
  default:
    return NOMO_STORE_ERROR_FAILED;
  }
}

static const char *
error_sentence (NomoStoreError code)
{
  switch (code) {
  case NOMO_STORE_ERROR_BUSY:
    return _ ("Another program kept the store’s file busy for too long");
  case NOMO_STORE_ERROR_FULL:
    return _ ("The disk is full");
  case NOMO_STORE_ERROR_CORRUPT:
    return _ ("The store’s file is damaged");
  case NOMO_STORE_ERROR_OPEN:
    return _ ("The store’s file cannot be opened or written");
  default:
    return _ ("The store’s file cannot be read or written");
  }
}

/* SQLite's own words are in no language of the interface, and say no more than ours where we have any. */
static gboolean
says_all (int code, NomoStoreError kind)
{
  return kind != NOMO_STORE_ERROR_FAILED || (code & 0xff) == SQLITE_IOERR;
}

/*
 * _nomo_connection_set_error:
 * @self: a connection
 * @code: what SQLite answered
 * @error: return location
 */
void
_nomo_connection_set_error (NomoConnection *self, int code, GError **error)
{
  NomoStoreError kind = error_code (code, errno);
  const char *detail = self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (code);
  g_autofree char *told = NULL;

  if (code == SQLITE_INTERRUPT && g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;
  told = g_utf8_make_valid (detail, -1);
  g_debug ("SQLite says: %s (%d)", told, code);
  if (says_all (code, kind))
    g_set_error (error, NOMO_STORE_ERROR, kind, "%s.", error_sentence (kind));
  else
    g_set_error (error, NOMO_STORE_ERROR, kind, "%s (%s).", error_sentence (kind), told);
}
