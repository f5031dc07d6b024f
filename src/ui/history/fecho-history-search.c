/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-search.h"

#include "fecho-history-query.h"

static void
show_problem (FechoHistorySearch *self,
              const char         *text)
{
  if (text != NULL)
    {
      gtk_label_set_label (self->problem_label, text);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
    }
  gtk_revealer_set_reveal_child (self->problem_revealer, text != NULL);
}

const char *
fecho_history_search_get_words (FechoHistorySearch *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

FechoQuery *
fecho_history_search_read (FechoHistorySearch *self,
                           gboolean            finished)
{
  g_autoptr(FechoQuery) query = fecho_query_copy (fecho_filter_bar_get_query (self->filter_bar));
  const char *words = fecho_history_search_get_words (self);
  FechoQueryProblem problem;
  g_autofree char *text = NULL;

  if (fecho_query_parse (query, words, &problem))
    {
      show_problem (self, NULL);
      return g_steal_pointer (&query);
    }
  /* A term that is still being written is no mistake yet. */
  if (finished || !fecho_history_query_is_unfinished (words, &problem))
    {
      text = fecho_history_query_explain (&problem);
      show_problem (self, text);
    }
  fecho_query_problem_clear (&problem);

  return NULL;
}

gboolean
fecho_history_search_has_filters (FechoHistorySearch *self)
{
  g_autoptr(FechoQuery) nothing = fecho_query_new ();

  return *fecho_history_search_get_words (self) != '\0' ||
         !fecho_query_equal (fecho_filter_bar_get_query (self->filter_bar), nothing);
}

void
fecho_history_search_take_terms (FechoHistorySearch *self)
{
  g_autoptr(FechoQuery) query = fecho_history_search_read (self, TRUE);
  g_autofree char *words = NULL;

  if (query == NULL)
    return;
  words = g_steal_pointer (&query->filter->text);
  if (fecho_query_equal (query, fecho_filter_bar_get_query (self->filter_bar)))
    return;
  fecho_filter_bar_set_query (self->filter_bar, query);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words != NULL ? words : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
