/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-row.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"
#include "fecho-close-text.h"
#include "fecho-code-badge.h"
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
show_code (FechoCodeRow *self,
           guint16       code)
{
  const FechoCloseCode *row = fecho_close_code_lookup (code);
  const char *classes[] = { fecho_close_class_get_css_class (row->klass), NULL };

  fecho_code_badge_set_code (self->badge, code);
  gtk_label_set_label (self->name_label, _(row->name));
  gtk_label_set_label (self->summary_label, _(row->summary));
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

/* What a pointer over the row is told: where it leads to, and how often that is. */
static void
show_tooltip (FechoCodeRow        *self,
              const FechoOverview *overview,
              const FechoCount    *count)
{
  g_autofree char *rate = fecho_stat_change_rate (count->n_closes, overview->summary->open_us);
  g_autofree char *text = rate != NULL ? g_strdup_printf ("%s\n%s", rate, _("Show in History"))
                          : g_strdup (_("Show in History"));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
}

static void
speak (FechoCodeRow     *self,
       const FechoCount *count,
       const char       *number,
       const char       *share,
       const char       *change)
{
  g_autofree char *spoken = g_strdup_printf (
    /* Translators: a close code, its name, how many closes, and their share, which may be empty. */
    ngettext ("%u, %s: %s close %s", "%u, %s: %s closes %s", count->n_closes), (guint)count->key,
    fecho_close_text_name ((guint16)count->key), number, share);
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

  g_return_if_fail (FECHO_IS_CODE_ROW (self));

  number = fecho_format_count (count->n_closes);
  share = n_closes >= MIN_FOR_SHARES
          ? fecho_format_percent (count->n_closes / (double)n_closes, 0)
          : g_strdup ("");

  target = g_strdup_printf ("code:%u is:counted", (guint)count->key);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", target);
  show_code (self, (guint16)count->key);
  gtk_label_set_label (self->count_label, number);
  gtk_label_set_label (self->share_label, share);
  fecho_share_bar_set_share (self->bar, count->n_closes / (double)MAX (n_most, 1));
  fecho_stat_change_show (&change, self->change_label);
  show_tooltip (self, overview, count);
  speak (self, count, number, share, change.tooltip);
}
