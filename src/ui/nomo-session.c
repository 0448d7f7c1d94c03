#include "config.h"

#include "nomo-session.h"

#include "nomo-backup-schedule.h"
#include "nomo-calendar.h"
#include "nomo-features.h"

struct _NomoSession {
  GObject parent_instance;

  GObject *shop;
  NomoFeatures *features;
  NomoBackupSchedule *backups;
  gboolean narrow;
  NomoPeriod period;
  NomoAgainst against;
  char *tiles;
  char *page;
  GHashTable *open; /* quark of a place → gint64* */
  GTimeZone *zone;
  GHashTable *states;
};

enum { PROP_0, PROP_SHOP, PROP_NARROW, PROP_PERIOD, PROP_AGAINST, PROP_TILES, PROP_PAGE, N_PROPS };
enum { OPENED, NARROWED, REWORDED, SAID, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoSession, nomo_session, G_TYPE_OBJECT)

static void
forget_backups (NomoSession *self)
{
  if (self->backups != NULL)
    nomo_backup_schedule_stop (self->backups);
  g_clear_object (&self->backups);
}

static void
nomo_session_finalize (GObject *object)
{
  NomoSession *self = NOMO_SESSION (object);

  forget_backups (self);
  g_clear_object (&self->features);
  g_clear_object (&self->shop);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->tiles, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->states, g_hash_table_unref);
  g_clear_pointer (&self->open, g_hash_table_unref);
  G_OBJECT_CLASS (nomo_session_parent_class)->finalize (object);
}

static void
nomo_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoSession *self = NOMO_SESSION (object);

  switch (id) {
  case PROP_SHOP:
    g_value_set_object (value, self->shop);
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  case PROP_PERIOD:
    g_value_take_string (value, nomo_period_to_text (&self->period));
    break;
  case PROP_AGAINST:
    g_value_set_string (value, nomo_against_to_text (self->against));
    break;
  case PROP_TILES:
    g_value_set_string (value, self->tiles);
    break;
  case PROP_PAGE:
    g_value_set_string (value, self->page);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* A period that cannot be read, from settings another hand wrote, gives way to the usual one. */
static void
set_period_text (NomoSession *self, const char *text)
{
  NomoPeriod period;

  if (nomo_period_parse (text != NULL ? text : "", &period) || nomo_period_parse (NOMO_PERIOD_USUAL, &period))
    nomo_session_set_period (self, &period);
}

static void
nomo_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NomoSession *self = NOMO_SESSION (object);

  switch (id) {
  case PROP_SHOP:
    nomo_session_set_shop (self, g_value_get_object (value));
    break;
  case PROP_NARROW:
    nomo_session_set_narrow (self, g_value_get_boolean (value));
    break;
  case PROP_PERIOD:
    set_period_text (self, g_value_get_string (value));
    break;
  case PROP_AGAINST:
    nomo_session_set_against (self, nomo_against_parse (g_value_get_string (value)));
    break;
  case PROP_TILES:
    nomo_session_set_tiles (self, g_value_get_string (value));
    break;
  case PROP_PAGE:
    nomo_session_set_page (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_session_class_init (NomoSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = nomo_session_finalize;
  object_class->get_property = nomo_session_get_property;
  object_class->set_property = nomo_session_set_property;

  properties[PROP_SHOP] = g_param_spec_object ("shop", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_PERIOD] = g_param_spec_string ("period", NULL, NULL, NOMO_PERIOD_USUAL, flags);
  properties[PROP_AGAINST] = g_param_spec_string ("against", NULL, NULL, "before", flags);
  properties[PROP_TILES] = g_param_spec_string ("tiles", NULL, NULL, "", flags);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "overview", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[NARROWED] = g_signal_new ("narrowed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * NomoSession::reworded:
   *
   * Figures or dates are written in another way from now on: what is shown is to be worded anew.
   */
  signals[REWORDED] =
      g_signal_new ("reworded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * NomoSession::said:
   *
   * Something is to be told in passing, as nomo_session_say() or nomo_session_mention() was given it, and whether it may
   * wait until nothing else is told.
   */
  signals[SAID] = g_signal_new ("said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                5, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_VARIANT, G_TYPE_BOOLEAN);
}

static void
nomo_session_init (NomoSession *self)
{
  nomo_period_parse (NOMO_PERIOD_USUAL, &self->period);
  self->tiles = g_strdup ("");
  self->page = g_strdup ("overview");
  self->zone = g_time_zone_ref (nomo_calendar_riyadh ());
  self->open = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

/**
 * nomo_session_new:
 *
 * What the windows and pages of one program share and what outlives them when they are rebuilt in another language.
 *
 * Returns: (transfer full): a session without a shop
 */
NomoSession *
nomo_session_new (void)
{
  return g_object_new (NOMO_TYPE_SESSION, NULL);
}

/**
 * nomo_session_get_shop:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the store that is shown; %NULL before the first sign-in
 */
NomoShop *
nomo_session_get_shop (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NULL);
  return (NomoShop *) self->shop;
}

/**
 * nomo_session_set_shop:
 * @self: a session
 * @shop: (nullable): the store to show
 */
void
nomo_session_set_shop (NomoSession *self, NomoShop *shop)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  if (!g_set_object (&self->shop, (GObject *) shop))
    return;
  g_clear_object (&self->features);
  forget_backups (self);
  if (shop != NULL) {
    self->features = nomo_features_new (shop);
    self->backups = nomo_backup_schedule_new (shop);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOP]);
}

/**
 * nomo_session_get_features:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the features of the store that is shown, at work as long as it is
 */
NomoFeatures *
nomo_session_get_features (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NULL);
  return self->features;
}

/**
 * nomo_session_get_backups:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what makes backups of the store that is shown, at work as long as it is
 */
NomoBackupSchedule *
nomo_session_get_backups (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NULL);
  return self->backups;
}

/**
 * nomo_session_get_narrow:
 * @self: a session
 *
 * Returns: whether the window is folded: one pane, bottom bar, lists with two-line rows
 */
gboolean
nomo_session_get_narrow (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), FALSE);
  return self->narrow;
}

/**
 * nomo_session_set_narrow:
 * @self: a session
 * @narrow: whether the window is folded
 *
 * For the window alone.
 */
void
nomo_session_set_narrow (NomoSession *self, gboolean narrow)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  narrow = !!narrow;
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/**
 * nomo_session_get_period:
 * @self: a session
 *
 * Property `period`, as nomo_period_to_text() writes it.
 *
 * Returns: (transfer none): the period that figures are of
 */
const NomoPeriod *
nomo_session_get_period (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NULL);
  return &self->period;
}

/**
 * nomo_session_set_period:
 * @self: a session
 * @period: the period that figures are of from now on
 */
void
nomo_session_set_period (NomoSession *self, const NomoPeriod *period)
{
  g_autofree char *old = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (NOMO_IS_SESSION (self));
  old = nomo_period_to_text (&self->period);
  text = nomo_period_to_text (period);
  if (g_str_equal (old, text))
    return;
  self->period = *period;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERIOD]);
}

/**
 * nomo_session_get_against:
 * @self: a session
 *
 * Property `against`, as nomo_against_to_text() names it.
 *
 * Returns: what figures are compared with
 */
NomoAgainst
nomo_session_get_against (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NOMO_AGAINST_BEFORE);
  return self->against;
}

/**
 * nomo_session_set_against:
 * @self: a session
 * @against: what figures are compared with from now on
 */
void
nomo_session_set_against (NomoSession *self, NomoAgainst against)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  g_return_if_fail (against < NOMO_N_AGAINST);
  if (self->against == against)
    return;
  self->against = against;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AGAINST]);
}

/**
 * nomo_session_get_tiles:
 * @self: a session
 *
 * Property `tiles`.
 *
 * Returns: (transfer none): which tiles Overview has and in what order, as nomo_tile_order_to_text() writes it
 */
const char *
nomo_session_get_tiles (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NULL);
  return self->tiles;
}

/**
 * nomo_session_set_tiles:
 * @self: a session
 * @tiles: (nullable): as nomo_tile_order_to_text() writes it
 */
void
nomo_session_set_tiles (NomoSession *self, const char *tiles)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  if (g_strcmp0 (self->tiles, tiles) == 0)
    return;
  g_free (self->tiles);
  self->tiles = g_strdup (tiles != NULL ? tiles : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TILES]);
}

/**
 * nomo_session_get_page:
 * @self: a session
 *
 * Returns: the name of the page shown, as the sidebar names it
 */
const char *
nomo_session_get_page (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NULL);
  return self->page;
}

/**
 * nomo_session_set_page:
 * @self: a session
 * @page: the name of a page
 */
void
nomo_session_set_page (NomoSession *self, const char *page)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  g_return_if_fail (page != NULL);
  if (g_str_equal (self->page, page))
    return;
  g_free (self->page);
  self->page = g_strdup (page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

/**
 * nomo_session_get_open:
 * @self: a session
 * @place: the name of a page
 *
 * Returns: the id of the record that is open on that page; 0 when none is
 */
gint64
nomo_session_get_open (NomoSession *self, const char *place)
{
  gint64 *record;

  g_return_val_if_fail (NOMO_IS_SESSION (self), 0);
  record = g_hash_table_lookup (self->open, GUINT_TO_POINTER (g_quark_from_string (place)));
  return record != NULL ? *record : 0;
}

/**
 * nomo_session_set_open:
 * @self: a session
 * @place: the name of a page
 * @record: the id of the record to open in its detail pane, or 0
 *
 * To be seen that page must be the one shown. Signal `opened`, whose detail is @place.
 */
void
nomo_session_set_open (NomoSession *self, const char *place, gint64 record)
{
  GQuark quark = g_quark_from_string (place);

  g_return_if_fail (NOMO_IS_SESSION (self));
  if (nomo_session_get_open (self, place) == record)
    return;
  g_hash_table_insert (self->open, GUINT_TO_POINTER (quark), g_memdup2 (&record, sizeof record));
  g_signal_emit (self, signals[OPENED], quark);
}

static gboolean
is_of_page (gpointer key, gpointer state, gpointer data)
{
  return g_str_has_prefix (key, "page:");
}

/**
 * nomo_session_close_records:
 * @self: a session
 *
 * Closes what is open on every page and forgets how the pages looked, before another store is shown.
 */
void
nomo_session_close_records (NomoSession *self)
{
  g_autoptr (GList) places = NULL;

  g_return_if_fail (NOMO_IS_SESSION (self));
  places = g_hash_table_get_keys (self->open);
  for (GList *l = places; l != NULL; l = l->next)
    nomo_session_set_open (self, g_quark_to_string (GPOINTER_TO_UINT (l->data)), 0);
  g_hash_table_foreach_remove (self->states, is_of_page, NULL);
}

/**
 * nomo_session_narrow:
 * @self: a session
 * @place: the name of a page that lists records
 * @filter: the filter that its list is to have, as nomo_query_parse() reads it
 * @words: what is listed then, as nomo_list_words_say() words it: a msgid, or one of the texts made there
 *
 * Signal `narrowed`, whose detail is @place.
 */
void
nomo_session_narrow (NomoSession *self, const char *place, const char *filter, const char *words)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  g_signal_emit (self, signals[NARROWED], g_quark_from_string (place), filter, words);
}

/**
 * nomo_session_get_zone:
 * @self: a session
 *
 * Returns: (transfer none): the time zone that decides what a day is
 */
GTimeZone *
nomo_session_get_zone (NomoSession *self)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NULL);
  return self->zone;
}

/**
 * nomo_session_reword:
 * @self: a session
 *
 * Lets all that is shown be worded anew, in other digits or with the other calendar first.
 */
void
nomo_session_reword (NomoSession *self)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  g_signal_emit (self, signals[REWORDED], 0);
}

static void
say (NomoSession *self, const char *sentence, const char *label, const char *action, GVariant *target,
     gboolean may_wait)
{
  g_autoptr (GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;

  g_signal_emit (self, signals[SAID], 0, sentence, label, action, owned, may_wait);
}

/**
 * nomo_session_say:
 * @self: a session
 * @sentence: what happened
 * @label: (nullable): what can be done about it, as a verb
 * @action: (nullable): name of the program's action that does it
 * @target: (nullable): for @action; a floating reference is sunk
 *
 * Answers in passing what a person did, at once and in whatever window there is then, also after a switch of the language.
 */
void
nomo_session_say (NomoSession *self, const char *sentence, const char *label, const char *action, GVariant *target)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  say (self, sentence, label, action, target, FALSE);
}

/**
 * nomo_session_mention:
 * @self: a session
 * @sentence: what happened
 * @label: (nullable): what can be done about it, as a verb
 * @action: (nullable): name of the program's action that does it
 * @target: (nullable): for @action; a floating reference is sunk
 *
 * Tells in passing what nobody waits for, once nothing else is told.
 */
void
nomo_session_mention (NomoSession *self, const char *sentence, const char *label, const char *action, GVariant *target)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  say (self, sentence, label, action, target, TRUE);
}

/**
 * nomo_session_keep:
 * @self: a session
 * @key: whose state it is
 * @state: (nullable): what a rebuilt widget needs; floating references are sunk
 *
 * Keeps the state of a widget that is about to be rebuilt in another language.
 */
void
nomo_session_keep (NomoSession *self, const char *key, GVariant *state)
{
  g_return_if_fail (NOMO_IS_SESSION (self));
  g_return_if_fail (key != NULL);
  if (state == NULL)
    g_hash_table_remove (self->states, key);
  else
    g_hash_table_insert (self->states, g_strdup (key), g_variant_ref_sink (state));
}

/**
 * nomo_session_peek:
 * @self: a session
 * @key: whose state it is
 *
 * Returns: (transfer none) (nullable): what was kept under @key
 */
GVariant *
nomo_session_peek (NomoSession *self, const char *key)
{
  g_return_val_if_fail (NOMO_IS_SESSION (self), NULL);
  return g_hash_table_lookup (self->states, key);
}
