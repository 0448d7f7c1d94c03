#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_UPGRADE_WHOLE 1000

/**
 * NomoUpgradeTeller:
 * @done: how much is done of %NOMO_UPGRADE_WHOLE: 0 when it begins, never less than before, the whole once the new file is in place
 * @data: what nomo_upgrade_set_teller() was given
 *
 * Called in the thread that brings a file up, so it must not wait for another one.
 */
typedef void (*NomoUpgradeTeller) (guint done, gpointer data);

typedef struct _NomoUpgradeProgress NomoUpgradeProgress;

void nomo_upgrade_set_teller (NomoUpgradeTeller teller, gpointer data);

NomoUpgradeProgress *nomo_upgrade_progress_new (void);
void nomo_upgrade_progress_free (NomoUpgradeProgress *self);
void nomo_upgrade_progress_begin_part (NomoUpgradeProgress *self, guint until, guint64 total);
void nomo_upgrade_progress_advance (NomoUpgradeProgress *self, guint64 done, guint64 total);
void nomo_upgrade_progress_tick (NomoUpgradeProgress *self);
void nomo_upgrade_progress_end_part (NomoUpgradeProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoUpgradeProgress, nomo_upgrade_progress_free)

G_END_DECLS
