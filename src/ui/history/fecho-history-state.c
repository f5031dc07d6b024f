/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-state.h"

#include <glib/gi18n.h>

#include "fecho-format.h"

static guint
count_found (FechoEventPager *pager)
{
  return g_list_model_get_n_items (G_LIST_MODEL (pager));
}

static char *
format_counter (FechoEventPager         *pager,
                const FechoHistoryAsked *asked)
{
  guint n = count_found (pager);
  g_autofree char *part = fecho_format_count (n);
  g_autofree char *all = fecho_format_count (MAX (asked->n_total, 0));

  if (!fecho_event_pager_get_complete (pager))
    /* Translators: how many were found until now. */
    return g_strdup_printf (_("at least %s"), part);
  if (!asked->filtered || asked->n_total < 0 || asked->n_total < n)
    return g_steal_pointer (&part);

  /* Translators: so many of so many closes: "48 of 106". */
  return g_strdup_printf (_("%s of %s"), part, all);
}

static const char *
choose_page (FechoEventPager         *pager,
             const FechoHistoryAsked *asked)
{
  if (count_found (pager) > 0)
    return "list";
  if (fecho_event_pager_get_error (pager) != NULL)
    return "error";
  if (!fecho_event_pager_get_complete (pager) || !asked->opened)
    return "loading";

  return asked->filtered ? "no-match" : "nothing";
}

void
fecho_history_state_show (FechoHistoryState       *self,
                          FechoEventPager         *pager,
                          const FechoHistoryAsked *asked)
{
  g_autofree char *counter = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (FECHO_IS_EVENT_PAGER (pager));
  g_return_if_fail (asked != NULL);

  counter = format_counter (pager, asked);
  gtk_label_set_label (self->counter, counter);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->counter), fecho_event_pager_get_unsorted (pager)
                               ? _("Too many closes to sort by this column") : NULL);
  gtk_widget_set_visible (self->clear_button, asked->filtered);
  adw_status_page_set_icon_name (self->nothing_page, "document-open-recent-symbolic");
  adw_status_page_set_title (self->nothing_page, asked->whole ? _("No Closes Yet")
                             : _("No Closes in This Period"));
  adw_status_page_set_description (self->nothing_page, asked->whole
                                   ? _("Each end of a connection will stand here")
                                   : _("Choose a longer range to see earlier ones"));
  gtk_stack_set_visible_child_name (self->pages, choose_page (pager, asked));
}
