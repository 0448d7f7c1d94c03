#pragma once

#include "nomo-budget.h"
#include "nomo-codes.h"
#include "nomo-job.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/* So many codes are made, paused or resumed in one commit. What is killed has lost no more than these. */
#define NOMO_CODE_BATCH_CHUNK 500

/* With which the ids of such works begin; nomo_undo() takes one back as a whole. */
#define NOMO_CODE_BATCH_PREFIX "codes-"

/* What is behind the path of a store in the name of the file that who makes codes holds. */
#define NOMO_CODE_BATCH_LOCK ".codes"

/**
 * NomoCodeRequest:
 * @name: what the batch is called
 * @rules: a coupon that keeps the rules; its code, and what a group has beside, are not looked at
 * @pattern: what the codes look like; of a group only its prefix counts, which is the suffix that Salla gives its codes
 * @group: whether they are one of Salla's groups, whose codes Salla makes, in place of a coupon each
 * @count: how many codes
 *
 * A batch of codes that somebody wants.
 */
typedef struct {
  const char *name;
  NomoRecord *rules;
  NomoCodePattern pattern;
  gboolean group;
  guint count;
} NomoCodeRequest;

void nomo_code_batch_create_async (NomoStore *store, const char *actor, const NomoCodeRequest *request, NomoJob *job,
                                   GAsyncReadyCallback callback, gpointer data);
void nomo_code_batch_resume_async (NomoStore *store, const char *actor, gint64 batch, NomoJob *job,
                                   GAsyncReadyCallback callback, gpointer data);
void nomo_code_batch_switch_async (NomoStore *store, const char *actor, gint64 batch, gboolean on, NomoJob *job,
                                   GAsyncReadyCallback callback, gpointer data);
gint64 nomo_code_batch_finish (NomoStore *store, GAsyncResult *result, guint *done, char **id, GError **error);

gint64 nomo_code_batch_get_seconds (gint64 requests, const char *plan, const NomoBudgetState *state);

G_END_DECLS
