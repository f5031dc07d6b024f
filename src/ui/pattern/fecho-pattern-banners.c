/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-banners.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-pattern-text.h"
#include "fecho-window-state.h"

/* A banner is short, whatever there is to say: the rest is a click away. */
#define MAX_LINES 2
#define LABEL_CHARS 20
#define POPOVER_CHARS 36

/* What one banner is about. */
typedef struct
{
  char *key;
  char *session;                /* UUID where it is about one session, else NULL */
  gint64 from_us;
  gint64 to_us;
} Subject;

struct _FechoPatternBanners
{
  GtkWidget parent_instance;

  char **dismissed;             /* keys */
};

G_DEFINE_FINAL_TYPE (FechoPatternBanners, fecho_pattern_banners, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOW_RANGE,
  SIGNAL_DISMISSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->key);
  g_free (subject->session);
  g_free (subject);
}

/* The kind and the sessions, whatever the figures are by then. */
static char *
dup_key (const FechoFindings *findings,
         const FechoPattern  *pattern)
{
  g_autofree char **ids = fecho_findings_list_session_ids (findings, pattern);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (char **id = ids; *id != NULL; id++)
    g_checksum_update (sum, (const guchar *)*id, -1);

  return g_strdup_printf ("%s:%.16s", fecho_pattern_kind_to_string (pattern->kind),
                          g_checksum_get_string (sum));
}

/* Where there is none, no room is kept for them. */
static void
update_visible (FechoPatternBanners *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL);
}

/* Of a row, or of one of its buttons. */
static const Subject *
get_subject (gpointer widget)
{
  return g_object_get_data (widget, "fecho-subject");
}

static gboolean
is_dismissed (FechoPatternBanners *self,
              const char          *key)
{
  return g_strv_contains ((const char *const *)self->dismissed, key);
}

/* There are such banners in other windows too: what was put away there is away here as well. Where
 * nothing can be remembered, what this one knows must do. */
static void
load_dismissed (FechoPatternBanners *self)
{
  g_auto(GStrv) saved = fecho_window_state_load_dismissed ();
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();

  g_strv_builder_addv (keys, (const char **)saved);
  for (char **key = self->dismissed; key != NULL && *key != NULL; key++)
    {
      if (!g_strv_contains ((const char *const *)saved, *key))
        g_strv_builder_add (keys, *key);
    }
  g_strfreev (self->dismissed);
  self->dismissed = g_strv_builder_end (keys);
}

static void
show_cb (GtkButton           *button,
         FechoPatternBanners *self)
{
  const Subject *subject = get_subject (button);

  if (subject->session != NULL)
    (void)gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-session", "s",
                                      subject->session); /* none: no window */
  g_signal_emit (self, signals[SIGNAL_SHOW_RANGE], 0, subject->from_us, subject->to_us);
}

static void
dismiss_cb (GtkButton           *button,
            FechoPatternBanners *self)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();

  load_dismissed (self);
  g_strv_builder_addv (keys, (const char **)self->dismissed);
  g_strv_builder_add (keys, get_subject (button)->key);
  g_strfreev (self->dismissed);
  self->dismissed = g_strv_builder_end (keys);
  fecho_window_state_save_dismissed ((const char *const *)self->dismissed);
  gtk_widget_unparent (gtk_widget_get_parent (GTK_WIDGET (button)));
  g_signal_emit (self, signals[SIGNAL_DISMISSED], 0);
  update_visible (self);
}

static Subject *
subject_new (const FechoFindings *findings,
             const FechoPattern  *pattern,
             const char          *key)
{
  g_autofree char **ids = fecho_findings_list_session_ids (findings, pattern);
  Subject *subject = g_new0 (Subject, 1);

  subject->key = g_strdup (key);
  subject->session = g_strv_length (ids) == 1 ? g_strdup (ids[0]) : NULL;
  subject->from_us = pattern->first_at_us;
  subject->to_us = pattern->last_at_us;

  return subject;
}

/* The subject is the row's. */
static GtkWidget *
make_button (FechoPatternBanners *self,
             GtkWidget           *button,
             Subject             *subject,
             GCallback            callback)
{
  g_object_set_data (G_OBJECT (button), "fecho-subject", subject);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

/* The whole of what the banner says in two lines at most, and what to do about it. */
static GtkWidget *
make_popover (FechoPatternBanners *self,
              Subject             *subject,
              const char          *text)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *show = gtk_button_new_with_mnemonic (_("_Show"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), POPOVER_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), POPOVER_CHARS);
  gtk_widget_set_tooltip_text (show, _("Show the time of these closes"));
  gtk_widget_set_halign (show, GTK_ALIGN_END);
  g_signal_connect_object (show, "clicked", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (popover, "pattern");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), make_button (self, show, subject, G_CALLBACK (show_cb)));
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), LABEL_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

/* Where there is no room for it, the one of the popover remains. */
static GtkWidget *
make_show (FechoPatternBanners *self,
           Subject             *subject)
{
  GtkWidget *squeezer = adw_squeezer_new ();
  GtkWidget *show = gtk_button_new_with_mnemonic (_("_Show"));

  gtk_widget_set_tooltip_text (show, _("Show the time of these closes"));
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (squeezer), FALSE);
  adw_squeezer_set_allow_none (ADW_SQUEEZER (squeezer), TRUE);
  adw_squeezer_add (ADW_SQUEEZER (squeezer),
                    make_button (self, show, subject, G_CALLBACK (show_cb)));

  return squeezer;
}

static GtkWidget *
make_more (FechoPatternBanners *self,
           Subject             *subject,
           const char          *text)
{
  GtkWidget *more = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (more), make_popover (self, subject, text));
  gtk_widget_add_css_class (more, "flat");
  gtk_widget_set_valign (more, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (more, _("Whole Text"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* Translators: a button that shows what stands before it cut. */
                                  _("Whole Text"), -1);

  return more;
}

static GtkWidget *
make_dismiss (FechoPatternBanners *self,
              Subject             *subject)
{
  GtkWidget *dismiss = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (dismiss, "flat");
  gtk_widget_set_tooltip_text (dismiss, _("Do Not Show Again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (dismiss), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Do Not Show Again"), -1);

  return make_button (self, dismiss, subject, G_CALLBACK (dismiss_cb));
}

static void
add_banner (FechoPatternBanners *self,
            const FechoFindings *findings,
            const FechoPattern  *pattern,
            const char          *key)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new (NULL, NULL);
  g_autofree char *found = fecho_pattern_text_dup (findings, pattern);
  g_autofree char *suggestion = fecho_pattern_dup_suggestion (pattern, catalog);
  g_autofree char *text = g_strdup_printf ("%s\n\n%s", found, suggestion);
  /* A box would measure with baselines only where it knows its width, and contradict itself. */
  GtkWidget *row = gtk_grid_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");
  Subject *subject = subject_new (findings, pattern, key);

  g_object_set_data_full (G_OBJECT (row), "fecho-subject", subject, subject_free);
  gtk_widget_add_css_class (row, "insight");
  gtk_grid_set_column_spacing (GTK_GRID (row), 10);
  gtk_grid_attach (GTK_GRID (row), icon, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row), make_label (found), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row), make_show (self, subject), 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row), make_more (self, subject, text), 3, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row), make_dismiss (self, subject), 4, 0, 1, 1);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
}

static void
remove_all (FechoPatternBanners *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (child != NULL)
    {
      gtk_widget_unparent (child);
      child = gtk_widget_get_first_child (GTK_WIDGET (self));
    }
}

static gboolean
drop_dismissed (FechoPatternBanners *self)
{
  gboolean dropped = FALSE;
  GtkWidget *next;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL; row = next)
    {
      next = gtk_widget_get_next_sibling (row);
      if (is_dismissed (self, get_subject (row)->key))
        {
          gtk_widget_unparent (row);
          dropped = TRUE;
        }
    }

  return dropped;
}

/* Meanwhile something may have been put away in another window. */
static void
fecho_pattern_banners_map (GtkWidget *widget)
{
  FechoPatternBanners *self = FECHO_PATTERN_BANNERS (widget);

  GTK_WIDGET_CLASS (fecho_pattern_banners_parent_class)->map (widget);

  load_dismissed (self);
  if (!drop_dismissed (self))
    return;

  g_signal_emit (self, signals[SIGNAL_DISMISSED], 0);
  update_visible (self);
}

static void
fecho_pattern_banners_dispose (GObject *object)
{
  remove_all (FECHO_PATTERN_BANNERS (object));

  G_OBJECT_CLASS (fecho_pattern_banners_parent_class)->dispose (object);
}

static void
fecho_pattern_banners_finalize (GObject *object)
{
  g_strfreev (FECHO_PATTERN_BANNERS (object)->dismissed);

  G_OBJECT_CLASS (fecho_pattern_banners_parent_class)->finalize (object);
}

static void
fecho_pattern_banners_class_init (FechoPatternBannersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_pattern_banners_dispose;
  object_class->finalize = fecho_pattern_banners_finalize;
  widget_class->map = fecho_pattern_banners_map;

  signals[SIGNAL_SHOW_RANGE] = g_signal_new ("show-range", FECHO_TYPE_PATTERN_BANNERS,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                             G_TYPE_INT64, G_TYPE_INT64);
  signals[SIGNAL_DISMISSED] = g_signal_new ("dismissed", FECHO_TYPE_PATTERN_BANNERS,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fecho_pattern_banners_init (FechoPatternBanners *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* Translators: regularities that were found. */
                                  _("Patterns"), -1);
  load_dismissed (self);
  update_visible (self);
}

void
fecho_pattern_banners_show (FechoPatternBanners *self,
                            const FechoFindings *findings)
{
  guint n = 0;

  g_return_if_fail (FECHO_IS_PATTERN_BANNERS (self));

  remove_all (self);
  for (guint i = 0; findings != NULL && i < findings->patterns->len &&
       n < FECHO_MAX_PATTERN_BANNERS; i++)
    {
      const FechoPattern *pattern = g_ptr_array_index (findings->patterns, i);
      g_autofree char *key = dup_key (findings, pattern);

      if (is_dismissed (self, key))
        continue;

      add_banner (self, findings, pattern, key);
      n++;
    }
  update_visible (self);
}
