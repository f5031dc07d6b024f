/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-details-keeper.h"

struct _FechoDetailsKeeper
{
  GObject parent_instance;

  /* Borrowed: the window outlives us. */
  AdwFlap *flap;
  FechoDetails *details;
  AdwLeaflet *leaflet;
  AdwViewStack *views;
  GtkWidget *button;
  FechoLanes *lanes;
  GActionMap *map;

  gboolean wanted;              /* beside the views */
  gboolean over;                /* over them, in a narrow window */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FechoDetailsKeeper, fecho_details_keeper, G_TYPE_OBJECT)

/* Of which closes are chosen. */
static const char *const views_with_details[] = { "timeline", "history", NULL };

static gboolean
view_has_details (FechoDetailsKeeper *self)
{
  const char *view = adw_view_stack_get_visible_child_name (self->views);

  return view != NULL && g_strv_contains (views_with_details, view);
}

static void
set_enabled (FechoDetailsKeeper *self,
             const char         *name,
             gboolean            enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->map, name)),
                               enabled);
}

static void
update_actions (FechoDetailsKeeper *self)
{
  gboolean shown = adw_flap_get_reveal_flap (self->flap);
  gboolean can_copy = view_has_details (self) && fecho_details_get_can_copy (self->details);
  GAction *action;

  if (self->map == NULL)
    return;

  action = g_action_map_lookup_action (self->map, "details");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (shown));
  set_enabled (self, "details", view_has_details (self));
  set_enabled (self, "hide-details", shown);
  /* A folded window goes back with one of their keys. */
  set_enabled (self, "previous-close", shown);
  set_enabled (self, "next-close", shown);
  set_enabled (self, "copy-details", can_copy);
  set_enabled (self, "copy-details-json", can_copy);
  set_enabled (self, "mark-closes", can_copy && fecho_details_has_marked (self->details, FALSE));
  set_enabled (self, "unmark-closes", can_copy && fecho_details_has_marked (self->details, TRUE));
}

static void
update (FechoDetailsKeeper *self)
{
  gboolean has_details = view_has_details (self);
  gboolean folded;

  gtk_widget_set_visible (self->button, has_details);
  /* This may fold the flap at once. */
  adw_flap_set_fold_policy (self->flap, adw_leaflet_get_folded (self->leaflet)
                            ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_AUTO);
  folded = adw_flap_get_folded (self->flap);
  self->updating = TRUE;
  adw_flap_set_reveal_flap (self->flap, has_details && (folded ? self->over : self->wanted));
  self->updating = FALSE;
  update_actions (self);
}

static void
set_shown (FechoDetailsKeeper *self,
           gboolean            shown)
{
  if (adw_flap_get_folded (self->flap))
    self->over = shown;
  else
    self->wanted = shown;
  update (self);
}

/* -- what happens */

static void
folded_cb (FechoDetailsKeeper *self)
{
  self->over = FALSE;
  update (self);
}

static void
view_changed_cb (FechoDetailsKeeper *self)
{
  self->over = FALSE;
  update (self);
}

/* Swiped, or closed by Escape or a click beside it. */
static void
revealed_cb (FechoDetailsKeeper *self)
{
  if (!self->updating)
    set_shown (self, adw_flap_get_reveal_flap (self->flap));
}

static void
can_copy_changed_cb (FechoDetailsKeeper *self)
{
  update_actions (self);
}

static void
selection_changed_cb (FechoDetailsKeeper *self)
{
  FechoLanesHit hit;

  if (fecho_lanes_get_selected (self->lanes, &hit))
    fecho_details_show_markers (self->details, hit.lane->session, hit.lane->lane->session_id,
                                hit.markers, hit.n_markers);
  else
    fecho_details_clear (self->details);
}

static void
activated_cb (FechoDetailsKeeper *self)
{
  fecho_details_keeper_open (self);
}

static void
went_to_cb (FechoDetailsKeeper *self,
            FechoCloseEvent    *event)
{
  const FechoCloseRecord *record = event != NULL ? fecho_close_event_get_record (event) : NULL;

  if (self->lanes != NULL)
    fecho_lanes_select (self->lanes, record != NULL ? record->session_id : NULL,
                        record != NULL ? record->id : 0);
}

/* -- actions */

static void
details_changed_cb (GSimpleAction *action,
                    GVariant      *state,
                    gpointer       data)
{
  set_shown (data, g_variant_get_boolean (state));
}

static void
hide_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  set_shown (data, FALSE);
}

static void
last_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  FechoDetailsKeeper *self = data;

  fecho_details_go_to_last (self->details);
}

static void
step_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  FechoDetailsKeeper *self = data;

  fecho_details_step (self->details,
                      g_str_equal (g_action_get_name (G_ACTION (action)), "next-close"));
}

static void
copy_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  FechoDetailsKeeper *self = data;

  fecho_details_copy (self->details, g_str_equal (g_action_get_name (G_ACTION (action)),
                                                  "copy-details-json"));
}

static void
mark_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  FechoDetailsKeeper *self = data;

  fecho_details_mark (self->details,
                      g_str_equal (g_action_get_name (G_ACTION (action)), "mark-closes"));
}

static const GActionEntry entries[] = {
  { .name = "details", .state = "false", .change_state = details_changed_cb },
  { .name = "hide-details", .activate = hide_activated_cb },
  { .name = "last-closes", .activate = last_activated_cb },
  { .name = "previous-close", .activate = step_activated_cb },
  { .name = "next-close", .activate = step_activated_cb },
  { .name = "copy-details", .activate = copy_activated_cb },
  { .name = "copy-details-json", .activate = copy_activated_cb },
  { .name = "mark-closes", .activate = mark_activated_cb },
  { .name = "unmark-closes", .activate = mark_activated_cb },
};

/* -- the object */

static void
fecho_details_keeper_class_init (FechoDetailsKeeperClass *klass)
{
}

static void
fecho_details_keeper_init (FechoDetailsKeeper *self)
{
  self->wanted = TRUE;
}

FechoDetailsKeeper *
fecho_details_keeper_new (AdwFlap      *flap,
                          FechoDetails *details,
                          AdwLeaflet   *leaflet,
                          AdwViewStack *views,
                          GtkWidget    *button)
{
  FechoDetailsKeeper *self = g_object_new (FECHO_TYPE_DETAILS_KEEPER, NULL);

  self->flap = flap;
  self->details = details;
  self->leaflet = leaflet;
  self->views = views;
  self->button = button;
  g_signal_connect_object (flap, "notify::folded", G_CALLBACK (folded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (flap, "notify::reveal-flap", G_CALLBACK (revealed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (leaflet, "notify::folded", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (views, "notify::visible-child", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (details, "notify::can-copy", G_CALLBACK (can_copy_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (details, "went-to", G_CALLBACK (went_to_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

void
fecho_details_keeper_install (FechoDetailsKeeper *self,
                              GActionMap         *map)
{
  g_return_if_fail (FECHO_IS_DETAILS_KEEPER (self));
  g_return_if_fail (G_IS_ACTION_MAP (map));

  self->map = map;
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  update (self);
}

void
fecho_details_keeper_follow (FechoDetailsKeeper *self,
                             FechoLanes         *lanes)
{
  g_return_if_fail (FECHO_IS_DETAILS_KEEPER (self));
  g_return_if_fail (FECHO_IS_LANES (lanes) && self->lanes == NULL);

  self->lanes = lanes;
  g_signal_connect_object (lanes, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lanes, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}

gboolean
fecho_details_keeper_get_wanted (FechoDetailsKeeper *self)
{
  g_return_val_if_fail (FECHO_IS_DETAILS_KEEPER (self), FALSE);

  return self->wanted;
}

void
fecho_details_keeper_set_wanted (FechoDetailsKeeper *self,
                                 gboolean            wanted)
{
  g_return_if_fail (FECHO_IS_DETAILS_KEEPER (self));

  self->wanted = wanted;
  update (self);
}

void
fecho_details_keeper_open (FechoDetailsKeeper *self)
{
  g_return_if_fail (FECHO_IS_DETAILS_KEEPER (self));

  set_shown (self, TRUE);
}
