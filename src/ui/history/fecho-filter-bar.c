/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-filter-bar.h"

#include <glib/gi18n.h>

#include "fecho-format.h"
#include "fecho-menu-label.h"
#include "fecho-safe-text.h"

/* Longer ones are elided, and whole in the tooltip. */
#define MAX_CHIP_CHARS 32

struct _FechoFilterBar
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *box;
  FechoQuery *query;
};

G_DEFINE_FINAL_TYPE (FechoFilterBar, fecho_filter_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* -- what chips say */

static char *
join_labels (guint64 mask,
             guint n_values,
             const char *(*get_label)(guint value))
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_values; i++)
    {
      if ((mask >> i & 1) == 0)
        continue;
      if (text->len > 0)
        /* Translators: between the parts of a list. */
        g_string_append (text, C_("list", ", "));
      g_string_append (text, get_label (i));
    }

  return g_string_free (text, FALSE);
}

static const char *
get_class_label (guint value)
{
  return _(fecho_close_class_get_label (value));
}

static const char *
get_closed_by_label (guint value)
{
  return value == FECHO_CLOSED_BY_NOBODY ? C_("closed by", "Nobody")
         : _(fecho_closed_by_get_label (value));
}

static const char *
get_stage_label (guint value)
{
  return _(fecho_stage_get_label (value));
}

static const char *
get_cause_label (guint value)
{
  return _(fecho_cause_get_label (value));
}

static const char *
get_origin_label (guint value)
{
  return _(fecho_origin_get_label (value));
}

/* "1006, 4000–4999" */
static char *
join_ranges (const GArray *ranges)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      const FechoCodeRange *range = &g_array_index (ranges, FechoCodeRange, i);

      if (text->len > 0)
        g_string_append (text, C_("list", ", "));
      g_string_append_printf (text, "%u", range->first);
      if (range->last != range->first)
        g_string_append_printf (text, "–%u", range->last);
    }

  return g_string_free (text, FALSE);
}

static char *
get_life_label (const FechoFilter *filter)
{
  g_autofree char *min = fecho_format_duration (filter->min_life_us);
  g_autofree char *max = fecho_format_duration (filter->max_life_us);

  if (filter->min_life_us <= 0)
    /* Translators: connections that lived shorter than a duration. */
    return g_strdup_printf (_("Life: Under %s"), max);
  if (filter->max_life_us <= 0)
    /* Translators: connections that lived at least as long as a duration. */
    return g_strdup_printf (_("Life: From %s"), min);

  /* Translators: connections that lived from one duration to another. */
  return g_strdup_printf (_("Life: %s to %s"), min, max);
}

static char *
get_sessions_label (char **sessions)
{
  g_autofree char *joined = g_strjoinv (C_("list", ", "), sessions);
  g_autofree char *safe = fecho_safe_text_line (joined);

  /* Translators: of a filter; %s are names of sessions. */
  return g_strdup_printf (_("Session: %s"), safe);
}

static char *
label_of (const char *format,
          char       *values)
{
  g_autofree char *owned = values;
  g_auto(GStrv) parts = g_strsplit (format, "%s", 2);

  return g_strconcat (parts[0], owned, parts[1], NULL);
}

char *
fecho_filter_bar_get_label (const FechoQuery *query,
                            FechoQueryTerm    term)
{
  const FechoFilter *filter = query->filter;

  if (!fecho_query_has (query, term))
    return NULL;
  switch (term)
    {
    case FECHO_QUERY_CODE:
      /* Translators: of a filter; %s are close codes. */
      return label_of (_("Code: %s"), join_ranges (filter->codes));
    case FECHO_QUERY_NOT_CODE:
      /* Translators: of a filter: all but these close codes. */
      return label_of (_("Not %s"), join_ranges (filter->not_codes));
    case FECHO_QUERY_CLASS:
      /* Translators: of a filter; %s are classes of close codes: "Abnormal, Server". */
      return label_of (_("Class: %s"), join_labels (filter->classes, FECHO_N_CLOSE_CLASSES,
                                                    get_class_label));
    case FECHO_QUERY_CLOSED_BY:
      /* Translators: of a filter; %s says who: "Server, You". */
      return label_of (_("Closed by: %s"), join_labels (filter->closed_by,
                                                        FECHO_CLOSED_BY_NOBODY + 1,
                                                        get_closed_by_label));
    case FECHO_QUERY_STAGE:
      /* Translators: of a filter; %s are stages of a connection: "TLS, Open". */
      return label_of (_("Stage: %s"), join_labels (filter->stages, FECHO_STAGE_CLOSING + 1,
                                                    get_stage_label));
    case FECHO_QUERY_CAUSE:
      /* Translators: of a filter; %s are causes. */
      return label_of (_("Cause: %s"), join_labels (filter->causes, FECHO_N_CAUSES,
                                                    get_cause_label));
    case FECHO_QUERY_ORIGIN:
      /* Translators: of a filter; %s are probable origins: "Server". */
      return label_of (_("Origin: Probably %s"), join_labels (filter->origins,
                                                              FECHO_ORIGIN_THIS_COMPUTER + 1,
                                                              get_origin_label));
    case FECHO_QUERY_SESSION:
      return get_sessions_label (query->sessions);
    case FECHO_QUERY_LIFE:
      return get_life_label (filter);
    case FECHO_QUERY_KINDS:
      return g_strdup (filter->kinds == FECHO_KINDS_CLOSES ? _("Only Closes")
                       : _("Only Failed Attempts"));
    case FECHO_QUERY_CLEAN:
      return g_strdup (filter->clean == 1 << TRUE ? _("Clean Closes") : _("Unclean Closes"));
    case FECHO_QUERY_COUNTED:
      return g_strdup (_("Counted Closes"));
    case FECHO_QUERY_MARKED:
      return g_strdup (C_("filter", "Marked"));
    }

  return NULL;
}

static void
append_part (GString    *text,
             const char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

char *
fecho_filter_bar_describe (const FechoQuery *query)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (query != NULL, g_string_free (text, FALSE));

  if (query->filter->text != NULL && *query->filter->text != '\0')
    {
      g_autofree char *safe = fecho_safe_text_line (query->filter->text);
      /* Translators: words that are searched for, in the quotation marks of the language. */
      g_autofree char *words = g_strdup_printf (_("“%s”"), safe);

      append_part (text, words);
    }
  for (FechoQueryTerm term = 0; term < FECHO_N_QUERY_TERMS; term++)
    {
      g_autofree char *label = fecho_filter_bar_get_label (query, term);

      if (label != NULL)
        append_part (text, label);
    }

  return g_string_free (text, FALSE);
}

/* -- chips */

static void rebuild (FechoFilterBar *self);

static void
tell_changed (FechoFilterBar *self)
{
  rebuild (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
chip_clicked_cb (GtkButton      *chip,
                 FechoFilterBar *self)
{
  FechoQueryTerm term = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "term"));

  fecho_query_drop (self->query, term);
  tell_changed (self);
}

static GtkWidget *
make_chip (FechoFilterBar *self,
           FechoQueryTerm  term,
           const char     *text)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *icon = gtk_image_new_from_icon_name ("window-close-symbolic");
  /* Translators: what a click on a chip does; %s is what the chip says: "Not 1000". */
  g_autofree char *tooltip = g_strdup_printf (_("Remove Filter “%s”"), text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHIP_CHARS);
  /* In a narrow window the line is pushed aside rather than the chips cut. */
  if (g_utf8_strlen (text, -1) <= MAX_CHIP_CHARS)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  else
    gtk_label_set_width_chars (GTK_LABEL (label), MAX_CHIP_CHARS);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "active");
  gtk_widget_set_tooltip_text (chip, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  g_object_set_data (G_OBJECT (chip), "term", GUINT_TO_POINTER (term));
  g_signal_connect_object (chip, "clicked", G_CALLBACK (chip_clicked_cb), self, 0);

  return chip;
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *key,
          const char *word)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);
  g_autofree char *text = g_strconcat (key, ":", word, NULL);

  g_menu_item_set_action_and_target (item, "filter.add", "s", text);
  g_menu_append_item (menu, item);
}

static GMenu *
make_code_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) classes = g_menu_new ();
  g_autoptr(GMenu) codes = g_menu_new ();
  gsize n_codes;
  const FechoCloseCode *table = fecho_close_code_get_table (&n_codes);

  for (gsize i = 0; i < n_codes; i++)
    {
      g_autofree char *word = g_strdup_printf ("%u", table[i].first);
      g_autofree char *label = g_strdup_printf ("%u %s", table[i].first, _(table[i].name));

      if (table[i].first == table[i].last && table[i].first < 3000)
        add_item (codes, label, "code", word);
    }
  for (guint i = 0; i < FECHO_N_CLOSE_CLASSES; i++)
    add_item (classes, get_class_label (i), "class", fecho_close_class_to_string (i));
  add_item (codes, _("3000–3999 Libraries"), "code", "3000-3999");
  add_item (codes, _("4000–4999 Applications"), "code", "4000-4999");
  g_menu_append_submenu (menu, _("By Class"), G_MENU_MODEL (classes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (codes));

  return menu;
}

static GMenu *
make_closed_by_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i <= FECHO_CLOSED_BY_NOBODY; i++)
    add_item (menu, get_closed_by_label (i), "by", fecho_closed_by_to_string (i));

  return menu;
}

static GMenu *
make_stage_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i <= FECHO_STAGE_CLOSING; i++)
    add_item (menu, get_stage_label (i), "stage", fecho_stage_to_string (i));

  return menu;
}

static GMenu *
make_kind_menu (void)
{
  GMenu *menu = g_menu_new ();

  add_item (menu, _("Only Closes"), "is", "close");
  add_item (menu, _("Only Failed Attempts"), "is", "failed");
  add_item (menu, _("Clean Closes"), "is", "clean");
  add_item (menu, _("Unclean Closes"), "is", "unclean");
  add_item (menu, _("Counted Closes"), "is", "counted");
  add_item (menu, C_("filter", "Marked"), "is", "marked");

  return menu;
}

static const struct
{
  FechoQueryTerm term;          /* not offered where the query has it */
  const char *title;
  GMenu *(*make_menu)(void);
} menus[] = {
  { FECHO_QUERY_CODE, N_("Code"), make_code_menu },
  /* Translators: of a menu that chooses who closed the connection. */
  { FECHO_QUERY_CLOSED_BY, N_("Closed by"), make_closed_by_menu },
  { FECHO_QUERY_STAGE, N_("Stage"), make_stage_menu },
  /* Translators: of a menu: only closes, or only failed attempts. */
  { FECHO_QUERY_KINDS, N_("Kind"), make_kind_menu },
};

/* A menu has a widget for each of its items: it is made when it is opened first. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       data)
{
  g_autoptr(GMenu) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  menu = menus[GPOINTER_TO_UINT (data)].make_menu ();
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
make_menu_button (guint index)
{
  GtkWidget *button = gtk_menu_button_new ();

  fecho_menu_label_set (GTK_MENU_BUTTON (button), _(menus[index].title));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_menu_cb,
                                         GUINT_TO_POINTER (index), NULL);
  gtk_widget_add_css_class (button, "chip-menu");

  return button;
}

static void
append (FechoFilterBar *self,
        GtkWidget      *widget)
{
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), widget);
}

static void
rebuild (FechoFilterBar *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->box);

  while (child != NULL)
    {
      gtk_box_remove (GTK_BOX (self->box), child);
      child = gtk_widget_get_first_child (self->box);
    }
  for (FechoQueryTerm term = 0; term < FECHO_N_QUERY_TERMS; term++)
    {
      g_autofree char *label = fecho_filter_bar_get_label (self->query, term);

      if (label != NULL)
        append (self, make_chip (self, term, label));
    }
  for (guint i = 0; i < G_N_ELEMENTS (menus); i++)
    {
      if (!fecho_query_has (self->query, menus[i].term))
        append (self, make_menu_button (i));
    }
}

/* -- the widget */

static void
add_activated (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  FechoFilterBar *self = FECHO_FILTER_BAR (widget);
  g_autofree char *words = g_strdup (self->query->filter->text);
  FechoQueryProblem problem;

  if (!fecho_query_parse (self->query, g_variant_get_string (parameter, NULL), &problem))
    {
      fecho_query_problem_clear (&problem);
      return;
    }
  g_free (self->query->filter->text);
  self->query->filter->text = g_steal_pointer (&words);
  tell_changed (self);
}

static void
fecho_filter_bar_dispose (GObject *object)
{
  FechoFilterBar *self = FECHO_FILTER_BAR (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (fecho_filter_bar_parent_class)->dispose (object);
}

static void
fecho_filter_bar_finalize (GObject *object)
{
  fecho_query_free (FECHO_FILTER_BAR (object)->query);

  G_OBJECT_CLASS (fecho_filter_bar_parent_class)->finalize (object);
}

static void
fecho_filter_bar_class_init (FechoFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_filter_bar_dispose;
  object_class->finalize = fecho_filter_bar_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FECHO_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "filter.add", "s", add_activated);
  gtk_widget_class_set_css_name (widget_class, "filterbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
fecho_filter_bar_init (FechoFilterBar *self)
{
  /* As many as there are stand in one line that can be pushed aside. */
  self->query = fecho_query_new ();
  self->scroller = gtk_scrolled_window_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* Translators: of the history. */
                                  _("Filters"), -1);
  rebuild (self);
}

const FechoQuery *
fecho_filter_bar_get_query (FechoFilterBar *self)
{
  g_return_val_if_fail (FECHO_IS_FILTER_BAR (self), NULL);

  return self->query;
}

void
fecho_filter_bar_set_query (FechoFilterBar   *self,
                            const FechoQuery *query)
{
  g_return_if_fail (FECHO_IS_FILTER_BAR (self));
  g_return_if_fail (query != NULL);

  if (fecho_query_equal (self->query, query))
    return;

  fecho_query_free (self->query);
  self->query = fecho_query_copy (query);
  rebuild (self);
}
