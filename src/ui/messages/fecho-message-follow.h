/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps the newest messages of the list in sight until a person goes back to others, and then counts
 * what came. Part of its owner, whose template has the widgets; all is borrowed. */
typedef struct
{
  GtkWidget          *owner;
  GtkScrolledWindow  *scroller;
  GtkColumnView      *view;
  GtkWidget          *newest_button;
  GtkSingleSelection *selection;
  gboolean            following;
  double              last_value;  /* of the scroller */
  gboolean            oldest_gone; /* since it was looked at */
  guint               n_new;       /* that came since they were not followed */
  guint               tick_id;     /* 0: it need not scroll */
} FechoMessageFollow;

/* Follows the newest from now on; the widgets are set. */
void fecho_message_follow_start       (FechoMessageFollow *self);
/* Before the widgets go; may be called twice. */
void fecho_message_follow_clear       (FechoMessageFollow *self);
void fecho_message_follow_show_newest (FechoMessageFollow *self);
/* Another list is shown, or another part of it. */
void fecho_message_follow_renew       (FechoMessageFollow *self);
/* The list has changed like this. */
void fecho_message_follow_changed     (FechoMessageFollow *self,
                                       guint               position,
                                       guint               n_removed,
                                       guint               n_added);
/* Another message is read, or none: what is read would be gone with the next one. */
void fecho_message_follow_selected    (FechoMessageFollow *self);
/* A person goes back, if only there is something above. */
void fecho_message_follow_leave       (FechoMessageFollow *self);

G_END_DECLS
