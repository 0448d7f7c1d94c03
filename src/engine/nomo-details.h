#pragma once

#include "nomo-job.h"
#include "nomo-lookups.h"

G_BEGIN_DECLS

NomoLookups *nomo_details_new (NomoStore *store, NomoSallaClient *client, NomoJob *job, const char *currency);

G_END_DECLS
