/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-language-row.h"

#include "fecho-close-meaning.h"
#include "fecho-close-text.h"
#include "fecho-settings.h"
#include "fecho-ui-fixture.h"

static void
assert_setting (const char *expected)
{
  g_autofree char *lang = fecho_settings_get_string (FECHO_SETTING_DESCRIPTION_LANGUAGE);

  g_assert_cmpstr (lang, ==, expected);
}

/* The choice is read once in a run: each has its own. */
static void
say_1006 (const char *lang,
          const char *name,
          const char *yes)
{
  FechoCloseMeaning meaning;

  fecho_settings_set_string (FECHO_SETTING_DESCRIPTION_LANGUAGE, lang);
  g_assert_cmpstr (fecho_close_text_name (1006), ==, name);

  fecho_close_meaning_init (&meaning, 1006, NULL);
  g_assert_cmpstr (meaning.name, ==, name);
  g_assert_true (g_str_has_prefix (meaning.reconnect, yes));
  /* The interface goes on in its own. */
  g_assert_cmpstr (fecho_close_text_span (FECHO_SPAN_DOWN), ==, "Down");

  fecho_settings_set_string (FECHO_SETTING_DESCRIPTION_LANGUAGE, "es");
  g_assert_cmpstr (fecho_close_text_name (1006), ==, name);
}

static void
test_chosen (void)
{
  if (g_test_subprocess ())
    {
      say_1006 ("pt_BR", "Fechamento anormal", "Sim");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_not_chosen (void)
{
  if (g_test_subprocess ())
    {
      say_1006 ("", "Abnormal Closure", "Yes");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static void
test_not_there (void)
{
  if (g_test_subprocess ())
    {
      say_1006 ("xx_YY", "Abnormal Closure", "Yes");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static FechoLanguageRow *
new_row (void)
{
  return g_object_ref_sink (g_object_new (FECHO_TYPE_LANGUAGE_ROW, NULL));
}

static void
select_named (FechoLanguageRow *row,
              const char       *name)
{
  GListModel *names = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (names), i), name) == 0)
        {
          adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
          return;
        }
    }
  g_error ("no language %s", name);
}

static void
test_row (void)
{
  g_autoptr(FechoLanguageRow) row = NULL;

  fecho_settings_set_string (FECHO_SETTING_DESCRIPTION_LANGUAGE, "");
  row = new_row ();
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);

  select_named (row, "Português (Brasil)");
  assert_setting ("pt_BR");
  select_named (row, "Español");
  assert_setting ("es");

  g_clear_object (&row);
  row = new_row ();
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), !=, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
  assert_setting ("");
}

int
main (int    argc,
      char **argv)
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  g_test_add_func ("/ui/description/chosen", test_chosen);
  g_test_add_func ("/ui/description/not-chosen", test_not_chosen);
  g_test_add_func ("/ui/description/not-there", test_not_there);
  g_test_add_func ("/ui/description/row", test_row);

  return g_test_run ();
}
