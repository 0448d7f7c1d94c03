#include "config.h"

#include "nomo-upgrade-progress.h"

struct _NomoUpgradeProgress {
  guint told;
  guint from;  /* where the present part begins in the whole */
  guint until; /* where it ends */
  guint64 done;
  guint64 total;
};

/* Files are brought up wherever one is opened; who is told is a matter of the program, not of each that opens one. */
static GMutex mutex;
static NomoUpgradeTeller the_teller;
static gpointer the_data;

/**
 * nomo_upgrade_set_teller:
 * @teller: (nullable): told how far it is whenever a file of an older version is brought up to this one
 * @data: for @teller
 *
 * When this returns, whoever was told before is not told any more.
 */
void
nomo_upgrade_set_teller (NomoUpgradeTeller teller, gpointer data)
{
  g_mutex_lock (&mutex);
  the_teller = teller;
  the_data = data;
  g_mutex_unlock (&mutex);
}

static void
tell (guint done)
{
  g_mutex_lock (&mutex);
  if (the_teller != NULL)
    the_teller (done, the_data);
  g_mutex_unlock (&mutex);
}

static void
go_to (NomoUpgradeProgress *self, guint done)
{
  if (done <= self->told)
    return;
  self->told = done;
  tell (done);
}

/**
 * nomo_upgrade_progress_new:
 *
 * Says that a file begins to be brought up.
 *
 * Returns: (transfer full): how far it is
 */
NomoUpgradeProgress *
nomo_upgrade_progress_new (void)
{
  tell (0);
  return g_new0 (NomoUpgradeProgress, 1);
}

/**
 * nomo_upgrade_progress_free:
 * @self: how far it was
 */
void
nomo_upgrade_progress_free (NomoUpgradeProgress *self)
{
  g_free (self);
}

/**
 * nomo_upgrade_progress_begin_part:
 * @self: (nullable): how far it is
 * @until: how much of %NOMO_UPGRADE_WHOLE is done after the part that begins; the one before has ended
 * @total: how many things there are to do in it, 0 when that is unknown
 */
void
nomo_upgrade_progress_begin_part (NomoUpgradeProgress *self, guint until, guint64 total)
{
  if (self == NULL)
    return;
  nomo_upgrade_progress_end_part (self);
  self->from = self->until;
  self->until = CLAMP (until, self->from, NOMO_UPGRADE_WHOLE);
  self->done = 0;
  self->total = total;
}

/**
 * nomo_upgrade_progress_advance:
 * @self: (nullable): how far it is
 * @done: how many things of this part are done
 * @total: of how many
 */
void
nomo_upgrade_progress_advance (NomoUpgradeProgress *self, guint64 done, guint64 total)
{
  if (self == NULL || total == 0)
    return;
  self->done = MIN (done, total);
  self->total = total;
  go_to (self, self->from + (guint) ((self->until - self->from) * self->done / total));
}

/**
 * nomo_upgrade_progress_tick:
 * @self: (nullable): how far it is
 *
 * Says that one thing more of this part is done.
 */
void
nomo_upgrade_progress_tick (NomoUpgradeProgress *self)
{
  if (self != NULL)
    nomo_upgrade_progress_advance (self, self->done + 1, self->total);
}

/**
 * nomo_upgrade_progress_end_part:
 * @self: (nullable): how far it is
 *
 * Says that all of this part is done.
 */
void
nomo_upgrade_progress_end_part (NomoUpgradeProgress *self)
{
  if (self != NULL)
    go_to (self, self->until);
}
