#pragma once

#include "fault-vfs.h"
#include "fixture.h"

/* A file of an older version is brought up to this one, and is killed or fails at each call that reaches the disk: SQLite's own, and
 * those that put the new file in its place, which stand here before the system's. */

#define UPGRADE_N_OLDS    7
#define UPGRADE_N_CALLS   4
#define UPGRADE_STRIDE    170
#define UPGRADE_MUCH_ROOM (G_GUINT64_CONSTANT (1) << 40)

typedef struct {
  const char *kind; /* "store" or "inbox" */
  int version;
} UpgradeOld;

extern const UpgradeOld upgrade_olds[UPGRADE_N_OLDS];
extern const FaultCall upgrade_calls[UPGRADE_N_CALLS];

/* On every disk. */
extern guint64 upgrade_room;

void upgrade_init (int *argc, char ***argv, FaultWitness watch);
void upgrade_add (const char *name, const UpgradeOld *old, GTestDataFunc test);
GPid upgrade_start_life (const char *directory, const UpgradeOld *old, FaultKind kind, int call, guint at);
GObject *upgrade_open (const char *directory, const UpgradeOld *old, GError **error);
GBytes *upgrade_read (const UpgradeOld *old);
void upgrade_put (const char *directory, const UpgradeOld *old);
void upgrade_assert_no_copy_left (const char *directory);
gboolean upgrade_assert_whole (const char *directory, const UpgradeOld *old);
gboolean upgrade_is_whole (const char *state, const char *directory, const UpgradeOld *old);
void upgrade_assert_leaves_whole (const char *directory, const UpgradeOld *old);
guint upgrade_count_states (void);
void upgrade_forget_states (void);
