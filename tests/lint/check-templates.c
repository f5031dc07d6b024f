/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "fecho-catalog.h"

/* Makes one widget of each template in the resources, in the language that is the argument. A
 * template that names an unknown property, object or callback does not come to life without a
 * warning, and a warning is fatal here. On the narrowest window there must be room for it, and for
 * all of its words. */

#define RESOURCES "/io/github/fecho/Fecho"
#define SKIPPED 77

/* Pixels of the narrowest screen. */
#define NARROWEST 360
#define TALL 720

static char *
find_class (const char *resource)
{
  g_autoptr(GRegex) regex = g_regex_new ("<template +class=\"(\\w+)\"", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resources_lookup_data (resource, 0, &error);
  gsize n_bytes;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (bytes, &n_bytes);
  if (!g_regex_match_full (regex, text, n_bytes, 0, 0, &match, NULL))
    return NULL;

  return g_match_info_fetch (match, 1);
}

/* NULL: a template of rows is made with the list that names it. */
static GtkWidget *
make_widget (const char *resource)
{
  g_autofree char *name = find_class (resource);
  g_autoptr(GtkBuilder) builder = gtk_builder_new ();
  GType type;

  if (name == NULL || g_str_equal (name, "GtkListItem"))
    return NULL;

  type = gtk_builder_get_type_from_name (builder, name);
  g_assert_true (g_type_is_a (type, GTK_TYPE_WIDGET));

  return g_object_ref_sink (g_object_new (type, NULL));
}

static void
make_one (gconstpointer data)
{
  GtkWidget *widget = make_widget (data);

  if (widget == NULL)
    return;

  if (GTK_IS_WINDOW (widget))
    gtk_window_destroy (GTK_WINDOW (widget));
  g_assert_finalize_object (widget);
}

/* -- on the narrowest window */

/* A window with the widget in it, or the widget itself. */
static GtkWindow *
put_in_window (GtkWidget *widget)
{
  GtkWidget *list;
  GtkWidget *window;

  if (GTK_IS_WINDOW (widget))
    return GTK_WINDOW (widget);

  window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  if (GTK_IS_LIST_BOX_ROW (widget))
    {
      list = gtk_list_box_new ();
      gtk_list_box_append (GTK_LIST_BOX (list), widget);
      widget = list;
    }
  gtk_window_set_child (GTK_WINDOW (window), widget);

  return GTK_WINDOW (window);
}

/* Where there is no compositor, edges are drawn around it. */
static int
get_edges (GtkWindow *window)
{
  return gdk_surface_get_width (gtk_native_get_surface (GTK_NATIVE (window))) -
         gtk_widget_get_width (GTK_WIDGET (window));
}

static gboolean
late_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

/* What folds does so when it has been laid out: it is asked again until it has the width. */
static void
make_narrow (GtkWindow  *window,
             const char *resource)
{
  gboolean late = FALSE;
  guint deadline = g_timeout_add_seconds (60, late_cb, &late);

  gtk_window_present (window);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  while (!late && gtk_widget_get_width (GTK_WIDGET (window)) != NARROWEST)
    {
      gtk_window_set_default_size (window, NARROWEST + get_edges (window), TALL);
      g_main_context_iteration (NULL, TRUE);
    }
  if (late)
    {
      g_test_message ("%s is %d pixels wide", resource,
                      gtk_widget_get_width (GTK_WIDGET (window)));
      g_test_fail ();
    }
  else
    {
      g_source_remove (deadline);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
    }
}

/* The title of a window, which its frame and the list of windows tell too. */
static gboolean
is_window_title (GtkWidget *widget)
{
  return gtk_widget_has_css_class (widget, "title") &&
         gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) != NULL;
}

/* But for what a field that is empty asks for. */
static void
check_words (GtkWidget  *widget,
             const char *resource)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_TEXT (widget))
    return;

  if (GTK_IS_LABEL (widget) && !is_window_title (widget) &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    {
      g_test_message ("%s has no room for “%s”", resource,
                      gtk_label_get_text (GTK_LABEL (widget)));
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_words (child, resource);
}

static void
narrow_one (gconstpointer data)
{
  g_autoptr(GtkWidget) widget = make_widget (data);
  GtkWindow *window;

  /* A popover is as wide as it likes to be, and the frame is for windows with a least height:
   * test-window makes those narrow. */
  if (widget == NULL || GTK_IS_POPOVER (widget) ||
      g_str_equal (G_OBJECT_TYPE_NAME (widget), "FechoWindowFrame"))
    return;

  window = put_in_window (widget);
  make_narrow (window, data);
  check_words (GTK_WIDGET (window), data);
  gtk_window_destroy (window);
}

/* The C library translates only where a locale other than C is set; any will do. */
static gboolean
speak (const char *lang)
{
  static const char *const locales[] = { "pt_BR.UTF-8", "en_US.UTF-8", "" };

  g_setenv ("LANGUAGE", lang, TRUE);
  if (g_str_equal (lang, "en"))
    return setlocale (LC_ALL, "C.UTF-8") != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      const char *locale = setlocale (LC_ALL, locales[i]);

      if (locale != NULL && !g_str_has_prefix (locale, "C"))
        return TRUE;
    }

  return FALSE;
}

/* As AdwApplication does. */
static void
load_style (void)
{
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCES "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
add_templates (void)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = g_resources_enumerate_children (RESOURCES, 0, &error);

  g_assert_no_error (error);
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".ui"))
      {
        g_autofree char *path = g_strconcat ("/ui/template/", names[i], NULL);
        g_autofree char *narrow_path = g_strconcat ("/ui/narrow/", names[i], NULL);
        char *resource = g_strconcat (RESOURCES "/", names[i], NULL);

        g_test_add_data_func_full (path, resource, make_one, g_free);
        g_test_add_data_func_full (narrow_path, g_strdup (resource), narrow_one, g_free);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_disable_setlocale ();
  if (!speak (argc > 1 ? argv[1] : "en"))
    return SKIPPED;

  bindtextdomain (GETTEXT_PACKAGE, fecho_catalog_get_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (!gtk_init_check ())
    return SKIPPED;

  adw_init ();
  load_style ();
  add_templates ();

  return g_test_run ();
}
