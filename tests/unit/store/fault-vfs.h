#pragma once

#include <glib.h>

/* What is counted and fails. */
typedef enum {
  FAULT_WRITE,
  FAULT_SYNC,
  FAULT_TRUNCATE,
  FAULT_OPEN,
  FAULT_SHM, /* maps a piece of the memory that processes share */
  FAULT_N_CALLS
} FaultCall;

typedef enum {
  FAULT_NONE,
  FAULT_FULL,      /* the disk is full: half of a write reaches it */
  FAULT_IO,        /* the disk fails */
  FAULT_READ_ONLY, /* the disk can no longer be written, as after an error of its file system */
  FAULT_POWER_OFF, /* nothing works any more; of what was not synced only some sectors have reached the disk */
  FAULT_KILL_BEFORE,
  FAULT_KILL_AFTER,
} FaultKind;

typedef struct {
  FaultKind kind;
  FaultCall call;
  guint at; /* at which of these calls, from 1 */
  gboolean lasting;
  guint32 seed; /* decides what a power failure takes */
} FaultPlan;

typedef void (*FaultWitness) (FaultCall call, gpointer data);

void fault_vfs_install (void);
void fault_vfs_repeat (void);
void fault_vfs_watch (FaultWitness witness, gpointer data);
void fault_vfs_arm (const FaultPlan *plan);
gboolean fault_vfs_disarm (void);
void fault_vfs_power_on (void);
void fault_vfs_sync (const char *path);
void fault_vfs_rename (const char *from, const char *to);
guint fault_vfs_take_sleep (void);
guint fault_stride (FaultCall call, guint usual);
const char *fault_call_name (FaultCall call);
