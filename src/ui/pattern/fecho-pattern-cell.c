/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-cell.h"

#include <glib/gi18n.h>

#include "fecho-dispose.h"
#include "fecho-pattern-text.h"
#include "fecho-span.h"

struct _FechoPatternCell
{
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkWidget *heading;
  GtkLabel *place;
  GtkWidget *next;
  GtkWidget *button;
  GtkLabel *label;

  GPtrArray *texts;             /* of each pattern */
  GPtrArray *suggestions;       /* what to do about it */
  GArray *ranges;               /* FechoInterval */
  guint shown;
};

G_DEFINE_FINAL_TYPE (FechoPatternCell, fecho_pattern_cell, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOW_RANGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update (FechoPatternCell *self)
{
  const guint n = self->texts->len;
  const char *text = n > 0 ? g_ptr_array_index (self->texts, self->shown) : "";
  /* Translators: which one of how many: "1/3". */
  g_autofree char *place = g_strdup_printf (_("%u/%u"), self->shown + 1, n);
  g_autofree char *spoken = NULL;
  g_autofree char *whole = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  gtk_widget_set_visible (self->next, n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->place), n > 1);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->label, text);
  if (n > 0)
    whole = g_strdup_printf ("%s\n\n%s", text,
                             (char *)g_ptr_array_index (self->suggestions, self->shown));
  gtk_widget_set_tooltip_text (self->button, whole);

  /* Translators: a sentence follows. */
  spoken = g_strdup_printf (_("Pattern found: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
next_cb (FechoPatternCell *self)
{
  if (self->texts->len == 0)
    return;

  self->shown = (self->shown + 1) % self->texts->len;
  update (self);
}

static void
clicked_cb (FechoPatternCell *self)
{
  const FechoInterval *range;

  if (self->ranges->len == 0)
    return;

  range = &g_array_index (self->ranges, FechoInterval, self->shown);
  g_signal_emit (self, signals[SIGNAL_SHOW_RANGE], 0, range->from_us, range->to_us);
}

static void
fecho_pattern_cell_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_PATTERN_CELL);

  G_OBJECT_CLASS (fecho_pattern_cell_parent_class)->dispose (object);
}

static void
fecho_pattern_cell_finalize (GObject *object)
{
  FechoPatternCell *self = FECHO_PATTERN_CELL (object);

  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->suggestions);
  g_array_unref (self->ranges);

  G_OBJECT_CLASS (fecho_pattern_cell_parent_class)->finalize (object);
}

static void
fecho_pattern_cell_class_init (FechoPatternCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_pattern_cell_dispose;
  object_class->finalize = fecho_pattern_cell_finalize;

  signals[SIGNAL_SHOW_RANGE] = g_signal_new ("show-range", FECHO_TYPE_PATTERN_CELL,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                             G_TYPE_INT64, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-pattern-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoPatternCell, head);
  gtk_widget_class_bind_template_child (widget_class, FechoPatternCell, heading);
  gtk_widget_class_bind_template_child (widget_class, FechoPatternCell, place);
  gtk_widget_class_bind_template_child (widget_class, FechoPatternCell, next);
  gtk_widget_class_bind_template_child (widget_class, FechoPatternCell, button);
  gtk_widget_class_bind_template_child (widget_class, FechoPatternCell, label);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
fecho_pattern_cell_init (FechoPatternCell *self)
{
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->suggestions = g_ptr_array_new_with_free_func (g_free);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_pattern_cell_show (FechoPatternCell    *self,
                         const FechoFindings *findings)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new (NULL, NULL);
  g_autofree char *shown = NULL;

  g_return_if_fail (FECHO_IS_PATTERN_CELL (self));

  if (self->shown < self->texts->len)
    shown = g_strdup (g_ptr_array_index (self->texts, self->shown));
  g_ptr_array_set_size (self->texts, 0);
  g_ptr_array_set_size (self->suggestions, 0);
  g_array_set_size (self->ranges, 0);
  self->shown = 0;
  for (guint i = 0; findings != NULL && i < findings->patterns->len; i++)
    {
      const FechoPattern *pattern = g_ptr_array_index (findings->patterns, i);
      const FechoInterval range = { pattern->first_at_us, pattern->last_at_us };
      char *text = fecho_pattern_text_dup (findings, pattern);

      /* The one that was being read stays. */
      if (g_strcmp0 (text, shown) == 0)
        self->shown = i;
      g_ptr_array_add (self->texts, text);
      g_ptr_array_add (self->suggestions, fecho_pattern_dup_suggestion (pattern, catalog));
      g_array_append_val (self->ranges, range);
    }
  update (self);
}

void
fecho_pattern_cell_set_compact (FechoPatternCell *self,
                                gboolean          compact)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (FECHO_IS_PATTERN_CELL (self));

  gtk_widget_set_visible (self->heading, !compact);
  gtk_widget_insert_after (self->head, widget, compact ? self->button : NULL);
  gtk_widget_set_valign (self->head, compact ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  compact ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}
