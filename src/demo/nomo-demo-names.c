#include "config.h"

#include "nomo-demo-names.h"

const NomoDemoName nomo_demo_men[] = {
  { "محمد", "Mohammed" },
  { "عبدالله", "Abdullah" },
  { "عبد الرحمن", "Abdulrahman" },
  { "فهد", "Fahad" },
  { "سعود", "Saud" },
  { "خالد", "Khalid" },
  { "سلطان", "Sultan" },
  { "تركي", "Turki" },
  { "أحمد", "Ahmed" },
  { "عبدالعزيز", "Abdulaziz" },
  { "فيصل", "Faisal" },
  { "ناصر", "Nasser" },
  { "بندر", "Bandar" },
  { "ماجد", "Majed" },
  { "يوسف", "Yousef" },
  { "إبراهيم", "Ibrahim" },
  { "علي", "Ali" },
  { "عمر", "Omar" },
  { "سلمان", "Salman" },
  { "نواف", "Nawaf" },
  { "مشعل", "Mishal" },
  { "راكان", "Rakan" },
  { "وليد", "Waleed" },
  { "حسن", "Hassan" },
  { "حسين", "Hussain" },
  { "صالح", "Saleh" },
  { "عبد المجيد", "Abdulmajeed" },
  { "زياد", "Ziyad" },
  { "ريان", "Rayan" },
  { "هشام", "Hisham" },
  { "طلال", "Talal" },
  { "أنس", "Anas" },
  { "معاذ", "Muath" },
  { "بدر", "Badr" },
  { "رائد", "Raed" },
  { "ثامر", "Thamer" },
};
const guint nomo_demo_n_men = G_N_ELEMENTS (nomo_demo_men);

const NomoDemoName nomo_demo_women[] = {
  { "نورة", "Noura" },        { "سارة", "Sarah" },   { "ريم", "Reem" },       { "هند", "Hind" },
  { "منيرة", "Munira" },      { "لطيفة", "Latifa" }, { "العنود", "Alanoud" }, { "مها", "Maha" },
  { "أمل", "Amal" },          { "هيفاء", "Haifa" },  { "دانة", "Dana" },      { "جواهر", "Jawaher" },
  { "فاطمة", "Fatimah" },     { "عائشة", "Aisha" },  { "شهد", "Shahad" },     { "لمى", "Lama" },
  { "غادة", "Ghada" },        { "بشرى", "Bushra" },  { "رغد", "Raghad" },     { "وجدان", "Wejdan" },
  { "أسماء", "Asma" },        { "مريم", "Maryam" },  { "خلود", "Kholoud" },   { "ندى", "Nada" },
  { "الجوهرة", "Aljawhara" }, { "حصة", "Hessa" },    { "رهف", "Rahaf" },      { "ابتسام", "Ibtisam" },
  { "منال", "Manal" },        { "وعد", "Waad" },     { "روان", "Rawan" },     { "أروى", "Arwa" },
  { "ليان", "Layan" },        { "جود", "Joud" },     { "تهاني", "Tahani" },   { "عبير", "Abeer" },
  { "شيخة", "Shaikha" },      { "هيا", "Haya" },     { "إيمان", "Eman" },     { "لولوة", "Lulwa" },
};
const guint nomo_demo_n_women = G_N_ELEMENTS (nomo_demo_women);

const NomoDemoName nomo_demo_families[] = {
  { "العتيبي", "Alotaibi" },  { "القحطاني", "Alqahtani" }, { "الحربي", "Alharbi" },       { "الغامدي", "Alghamdi" },
  { "الشهري", "Alshehri" },   { "الدوسري", "Aldosari" },   { "الزهراني", "Alzahrani" },   { "المطيري", "Almutairi" },
  { "العنزي", "Alanazi" },    { "الشمري", "Alshammari" },  { "السبيعي", "Alsubaie" },     { "السالم", "Alsalem" },
  { "الراشد", "Alrashed" },   { "الفهد", "Alfahad" },      { "المالكي", "Almalki" },      { "الجهني", "Aljohani" },
  { "البلوي", "Albalawi" },   { "العمري", "Alamri" },      { "الأحمدي", "Alahmadi" },     { "السلمي", "Alsulami" },
  { "الخالدي", "Alkhaldi" },  { "العجمي", "Alajmi" },      { "الهاجري", "Alhajri" },      { "النمر", "Alnemer" },
  { "البقمي", "Albaqami" },   { "اليامي", "Alyami" },      { "عسيري", "Asiri" },          { "الثبيتي", "Althubaiti" },
  { "الرويلي", "Alruwaili" }, { "التميمي", "Altamimi" },   { "الحازمي", "Alhazmi" },      { "المقبل", "Almuqbil" },
  { "الصالح", "Alsaleh" },    { "باوزير", "Bawazir" },     { "بن محفوظ", "Bin Mahfouz" }, { "الناصر", "Alnasser" },
  { "السديري", "Alsudairi" }, { "الجبير", "Aljubeir" },    { "الحميدي", "Alhumaidi" },    { "العيسى", "Aleissa" },
  { "المهنا", "Almuhanna" },  { "الوهيبي", "Alwuhaibi" },  { "فلمبان", "Felemban" },      { "خياط", "Khayat" },
};
const guint nomo_demo_n_families = G_N_ELEMENTS (nomo_demo_families);

const NomoDemoName nomo_demo_foreigners[] = {
  { "Maria", "Santos" },    { "John", "Carter" },   { "Priya", "Nair" },       { "Daniel", "O'Brien" },
  { "Sophie", "Dubois" },   { "Ahmad", "Rahman" },  { "Grace", "Villanueva" }, { "Lukas", "Müller" },
  { "Ayesha", "Siddiqui" }, { "José", "Núñez" },    { "Emily", "Watson" },     { "Rahul", "Menon" },
  { "Elif", "Yıldız" },     { "Chloé", "Laurent" }, { "Mark", "Reyes" },
};
const guint nomo_demo_n_foreigners = G_N_ELEMENTS (nomo_demo_foreigners);

const NomoDemoCity nomo_demo_cities[] = {
  { "الرياض", "SA", 420 },
  { "جدة", "SA", 160 },
  { "الدمام", "SA", 70 },
  { "مكة المكرمة", "SA", 62 },
  { "المدينة المنورة", "SA", 50 },
  { "الخبر", "SA", 44 },
  { "الطائف", "SA", 26 },
  { "بريدة", "SA", 24 },
  { "أبها", "SA", 22 },
  { "تبوك", "SA", 18 },
  { "حائل", "SA", 16 },
  { "الأحساء", "SA", 16 },
  { "خميس مشيط", "SA", 15 },
  { "جازان", "SA", 12 },
  { "نجران", "SA", 10 },
  { "ينبع", "SA", 9 },
  { "عنيزة", "SA", 9 },
  { "الجبيل", "SA", 9 },
  { "عرعر", "SA", 4 },
  { "مدينة الكويت", "KW", 12 },
  { "دبي", "AE", 9 },
  { "أبوظبي", "AE", 5 },
};
const guint nomo_demo_n_cities = G_N_ELEMENTS (nomo_demo_cities);

const NomoDemoCountry nomo_demo_countries[] = {
  { "SA", "السعودية", "+966", "SAR" },
  { "KW", "الكويت", "+965", "KWD" },
  { "AE", "الإمارات", "+971", "AED" },
};
const guint nomo_demo_n_countries = G_N_ELEMENTS (nomo_demo_countries);

const NomoDemoProduct nomo_demo_products[] = {
  { "باقة جوري أحمر", 18900, 60, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة ورد وردي ناعم", 16500, 52, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة توليب هولندي", 22900, 40, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة عباد الشمس", 14900, 24, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة بيبي روز", 12900, 30, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة أوركيد أبيض", 34900, 16, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة ليليوم فاخرة", 27500, 14, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة هيدرانجيا زرقاء", 31900, 12, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة تخرّج مع دبدوب", 21900, 26, NOMO_DEMO_OCCASIONS, "product" },
  { "باقة زفاف ملكية", 129000, 3, NOMO_DEMO_OCCASIONS, "product" },
  { "باقة مئة وردة", 49900, 8, NOMO_DEMO_BOUQUETS, "product" },
  { "باقة ورد مجفف", 13900, 16, NOMO_DEMO_BOUQUETS, "product" },
  { "صندوق ورد دائري", 24900, 34, NOMO_DEMO_BOXES, "product" },
  { "صندوق ورد وشوكولاتة بلجيكية", 32900, 32, NOMO_DEMO_BOXES, "product" },
  { "صندوق ورد قلب", 28900, 20, NOMO_DEMO_BOXES, "product" },
  { "فازة زجاج مع ورد طبيعي", 26900, 22, NOMO_DEMO_BOXES, "product" },
  { "مزهرية أوركيد مزدوجة", 42900, 8, NOMO_DEMO_PLANTS, "product" },
  { "نبتة زاميا داخلية", 15900, 14, NOMO_DEMO_PLANTS, "product" },
  { "نبتة بوتس مع حوض سيراميك", 9900, 16, NOMO_DEMO_PLANTS, "product" },
  { "شجرة بونساي صغيرة", 23900, 7, NOMO_DEMO_PLANTS, "product" },
  { "تنسيق طاولة اجتماعات", 38900, 5, NOMO_DEMO_OCCASIONS, "service" },
  { "ستاند افتتاح", 69900, 4, NOMO_DEMO_OCCASIONS, "service" },
  { "طوق ورد للتخرّج", 8900, 12, NOMO_DEMO_OCCASIONS, "product" },
  { "بالونات هيليوم ملوّنة", 7500, 24, NOMO_DEMO_OCCASIONS, "product" },
  { "بطاقة إهداء مكتوبة بالخط العربي", 1500, 60, NOMO_DEMO_CARDS, "product" },
  { "شوكولاتة فاخرة ٥٠٠ جم", 11900, 30, NOMO_DEMO_SWEETS, "food" },
  { "كيكة الفانيليا بالورد", 17500, 14, NOMO_DEMO_SWEETS, "food" },
  { "معمول تمر بالهيل", 6900, 18, NOMO_DEMO_DATES, "food" },
  { "تمر سكري مفتخر ١ كجم", 5900, 16, NOMO_DEMO_DATES, "food" },
  { "قهوة سعودية مع زعفران", 6500, 14, NOMO_DEMO_DATES, "food" },
  { "عطر الورد الطائفي ٥٠ مل", 29900, 28, NOMO_DEMO_PERFUMES, "product" },
  { "عطر ليالي الرياض ١٠٠ مل", 34500, 22, NOMO_DEMO_PERFUMES, "product" },
  { "عطر مسك الغزال", 18500, 24, NOMO_DEMO_PERFUMES, "product" },
  { "عطر العود الملكي ١٠٠ مل", 54900, 12, NOMO_DEMO_PERFUMES, "product" },
  { "عطر شعر بالياسمين", 12500, 20, NOMO_DEMO_PERFUMES, "product" },
  { "عطر مفارش لافندر", 6900, 26, NOMO_DEMO_HOME, "product" },
  { "عطر سيارة خشب الصندل", 4500, 20, NOMO_DEMO_HOME, "product" },
  { "دهن عود كمبودي ٣ مل", 45900, 8, NOMO_DEMO_OILS, "product" },
  { "دهن عود هندي معتّق ٣ مل", 89000, 4, NOMO_DEMO_OILS, "product" },
  { "دهن ورد طائفي ربع تولة", 62500, 4, NOMO_DEMO_OILS, "product" },
  { "بخور معمول فاخر", 14500, 24, NOMO_DEMO_INCENSE, "product" },
  { "بخور دوسري ملكي", 9900, 20, NOMO_DEMO_INCENSE, "product" },
  { "عود مروكي طبيعي ٥٠ جم", 39900, 8, NOMO_DEMO_OUD, "product" },
  { "عود أزرق محسّن ١٠٠ جم", 21900, 12, NOMO_DEMO_OUD, "product" },
  { "مبخرة كهربائية محمولة", 13900, 18, NOMO_DEMO_BURNERS, "product" },
  { "مبخرة خشب تراثية", 11500, 12, NOMO_DEMO_BURNERS, "product" },
  { "فحم سريع الاشتعال", 1900, 22, NOMO_DEMO_BURNERS, "product" },
  { "شمعة عطرية بالعنبر", 8500, 22, NOMO_DEMO_CANDLES, "product" },
  { "شمعة الورد الجوري", 9500, 18, NOMO_DEMO_CANDLES, "product" },
  { "فواحة زيوت ذكية", 19900, 10, NOMO_DEMO_CANDLES, "product" },
  { "زيت عطري لافندر", 4900, 14, NOMO_DEMO_CANDLES, "product" },
  { "صندوق هدايا للمواليد", 27900, 14, NOMO_DEMO_SETS, "group_products" },
  { "صندوق هدايا رجالي: عطر ومبخرة", 44900, 12, NOMO_DEMO_SETS, "group_products" },
  { "صندوق هدايا العيد", 36900, 14, NOMO_DEMO_SETS, "group_products" },
  { "سلة رمضان الفاخرة", 33900, 10, NOMO_DEMO_SETS, "group_products" },
  { "طقم فناجيل مذهّب", 16900, 10, NOMO_DEMO_SERVING, "product" },
  { "دلة قهوة نحاسية", 25900, 6, NOMO_DEMO_SERVING, "product" },
  { "سبحة كهرمان", 21500, 6, NOMO_DEMO_CARDS, "product" },
  { "Rose Luxe Candle", 10900, 9, NOMO_DEMO_CANDLES, "product" },
  { "Oud & Rose Eau de Parfum 75ml", 37900, 10, NOMO_DEMO_PERFUMES, "product" },
};
const guint nomo_demo_n_products = G_N_ELEMENTS (nomo_demo_products);

G_STATIC_ASSERT (G_N_ELEMENTS (nomo_demo_products) <= NOMO_DEMO_MAX_PRODUCTS);

const NomoDemoCategory nomo_demo_categories[] = {
  { "الورد والزهور", NOMO_DEMO_FLOWERS, NULL },
  { "باقات", NOMO_DEMO_FLOWERS, "ورد الرياض" },
  { "صناديق وفازات ورد", NOMO_DEMO_FLOWERS, "ورد الرياض" },
  { "نباتات داخلية", NOMO_DEMO_FLOWERS, NULL },
  { "مناسبات وتنسيق", NOMO_DEMO_FLOWERS, "ورد الرياض" },
  { "العطور", NOMO_DEMO_SCENTS, NULL },
  { "عطور شخصية", NOMO_DEMO_SCENTS, "دار الطائف" },
  { "دهن العود والورد", NOMO_DEMO_SCENTS, "دار الطائف" },
  { "معطرات المنزل والسيارة", NOMO_DEMO_SCENTS, "Maison Rose" },
  { "شموع وفواحات", NOMO_DEMO_SCENTS, "Maison Rose" },
  { "العود والبخور", NOMO_DEMO_SMOKE, NULL },
  { "بخور", NOMO_DEMO_SMOKE, "بيت العود" },
  { "عود طبيعي", NOMO_DEMO_SMOKE, "بيت العود" },
  { "مباخر وفحم", NOMO_DEMO_SMOKE, NULL },
  { "الهدايا والضيافة", NOMO_DEMO_GIFTS, NULL },
  { "شوكولاتة وكيك", NOMO_DEMO_GIFTS, "شوكو نجد" },
  { "تمور وقهوة", NOMO_DEMO_GIFTS, NULL },
  { "صناديق هدايا", NOMO_DEMO_GIFTS, "ورد الرياض" },
  { "بطاقات وهدايا صغيرة", NOMO_DEMO_GIFTS, NULL },
  { "أدوات الضيافة", NOMO_DEMO_GIFTS, NULL },
  { "تشكيلة الصيف الماضي", NOMO_DEMO_LAST_SUMMER, NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (nomo_demo_categories) == NOMO_DEMO_N_CATEGORIES);

const NomoDemoName nomo_demo_brands[] = {
  { "ورد الرياض", "W" }, { "دار الطائف", "T" }, { "Maison Rose", "M" }, { "بيت العود", "O" }, { "شوكو نجد", "S" },
};
const guint nomo_demo_n_brands = G_N_ELEMENTS (nomo_demo_brands);
