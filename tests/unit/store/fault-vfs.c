#include "fault-vfs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>

/* Stands between SQLite and the files of this process. Nothing is really synced and nobody really sleeps, so that thousands of
 * runs take no time. */

#define SECTOR 512

typedef struct {
  gint64 offset;
  GBytes *bytes; /* NULL: the file was cut at the offset */
} Change;

/* A file as a power failure may leave it. */
typedef struct {
  GByteArray *synced;
  GPtrArray *changes; /* Change, since the last sync */
  gboolean is_new;    /* its name has not been synced */
  gboolean deleted;
} Disk;

typedef struct {
  sqlite3_file base;
  sqlite3_file *real;
  Disk *disk; /* nullable */
} FaultFile;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;

static struct {
  GMutex mutex;
  FaultPlan plan;
  guint seen;
  gboolean hit;
  gboolean dead; /* the power is off */
  guint slept_ms;
  GHashTable *disks;    /* path → Disk */
  FaultWitness witness; /* nullable */
  gpointer witness_data;
} state;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->bytes, g_bytes_unref);
  g_free (change);
}

static void
disk_free (gpointer data)
{
  Disk *disk = data;

  g_byte_array_unref (disk->synced);
  g_ptr_array_unref (disk->changes);
  g_free (disk);
}

static Disk *
disk_find (const char *path, gboolean is_log)
{
  Disk *disk = g_hash_table_lookup (state.disks, path);
  g_autofree char *content = NULL;
  gsize length = 0;

  if (disk == NULL) {
    disk = g_new0 (Disk, 1);
    disk->synced = g_byte_array_new ();
    disk->changes = g_ptr_array_new_with_free_func (change_free);
    g_hash_table_insert (state.disks, g_strdup (path), disk);
    if (g_file_get_contents (path, &content, &length, NULL))
      g_byte_array_append (disk->synced, (guint8 *) content, (guint) length);
    disk->is_new = is_log && length == 0;
  } else if (disk->deleted) {
    disk->deleted = FALSE;
    disk->is_new = is_log;
    g_byte_array_set_size (disk->synced, 0);
    g_ptr_array_set_size (disk->changes, 0);
  }
  return disk;
}

static void
disk_change (Disk *disk, gint64 offset, const void *bytes, gsize length)
{
  Change *change = NULL;

  if (disk == NULL)
    return;
  change = g_new0 (Change, 1);
  change->offset = offset;
  change->bytes = bytes != NULL ? g_bytes_new (bytes, length) : NULL;
  g_ptr_array_add (disk->changes, change);
}

static void
reach (GByteArray *file, gint64 offset, const guint8 *bytes, gsize length)
{
  guint before = file->len;

  if (file->len < offset + length) {
    g_byte_array_set_size (file, (guint) (offset + length));
    memset (file->data + before, 0, file->len - before);
  }
  memcpy (file->data + offset, bytes, length);
}

/* A write arrives whole, not at all, or in some of its sectors. */
static void
reach_in_part (GByteArray *file, const Change *change, GRand *random)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (change->bytes, &length);
  int fate = g_rand_int_range (random, 0, 3);

  for (gsize at = 0; at < length;) {
    gsize piece = MIN (length - at, SECTOR - (gsize) (change->offset + (gint64) at) % SECTOR);

    if (fate == 0 || (fate == 1 && g_rand_boolean (random)))
      reach (file, change->offset + (gint64) at, bytes + at, piece);
    at += piece;
  }
}

static void
disk_reach (Disk *disk, GRand *random)
{
  for (guint i = 0; i < disk->changes->len; i++) {
    const Change *change = disk->changes->pdata[i];

    if (change->bytes == NULL) {
      if ((random == NULL || g_rand_boolean (random)) && disk->synced->len > change->offset)
        g_byte_array_set_size (disk->synced, (guint) change->offset);
    } else if (random != NULL) {
      reach_in_part (disk->synced, change, random);
    } else {
      reach (disk->synced, change->offset, g_bytes_get_data (change->bytes, NULL), g_bytes_get_size (change->bytes));
    }
  }
  g_ptr_array_set_size (disk->changes, 0);
}

static gboolean
is_deleted (gpointer path, gpointer disk, gpointer data)
{
  return ((Disk *) disk)->deleted;
}

/* The first sync of a new file syncs its folder as well. */
static void
disk_sync (Disk *disk)
{
  disk_reach (disk, NULL);
  if (disk->is_new)
    g_hash_table_foreach_remove (state.disks, is_deleted, NULL);
  disk->is_new = FALSE;
}

static void
tell (FaultCall call)
{
  if (state.witness != NULL)
    state.witness (call, state.witness_data);
}

/* Counts a call; TRUE when it has to fail. */
static gboolean
fails (FaultCall call)
{
  gboolean now;

  tell (call);
  g_mutex_lock (&state.mutex);
  if (state.plan.kind != FAULT_NONE && state.plan.call == call)
    state.seen++;
  now = state.plan.kind != FAULT_NONE && state.plan.call == call && state.seen == state.plan.at;
  state.hit = state.hit || now;
  if (now && state.plan.kind == FAULT_KILL_BEFORE)
    raise (SIGKILL);
  if (now && state.plan.kind == FAULT_POWER_OFF)
    state.dead = TRUE;
  now = now || state.dead || (state.hit && state.plan.lasting);
  g_mutex_unlock (&state.mutex);
  return now && state.plan.kind < FAULT_KILL_BEFORE;
}

static void
succeeded (FaultCall call)
{
  tell (call);
  if (state.plan.kind == FAULT_KILL_AFTER && state.plan.call == call && state.seen == state.plan.at)
    raise (SIGKILL);
}

static int
fail (int code)
{
  errno = state.plan.kind == FAULT_FULL ? ENOSPC : state.plan.kind == FAULT_READ_ONLY ? EROFS : EIO;
  return code;
}

static FaultFile *
fault_file (sqlite3_file *file)
{
  return (FaultFile *) file;
}

#define REAL(file) (fault_file (file)->real)

static int
file_close (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
file_read (sqlite3_file *file, void *buffer, int length, sqlite3_int64 offset)
{
  return state.dead ? fail (SQLITE_IOERR_READ) : REAL (file)->pMethods->xRead (REAL (file), buffer, length, offset);
}

static int
file_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  gboolean failing = fails (FAULT_WRITE);
  int code;

  if (failing && state.plan.kind == FAULT_FULL && length > 1)
    REAL (file)->pMethods->xWrite (REAL (file), bytes, length / 2, offset);
  if (failing)
    return fail (state.plan.kind == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE);
  code = REAL (file)->pMethods->xWrite (REAL (file), bytes, length, offset);
  disk_change (fault_file (file)->disk, offset, bytes, (gsize) length);
  succeeded (FAULT_WRITE);
  return code;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code;

  if (fails (FAULT_TRUNCATE))
    return fail (SQLITE_IOERR_TRUNCATE);
  code = REAL (file)->pMethods->xTruncate (REAL (file), size);
  disk_change (fault_file (file)->disk, size, NULL, 0);
  succeeded (FAULT_TRUNCATE);
  return code;
}

static int
file_sync (sqlite3_file *file, int flags)
{
  if (fails (FAULT_SYNC))
    return fail (SQLITE_IOERR_FSYNC);
  if (fault_file (file)->disk != NULL)
    disk_sync (fault_file (file)->disk);
  succeeded (FAULT_SYNC);
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return state.dead ? fail (SQLITE_IOERR_FSTAT) : REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  return state.dead ? fail (SQLITE_IOERR_LOCK) : REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
file_check_reserved (sqlite3_file *file, int *reserved)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), reserved);
}

static int
file_control (sqlite3_file *file, int operation, void *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), operation, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
file_characteristics (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  int code;

  if (fails (FAULT_SHM)) {
    *memory = NULL;
    return fail (state.plan.kind == FAULT_IO ? SQLITE_IOERR_SHMMAP : SQLITE_IOERR_SHMSIZE);
  }
  code = REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, memory);
  succeeded (FAULT_SHM);
  return code;
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  if (state.dead && (flags & SQLITE_SHM_LOCK) != 0)
    return fail (SQLITE_IOERR_SHMLOCK);
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_shm_unmap (sqlite3_file *file, int remove)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), remove && !state.dead);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = fault_file (file);
  gboolean failing = fails (FAULT_OPEN);
  int code;

  memset (self, 0, sizeof *self);
  /* What is there can be opened, however full the disk is. */
  if (state.plan.kind == FAULT_FULL && path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    failing = FALSE;
  if (failing && state.plan.kind != FAULT_READ_ONLY)
    return fail (SQLITE_CANTOPEN);
  if (failing)
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  self->real = (sqlite3_file *) (self + 1);
  code = real_vfs->xOpen (real_vfs, path, self->real, flags, out_flags);
  if (code != SQLITE_OK)
    return failing ? fail (code) : code;
  if (state.plan.kind == FAULT_POWER_OFF && path != NULL)
    self->disk = disk_find (path, (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0);
  self->base.pMethods = &methods;
  succeeded (FAULT_OPEN);
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int sync_directory)
{
  Disk *disk = g_hash_table_lookup (state.disks, path);

  if (state.dead || (state.hit && state.plan.lasting && state.plan.kind == FAULT_READ_ONLY))
    return fail (SQLITE_IOERR_DELETE);
  if (disk != NULL)
    disk->deleted = TRUE;
  return real_vfs->xDelete (real_vfs, path, sync_directory);
}

static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  state.slept_ms += (guint) microseconds / 1000;
  return microseconds;
}

static int
vfs_repeat (sqlite3_vfs *vfs, int length, char *bytes)
{
  memset (bytes, 7, (size_t) length);
  return length;
}

/* Makes this the VFS of every connection that asks for no other; "unix" stays the bare one. */
void
fault_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  fault_vfs = *real_vfs;
  fault_vfs.zName = "nomo-fault";
  fault_vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  fault_vfs.xOpen = vfs_open;
  fault_vfs.xDelete = vfs_delete;
  fault_vfs.xSleep = vfs_sleep;
  state.disks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, disk_free);
  g_assert_cmpint (sqlite3_vfs_register (&fault_vfs, 1), ==, SQLITE_OK);
}

void
fault_vfs_arm (const FaultPlan *plan)
{
  g_mutex_lock (&state.mutex);
  state.plan = *plan;
  state.seen = 0;
  state.hit = FALSE;
  state.dead = FALSE;
  g_hash_table_remove_all (state.disks);
  g_mutex_unlock (&state.mutex);
}

/* What SQLite draws by lot, such as the salts of a log, is the same after each time that this was called. */
void
fault_vfs_repeat (void)
{
  fault_vfs.xRandomness = vfs_repeat;
  sqlite3_randomness (0, NULL);
}

/* Told before and after each call that is counted, whether it fails or not. */
void
fault_vfs_watch (FaultWitness witness, gpointer data)
{
  state.witness_data = data;
  state.witness = witness;
}

/* From here on nothing fails, unless the power is off: TRUE when the plan's call came. */
gboolean
fault_vfs_disarm (void)
{
  gboolean hit;

  g_mutex_lock (&state.mutex);
  hit = state.hit;
  if (!state.dead)
    state.plan = (FaultPlan) { FAULT_NONE };
  g_mutex_unlock (&state.mutex);
  return hit;
}

/* What a program does to files beside SQLite, told by whoever stands before its calls. */
void
fault_vfs_sync (const char *path)
{
  Disk *disk = state.plan.kind == FAULT_POWER_OFF ? g_hash_table_lookup (state.disks, path) : NULL;

  if (disk != NULL && !state.dead)
    disk_sync (disk);
}

void
fault_vfs_rename (const char *from, const char *to)
{
  char *name = NULL;
  Disk *disk = NULL;

  if (state.plan.kind != FAULT_POWER_OFF)
    return;
  g_hash_table_remove (state.disks, to);
  if (!g_hash_table_steal_extended (state.disks, from, (gpointer *) &name, (gpointer *) &disk))
    return;
  g_free (name);
  g_hash_table_insert (state.disks, g_strdup (to), disk);
}

/* Every connection must be closed. A deleted file may be there again, as its folder was not synced. */
void
fault_vfs_power_on (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (state.plan.seed);
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (state.disks), (GCompareFunc) strcmp);

  state.plan = (FaultPlan) { FAULT_NONE };
  for (GList *link = paths; state.dead && link != NULL; link = link->next) {
    Disk *disk = g_hash_table_lookup (state.disks, link->data);

    if (disk->deleted && g_rand_boolean (random))
      continue;
    disk_reach (disk, random);
    g_assert_true (g_file_set_contents (link->data, (char *) disk->synced->data, disk->synced->len, NULL));
  }
  state.dead = FALSE;
  g_hash_table_remove_all (state.disks);
}

/* For how long SQLite believes that it slept. */
guint
fault_vfs_take_sleep (void)
{
  guint slept = state.slept_ms;

  state.slept_ms = 0;
  return slept;
}

const char *
fault_call_name (FaultCall call)
{
  static const char *const names[] = { "write", "sync", "truncate", "open", "shm" };

  return names[call];
}

/* Every so manieth call is tried: each of them in the suite long, else every @usual-th write, and more of the rarer calls. */
guint
fault_stride (FaultCall call, guint usual)
{
  const char *wanted = g_getenv ("NOMO_FAULT_STRIDE");
  guint stride = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : usual;
  guint part = call == FAULT_WRITE ? 1 : call == FAULT_SYNC ? 10 : 30;

  return MAX (stride / part, 1);
}
