#include "config.h"

#include "nomo-code-maker.h"

#include "nomo-batch.h"
#include "nomo-code-deeds.h"
#include "nomo-code-words.h"
#include "nomo-coupon-code.h"
#include "nomo-coupon.h"
#include "nomo-form-field.h"
#include "nomo-form-switch.h"
#include "nomo-format.h"
#include "nomo-menu.h"
#include "nomo-promotion-words.h"
#include "nomo-promotion.h"
#include "nomo-record-words.h"
#include "nomo-segmented.h"
#include "nomo-shop-codes.h"
#include "nomo-store.h"
#include "nomo-style.h"
#include "nomo-text.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

#define PLACE        "code-maker"
#define USUAL_COUNT  "100"
#define USUAL_LENGTH "8"
#define SAMPLES      5
/* So many coupons can be chosen from. */
#define MOST_COUPONS 200
/* The name, how many, whose, the prefix, the length, the letters, the check letter, easy to say. */
#define STATE "(&s&s&s&s&subb)"

struct _NomoCodeMaker {
  NomoPage parent_instance;

  GtkDropDown *like;
  GtkLabel *rule;
  NomoFormField *name;
  NomoFormField *count;
  NomoSegmented *way;
  GtkLabel *own_cost;
  GtkLabel *group_cost;
  NomoFormField *prefix;
  GtkWidget *pattern;
  NomoFormField *length;
  GtkDropDown *alphabet;
  NomoFormSwitch *check;
  NomoFormSwitch *speakable;
  GtkLabel *sample;
  GtkLabel *fault;
  GtkWidget *make;

  NomoShop *shop;
  GPtrArray *coupons; /* NomoRecord; the one that is open on this page gives the rules */
  gboolean selecting; /* it is shown, not chosen */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NomoCodeMaker, nomo_code_maker, NOMO_TYPE_PAGE)

static gboolean
is_group (NomoCodeMaker *self)
{
  return g_strcmp0 (nomo_segmented_get_active (self->way), "group") == 0;
}

static NomoRecord *
get_rules (NomoCodeMaker *self)
{
  guint chosen = gtk_drop_down_get_selected (self->like);

  return chosen < self->coupons->len ? self->coupons->pdata[chosen] : NULL;
}

/* Digits of every script, and what surrounds them, as people type them. */
static gint64
read_number (NomoFormField *field)
{
  g_autofree char *text = nomo_coupon_code_normalise (nomo_form_field_get_text (field));
  gint64 number = 0;

  g_ascii_string_to_signed (text, 10, 0, G_MAXUINT, &number, NULL);
  return number;
}

static void
read_pattern (NomoCodeMaker *self, const char *prefix, NomoCodePattern *pattern)
{
  *pattern = (NomoCodePattern) {
    .alphabet = (NomoCodeAlphabet) gtk_drop_down_get_selected (self->alphabet),
    .prefix = *prefix != '\0' ? prefix : NULL,
    .length = (guint) read_number (self->length),
    .check = nomo_form_switch_get_active (self->check),
    .speakable = nomo_form_switch_get_active (self->speakable),
  };
}

static gboolean
check_codes (NomoCodeMaker *self, const char *prefix, gint64 count, char **fault)
{
  g_autoptr (GError) error = NULL;
  NomoCodePattern pattern;

  read_pattern (self, prefix, &pattern);
  if (is_group (self) ? nomo_coupon_group_check (prefix, count, &error)
                      : nomo_codes_validate (&pattern, &error) && nomo_codes_allow (&pattern, (guint64) count, &error))
    return TRUE;
  *fault = g_strdup (error->message);
  return FALSE;
}

static char *
dup_fault (NomoCodeMaker *self)
{
  g_autofree char *prefix = nomo_coupon_code_normalise (nomo_form_field_get_text (self->prefix));
  g_autofree char *name = g_strstrip (g_strdup (nomo_form_field_get_text (self->name)));
  gint64 count = read_number (self->count);
  char *fault = NULL;

  if (get_rules (self) == NULL)
    return g_strdup (_ ("Make a coupon first: its rules are those of the codes."));
  if (*name == '\0')
    return g_strdup (_ ("The batch has no name yet."));
  if (count < 1)
    return g_strdup (_ ("Say how many codes there are to be."));
  check_codes (self, prefix, count, &fault);
  return fault;
}

static void
show_sample (NomoCodeMaker *self)
{
  g_autofree char *prefix = nomo_coupon_code_normalise (nomo_form_field_get_text (self->prefix));
  g_autoptr (GHashTable) taken = nomo_codes_taken_new ();
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  NomoCodePattern pattern;

  read_pattern (self, prefix, &pattern);
  if (nomo_codes_validate (&pattern, NULL))
    codes = nomo_codes_make (&pattern, SAMPLES, taken, NULL);
  for (guint i = 0; codes != NULL && i < codes->len; i++) {
    g_autofree char *island = nomo_text_isolate (codes->pdata[i]);

    g_string_append_printf (words, "%s%s", i > 0 ? "   " : "", island);
  }
  gtk_label_set_text (self->sample, words->str);
}

static void
show_cost (NomoCodeMaker *self)
{
  gint64 count = MAX (read_number (self->count), 1);
  const char *plan = nomo_shop_get_plan (self->shop);
  g_autofree char *many = nomo_code_words_cost (count, nomo_shop_get_code_seconds (self->shop, count), plan);
  g_autofree char *one = nomo_code_words_cost (1, nomo_shop_get_code_seconds (self->shop, 1), plan);
  /* Translators: %s are sentences about how long it takes. */
  g_autofree char *own = g_strdup_printf (_ ("Codes of your own: a coupon for each. %s"), many);
  /* Translators: %s are sentences about how long it takes. */
  g_autofree char *group =
      g_strdup_printf (_ ("Salla’s codes: one group of coupons, whose codes Salla makes. %s"), one);

  gtk_label_set_text (self->own_cost, own);
  gtk_label_set_text (self->group_cost, group);
  nomo_style_set_class (GTK_WIDGET (self->own_cost), "n-secondary", is_group (self));
  nomo_style_set_class (GTK_WIDGET (self->group_cost), "n-secondary", !is_group (self));
}

static void
show_rule (NomoCodeMaker *self)
{
  NomoRecord *rules = get_rules (self);
  g_autofree char *words = rules != NULL ? nomo_promotion_words_rule (rules, nomo_shop_get_zone (self->shop)) : NULL;

  gtk_label_set_text (self->rule, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->like), self->coupons->len > 0);
}

static void
changed_cb (NomoCodeMaker *self)
{
  g_autofree char *fault = NULL;

  if (self->shop == NULL)
    return;
  g_object_set (self->prefix, "label", is_group (self) ? _ ("Suffix of the codes") : _ ("Prefix"), NULL);
  gtk_widget_set_visible (self->pattern, !is_group (self));
  show_rule (self);
  show_cost (self);
  show_sample (self);
  fault = dup_fault (self);
  gtk_label_set_text (self->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), fault != NULL);
  gtk_widget_set_sensitive (self->make, fault == NULL);
}

/* What was typed stands there still but for the name, unless another one has been typed meanwhile. */
static void
not_made_cb (GObject *maker, const char *name)
{
  NomoCodeMaker *self = NOMO_CODE_MAKER (maker);

  if (self->shop == NULL)
    return;
  if (*nomo_form_field_get_text (self->name) == '\0')
    nomo_form_field_set_text (self->name, name);
  changed_cb (self);
  nomo_session_set_page (nomo_page_get_session (NOMO_PAGE (self)), PLACE);
}

static void
make_cb (NomoCodeMaker *self)
{
  NomoSession *session = nomo_page_get_session (NOMO_PAGE (self));
  g_autofree char *prefix = nomo_coupon_code_normalise (nomo_form_field_get_text (self->prefix));
  g_autofree char *name = g_strstrip (g_strdup (nomo_form_field_get_text (self->name)));
  NomoCodeRequest request = { .name = name, .rules = get_rules (self), .group = is_group (self) };

  read_pattern (self, prefix, &request.pattern);
  request.count = (guint) read_number (self->count);
  nomo_code_deeds_make (session, &request, not_made_cb, G_OBJECT (self));
  nomo_form_field_set_text (self->name, "");
  changed_cb (self);
  nomo_session_set_page (session, "codes");
}

static guint
find_open (NomoCodeMaker *self)
{
  gint64 id = nomo_session_get_open (nomo_page_get_session (NOMO_PAGE (self)), PLACE);

  for (guint i = 0; i < self->coupons->len; i++)
    if (nomo_record_get_id (self->coupons->pdata[i]) == id)
      return i;
  return 0;
}

static void
select_open (NomoCodeMaker *self, GListModel *names)
{
  self->selecting = TRUE;
  if (names != NULL)
    gtk_drop_down_set_model (self->like, names);
  gtk_drop_down_set_selected (self->like, find_open (self));
  self->selecting = FALSE;
  changed_cb (self);
}

static void
opened_cb (NomoCodeMaker *self)
{
  select_open (self, NULL);
}

static void
chosen_cb (NomoCodeMaker *self)
{
  NomoRecord *rules = get_rules (self);

  if (!self->selecting && rules != NULL)
    nomo_session_set_open (nomo_page_get_session (NOMO_PAGE (self)), PLACE, nomo_record_get_id (rules));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCodeMaker) self = data;
  g_autoptr (GPtrArray) coupons = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (coupons == NULL || self->shop == NULL)
    return;
  for (guint i = 0; i < coupons->len; i++) {
    g_autofree char *title = nomo_record_words_title (coupons->pdata[i]);

    gtk_string_list_append (names, title);
  }
  g_ptr_array_unref (self->coupons);
  self->coupons = g_steal_pointer (&coupons);
  select_open (self, G_LIST_MODEL (names));
}

/* Those that were made by hand, and that are not over. */
static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (NomoQuery) query =
      nomo_query_parse (nomo_coupon_entity (), NOMO_COUPON_IS_RUNNING " and batch is empty and is_group = no", &error);
  GPtrArray *coupons = query != NULL ? nomo_store_list (source, query, 0, MOST_COUPONS, &error) : NULL;

  if (coupons != NULL)
    g_task_return_pointer (task, coupons, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_coupons (NomoCodeMaker *self)
{
  g_autoptr (GTask) task =
      g_task_new (nomo_shop_get_store (self->shop), self->cancellable, read_cb, g_object_ref (self));

  g_task_run_in_thread (task, read_worker);
}

static const char *
nomo_code_maker_get_title (NomoPage *page)
{
  return _ ("New codes");
}

static gboolean
nomo_code_maker_close_pane (NomoPage *page)
{
  nomo_session_set_page (nomo_page_get_session (page), "codes");
  return TRUE;
}

static gboolean
nomo_code_maker_focus_content (NomoPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NOMO_CODE_MAKER (page)->name));
}

static void
nomo_code_maker_session_set (NomoPage *page, NomoSession *session)
{
  NomoCodeMaker *self = NOMO_CODE_MAKER (page);

  self->shop = g_object_ref (nomo_session_get_shop (session));
  g_signal_connect_object (session, "opened::" PLACE, G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  opened_cb (self);
}

static GVariant *
nomo_code_maker_dup_state (NomoPage *page)
{
  NomoCodeMaker *self = NOMO_CODE_MAKER (page);

  return g_variant_new (STATE, nomo_form_field_get_text (self->name), nomo_form_field_get_text (self->count),
                        nomo_segmented_get_active (self->way), nomo_form_field_get_text (self->prefix),
                        nomo_form_field_get_text (self->length), gtk_drop_down_get_selected (self->alphabet),
                        nomo_form_switch_get_active (self->check), nomo_form_switch_get_active (self->speakable));
}

static void
nomo_code_maker_restore_state (NomoPage *page, GVariant *state)
{
  NomoCodeMaker *self = NOMO_CODE_MAKER (page);
  const char *name, *count, *way, *prefix, *length;
  gboolean check, speakable;
  guint alphabet;

  g_variant_get (state, STATE, &name, &count, &way, &prefix, &length, &alphabet, &check, &speakable);
  nomo_form_field_set_text (self->name, name);
  nomo_form_field_set_text (self->count, count);
  nomo_segmented_set_active (self->way, way);
  nomo_form_field_set_text (self->prefix, prefix);
  nomo_form_field_set_text (self->length, length);
  gtk_drop_down_set_selected (self->alphabet, alphabet);
  nomo_form_switch_set_active (self->check, check);
  nomo_form_switch_set_active (self->speakable, speakable);
  changed_cb (self);
}

static void
nomo_code_maker_map (GtkWidget *widget)
{
  NomoCodeMaker *self = NOMO_CODE_MAKER (widget);

  GTK_WIDGET_CLASS (nomo_code_maker_parent_class)->map (widget);
  read_coupons (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
nomo_code_maker_dispose (GObject *object)
{
  NomoCodeMaker *self = NOMO_CODE_MAKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->shop);
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_CODE_MAKER);
  G_OBJECT_CLASS (nomo_code_maker_parent_class)->dispose (object);
}

static void
nomo_code_maker_finalize (GObject *object)
{
  NomoCodeMaker *self = NOMO_CODE_MAKER (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->coupons);
  G_OBJECT_CLASS (nomo_code_maker_parent_class)->finalize (object);
}

static void
nomo_code_maker_class_init (NomoCodeMakerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_code_maker_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_code_maker_finalize;
  widget_class->map = nomo_code_maker_map;
  page_class->get_title = nomo_code_maker_get_title;
  page_class->session_set = nomo_code_maker_session_set;
  page_class->close_pane = nomo_code_maker_close_pane;
  page_class->focus_content = nomo_code_maker_focus_content;
  page_class->dup_state = nomo_code_maker_dup_state;
  page_class->restore_state = nomo_code_maker_restore_state;
  g_type_ensure (NOMO_TYPE_FORM_FIELD);
  g_type_ensure (NOMO_TYPE_FORM_SWITCH);
  g_type_ensure (NOMO_TYPE_SEGMENTED);
  g_type_ensure (NOMO_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-code-maker.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, like);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, rule);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, name);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, count);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, way);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, own_cost);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, group_cost);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, prefix);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, pattern);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, length);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, alphabet);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, check);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, speakable);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, sample);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, fault);
  gtk_widget_class_bind_template_child (widget_class, NomoCodeMaker, make);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
}

static void
add_letters (NomoCodeMaker *self)
{
  const NomoField *field = &nomo_code_batch_entity ()->fields[BATCH_ALPHABET];
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (const NomoChoice *choice = field->choices; choice->key != NULL; choice++)
    gtk_string_list_append (names, g_dpgettext2 (NULL, field->context, choice->label));
  gtk_drop_down_set_model (self->alphabet, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->alphabet, NOMO_CODES_MIXED);
  nomo_menu_name_choice (self->alphabet, _ ("Letters"));
}

static void
nomo_code_maker_init (NomoCodeMaker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->coupons = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  nomo_segmented_set_label (self->way, _ ("Whose codes they are"));
  nomo_segmented_add (self->way, "own", _ ("Codes of your own"));
  nomo_segmented_add (self->way, "group", _ ("Salla’s codes"));
  nomo_segmented_set_active (self->way, "own");
  nomo_form_field_set_text (self->count, USUAL_COUNT);
  nomo_form_field_set_text (self->length, USUAL_LENGTH);
  nomo_form_switch_set_active (self->check, TRUE);
  add_letters (self);
  for (guint i = 0; i < 4; i++)
    g_signal_connect_object ((NomoFormField *[]) { self->name, self->count, self->prefix, self->length }[i], "changed",
                             G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < 2; i++)
    g_signal_connect_object ((NomoFormSwitch *[]) { self->check, self->speakable }[i], "notify::active",
                             G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  nomo_menu_name_choice (self->like, _ ("The coupon whose rules they have"));
  g_signal_connect_object (self->like, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->alphabet, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->way, "notify::active", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_code_maker_new:
 * @session: what the pages share; must have a shop
 *
 * Makes a batch of codes by the rules of the coupon that is open on this page, or of another.
 *
 * Returns: (transfer floating): the page
 */
NomoPage *
nomo_code_maker_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_CODE_MAKER, "session", session, NULL);
}
