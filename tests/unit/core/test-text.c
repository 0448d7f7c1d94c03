#include "nomo-locale.h"
#include "nomo-text.h"

#include <string.h>

typedef struct {
  const char *text;
  const char *expected;
} Case;

static void
check (const Case *cases, gsize n_cases, char *(*function) (const char *) )
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autofree char *result = function (cases[i].text);

    g_assert_cmpstr (result, ==, cases[i].expected);
  }
}

static void
test_fold_arabic (void)
{
  static const Case cases[] = {
    { "أحمد إبراهيم آل ٱلنور", "احمد ابراهيم ال النور" },
    { "ليلى", "ليلي" },
    { "نورة", "نوره" },
    { "مؤمن رائد", "مومن رايد" },
    { "مُحَمَّدٌ", "محمد" },
    { "عبـــدالله", "عبدالله" },
    { "کیان", "كيان" },
    { "ﻻ ﷲ ﺳﺎﺭﺓ", "لا الله ساره" },
    { "هٰذا", "هذا" },
    { "شيء وفاء ءامنة ٵ", "شي وفا امنه ا" },
    { "ڤانيلا پيتزا چاي گهوة ژاله ڨفصة", "فانيلا بيتزا جاي كهوه زاله قفصه" },
    { "ٹ ڈ ڑ ں ڭ", "ت د ر ن ك" },
    { "صلى ۞ عليه ۖ وسلّم۝", "صلي عليه وسلم" },
  };

  check (cases, G_N_ELEMENTS (cases), nomo_text_fold);
}

static void
test_fold_latin_and_digits (void)
{
  static const Case cases[] = {
    { "WARD20", "ward20" },
    { "Él Niño Straße Øre Łódź", "el nino strasse ore lodz" },
    { "İSTANBUL ıi", "istanbul ii" },
    { "ＡＢＣ", "abc" },
    { "١٢٣ ۴۵۶", "123 456" },
    { "noura@ward.example", "noura ward example" },
    { "  #10231 —  «طلب»! ", "10231 طلب" },
    { "Al-Dosari's L’Oréal Saʿd Sa`d´s", "al dosaris loreal sad sads" },
  };

  check (cases, G_N_ELEMENTS (cases), nomo_text_fold);
}

static void
test_fold_silent_and_broken (void)
{
  static const Case cases[] = {
    { "می\u200cخواهم", "ميخواهم" },
    { "\u2068WARD\u2069\u200f20", "ward20" },
    { "a\xff\xc3(b", "a b" },
    { "😀", "" },
    { "", "" },
    { NULL, "" },
  };

  check (cases, G_N_ELEMENTS (cases), nomo_text_fold);
}

static void
test_fold_index (void)
{
  static const Case cases[] = {
    { "الورد", "الورد ورد" },
    { "والكتاب فالبيت بالجملة للكل كالعادة", "والكتاب فالبيت بالجمله للكل كالعاده كتاب بيت جمله كل عاده" },
    { "للنساء وللرجال لله والله", "للنسا وللرجال لله والله نسا رجال" },
    { "لالورد", "لالورد ورد" },
    { "عبدالله", "عبدالله الله" },
    { "عبد الله", "عبد الله عبدالله" },
    { "عبدالرحمن", "عبدالرحمن الرحمن رحمن" },
    { "عبد الرحمن", "عبد الرحمن عبدالرحمن رحمن" },
    { "العبداللطيف", "العبداللطيف عبداللطيف اللطيف لطيف" },
    { "أبوبكر", "ابوبكر بكر" },
    { "أبو بكر", "ابو بكر ابوبكر" },
    { "نورالدين", "نورالدين الدين دين" },
    { "نور الدين", "نور الدين نورالدين دين" },
    { "Alharbi", "alharbi harbi" },
    { "Al-Harbi", "al harbi alharbi" },
    { "T-Shirt", "t shirt tshirt" },
    { "50مل A1b22", "50مل a1b22 مل 1 b 22" },
    { "بالغ والد ال", "بالغ والد ال" },
    { "Ward الرياض", "ward الرياض رياض" },
    { "", "" },
  };

  check (cases, G_N_ELEMENTS (cases), nomo_text_fold_index);
}

static void
test_skip_article (void)
{
  static const char *const cases[][2] = {
    { "الرياض", "رياض" }, { "الر", "الر" },     { "الري", "ري" },       { "للنسا", "نسا" },
    { "والد", "والد" },   { "بالون", "بالون" }, { "والرياض", "رياض" },  { "الله", "الله" },
    { "والله", "والله" }, { "اللهف", "لهف" },   { "ward20", "ward20" }, { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (nomo_text_skip_article (cases[i][0]), ==, cases[i][1]);
}

/* Search relies on it: what is looked for without its article is indexed without it. */
static void
test_article_is_covered (void)
{
  static const char *const words[] = { "الرياض", "والعطور",   "للنساء",  "بالجملة",
                                       "اللهفة", "العبدالله", "كالسيوم", "ألوان" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *folded = nomo_text_fold (words[i]);
    g_autofree char *indexed = nomo_text_fold_index (words[i]);

    for (const char *end = folded + 2; *end != '\0'; end = g_utf8_next_char (end)) {
      g_autofree char *typed = g_strndup (folded, (gsize) (end - folded));
      g_autofree char *in_the_middle = g_strconcat (" ", nomo_text_skip_article (typed), NULL);

      g_test_message ("%s in %s", typed, indexed);
      g_assert_true (g_str_has_prefix (indexed, in_the_middle + 1) || strstr (indexed, in_the_middle) != NULL);
    }
  }
}

static void
test_fold_sort (void)
{
  g_autofree char *first = nomo_text_fold_sort ("إبراهيم");
  g_autofree char *second = nomo_text_fold_sort ("أحمد");
  g_autofree char *third = nomo_text_fold_sort ("باسم");

  g_assert_cmpstr (first, <, second);
  g_assert_cmpstr (second, <, third);
}

static void
test_ascii_digits (void)
{
  static const Case cases[] = {
    { "١٬٢٣٤٫٥٠", "1,234.50" },
    { "۰۵۰ WARD٢٠", "050 WARD20" },
    { "\xff٣", "\ufffd3" },
    { NULL, "" },
  };

  check (cases, G_N_ELEMENTS (cases), nomo_text_ascii_digits);
}

static void
test_isolate (void)
{
  static const Case cases[] = {
    { "WARD20", "\u2068WARD20\u2069" },
    { "نورة", "\u2068نورة\u2069" },
    { "1080×1920", "\u20661080×1920\u2069" },
    { "\u2066\u2212144\u2069 ر.س", "\u2068\u2066\u2212144\u2069 ر.س\u2069" },
    { "out\u2069side", "\u2068outside\u2069" },
    { "open\u2067", "\u2068open\u2069" },
    { "\u2069\u2068a", "\u2068a\u2069" },
    { "", "" },
    { NULL, "" },
  };
  g_autofree char *left_to_right = nomo_text_isolate_ltr ("noura@ward.example");

  check (cases, G_N_ELEMENTS (cases), nomo_text_isolate);
  g_assert_cmpstr (left_to_right, ==, "\u2066noura@ward.example\u2069");
}

static void
test_strip (void)
{
  g_autofree char *text = nomo_text_strip_isolates ("\u200f\u2068+966\u2069 \u202aa\u202c\u061c\u200e");

  g_assert_cmpstr (text, ==, "+966 a");
}

static void
test_lead (void)
{
  static const Case arabic[] = {
    { "Ward Riyadh", "\u200fWard Riyadh" },
    { "20% Ward", "\u200f20% Ward" },
    { "متجر Ward", "متجر Ward" },
    { "12,450", "12,450" },
    { "", "" },
  };
  static const Case english[] = {
    { "Ward Riyadh", "Ward Riyadh" },
    { "متجر", "متجر" },
  };

  nomo_locale_set_language ("ar");
  check (arabic, G_N_ELEMENTS (arabic), nomo_text_lead);
  nomo_locale_set_language ("en");
  check (english, G_N_ELEMENTS (english), nomo_text_lead);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold/arabic", test_fold_arabic);
  g_test_add_func ("/text/fold/latin-and-digits", test_fold_latin_and_digits);
  g_test_add_func ("/text/fold/silent-and-broken", test_fold_silent_and_broken);
  g_test_add_func ("/text/fold/index", test_fold_index);
  g_test_add_func ("/text/fold/skip-article", test_skip_article);
  g_test_add_func ("/text/fold/article-is-covered", test_article_is_covered);
  g_test_add_func ("/text/fold/sort", test_fold_sort);
  g_test_add_func ("/text/ascii-digits", test_ascii_digits);
  g_test_add_func ("/text/isolate", test_isolate);
  g_test_add_func ("/text/strip", test_strip);
  g_test_add_func ("/text/lead", test_lead);
  return g_test_run ();
}
