#include "config.h"

#include "nomo-page.h"

#include "nomo-style.h"
#include "nomo-width-first.h"

typedef struct {
  NomoSession *session;
} NomoPagePrivate;

enum { PROP_0, PROP_SESSION, PROP_TITLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (NomoPage, nomo_page, ADW_TYPE_BIN)

static void
narrow_changed_cb (NomoPage *self, GParamSpec *pspec, NomoSession *session)
{
  nomo_style_set_class (GTK_WIDGET (self), "narrow", nomo_session_get_narrow (session));
}

static void
nomo_page_constructed (GObject *object)
{
  NomoPage *self = NOMO_PAGE (object);
  NomoPagePrivate *priv = nomo_page_get_instance_private (self);

  G_OBJECT_CLASS (nomo_page_parent_class)->constructed (object);
  g_return_if_fail (NOMO_IS_SESSION (priv->session));
  g_signal_connect_object (priv->session, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  narrow_changed_cb (self, NULL, priv->session);
  if (NOMO_PAGE_GET_CLASS (self)->session_set != NULL)
    NOMO_PAGE_GET_CLASS (self)->session_set (self, priv->session);
}

static void
nomo_page_finalize (GObject *object)
{
  NomoPagePrivate *priv = nomo_page_get_instance_private (NOMO_PAGE (object));

  g_clear_object (&priv->session);
  G_OBJECT_CLASS (nomo_page_parent_class)->finalize (object);
}

static void
nomo_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoPage *self = NOMO_PAGE (object);

  switch (id) {
  case PROP_SESSION:
    g_value_set_object (value, nomo_page_get_session (self));
    break;
  case PROP_TITLE:
    g_value_set_string (value, nomo_page_get_title (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NomoPagePrivate *priv = nomo_page_get_instance_private (NOMO_PAGE (object));

  switch (id) {
  case PROP_SESSION:
    priv->session = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_page_class_init (NomoPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), NOMO_TYPE_WIDTH_FIRST);
  object_class->constructed = nomo_page_constructed;
  object_class->finalize = nomo_page_finalize;
  object_class->get_property = nomo_page_get_property;
  object_class->set_property = nomo_page_set_property;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, NOMO_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_page_init (NomoPage *self)
{
}

/**
 * nomo_page_get_session:
 * @self: a page
 *
 * Returns: (transfer none): what the pages share
 */
NomoSession *
nomo_page_get_session (NomoPage *self)
{
  NomoPagePrivate *priv = nomo_page_get_instance_private (self);

  g_return_val_if_fail (NOMO_IS_PAGE (self), NULL);
  return priv->session;
}

/**
 * nomo_page_get_title:
 * @self: a page
 *
 * Returns: the page's title in the present language
 */
const char *
nomo_page_get_title (NomoPage *self)
{
  g_return_val_if_fail (NOMO_IS_PAGE (self), NULL);
  return NOMO_PAGE_GET_CLASS (self)->get_title (self);
}

/**
 * nomo_page_has_header:
 * @self: a page
 *
 * Returns: whether the page has a header of its own, with the way back and the controls of the window
 */
gboolean
nomo_page_has_header (NomoPage *self)
{
  g_return_val_if_fail (NOMO_IS_PAGE (self), FALSE);
  return NOMO_PAGE_GET_CLASS (self)->has_header;
}

/**
 * nomo_page_close_pane:
 * @self: a page
 *
 * Closes what lies on top of the page, as Esc does.
 *
 * Returns: whether something was open
 */
gboolean
nomo_page_close_pane (NomoPage *self)
{
  g_return_val_if_fail (NOMO_IS_PAGE (self), FALSE);
  return NOMO_PAGE_GET_CLASS (self)->close_pane != NULL && NOMO_PAGE_GET_CLASS (self)->close_pane (self);
}

/**
 * nomo_page_focus_content:
 * @self: a page
 *
 * Brings what the page is for into focus, or its first control.
 */
void
nomo_page_focus_content (NomoPage *self)
{
  g_return_if_fail (NOMO_IS_PAGE (self));
  if (NOMO_PAGE_GET_CLASS (self)->focus_content == NULL || !NOMO_PAGE_GET_CLASS (self)->focus_content (self))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * nomo_page_filter:
 * @self: a page
 *
 * Brings the page's filter into focus.
 *
 * Returns: whether the page has one
 */
gboolean
nomo_page_filter (NomoPage *self)
{
  g_return_val_if_fail (NOMO_IS_PAGE (self), FALSE);
  return NOMO_PAGE_GET_CLASS (self)->filter != NULL && NOMO_PAGE_GET_CLASS (self)->filter (self);
}

/**
 * nomo_page_dup_state:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): what a page of the same type needs to look like this one
 */
GVariant *
nomo_page_dup_state (NomoPage *self)
{
  GVariant *state = NULL;

  g_return_val_if_fail (NOMO_IS_PAGE (self), NULL);
  if (NOMO_PAGE_GET_CLASS (self)->dup_state != NULL)
    state = NOMO_PAGE_GET_CLASS (self)->dup_state (self);
  return state != NULL ? g_variant_take_ref (state) : NULL;
}

/**
 * nomo_page_restore_state:
 * @self: a page
 * @state: what nomo_page_dup_state() of a page of the same type gave
 */
void
nomo_page_restore_state (NomoPage *self, GVariant *state)
{
  g_return_if_fail (NOMO_IS_PAGE (self));
  g_return_if_fail (state != NULL);
  if (NOMO_PAGE_GET_CLASS (self)->restore_state != NULL)
    NOMO_PAGE_GET_CLASS (self)->restore_state (self, state);
}
