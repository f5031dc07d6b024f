/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-origin-cell.h"

#include <glib/gi18n.h>

#include "fecho-dispose.h"
#include "fecho-format.h"
#include "fecho-origin-bar.h"
#include "fecho-wrap-layout.h"

/* Of fewer closes no share is told. */
#define MIN_FOR_SHARES 5

typedef struct
{
  GtkWidget *button;
  GtkLabel *share;
} Row;

struct _FechoOriginCell
{
  GtkWidget parent_instance;

  GtkWidget *heading;
  FechoOriginBar *bar;
  GtkBox *rows;
  Row parts[FECHO_N_SHOWN_ORIGINS];
};

G_DEFINE_FINAL_TYPE (FechoOriginCell, fecho_origin_cell, GTK_TYPE_WIDGET)

static char *
format_share (const FechoOriginShares *origins,
              FechoOrigin              origin)
{
  if (origins->n_judged < MIN_FOR_SHARES)
    return fecho_format_count (origins->n[origin]);

  return fecho_format_percent (origins->n[origin] / (double)origins->n_judged, 0);
}

/* History of these closes; where it cannot filter, all of it. */
static void
clicked_cb (GtkButton       *button,
            FechoOriginCell *self)
{
  const char *word = gtk_widget_get_name (GTK_WIDGET (button));
  g_autofree char *query = g_strconcat ("origin:", word, NULL);

  if (!gtk_widget_activate_action (GTK_WIDGET (self), "win.show-history", "s", query))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "history");
}

static void
add_row (FechoOriginCell *self,
         guint            i)
{
  const FechoOrigin origin = fecho_shown_origins[i];
  g_autofree char *style = g_strconcat ("origin-", fecho_origin_to_string (origin), NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = gtk_label_new (_(fecho_origin_get_label (origin)));
  GtkWidget *share = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (swatch, "origin-swatch");
  gtk_widget_add_css_class (swatch, style);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (share, "numeric");
  gtk_box_append (GTK_BOX (line), swatch);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), share);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "origin-part");
  gtk_widget_set_name (button, fecho_origin_to_string (origin));
  gtk_widget_set_tooltip_text (button, _("Show these closes in the history"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_box_append (self->rows, button);
  self->parts[i] = (Row){ button, GTK_LABEL (share) };
}

static void
fecho_origin_cell_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_ORIGIN_CELL);

  G_OBJECT_CLASS (fecho_origin_cell_parent_class)->dispose (object);
}

static void
fecho_origin_cell_class_init (FechoOriginCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_origin_cell_dispose;

  g_type_ensure (FECHO_TYPE_ORIGIN_BAR);
  g_type_ensure (FECHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-origin-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoOriginCell, heading);
  gtk_widget_class_bind_template_child (widget_class, FechoOriginCell, bar);
  gtk_widget_class_bind_template_child (widget_class, FechoOriginCell, rows);
}

static void
fecho_origin_cell_init (FechoOriginCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < FECHO_N_SHOWN_ORIGINS; i++)
    add_row (self, i);
}

void
fecho_origin_cell_show (FechoOriginCell         *self,
                        const FechoOriginShares *origins)
{
  g_autoptr(GString) spoken = g_string_new (NULL);
  g_autofree char *label = NULL;

  g_return_if_fail (FECHO_IS_ORIGIN_CELL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), origins->n_judged > 0);
  fecho_origin_bar_set_counts (self->bar, origins->n);
  for (guint i = 0; i < FECHO_N_SHOWN_ORIGINS; i++)
    {
      const FechoOrigin origin = fecho_shown_origins[i];
      const char *name = _(fecho_origin_get_label (origin));
      g_autofree char *share = format_share (origins, origin);
      g_autofree char *text = g_strdup_printf ("%s %s", name, share);

      gtk_widget_set_visible (self->parts[i].button, origins->n[origin] > 0);
      if (origins->n[origin] == 0)
        continue;

      gtk_label_set_label (self->parts[i].share, share);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->parts[i].button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      /* Translators: between the parts of a list. */
      g_string_append_printf (spoken, "%s%s", spoken->len > 0 ? _(", ") : "", text);
    }

  /* Translators: %s is a list like "Network path 45%, Server 43%". */
  label = g_strdup_printf (_("Probable origin: %s"), spoken->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
fecho_origin_cell_set_compact (FechoOriginCell *self,
                               gboolean         compact)
{
  g_return_if_fail (FECHO_IS_ORIGIN_CELL (self));

  gtk_widget_set_visible (self->heading, !compact);
}
