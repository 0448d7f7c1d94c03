#pragma once

#include "nomo-style.h"

G_BEGIN_DECLS

/**
 * NomoCrash:
 *
 * That the last run did not end in order, and what became of its data. Signal `changed`: it is to be said anew.
 */
#define NOMO_TYPE_CRASH (nomo_crash_get_type ())
G_DECLARE_FINAL_TYPE (NomoCrash, nomo_crash, NOMO, CRASH, GObject)

NomoCrash *nomo_crash_new (const char *folder);
const char *nomo_crash_get_folder (NomoCrash *self);
char *nomo_crash_dup_sentence (NomoCrash *self);
NomoTone nomo_crash_get_tone (NomoCrash *self);
const char *nomo_crash_get_icon (NomoCrash *self);
void nomo_crash_check (NomoCrash *self, const char *path);
void nomo_crash_say (NomoCrash *self);
void nomo_crash_stop (NomoCrash *self);
void nomo_crash_set_told (NomoCrash *self);

G_END_DECLS
