#include "config.h"

#include "nomo-coupon-cards.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-coupon-code.h"
#include "nomo-coupon-taken.h"
#include "nomo-flow-layout.h"
#include "nomo-form-field.h"
#include "nomo-form-switch.h"
#include "nomo-format.h"
#include "nomo-menu.h"
#include "nomo-payments.h"
#include "nomo-segmented.h"
#include "nomo-target-chips.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

/* Half a date is no mistake while one still types it. */
#define HALF_A_DATE 8

struct _NomoCouponCards {
  GtkBox parent_instance;

  NomoFormField *fields[NOMO_N_INPUTS];    /* NULL of what is not typed */
  NomoFormSwitch *switches[NOMO_N_INPUTS]; /* NULL of what is no yes or no */
  NomoSegmented *segmented[NOMO_N_INPUTS]; /* NULL of what is no choice of two or three */
  GtkDropDown *dropdowns[NOMO_N_INPUTS];   /* NULL of what is no choice from a menu */
  GtkWidget *code_box;
  GtkWidget *group_box;
  GtkWidget *marketer_box;
  GtkBox *targets;
  GtkExpander *more;
  GtkBox *more_targets;
  GtkBox *methods;
  NomoTargetChips *chips[COUPON_N_TARGETS]; /* NULL of what is not asked */

  NomoCouponForm *form;
  NomoShop *shop;
  GCancellable *asking;
  char *asked; /* the code of which it is asked whether it is taken, or was */
  gboolean is_free;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (NomoCouponCards, nomo_coupon_cards, GTK_TYPE_BOX)

enum { NAMED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* In the template each child has the name of what it asks. */
static const char *const field_names[NOMO_N_INPUTS] = {
  [NOMO_INPUT_VALUE] = "value",
  [NOMO_INPUT_MAXIMUM] = "maximum",
  [NOMO_INPUT_CODE] = "code",
  [NOMO_INPUT_GROUP_NAME] = "group_name",
  [NOMO_INPUT_GROUP_SUFFIX] = "group_suffix",
  [NOMO_INPUT_GROUP_COUNT] = "group_count",
  [NOMO_INPUT_MINIMUM] = "minimum",
  [NOMO_INPUT_START_DAY] = "start_day",
  [NOMO_INPUT_START_TIME] = "start_time",
  [NOMO_INPUT_END_DAY] = "end_day",
  [NOMO_INPUT_END_TIME] = "end_time",
  [NOMO_INPUT_USES] = "uses",
  [NOMO_INPUT_USES_EACH] = "uses_each",
  [NOMO_INPUT_MARKETER] = "marketer",
  [NOMO_INPUT_PAY] = "pay",
  [NOMO_INPUT_PAY_MAXIMUM] = "pay_maximum",
  [NOMO_INPUT_INFO] = "info",
};

static const char *const switch_names[NOMO_N_INPUTS] = {
  [NOMO_INPUT_FREE_SHIPPING] = "free_shipping",       [NOMO_INPUT_GROUP] = "group",
  [NOMO_INPUT_EXCLUDE_SALE] = "exclude_sale",         [NOMO_INPUT_MARKETING] = "marketing",
  [NOMO_INPUT_PAY_SHOW_MAXIMUM] = "pay_show_maximum", [NOMO_INPUT_HIDE_SALES] = "hide_sales",
};

static const char *const segmented_names[NOMO_N_INPUTS] = {
  [NOMO_INPUT_KIND] = "kind",
  [NOMO_INPUT_PAY_KIND] = "pay_kind",
};

static const char *const dropdown_names[NOMO_N_INPUTS] = {
  [NOMO_INPUT_PLACE] = "place",
  [NOMO_INPUT_WITH_OFFERS] = "with_offers",
};

static const NomoChoice offers[] = {
  /* Translators: whether a coupon applies beside a special offer */
  { "no", NC_ ("beside offers", "No") },
  { "yes", NC_ ("beside offers", "Yes") },
  { "", NC_ ("beside offers", "As Salla decides") },
  { NULL, NULL },
};

static const NomoChoice *
get_choices (NomoCouponInput input, const char **context)
{
  const NomoField *place = &nomo_coupon_entity ()->fields[COUPON_APPLIED_IN];

  *context = input == NOMO_INPUT_PLACE ? place->context : "beside offers";
  return input == NOMO_INPUT_PLACE ? place->choices : offers;
}

static gint64
get_now (void)
{
  return nomo_clock_now ();
}

static void
show_units (NomoCouponCards *self)
{
  g_autofree char *currency = nomo_format_currency (nomo_coupon_form_get_currency (self->form));
  gboolean percent = nomo_coupon_form_is (self->form, NOMO_INPUT_KIND, "percent");
  gboolean pay_percent = nomo_coupon_form_is (self->form, NOMO_INPUT_PAY_KIND, "percent");

  nomo_form_field_set_unit (self->fields[NOMO_INPUT_VALUE], percent ? "%" : currency);
  nomo_form_field_set_unit (self->fields[NOMO_INPUT_MAXIMUM], currency);
  nomo_form_field_set_unit (self->fields[NOMO_INPUT_MINIMUM], currency);
  nomo_form_field_set_unit (self->fields[NOMO_INPUT_PAY], pay_percent ? "%" : currency);
  nomo_form_field_set_unit (self->fields[NOMO_INPUT_PAY_MAXIMUM], currency);
}

/* A date in both calendars, to be compared with what was typed. */
static char *
dup_dates (NomoCouponCards *self, NomoCouponInput input)
{
  g_autofree char *weekday = NULL;
  g_autofree char *hijri = NULL;
  int day;

  if (!nomo_day_parse (nomo_coupon_form_get (self->form, input), &day))
    return input == NOMO_INPUT_START_DAY ? g_strdup (_ ("Empty: as soon as it is published")) : NULL;
  weekday = nomo_format_day (day, NOMO_DAY_WEEKDAY_SHORT);
  hijri = nomo_format_hijri (day);
  return g_strdup_printf ("%s · %s", weekday, hijri);
}

static char *
dup_hint (NomoCouponCards *self, NomoCouponInput input)
{
  switch (input) {
  case NOMO_INPUT_CODE:
    return self->is_free ? g_strdup (_ ("The code is free; customers type it at checkout")) : NULL;
  case NOMO_INPUT_START_DAY:
  case NOMO_INPUT_END_DAY:
    return dup_dates (self, input);
  case NOMO_INPUT_USES:
  case NOMO_INPUT_USES_EACH:
    return g_strdup (nomo_coupon_form_is (self->form, input, "") ? _ ("Empty: without a limit") : NULL);
  default:
    return NULL;
  }
}

static gboolean
is_half_typed (NomoCouponCards *self, NomoCouponInput input)
{
  const char *text = nomo_coupon_form_get (self->form, input);

  return (input == NOMO_INPUT_START_DAY || input == NOMO_INPUT_END_DAY) && g_utf8_strlen (text, -1) < HALF_A_DATE &&
         (gtk_widget_get_state_flags (GTK_WIDGET (self->fields[input])) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
show_field (NomoCouponCards *self, NomoCouponInput input)
{
  g_autofree char *hint = dup_hint (self, input);
  g_autofree char *sentence = NULL;
  NomoInputFault fault = nomo_coupon_form_check (self->form, input, get_now (), &sentence);
  gboolean is_said = fault == NOMO_INPUT_WRONG && !is_half_typed (self, input);

  nomo_form_field_set_text (self->fields[input], nomo_coupon_form_get (self->form, input));
  nomo_form_field_say (self->fields[input], hint, is_said ? sentence : NULL);
}

static void
show_choice (NomoCouponCards *self, NomoCouponInput input)
{
  const char *context;
  const NomoChoice *choices = get_choices (input, &context);

  for (guint i = 0; choices[i].key != NULL; i++)
    if (nomo_coupon_form_is (self->form, input, choices[i].key))
      gtk_drop_down_set_selected (self->dropdowns[input], i);
}

static void
show_input (NomoCouponCards *self, NomoCouponInput input)
{
  if (self->fields[input] != NULL)
    show_field (self, input);
  if (self->switches[input] != NULL)
    nomo_form_switch_set_active (self->switches[input], nomo_coupon_form_is (self->form, input, "yes"));
  if (self->segmented[input] != NULL)
    nomo_segmented_set_active (self->segmented[input], nomo_coupon_form_get (self->form, input));
  if (self->dropdowns[input] != NULL)
    show_choice (self, input);
}

/* What goes with no other kind of coupon is not asked. */
static void
show_asked (NomoCouponCards *self)
{
  gboolean shipping = nomo_coupon_form_is (self->form, NOMO_INPUT_KIND, "shipping");
  gboolean percent = nomo_coupon_form_is (self->form, NOMO_INPUT_KIND, "percent");
  gboolean group = nomo_coupon_form_is_group (self->form);
  gboolean is_new = nomo_coupon_form_get_base (self->form) == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->fields[NOMO_INPUT_VALUE]), !shipping);
  gtk_widget_set_visible (GTK_WIDGET (self->fields[NOMO_INPUT_MAXIMUM]), percent);
  gtk_widget_set_visible (GTK_WIDGET (self->switches[NOMO_INPUT_FREE_SHIPPING]), !shipping);
  gtk_widget_set_visible (self->code_box, !group);
  gtk_widget_set_visible (GTK_WIDGET (self->switches[NOMO_INPUT_GROUP]), is_new);
  gtk_widget_set_visible (self->group_box, group && is_new);
  gtk_widget_set_visible (self->marketer_box, nomo_coupon_form_is (self->form, NOMO_INPUT_MARKETING, "yes"));
}

static void
show_methods (NomoCouponCards *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->methods)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_toggle_button_set_active (
        GTK_TOGGLE_BUTTON (child),
        nomo_coupon_form_has_method (self->form, g_object_get_data (G_OBJECT (child), "key")));
}

/* What is set is not hidden. */
static void
open_more (NomoCouponCards *self)
{
  static const NomoCouponTarget hidden[] = { COUPON_EXCLUDE_PRODUCT, COUPON_EXCLUDE_CATEGORY, COUPON_EXCLUDE_BRAND,
                                             COUPON_INCLUDE_GROUP, COUPON_EXCLUDE_GROUP };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++) {
    g_autoptr (GArray) ids = nomo_coupon_form_get_targets (self->form, hidden[i]);

    if (ids->len > 0)
      gtk_expander_set_expanded (self->more, TRUE);
  }
  for (const NomoChoice *method = nomo_payment_methods; method->key != NULL; method++)
    if (nomo_coupon_form_has_method (self->form, method->key))
      gtk_expander_set_expanded (self->more, TRUE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCouponCards) self = data;
  gboolean taken;

  if (!nomo_coupon_taken_finish (result, &taken, NULL) || self->form == NULL)
    return;
  self->is_free = !taken;
  nomo_coupon_form_set_taken (self->form, taken ? self->asked : NULL);
  show_field (self, NOMO_INPUT_CODE);
}

/* Whatever is typed next takes the place of what was asked before. */
static void
ask_code (NomoCouponCards *self)
{
  g_autofree char *code = nomo_coupon_code_normalise (nomo_coupon_form_get (self->form, NOMO_INPUT_CODE));
  NomoRecord *base = nomo_coupon_form_get_base (self->form);

  if (g_strcmp0 (code, self->asked) == 0)
    return;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_free (self->asked);
  self->asked = g_strdup (code);
  self->is_free = FALSE;
  if (!nomo_coupon_code_is_right (code))
    return;
  self->asking = g_cancellable_new ();
  nomo_coupon_taken_async (nomo_shop_get_store (self->shop), code, base != NULL ? nomo_record_get_id (base) : 0,
                           self->asking, answered_cb, g_object_ref (self));
}

static void
show_all (NomoCouponCards *self)
{
  if (self->form == NULL)
    return;
  ask_code (self);
  self->showing = TRUE;
  show_units (self);
  show_asked (self);
  for (guint i = 0; i < NOMO_N_INPUTS; i++)
    show_input (self, i);
  show_methods (self);
  open_more (self);
  self->showing = FALSE;
}

static NomoCouponInput
find_input (gpointer const *widgets, gpointer widget)
{
  for (guint i = 0; i < NOMO_N_INPUTS; i++)
    if (widgets[i] == widget)
      return i;
  g_return_val_if_reached (0);
}

static void
typed_cb (NomoFormField *field, NomoCouponCards *self)
{
  nomo_coupon_form_set (self->form, find_input ((gpointer *) self->fields, field), nomo_form_field_get_text (field));
}

static void
switched_cb (NomoFormSwitch *widget, GParamSpec *pspec, NomoCouponCards *self)
{
  if (!self->showing)
    nomo_coupon_form_set (self->form, find_input ((gpointer *) self->switches, widget),
                          nomo_form_switch_get_active (widget) ? "yes" : "");
}

static void
segment_cb (NomoSegmented *widget, GParamSpec *pspec, NomoCouponCards *self)
{
  const char *active = nomo_segmented_get_active (widget);

  if (!self->showing && self->form != NULL && active != NULL)
    nomo_coupon_form_set (self->form, find_input ((gpointer *) self->segmented, widget), active);
}

static void
chosen_cb (GtkDropDown *widget, GParamSpec *pspec, NomoCouponCards *self)
{
  NomoCouponInput input = find_input ((gpointer *) self->dropdowns, widget);
  const char *context;

  if (!self->showing && self->form != NULL)
    nomo_coupon_form_set (self->form, input, get_choices (input, &context)[gtk_drop_down_get_selected (widget)].key);
}

static void
method_cb (GtkToggleButton *button, NomoCouponCards *self)
{
  if (!self->showing)
    nomo_coupon_form_set_method (self->form, g_object_get_data (G_OBJECT (button), "key"),
                                 gtk_toggle_button_get_active (button));
}

static void
generate_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoCouponCards *self = NOMO_COUPON_CARDS (widget);
  g_autofree char *code = nomo_coupon_code_generate ();

  nomo_coupon_form_set (self->form, NOMO_INPUT_CODE, code);
}

static gboolean
nomo_coupon_cards_grab_focus (GtkWidget *widget)
{
  NomoCouponCards *self = NOMO_COUPON_CARDS (widget);
  GtkWidget *value = GTK_WIDGET (self->fields[NOMO_INPUT_VALUE]);

  return gtk_widget_grab_focus (gtk_widget_get_visible (value) ? value : GTK_WIDGET (self->fields[NOMO_INPUT_CODE]));
}

static void
nomo_coupon_cards_dispose (GObject *object)
{
  NomoCouponCards *self = NOMO_COUPON_CARDS (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->asked, g_free);
  g_clear_object (&self->form);
  g_clear_object (&self->shop);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_COUPON_CARDS);
  G_OBJECT_CLASS (nomo_coupon_cards_parent_class)->dispose (object);
}

static void
bind (GtkWidgetClass *widget_class, const char *const *names, gssize offset)
{
  for (guint i = 0; i < NOMO_N_INPUTS; i++)
    if (names[i] != NULL)
      gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE,
                                                 offset + (gssize) (i * sizeof (gpointer)));
}

static void
nomo_coupon_cards_class_init (NomoCouponCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_coupon_cards_dispose;
  widget_class->grab_focus = nomo_coupon_cards_grab_focus;

  /**
   * NomoCouponCards::named:
   *
   * nomo_coupon_cards_fill_scope() knows more names.
   */
  signals[NAMED] =
      g_signal_new ("named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (NOMO_TYPE_FLOW_LAYOUT);
  g_type_ensure (NOMO_TYPE_FORM_FIELD);
  g_type_ensure (NOMO_TYPE_FORM_SWITCH);
  g_type_ensure (NOMO_TYPE_SEGMENTED);
  g_type_ensure (NOMO_TYPE_WRAP);
  gtk_widget_class_install_action (widget_class, "form.generate", NULL, generate_activated);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-coupon-cards.ui");
  bind (widget_class, field_names, G_STRUCT_OFFSET (NomoCouponCards, fields));
  bind (widget_class, switch_names, G_STRUCT_OFFSET (NomoCouponCards, switches));
  bind (widget_class, segmented_names, G_STRUCT_OFFSET (NomoCouponCards, segmented));
  bind (widget_class, dropdown_names, G_STRUCT_OFFSET (NomoCouponCards, dropdowns));
  gtk_widget_class_bind_template_child (widget_class, NomoCouponCards, code_box);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponCards, group_box);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponCards, marketer_box);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponCards, targets);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponCards, more);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponCards, more_targets);
  gtk_widget_class_bind_template_child (widget_class, NomoCouponCards, methods);
}

static void
fill_choice (NomoCouponCards *self, NomoCouponInput input, const char *name)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *context;

  for (const NomoChoice *choice = get_choices (input, &context); choice->key != NULL; choice++)
    gtk_string_list_append (names, g_dpgettext2 (NULL, context, choice->label));
  gtk_drop_down_set_model (self->dropdowns[input], G_LIST_MODEL (names));
  nomo_menu_name_choice (self->dropdowns[input], name);
}

static void
fill_choices (NomoCouponCards *self)
{
  nomo_segmented_add (self->segmented[NOMO_INPUT_KIND], "percent", C_ ("discount", "Percent"));
  nomo_segmented_add (self->segmented[NOMO_INPUT_KIND], "fixed", C_ ("discount", "Amount"));
  nomo_segmented_add (self->segmented[NOMO_INPUT_KIND], "shipping", C_ ("discount", "Free shipping"));
  nomo_segmented_set_label (self->segmented[NOMO_INPUT_KIND], _ ("What the coupon gives"));
  nomo_segmented_add (self->segmented[NOMO_INPUT_PAY_KIND], "percent", C_ ("discount", "Percent"));
  nomo_segmented_add (self->segmented[NOMO_INPUT_PAY_KIND], "fixed", C_ ("discount", "Amount"));
  nomo_segmented_set_label (self->segmented[NOMO_INPUT_PAY_KIND], _ ("What the marketer is paid"));
  fill_choice (self, NOMO_INPUT_PLACE, _ ("Applies in"));
  fill_choice (self, NOMO_INPUT_WITH_OFFERS, _ ("Beside special offers"));
}

static void
named_cb (NomoCouponCards *self)
{
  g_signal_emit (self, signals[NAMED], 0);
}

static void
add_chips (NomoCouponCards *self, GtkBox *box, NomoCouponTarget target)
{
  self->chips[target] = NOMO_TARGET_CHIPS (nomo_target_chips_new (target, self->form, self->shop));
  g_signal_connect_object (self->chips[target], "named", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, GTK_WIDGET (self->chips[target]));
}

/* Words for how an order stands that nobody has paid. */
static gboolean
is_no_way (const char *method)
{
  return g_str_equal (method, "free") || g_str_equal (method, "waiting");
}

static void
add_methods (NomoCouponCards *self)
{
  for (const NomoChoice *method = nomo_payment_methods; method->key != NULL; method++) {
    GtkWidget *button;

    if (is_no_way (method->key))
      continue;
    button = gtk_toggle_button_new_with_label (g_dpgettext2 (NULL, "payment method", method->label));
    g_object_set_data (G_OBJECT (button), "key", (gpointer) method->key);
    gtk_widget_add_css_class (button, "n-choice-chip");
    g_signal_connect_object (button, "toggled", G_CALLBACK (method_cb), self, 0);
    gtk_box_append (self->methods, button);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->methods), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Only when paid by (none chosen: all)"), -1);
}

static void
connect_field (NomoCouponCards *self, NomoFormField *field)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (field, "changed", G_CALLBACK (typed_cb), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (field), focus);
}

static void
nomo_coupon_cards_init (NomoCouponCards *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->fields[NOMO_INPUT_CODE]), "n-code-field");
  fill_choices (self);
  for (guint i = 0; i < NOMO_N_INPUTS; i++) {
    if (self->fields[i] != NULL)
      connect_field (self, self->fields[i]);
    if (self->switches[i] != NULL)
      g_signal_connect_object (self->switches[i], "notify::active", G_CALLBACK (switched_cb), self, 0);
    if (self->segmented[i] != NULL)
      g_signal_connect_object (self->segmented[i], "notify::active", G_CALLBACK (segment_cb), self, 0);
    if (self->dropdowns[i] != NULL)
      g_signal_connect_object (self->dropdowns[i], "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  }
}

/**
 * nomo_coupon_cards_set_form:
 * @self: the cards in which a coupon is typed
 * @form: what is typed; once
 * @shop: whose coupon it is
 */
void
nomo_coupon_cards_set_form (NomoCouponCards *self, NomoCouponForm *form, NomoShop *shop)
{
  g_return_if_fail (NOMO_IS_COUPON_CARDS (self) && self->form == NULL);
  self->form = g_object_ref (form);
  self->shop = g_object_ref (shop);
  add_chips (self, self->targets, COUPON_INCLUDE_CATEGORY);
  add_chips (self, self->targets, COUPON_INCLUDE_PRODUCT);
  add_chips (self, self->more_targets, COUPON_EXCLUDE_CATEGORY);
  add_chips (self, self->more_targets, COUPON_EXCLUDE_PRODUCT);
  add_chips (self, self->more_targets, COUPON_EXCLUDE_BRAND);
  add_chips (self, self->more_targets, COUPON_INCLUDE_GROUP);
  add_chips (self, self->more_targets, COUPON_EXCLUDE_GROUP);
  add_methods (self);
  g_signal_connect_object (form, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  show_all (self);
}

static char *
join_names (NomoCouponCards *self, const NomoCouponTarget *targets, guint n)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    g_autofree char *names = nomo_target_chips_dup_names (self->chips[targets[i]]);

    if (names != NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? C_ ("between conditions", ", ") : "", names);
  }
  return all->len > 0 ? g_string_free (g_steal_pointer (&all), FALSE) : NULL;
}

/**
 * nomo_coupon_cards_fill_scope:
 * @self: cards with a form
 * @scope: (out caller-allocates): for what and for whom the coupon is; to be cleared
 *
 * Signal `named`: more names are known.
 */
void
nomo_coupon_cards_fill_scope (NomoCouponCards *self, NomoPromotionScope *scope)
{
  static const NomoCouponTarget only[] = { COUPON_INCLUDE_CATEGORY, COUPON_INCLUDE_PRODUCT };
  static const NomoCouponTarget without[] = { COUPON_EXCLUDE_CATEGORY, COUPON_EXCLUDE_PRODUCT, COUPON_EXCLUDE_BRAND };
  static const NomoCouponTarget groups[] = { COUPON_INCLUDE_GROUP };
  static const NomoCouponTarget no_groups[] = { COUPON_EXCLUDE_GROUP };

  g_return_if_fail (NOMO_IS_COUPON_CARDS (self));
  *scope = (NomoPromotionScope) {
    join_names (self, only, G_N_ELEMENTS (only)),
    join_names (self, without, G_N_ELEMENTS (without)),
    join_names (self, groups, G_N_ELEMENTS (groups)),
    join_names (self, no_groups, G_N_ELEMENTS (no_groups)),
  };
}
