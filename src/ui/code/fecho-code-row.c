/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-row.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"
#include "fecho-close-meaning.h"
#include "fecho-code-badge.h"
#include "fecho-description.h"
#include "fecho-format.h"
#include "fecho-share-bar.h"

/* Of fewer closes no share is told. */
#define MIN_FOR_SHARES 5

struct _FechoCodeRow
{
  GtkListBoxRow parent_instance;

  FechoCodeBadge *badge;
  GtkWidget *names;
  GtkLabel *name_label;
  GtkLabel *summary_label;
  FechoShareBar *bar;
  GtkLabel *count_label;
  GtkLabel *share_label;
  GtkLabel *change_label;
};

G_DEFINE_FINAL_TYPE (FechoCodeRow, fecho_code_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_code (FechoCodeRow            *self,
           guint16                  code,
           const FechoCloseMeaning *meaning)
{
  const char *classes[] = { fecho_close_class_get_css_class (meaning->klass), NULL };
  g_autofree char *by = NULL;

  if (meaning->dictionary != NULL)
    /* Translators: %s is the name of an application whose dictionary explains a code. */
    by = g_strdup_printf (_("Explained by the dictionary “%s”"), meaning->dictionary);
  fecho_code_badge_explain (self->badge, code, meaning);
  gtk_label_set_label (self->name_label, meaning->name);
  gtk_label_set_label (self->summary_label, by != NULL ? by
                       : fecho_description_get (fecho_close_code_lookup (code)->summary));
  gtk_widget_set_css_classes (GTK_WIDGET (self->bar), classes);
}

static void
fecho_code_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_CODE_ROW);

  G_OBJECT_CLASS (fecho_code_row_parent_class)->dispose (object);
}

static void
fecho_code_row_class_init (FechoCodeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_code_row_dispose;

  g_type_ensure (FECHO_TYPE_CODE_BADGE);
  g_type_ensure (FECHO_TYPE_SHARE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-code-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRow, badge);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRow, names);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRow, bar);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRow, count_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRow, share_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeRow, change_label);
}

static void
fecho_code_row_init (FechoCodeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fecho_code_row_new (const FechoCodeColumns *columns)
{
  FechoCodeRow *self = g_object_new (FECHO_TYPE_CODE_ROW, NULL);

  gtk_size_group_add_widget (columns->codes, GTK_WIDGET (self->badge));
  gtk_size_group_add_widget (columns->names, self->names);
  gtk_size_group_add_widget (columns->counts, GTK_WIDGET (self->count_label));
  gtk_size_group_add_widget (columns->shares, GTK_WIDGET (self->share_label));
  gtk_size_group_add_widget (columns->changes, GTK_WIDGET (self->change_label));

  return GTK_WIDGET (self);
}

/* What a pointer over the row is told: what a dictionary says, how often it is, and where the row
 * leads to. */
static void
show_tooltip (FechoCodeRow            *self,
              const FechoOverview     *overview,
              const FechoCount        *count,
              const FechoCloseMeaning *meaning)
{
  g_autofree char *rate = fecho_stat_change_rate (count->n_closes, overview->summary->open_us);
  g_autoptr(GString) text = g_string_new (NULL);

  if (meaning->dictionary != NULL && *meaning->description != '\0')
    g_string_append_printf (text, "%s\n", meaning->description);
  if (rate != NULL)
    g_string_append_printf (text, "%s\n", rate);
  g_string_append (text, _("Show in History"));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text->str);
}

static void
speak (FechoCodeRow     *self,
       const FechoCount *count,
       const char       *name,
       const char       *number,
       const char       *share,
       const char       *change)
{
  g_autofree char *spoken = g_strdup_printf (
    /* Translators: a close code, its name, how many closes, and their share, which may be empty. */
    ngettext ("%u, %s: %s close %s", "%u, %s: %s closes %s", count->n_closes), (guint)count->key,
    name, number, share);
  g_autofree char *whole = change != NULL ? g_strdup_printf ("%s. %s", spoken, change)
                           : g_strdup (spoken);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

void
fecho_code_row_update (FechoCodeRow        *self,
                       const FechoOverview *overview,
                       const FechoCount    *count,
                       const char          *period,
                       guint64              n_most)
{
  guint64 n_closes = overview->summary->n_closes;
  g_auto(FechoStatChange) change = fecho_stat_change_of_code (overview, count, period);
  g_autofree char *number = NULL;
  g_autofree char *share = NULL;
  g_autofree char *target = NULL;
  g_autofree char *name = NULL;
  FechoCloseMeaning meaning;

  g_return_if_fail (FECHO_IS_CODE_ROW (self));

  fecho_close_meaning_init (&meaning, (guint16)count->key,
                            fecho_overview_explain (overview, (guint16)count->key));
  name = fecho_close_meaning_dup_name (&meaning);
  number = fecho_format_count (count->n_closes);
  share = n_closes >= MIN_FOR_SHARES
          ? fecho_format_percent (count->n_closes / (double)n_closes, 0)
          : g_strdup ("");

  target = g_strdup_printf ("code:%u is:counted", (guint)count->key);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", target);
  show_code (self, (guint16)count->key, &meaning);
  gtk_label_set_label (self->count_label, number);
  gtk_label_set_label (self->share_label, share);
  fecho_share_bar_set_share (self->bar, count->n_closes / (double)MAX (n_most, 1));
  fecho_stat_change_show (&change, self->change_label);
  show_tooltip (self, overview, count, &meaning);
  speak (self, count, name, number, share, change.tooltip);
}
