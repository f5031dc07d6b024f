/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-details.h"

#include <glib/gi18n.h>

#include "fecho-close-copy.h"
#include "fecho-close-events.h"
#include "fecho-close-reader.h"
#include "fecho-close-summary.h"
#include "fecho-close-view.h"
#include "fecho-cluster.h"
#include "fecho-details-head.h"
#include "fecho-details-menu.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-dispose.h"
#include "fecho-event-row.h"
#include "fecho-mark.h"
#include "fecho-menu-label.h"
#include "fecho-recent-closes.h"
#include "fecho-refresher.h"
#include "fecho-same-code.h"
#include "fecho-scope.h"
#include "fecho-template-parts.h"
#include "fecho-wrap-layout.h"

struct _FechoDetails
{
  GtkWidget parent_instance;

  FechoDetailsHead head;
  GtkWidget *last_button;
  GtkScrolledWindow *scroller;
  GtkStack *pages;
  FechoRecentCloses recent;
  FechoCloseView *view;
  FechoCloseSummary *summary;
  GtkWidget *buttons;
  GtkWidget *copy_button;
  FechoSameCode same_code;

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  FechoRange *range;
  FechoIdList *scope;
  GPtrArray *events;            /* FechoCloseEvent, what is selected */
  guint n_all;                  /* of them events has the first */
  gboolean whole;               /* the records are read, not only what a lane knows */
  FechoCloseReader reader;

  FechoDetailsMenu menu;
};

G_DEFINE_FINAL_TYPE (FechoDetails, fecho_details, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_RANGE,
  PROP_SCOPE,
  PROP_CAN_COPY,
} FechoDetailsProperty;

static GParamSpec *properties[PROP_CAN_COPY + 1];
static guint went_to_signal;

static const FechoCloseRecord *
get_first (FechoDetails *self)
{
  return fecho_close_events_get (self->events, 0);
}

static FechoFilter *
make_scope_filter (FechoDetails *self)
{
  FechoFilter *filter = fecho_filter_new ();

  filter->sessions = fecho_scope_resolve (self->scope, self->monitor);
  filter->kinds = FECHO_KINDS_CLOSES;

  return filter;
}

/* -- what is shown */

static void
show_one (FechoDetails *self)
{
  const FechoCloseRecord *record = get_first (self);
  FechoCloseMeaning meaning;

  fecho_close_meaning_init_record (&meaning, record);
  fecho_details_head_show_close (&self->head, record, &meaning);
  fecho_close_view_show (self->view, record, &meaning, self->whole);
  gtk_stack_set_visible_child_name (self->pages, "one");
}

static void
show_several (FechoDetails *self)
{
  fecho_details_head_show_several (&self->head, self->events, self->n_all);
  fecho_close_summary_show (self->summary, self->events, self->n_all, self->whole);
  gtk_stack_set_visible_child_name (self->pages, "several");
}

static void
update_active (FechoDetails *self)
{
  gboolean active = self->monitor != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));

  fecho_refresher_set_active (&self->recent.refresher, active);
  fecho_refresher_set_active (&self->same_code.counting,
                              active && self->range != NULL && self->events->len == 1);
}

static void
update (FechoDetails *self)
{
  update_active (self);
  if (self->events->len == 0)
    {
      fecho_details_head_show_title (&self->head, _("Last Closes"), "");
      gtk_stack_set_visible_child_name (self->pages, "recent");
      fecho_refresher_want (&self->recent.refresher);
    }
  else if (self->n_all == 1)
    {
      show_one (self);
      fecho_refresher_restart (&self->same_code.counting);
    }
  else
    {
      show_several (self);
    }

  gtk_widget_set_visible (self->buttons, self->events->len > 0);
  gtk_widget_set_visible (self->last_button, self->events->len > 0);
  fecho_same_code_show (&self->same_code, self->events->len == 1 ? get_first (self) : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_COPY]);
}

/* Takes events. */
static void
take_selection (FechoDetails *self,
                GPtrArray    *events,
                guint         n_all,
                gboolean      whole)
{
  fecho_close_reader_cancel (&self->reader);
  g_ptr_array_unref (self->events);
  self->events = events;
  self->n_all = n_all;
  self->whole = whole;
  fecho_same_code_forget (&self->same_code);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  update (self);
}

static void
go_to (FechoDetails    *self,
       FechoCloseEvent *event)
{
  GPtrArray *events = event != NULL ? fecho_close_events_new_one (event)
                      : fecho_close_events_new ();

  take_selection (self, events, events->len, TRUE);
  g_signal_emit (self, went_to_signal, 0, event);
}

/* -- the last closes */

static void
ask_recent (gpointer      owner,
            GCancellable *cancellable)
{
  FechoDetails *self = owner;
  g_autoptr(FechoFilter) filter = make_scope_filter (self);

  fecho_recent_closes_ask (&self->recent, self->monitor, filter, cancellable);
}

/* -- how many have the same code */

static void
ask_count (gpointer      owner,
           GCancellable *cancellable)
{
  FechoDetails *self = owner;
  g_autoptr(FechoFilter) filter = make_scope_filter (self);
  FechoCodeRange codes = { 0 };

  codes.first = codes.last = get_first (self)->code;
  filter->codes = g_array_new (FALSE, FALSE, sizeof codes);
  g_array_append_val (filter->codes, codes);
  filter->since_us = fecho_range_get_from_us (self->range);
  filter->until_us = fecho_range_get_to_us (self->range);
  fecho_same_code_ask (&self->same_code, self->monitor, filter, cancellable);
}

/* -- the rest of what a lane knows */

static void
rest_read (gpointer   owner,
           GPtrArray *answer)
{
  FechoDetails *self = owner;
  g_autoptr(GPtrArray) events = fecho_close_events_pick (self->events, answer);

  /* Pruned meanwhile: what the lane knows stays. Still not judged: nothing new. */
  if (events->len == 0 ||
      (self->whole && fecho_close_events_get (events, 0)->origin == get_first (self)->origin))
    return;

  g_ptr_array_unref (self->events);
  self->events = g_steal_pointer (&events);
  self->whole = TRUE;
  update (self);
}

/* -- one further */

static void
stepped (gpointer   owner,
         GPtrArray *events)
{
  if (events->len == 0)
    gtk_widget_error_bell (GTK_WIDGET (owner));
  else
    go_to (owner, g_ptr_array_index (events, 0));
}

/* -- the menu */

static GPtrArray *
get_known (gpointer owner)
{
  FechoDetails *self = owner;

  return fecho_details_get_can_copy (self) ? self->events : NULL;
}

static void
menu_pressed_cb (FechoDetails *self,
                 int           n_press,
                 double        x,
                 double        y,
                 GtkGesture   *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  fecho_details_menu_open_at (&self->menu, x, y);
}

/* -- what happens */

static void
row_activated_cb (FechoDetails  *self,
                  GtkListBoxRow *row)
{
  g_autoptr(FechoCloseEvent) event =
    fecho_close_event_ref (fecho_event_row_get_event (FECHO_EVENT_ROW (row)));

  go_to (self, event);
}

static void
event_chosen_cb (FechoDetails    *self,
                 FechoCloseEvent *event)
{
  /* The rows of a pill may still be what the lane knows. */
  if (self->whole)
    go_to (self, event);
}

/* Also a verdict on the close that is shown is told so. */
static void
committed_cb (FechoDetails *self)
{
  fecho_refresher_want (&self->recent.refresher);
  if (self->events->len == 1)
    fecho_refresher_want (&self->same_code.counting);
  if (self->events->len == 1 && self->whole && !fecho_close_reader_is_busy (&self->reader) &&
      get_first (self)->origin == FECHO_ORIGIN_NOT_JUDGED)
    fecho_close_reader_read (&self->reader, self->monitor, self->events);
}

static void
marked_cb (FechoDetails *self,
           GArray       *ids,
           gboolean      marked)
{
  gboolean any = fecho_close_events_set_marked (self->events, ids, marked);

  fecho_refresher_want (&self->recent.refresher);
  if (any)
    update (self);
}

static void
dictionaries_changed_cb (FechoDetails *self)
{
  update (self);
}

/* -- the object */

static void
set_monitor (FechoDetails *self,
             FechoMonitor *monitor)
{
  if (!g_set_object (&self->monitor, monitor))
    return;

  g_signal_group_set_target (self->monitor_signals, monitor);
  fecho_details_menu_set_monitor (&self->menu, monitor);
  fecho_details_clear (self);
  fecho_refresher_restart (&self->recent.refresher);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

static void
set_range (FechoDetails *self,
           FechoRange   *range)
{
  if (g_set_object (&self->range, range))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE]);
}

static void
set_scope (FechoDetails      *self,
           const char *const *scope)
{
  if (!fecho_scope_set (&self->scope, scope))
    return;

  fecho_refresher_restart (&self->recent.refresher);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

static void
fecho_details_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_details_parent_class)->map (widget);

  update_active (FECHO_DETAILS (widget));
}

static void
fecho_details_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_details_parent_class)->unmap (widget);

  update_active (FECHO_DETAILS (widget));
}

static void
fecho_details_dispose (GObject *object)
{
  FechoDetails *self = FECHO_DETAILS (object);

  fecho_close_reader_cancel (&self->reader);
  fecho_refresher_clear (&self->recent.refresher);
  fecho_refresher_clear (&self->same_code.counting);
  g_clear_object (&self->monitor_signals);
  fecho_details_menu_clear (&self->menu);
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_DETAILS);
  g_clear_object (&self->monitor);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (fecho_details_parent_class)->dispose (object);
}

static void
fecho_details_finalize (GObject *object)
{
  FechoDetails *self = FECHO_DETAILS (object);

  g_clear_pointer (&self->scope, fecho_id_list_unref);
  g_ptr_array_unref (self->events);

  G_OBJECT_CLASS (fecho_details_parent_class)->finalize (object);
}

static void
fecho_details_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FechoDetails *self = FECHO_DETAILS (object);

  switch ((FechoDetailsProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_RANGE:
      g_value_set_object (value, self->range);
      break;
    case PROP_SCOPE:
      g_value_set_boxed (value, fecho_id_list_get_ids (self->scope));
      break;
    case PROP_CAN_COPY:
      g_value_set_boolean (value, fecho_details_get_can_copy (self));
      break;
    }
}

static void
fecho_details_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  FechoDetails *self = FECHO_DETAILS (object);

  switch ((FechoDetailsProperty)id)
    {
    case PROP_MONITOR:
      set_monitor (self, g_value_get_object (value));
      break;
    case PROP_RANGE:
      set_range (self, g_value_get_object (value));
      break;
    case PROP_SCOPE:
      set_scope (self, g_value_get_boxed (value));
      break;
    case PROP_CAN_COPY:
      g_assert_not_reached ();
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR, flags);
  properties[PROP_RANGE] = g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE, flags);
  properties[PROP_SCOPE] = g_param_spec_boxed ("scope", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_CAN_COPY] = g_param_spec_boolean ("can-copy", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

/* The children that belong to a part of the pane. */
static void
bind_parts (GtkWidgetClass *widget_class)
{
  static const FechoTemplatePart children[] = {
    { "glyph", G_STRUCT_OFFSET (FechoDetails, head.glyph) },
    { "code_label", G_STRUCT_OFFSET (FechoDetails, head.code_label) },
    { "title_label", G_STRUCT_OFFSET (FechoDetails, head.title_label) },
    { "name_label", G_STRUCT_OFFSET (FechoDetails, head.name_label) },
    { "when_label", G_STRUCT_OFFSET (FechoDetails, head.when_label) },
    { "recent_list", G_STRUCT_OFFSET (FechoDetails, recent.list) },
    { "empty_label", G_STRUCT_OFFSET (FechoDetails, recent.empty_label) },
    { "all_button", G_STRUCT_OFFSET (FechoDetails, same_code.button) },
    { "all_label", G_STRUCT_OFFSET (FechoDetails, same_code.label) },
    { "all_count_label", G_STRUCT_OFFSET (FechoDetails, same_code.count_label) },
  };

  fecho_template_parts_bind (widget_class, children, G_N_ELEMENTS (children));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (FECHO_TYPE_CLOSE_SUMMARY);
  g_type_ensure (FECHO_TYPE_CLOSE_VIEW);
  g_type_ensure (FECHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-details.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoDetails, last_button);
  gtk_widget_class_bind_template_child (widget_class, FechoDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, FechoDetails, pages);
  gtk_widget_class_bind_template_child (widget_class, FechoDetails, view);
  gtk_widget_class_bind_template_child (widget_class, FechoDetails, summary);
  gtk_widget_class_bind_template_child (widget_class, FechoDetails, buttons);
  gtk_widget_class_bind_template_child (widget_class, FechoDetails, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, event_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
fecho_details_class_init (FechoDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_details_dispose;
  object_class->finalize = fecho_details_finalize;
  object_class->get_property = fecho_details_get_property;
  object_class->set_property = fecho_details_set_property;
  widget_class->map = fecho_details_map;
  widget_class->unmap = fecho_details_unmap;

  install_properties (object_class);
  went_to_signal = g_signal_new ("went-to", FECHO_TYPE_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, FECHO_TYPE_CLOSE_EVENT);

  gtk_widget_class_set_css_name (widget_class, "details");
  bind_template (widget_class);
  bind_parts (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "details.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "details.menu",
                                       NULL);
}

static void
fecho_details_init (FechoDetails *self)
{
  self->events = fecho_close_events_new ();
  fecho_close_reader_init (&self->reader, self, rest_read, stepped);
  fecho_refresher_init (&self->recent.refresher, ask_recent, self);
  fecho_refresher_init (&self->same_code.counting, ask_count, self);
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "committed", G_CALLBACK (committed_cb),
                                 self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->monitor_signals, "marked", G_CALLBACK (marked_cb), self,
                                 G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  fecho_details_menu_init (&self->menu, GTK_WIDGET (self), get_known);
  fecho_menu_label_split (self->copy_button, _("Other Ways to Copy"));
  g_signal_connect_object (fecho_dictionary_shelf_get_default (), "changed",
                           G_CALLBACK (dictionaries_changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

void
fecho_details_show_markers (FechoDetails      *self,
                            FechoSession      *session,
                            const char        *session_id,
                            const FechoMarker *markers,
                            guint              n_markers)
{
  GPtrArray *events;
  const char *name;

  g_return_if_fail (FECHO_IS_DETAILS (self));
  g_return_if_fail (self->monitor != NULL);
  g_return_if_fail (session_id != NULL);
  g_return_if_fail (n_markers > 0);

  name = session != NULL ? fecho_session_get_name (session) : "";
  events = fecho_close_events_from_markers (markers, n_markers, FECHO_CLOSE_READER_MAX,
                                            session_id, name);
  take_selection (self, events, fecho_cluster_count (markers, n_markers), FALSE);
  if (events->len > 0)
    fecho_close_reader_read (&self->reader, self->monitor, self->events);
}

void
fecho_details_show_events (FechoDetails *self,
                           GPtrArray    *events,
                           guint         n_all)
{
  g_return_if_fail (FECHO_IS_DETAILS (self));
  g_return_if_fail (events != NULL && n_all >= events->len);

  take_selection (self, fecho_close_events_copy (events), n_all, TRUE);
}

void
fecho_details_clear (FechoDetails *self)
{
  g_return_if_fail (FECHO_IS_DETAILS (self));

  take_selection (self, fecho_close_events_new (), 0, TRUE);
}

FechoCloseEvent *
fecho_details_get_event (FechoDetails *self)
{
  g_return_val_if_fail (FECHO_IS_DETAILS (self), NULL);

  return self->events->len == 1 ? g_ptr_array_index (self->events, 0) : NULL;
}

gboolean
fecho_details_get_can_copy (FechoDetails *self)
{
  g_return_val_if_fail (FECHO_IS_DETAILS (self), FALSE);

  return self->events->len > 0 && self->whole;
}

void
fecho_details_step (FechoDetails *self,
                    gboolean      newer)
{
  g_autoptr(FechoFilter) filter = NULL;

  g_return_if_fail (FECHO_IS_DETAILS (self));

  if (self->monitor == NULL)
    return;

  filter = make_scope_filter (self);
  fecho_close_reader_step (&self->reader, self->monitor, filter,
                           self->events->len > 0 ? get_first (self) : NULL, newer);
}

void
fecho_details_go_to_last (FechoDetails *self)
{
  g_return_if_fail (FECHO_IS_DETAILS (self));

  go_to (self, NULL);
}

void
fecho_details_copy (FechoDetails *self,
                    gboolean      json)
{
  g_return_if_fail (FECHO_IS_DETAILS (self));

  if (fecho_details_get_can_copy (self))
    fecho_close_copy_to_clipboard (GTK_WIDGET (self), self->events, json);
}

gboolean
fecho_details_has_marked (FechoDetails *self,
                          gboolean      marked)
{
  g_return_val_if_fail (FECHO_IS_DETAILS (self), FALSE);

  return fecho_details_get_can_copy (self) && fecho_close_events_has_marked (self->events, marked);
}

void
fecho_details_mark (FechoDetails *self,
                    gboolean      mark)
{
  g_return_if_fail (FECHO_IS_DETAILS (self));

  if (self->monitor != NULL && fecho_details_get_can_copy (self))
    fecho_mark_events (GTK_WIDGET (self), self->monitor, self->events, mark);
}
