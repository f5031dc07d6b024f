/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-sidebar-drag.h"

#define ROW_KEY "fecho-drop-row"

static const char *const marks[] = { "drop-before", "drop-after" };

FechoSessionRow *
fecho_sidebar_drag_pick (GtkWidget *list,
                         double     x,
                         double     y)
{
  GtkWidget *widget = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = NULL;
  GtkWidget *child;

  if (widget == NULL || widget == list)
    return NULL;

  row = gtk_widget_get_ancestor (widget, FECHO_TYPE_SESSION_ROW);
  if (row != NULL)
    return FECHO_SESSION_ROW (row);

  child = gtk_widget_get_first_child (widget);

  return FECHO_IS_SESSION_ROW (child) ? FECHO_SESSION_ROW (child) : NULL;
}

static gboolean
is_lower_half (GtkWidget       *list,
               FechoSessionRow *row,
               double           x,
               double           y)
{
  double row_x = 0;
  double row_y = 0;

  gtk_widget_translate_coordinates (list, GTK_WIDGET (row), x, y, &row_x, &row_y);

  return row_y > gtk_widget_get_height (GTK_WIDGET (row)) / 2.0;
}

/* -- the effect */

/* The first session of a group from start on that is not one of those that move; NULL: none. */
static FechoSession *
find_member (FechoMonitor *monitor,
             const char   *group,
             guint         start,
             GPtrArray    *moving)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);

  for (guint i = start; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      if (g_strcmp0 (fecho_session_get_group (session), group) == 0 &&
          !g_ptr_array_find (moving, session, NULL))
        return session;         /* the list holds it */
    }

  return NULL;
}

static guint
get_position (FechoMonitor *monitor,
              FechoSession *session)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  guint position = 0;

  while (position < g_list_model_get_n_items (sessions))
    {
      g_autoptr(FechoSession) item = g_list_model_get_item (sessions, position);

      if (item == session)
        break;
      position++;
    }

  return position;
}

void
fecho_sidebar_drag_drop (FechoSidebar     *sidebar,
                         GPtrArray        *sessions,
                         FechoSidebarItem *item,
                         gboolean          lower_half)
{
  FechoMonitor *monitor = fecho_sidebar_get_monitor (sidebar);
  FechoSession *target = fecho_sidebar_item_get_session (item);
  g_autofree char *group = NULL;
  FechoSession *before;

  g_return_if_fail (FECHO_IS_SIDEBAR (sidebar));
  g_return_if_fail (sessions != NULL);

  if (target != NULL)
    {
      group = g_strdup (fecho_session_get_group (target));
      before = find_member (monitor, group, get_position (monitor, target) + (lower_half ? 1 : 0),
                            sessions);
    }
  else
    {
      group = g_strdup (fecho_sidebar_item_get_group (item));
      before = find_member (monitor, group, 0, sessions);
    }
  for (guint i = 0; i < sessions->len; i++)
    fecho_monitor_move_session (monitor, g_ptr_array_index (sessions, i), group, before);
}

/* All that are selected where the one that is drawn is one of them. */
static GPtrArray *
dup_drawn (FechoSidebar *sidebar,
           FechoSession *session)
{
  GPtrArray *drawn = fecho_sidebar_dup_selected (sidebar);

  if (g_ptr_array_find (drawn, session, NULL))
    return drawn;

  g_ptr_array_set_size (drawn, 0);
  g_ptr_array_add (drawn, g_object_ref (session));

  return drawn;
}

/* -- what is seen meanwhile */

static void
mark_row (GtkWidget       *list,
          FechoSessionRow *row,
          gboolean         lower_half)
{
  GtkWidget *marked = g_object_get_data (G_OBJECT (list), ROW_KEY);

  for (guint i = 0; marked != NULL && i < G_N_ELEMENTS (marks); i++)
    gtk_widget_remove_css_class (marked, marks[i]);
  g_object_set_data_full (G_OBJECT (list), ROW_KEY, row != NULL ? g_object_ref (row) : NULL,
                          g_object_unref);
  if (row != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), marks[lower_half ? 1 : 0]);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            GtkWidget     *list)
{
  FechoSessionRow *row = fecho_sidebar_drag_pick (list, x, y);
  FechoSession *session = row != NULL
                          ? fecho_sidebar_item_get_session (fecho_session_row_get_item (row))
                          : NULL;
  g_autoptr(GdkPaintable) icon = NULL;

  if (session == NULL || !fecho_sidebar_has_own_order ())
    return NULL;

  icon = gtk_widget_paintable_new (GTK_WIDGET (row));
  gtk_drag_source_set_icon (source, icon, (int)x / 4, gtk_widget_get_height (GTK_WIDGET (row)) / 2);

  return gdk_content_provider_new_typed (FECHO_TYPE_SESSION, session);
}

static GdkDragAction
moved_cb (GtkDropTarget *target,
          double         x,
          double         y,
          GtkWidget     *list)
{
  FechoSessionRow *row = fecho_sidebar_drag_pick (list, x, y);

  mark_row (list, row, row != NULL && is_lower_half (list, row, x, y));

  return row != NULL ? GDK_ACTION_MOVE : 0;
}

static void
left_cb (GtkDropTarget *target,
         GtkWidget     *list)
{
  mark_row (list, NULL, FALSE);
}

static gboolean
dropped_cb (GtkDropTarget *target,
            const GValue  *value,
            double         x,
            double         y,
            FechoSidebar  *sidebar)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  FechoSessionRow *row = fecho_sidebar_drag_pick (list, x, y);
  g_autoptr(GPtrArray) drawn = NULL;

  mark_row (list, NULL, FALSE);
  if (row == NULL)
    return FALSE;

  drawn = dup_drawn (sidebar, g_value_get_object (value));
  fecho_sidebar_drag_drop (sidebar, drawn, fecho_session_row_get_item (row),
                           is_lower_half (list, row, x, y));

  return TRUE;
}

void
fecho_sidebar_drag_install (FechoSidebar *sidebar,
                            GtkWidget    *list)
{
  GtkDragSource *source;
  GtkDropTarget *target;

  g_return_if_fail (FECHO_IS_SIDEBAR (sidebar));
  g_return_if_fail (GTK_IS_WIDGET (list));

  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), list);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (source));

  target = gtk_drop_target_new (FECHO_TYPE_SESSION, GDK_ACTION_MOVE);
  g_signal_connect (target, "motion", G_CALLBACK (moved_cb), list);
  g_signal_connect (target, "leave", G_CALLBACK (left_cb), list);
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), sidebar);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (target));
}
