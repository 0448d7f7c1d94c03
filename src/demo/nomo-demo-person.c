#include "config.h"

#include "nomo-demo-person.h"

#include "nomo-demo-random.h"

enum { STREAM_CITY = 301, STREAM_NAME = 302, STREAM_REST = 303 };

static const NomoDemoCity *
city_of (guint64 seed)
{
  NomoDemoRandom random;
  guint sum = 0, target;

  for (guint i = 0; i < nomo_demo_n_cities; i++)
    sum += nomo_demo_cities[i].weight;
  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_CITY, 0));
  target = nomo_demo_random_below (&random, sum);
  for (guint i = 0;; i++) {
    if (target < nomo_demo_cities[i].weight)
      return &nomo_demo_cities[i];
    target -= nomo_demo_cities[i].weight;
  }
}

static const NomoDemoCountry *
country_of (const NomoDemoCity *city)
{
  for (guint i = 0; i < nomo_demo_n_countries; i++)
    if (g_str_equal (nomo_demo_countries[i].code, city->country))
      return &nomo_demo_countries[i];
  g_assert_not_reached ();
}

const NomoDemoCountry *
nomo_demo_person_country (guint64 seed)
{
  return country_of (city_of (seed));
}

gboolean
nomo_demo_person_is_near (guint64 seed)
{
  return city_of (seed) == &nomo_demo_cities[0];
}

static const char *
fill_arabic_name (NomoDemoPerson *self, NomoDemoRandom *random, gboolean latin)
{
  const NomoDemoName *first = self->female ? &nomo_demo_women[nomo_demo_random_below (random, nomo_demo_n_women)]
                                           : &nomo_demo_men[nomo_demo_random_below (random, nomo_demo_n_men)];
  const NomoDemoName *last = &nomo_demo_families[nomo_demo_random_below (random, nomo_demo_n_families)];

  self->first = latin ? first->latin : first->arabic;
  self->last = latin ? last->latin : last->arabic;
  return first->latin;
}

/* Returns the Latin first name, for the e-mail address. */
static const char *
fill_name (NomoDemoPerson *self, guint64 seed)
{
  const NomoDemoName *name;
  NomoDemoRandom random;
  guint kind;

  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_NAME, 0));
  self->female = nomo_demo_random_chance (&random, 620);
  kind = nomo_demo_random_below (&random, 1000);
  if (kind >= 30)
    return fill_arabic_name (self, &random, kind < 75);
  name = &nomo_demo_foreigners[nomo_demo_random_below (&random, nomo_demo_n_foreigners)];
  self->first = name->arabic;
  self->last = name->latin;
  return "guest";
}

/* One number per customer: the multiplier has no factor in common with the prime. */
static gint64
mobile_of (const NomoDemoCountry *country, gint64 serial)
{
  gint64 prime = g_str_equal (country->code, "KW") ? 9999991 : 99999989;
  gint64 base = g_str_equal (country->code, "KW") ? 50000000 : 500000000;

  return base + (gint64) ((guint64) serial * G_GUINT64_CONSTANT (48271) % (guint64) prime);
}

/**
 * nomo_demo_person_fill:
 * @self: (out caller-allocates): the person; clear it with nomo_demo_person_clear()
 * @seed: the customer's own seed
 * @serial: the customer's own number, for what must be unique
 */
void
nomo_demo_person_fill (NomoDemoPerson *self, guint64 seed, gint64 serial)
{
  static const char *const hosts[] = { "example.com", "example.org", "example.net", "mail.example.com" };
  g_autofree char *local = NULL;
  NomoDemoRandom random;

  self->city = city_of (seed);
  self->country = country_of (self->city);
  local = g_ascii_strdown (fill_name (self, seed), -1);
  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_REST, 0));
  self->mobile = mobile_of (self->country, serial);
  self->email = nomo_demo_random_chance (&random, 720)
                    ? g_strdup_printf ("%s.%" G_GINT64_FORMAT "@%s", local, serial,
                                       hosts[nomo_demo_random_below (&random, G_N_ELEMENTS (hosts))])
                    : NULL;
  self->has_gender = nomo_demo_random_chance (&random, 810);
  self->wants_news = nomo_demo_random_chance (&random, 640);
  self->birthday = nomo_demo_random_chance (&random, 260)
                       ? nomo_demo_random_between (&random, 0, 12410) * G_GINT64_CONSTANT (86400000)
                       : 0;
}

void
nomo_demo_person_clear (NomoDemoPerson *self)
{
  g_clear_pointer (&self->email, g_free);
}
