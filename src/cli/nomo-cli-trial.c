#include "config.h"

#include "nomo-cli-trial.h"

#include "nomo-calendar.h"
#include "nomo-cli-table.h"
#include "nomo-format.h"
#include "nomo-money.h"
#include "nomo-order.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define NOTHING "—"

static const char *const verdicts[] = {
  [NOMO_TRIAL_UNKNOWN] = "unknown",
  [NOMO_TRIAL_LEFT] = "left",
  [NOMO_TRIAL_TOUCHED] = "touched",
};

static void
set_money (JsonObject *object, const char *name, gint64 minor, const char *currency)
{
  JsonObject *money = json_object_new ();
  g_autofree char *amount = nomo_money_to_decimal (minor, currency);

  json_object_set_string_member (money, "amount", amount);
  json_object_set_string_member (money, "currency", currency);
  json_object_set_object_member (object, name, money);
}

static void
set_id (JsonObject *object, const char *name, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  json_object_set_string_member (object, name, text);
}

/**
 * nomo_cli_trial_print_order:
 * @order: an order
 * @verdict: what the coupon does with it
 * @effect: how it would have been
 * @data: ignored
 *
 * Prints the order as one line of JSON, for programs that look at each.
 */
void
nomo_cli_trial_print_order (const NomoRecord *order, NomoTrialVerdict verdict, const NomoTrialEffect *effect,
                            gpointer data)
{
  const char *currency = nomo_record_get_text (order, ORDER_SHOP_CURRENCY);
  g_autoptr (JsonObject) object = json_object_new ();

  set_id (object, "order", nomo_record_get_id (order));
  json_object_set_string_member (object, "verdict", verdicts[verdict]);
  if (verdict != NOMO_TRIAL_UNKNOWN) {
    set_money (object, "basket", effect->basket, currency);
    set_money (object, "discount", effect->discount, currency);
    set_money (object, "free_shipping", effect->shipping, currency);
    set_money (object, "replaced", effect->replaced, currency);
    set_money (object, "before", effect->before, currency);
    set_money (object, "after", effect->after, currency);
    set_money (object, "vat_before", effect->vat_before, currency);
    set_money (object, "vat_after", effect->vat_after, currency);
  }
  nomo_cli_print_json (object);
}

static void
set_pair (JsonObject *object, const char *name, gint64 before, gint64 after, const char *currency)
{
  JsonObject *pair = json_object_new ();

  set_money (pair, "before", before, currency);
  set_money (pair, "after", after, currency);
  json_object_set_object_member (object, name, pair);
}

static void
set_order (JsonObject *object, const char *name, const NomoTrialOrder *order, const char *currency)
{
  JsonObject *one = NULL;

  if (order->id == 0) {
    json_object_set_null_member (object, name);
    return;
  }
  one = json_object_new ();
  set_id (one, "order", order->id);
  json_object_set_string_member (one, "reference", order->reference);
  set_money (one, "effect", order->effect, currency);
  json_object_set_object_member (object, name, one);
}

static void
set_bins (JsonObject *object, const NomoTrialReport *report)
{
  JsonArray *bins = json_array_new ();

  for (guint i = 0; i < NOMO_TRIAL_N_BINS; i++) {
    JsonObject *bin = json_object_new ();

    set_money (bin, "from", report->bins[i].from, report->currency);
    json_object_set_int_member (bin, "touched", report->bins[i].touched);
    json_object_set_int_member (bin, "untouched", report->bins[i].untouched);
    json_array_add_object_element (bins, bin);
  }
  json_object_set_array_member (object, "baskets", bins);
}

static void
print_json (const NomoTrialReport *report)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *from = nomo_day_to_text (report->days.from);
  g_autofree char *to = nomo_day_to_text (report->days.to);

  json_object_set_string_member (object, "from", from);
  json_object_set_string_member (object, "to", to);
  json_object_set_int_member (object, "orders", report->orders);
  json_object_set_int_member (object, "without_details", report->without_details);
  json_object_set_int_member (object, "known", report->known);
  json_object_set_int_member (object, "touched", report->touched);
  set_money (object, "discount", report->discount, report->currency);
  set_money (object, "free_shipping", report->shipping, report->currency);
  set_money (object, "replaced", report->replaced, report->currency);
  set_pair (object, "revenue", report->revenue_before, report->revenue_after, report->currency);
  set_pair (object, "vat", report->vat_before, report->vat_after, report->currency);
  json_object_set_int_member (object, "profit_known", report->profit_known);
  set_pair (object, "profit", report->profit_before, report->profit_after, report->currency);
  set_order (object, "best", &report->best, report->currency);
  set_order (object, "worst", &report->worst, report->currency);
  set_bins (object, report);
  nomo_cli_print_json (object);
}

static void
add_row (NomoCliTable *table, const char *label, char *words)
{
  nomo_cli_table_add (table, g_strdup (label));
  nomo_cli_table_add (table, words);
}

static char *
word_money (const NomoTrialReport *report, gint64 minor)
{
  return nomo_format_money (minor, report->currency, TRUE);
}

static char *
word_pair (const NomoTrialReport *report, gint64 before, gint64 after)
{
  g_autofree char *first = word_money (report, before);
  g_autofree char *second = word_money (report, after);
  g_autofree char *change = word_money (report, after - before);

  /* Translators: 1 and 2 are amounts, without and with a coupon, 3 is the difference. */
  return g_strdup_printf (_ ("%1$s without it, %2$s with it (%3$s)"), first, second, change);
}

static char *
word_known (gint64 known, gint64 all)
{
  g_autofree char *first = nomo_format_int (known);
  g_autofree char *second = nomo_format_int (all);

  /* Translators: of how many orders the details are known that a figure needs, as in "Known for 120 of 300 orders" */
  return g_strdup_printf (ngettext ("Known for %1$s of %2$s order", "Known for %1$s of %2$s orders", (gulong) all),
                          first, second);
}

static char *
word_order (const NomoTrialReport *report, const NomoTrialOrder *order)
{
  g_autofree char *effect = word_money (report, order->effect);

  /* Translators: 1 is the number of an order, 2 an amount. */
  return order->reference != NULL ? g_strdup_printf (_ ("%1$s (%2$s)"), order->reference, effect) : g_strdup (NOTHING);
}

static void
print_profit (const NomoTrialReport *report, NomoCliTable *table)
{
  if (report->profit_known == 0) {
    add_row (table, _ ("Profit"), g_strdup (_ ("No cost is known. --margin says what to reckon with.")));
    return;
  }
  add_row (table, _ ("Profit"), word_pair (report, report->profit_before, report->profit_after));
  if (report->profit_known < report->known)
    add_row (table, "", word_known (report->profit_known, report->known));
}

static void
print_figures (const NomoTrialReport *report)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (2);

  add_row (table, _ ("Period"), nomo_format_range (report->days.from, report->days.to));
  add_row (table, _ ("Orders"), nomo_format_int (report->orders));
  if (report->known < report->orders)
    add_row (table, "", word_known (report->known, report->orders));
  add_row (table, _ ("Orders it would have changed"), nomo_format_int (report->touched));
  add_row (table, _ ("Discount"), word_money (report, report->discount));
  add_row (table, _ ("Free shipping"), word_money (report, report->shipping));
  add_row (table, _ ("Other coupons in its place"), word_money (report, report->replaced));
  add_row (table, _ ("Sales"), word_pair (report, report->revenue_before, report->revenue_after));
  add_row (table, _ ("VAT in it"), word_pair (report, report->vat_before, report->vat_after));
  print_profit (report, table);
  add_row (table, _ ("Order that gains most or loses least"), word_order (report, &report->best));
  add_row (table, _ ("Order that loses most"), word_order (report, &report->worst));
  nomo_cli_table_print (table);
}

static char *
word_bin (const NomoTrialReport *report, guint bin)
{
  g_autofree char *from = nomo_format_money (report->bins[bin].from, report->currency, FALSE);
  g_autofree char *to =
      bin + 1 < NOMO_TRIAL_N_BINS ? nomo_format_money (report->bins[bin + 1].from, report->currency, FALSE) : NULL;

  if (to == NULL)
    /* Translators: %s is an amount: baskets of so much and more. */
    return g_strdup_printf (_ ("%s or more"), from);
  /* Translators: 1 and 2 are amounts: baskets from the one up to, and not including, the other. */
  return g_strdup_printf (_ ("%1$s to under %2$s"), from, to);
}

static void
print_baskets (const NomoTrialReport *report)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (3);

  putchar ('\n');
  nomo_cli_table_add (table, g_strdup (_ ("Basket")));
  nomo_cli_table_add (table, g_strdup (_ ("With the coupon")));
  nomo_cli_table_add (table, g_strdup (_ ("Without it")));
  for (guint i = 0; i < NOMO_TRIAL_N_BINS; i++) {
    nomo_cli_table_add (table, word_bin (report, i));
    nomo_cli_table_add (table, nomo_format_int (report->bins[i].touched));
    nomo_cli_table_add (table, nomo_format_int (report->bins[i].untouched));
  }
  nomo_cli_table_print (table);
}

/**
 * nomo_cli_trial_print:
 * @cli: the command line
 * @report: what came of a trial
 */
void
nomo_cli_trial_print (NomoCli *cli, const NomoTrialReport *report)
{
  if (cli->json) {
    print_json (report);
    return;
  }
  print_figures (report);
  print_baskets (report);
}
