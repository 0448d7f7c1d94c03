#pragma once

#include "nomo-demo-names.h"

G_BEGIN_DECLS

/* Who a customer is, worked out of the seed when it is asked for. */
typedef struct {
  const char *first;
  const char *last;
  const NomoDemoCity *city;
  const NomoDemoCountry *country;
  gint64 mobile;
  char *email;
  gboolean female;
  gboolean has_gender;
  gboolean wants_news;
  gint64 birthday; /* UTC milliseconds, 0 if unknown */
} NomoDemoPerson;

void nomo_demo_person_fill (NomoDemoPerson *self, guint64 seed, gint64 serial);
void nomo_demo_person_clear (NomoDemoPerson *self);
const NomoDemoCountry *nomo_demo_person_country (guint64 seed);
gboolean nomo_demo_person_is_near (guint64 seed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NomoDemoPerson, nomo_demo_person_clear)

G_END_DECLS
