#include "config.h"

#include "nomo-restore-edits.h"

#include "nomo-copy.h"
#include "nomo-domain.h"
#include "nomo-outbox-lane-private.h"
#include "nomo-outbox.h"
#include "nomo-waiting.h"

#define AT_ONCE 200

static gboolean
hold (NomoStore *store, const GPtrArray *waiting, GError **error)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new (NOMO_OUTBOX_ACTOR, NULL);
  const NomoOutboxNote note = { .state = NOMO_OUTBOX_REFUSED, .reason = (char *) NOMO_OUTBOX_RESTORED };

  for (guint i = 0; i < waiting->len; i++) {
    const NomoWaiting *one = waiting->pdata[i];

    nomo_commit_note (commit, nomo_record_get_entity (one->record), nomo_record_get_id (one->record), &note);
  }
  return nomo_store_commit (store, commit, NULL, error);
}

static gboolean
hold_all (NomoStore *store, GError **error)
{
  const guint states = 1 << NOMO_OUTBOX_READY | 1 << NOMO_OUTBOX_SENT | 1 << NOMO_OUTBOX_LATER;

  while (TRUE) {
    g_autoptr (GPtrArray) waiting = nomo_store_read_waiting (store, states, 0, AT_ONCE, error);

    if (waiting == NULL || waiting->len == 0)
      return waiting != NULL;
    if (!hold (store, waiting, error))
      return FALSE;
  }
}

/**
 * nomo_restore_hold_edits:
 * @path: a store that is about to be put back from a backup
 * @error: return location
 *
 * What waited to be sent to Salla when the backup was made may have been sent since, and been changed there by others again: it
 * is not sent by itself any more, but waits for somebody to say so. Blocks.
 *
 * Returns: whether all of it waits
 */
gboolean
nomo_restore_hold_edits (const char *path, GError **error)
{
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), error);
  gboolean ok = store != NULL && hold_all (store, error);

  if (store != NULL)
    nomo_store_close (store);
  return ok && nomo_copy_settle (path, error);
}
