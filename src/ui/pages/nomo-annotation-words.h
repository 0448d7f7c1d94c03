#pragma once

#include "nomo-annotations.h"

G_BEGIN_DECLS

char *nomo_annotation_words_name (const NomoAnnotation *annotation);
char *nomo_annotation_words_on (const GArray *annotations, NomoStretch days);
char *nomo_annotation_words_list (const GArray *annotations);

G_END_DECLS
