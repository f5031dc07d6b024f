/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-page.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"
#include "fecho-close-facts.h"
#include "fecho-code-text.h"
#include "fecho-dispose.h"
#include "fecho-fact-list.h"
#include "fecho-format.h"
#include "fecho-text-list.h"

struct _FechoCodePage
{
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  GtkImage *glyph;
  GtkLabel *code_label;
  GtkLabel *name_label;
  GtkLabel *origin_label;
  GtkLabel *explanation_label;
  FechoTextList *causes_list;
  FechoTextList *advice_list;
  FechoFactList *facts;
  GtkButton *history_button;
  GtkLabel *history_count_label;

  FechoCodeItem *item;
  char *period;
};

G_DEFINE_FINAL_TYPE (FechoCodePage, fecho_code_page, GTK_TYPE_WIDGET)

static void
show_history_button (FechoCodePage *self,
                     gboolean       has_history)
{
  guint first = fecho_code_item_get_first (self->item);
  guint last = fecho_code_item_get_last (self->item);
  guint64 n_closes = fecho_code_item_get_n_closes (self->item);
  g_autofree char *count = fecho_format_count (n_closes);
  g_autofree char *query = first == last ? g_strdup_printf ("code:%u", first)
                           : g_strdup_printf ("code:%u-%u", first, last);

  gtk_widget_set_visible (GTK_WIDGET (self->history_button),
                          has_history && n_closes > 0);
  gtk_label_set_label (self->history_count_label, count);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->history_button), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->history_button), "s", query);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->history_button), "code.show-history");
}

static void
fecho_code_page_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_CODE_PAGE);
  g_clear_object (&FECHO_CODE_PAGE (object)->item);

  G_OBJECT_CLASS (fecho_code_page_parent_class)->dispose (object);
}

static void
fecho_code_page_finalize (GObject *object)
{
  g_free (FECHO_CODE_PAGE (object)->period);

  G_OBJECT_CLASS (fecho_code_page_parent_class)->finalize (object);
}

static void
fecho_code_page_class_init (FechoCodePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_code_page_dispose;
  object_class->finalize = fecho_code_page_finalize;

  g_type_ensure (FECHO_TYPE_FACT_LIST);
  g_type_ensure (FECHO_TYPE_TEXT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-code-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, glyph);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, code_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, name_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, origin_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, causes_list);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, advice_list);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, facts);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, history_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCodePage, history_count_label);
}

static void
fecho_code_page_init (FechoCodePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_code_page_show (FechoCodePage *self,
                      FechoCodeItem *item,
                      const char    *period,
                      gboolean       has_history)
{
  const FechoCloseMeaning *meaning;
  g_autofree char *label = NULL;
  g_autofree char *origin = NULL;
  g_autoptr(GPtrArray) facts = NULL;

  g_return_if_fail (FECHO_IS_CODE_PAGE (self));
  g_return_if_fail (FECHO_IS_CODE_ITEM (item));
  g_return_if_fail (period != NULL);

  if (g_set_object (&self->item, item))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  g_free (self->period);
  self->period = g_strdup (period);

  meaning = fecho_code_item_get_meaning (item);
  label = fecho_code_item_dup_label (item);
  origin = fecho_code_text_origin (item);
  facts = fecho_code_text_facts (item, period);
  gtk_image_set_from_icon_name (self->glyph, fecho_close_class_get_icon_name (meaning->klass));
  gtk_widget_set_css_classes (GTK_WIDGET (self->glyph), (const char *[]) {
    fecho_close_class_get_css_class (meaning->klass), NULL
  });
  gtk_label_set_label (self->code_label, label);
  gtk_label_set_label (self->name_label, meaning->name);
  gtk_label_set_label (self->origin_label, origin);
  gtk_label_set_label (self->explanation_label, meaning->description);
  fecho_text_list_show (self->causes_list, meaning->causes, FECHO_CLOSE_CODE_MAX_TEXTS);
  fecho_text_list_show (self->advice_list, meaning->advice, FECHO_CLOSE_CODE_MAX_TEXTS);
  fecho_fact_list_show (self->facts, facts);
  show_history_button (self, has_history);
}

static void
append_list (GString           *text,
             const char        *title,
             const char *const *texts)
{
  if (texts[0] != NULL)
    g_string_append_printf (text, "\n%s\n", title);
  for (guint i = 0; texts[i] != NULL; i++)
    g_string_append_printf (text, "• %s\n", texts[i]);
}

char *
fecho_code_page_dup_text (FechoCodePage *self)
{
  const FechoCloseMeaning *meaning;
  g_autofree char *label = NULL;
  g_autofree char *origin = NULL;
  g_autoptr(GPtrArray) facts = NULL;
  GString *text;

  g_return_val_if_fail (FECHO_IS_CODE_PAGE (self), NULL);

  if (self->item == NULL)
    return NULL;

  meaning = fecho_code_item_get_meaning (self->item);
  label = fecho_code_item_dup_label (self->item);
  origin = fecho_code_text_origin (self->item);
  facts = fecho_code_text_facts (self->item, self->period);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s %s\n%s\n%s\n", label, meaning->name, origin,
                          meaning->description);
  append_list (text, _("Usual Causes"), meaning->causes);
  append_list (text, _("What to Do"), meaning->advice);
  g_string_append_c (text, '\n');
  fecho_close_facts_append (text, facts);

  return g_string_free (text, FALSE);
}
