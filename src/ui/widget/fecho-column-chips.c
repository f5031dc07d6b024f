/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-column-chips.h"

#include <glib/gi18n.h>

#include "fecho-export-groups.h"

#define ID_KEY "fecho-group-id"

struct _FechoColumnChips
{
  GtkWidget parent_instance;

  GtkFlowBox *box;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FechoColumnChips, fecho_column_chips, GTK_TYPE_WIDGET)

static GtkToggleButton *
get_chip (FechoColumnChips *self,
          guint             index)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->box, index);

  return child != NULL ? GTK_TOGGLE_BUTTON (gtk_flow_box_child_get_child (child)) : NULL;
}

static const char *
get_id (GtkToggleButton *chip)
{
  return g_object_get_data (G_OBJECT (chip), ID_KEY);
}

static int
find_chip (FechoColumnChips *self,
           GtkWidget        *chip)
{
  for (guint i = 0; get_chip (self, i) != NULL; i++)
    {
      if (GTK_WIDGET (get_chip (self, i)) == chip)
        return i;
    }

  return -1;
}

static void
move_chip (FechoColumnChips *self,
           GtkWidget        *chip,
           int               to)
{
  int from = find_chip (self, chip);
  GtkWidget *child;

  if (from < 0 || to < 0 || to >= (int)fecho_column_chips_get_n (self) || to == from)
    return;

  child = g_object_ref (gtk_widget_get_parent (chip));
  gtk_flow_box_remove (self->box, child);
  gtk_flow_box_insert (self->box, child, to);
  g_object_unref (child);
  gtk_widget_grab_focus (chip);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* -- drag and keyboard */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource    *source,
                 double            x,
                 double            y,
                 FechoColumnChips *self)
{
  GtkWidget *chip = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return gdk_content_provider_new_typed (GTK_TYPE_TOGGLE_BUTTON, chip);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               gpointer       data)
{
  GtkWidget *chip = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (chip);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (GtkDropTarget    *target,
         const GValue     *value,
         double            x,
         double            y,
         FechoColumnChips *self)
{
  GtkWidget *onto = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GtkWidget *chip = g_value_get_object (value);

  if (find_chip (self, chip) < 0)
    return FALSE;

  move_chip (self, chip, find_chip (self, onto));

  return TRUE;
}

static gboolean
move_key_cb (GtkWidget *chip,
             GVariant  *by,
             gpointer   data)
{
  GtkWidget *ancestor = gtk_widget_get_ancestor (chip, FECHO_TYPE_COLUMN_CHIPS);
  FechoColumnChips *self = FECHO_COLUMN_CHIPS (ancestor);
  gboolean mirrored = gtk_widget_get_direction (chip) == GTK_TEXT_DIR_RTL;
  int steps = g_variant_get_int32 (by);

  move_chip (self, chip, find_chip (self, chip) + (mirrored ? -steps : steps));

  return TRUE;
}

static void
add_move_key (GtkEventController *keys,
              guint               key,
              int                 by)
{
  GtkShortcutTrigger *trigger = gtk_keyval_trigger_new (key, GDK_CONTROL_MASK);
  GtkShortcutAction *action = gtk_callback_action_new (move_key_cb, NULL, NULL);
  GtkShortcut *shortcut = gtk_shortcut_new_with_arguments (trigger, action, "i", by);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

static void
make_movable (FechoColumnChips *self,
              GtkWidget        *chip)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_TOGGLE_BUTTON, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), NULL);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  add_move_key (keys, GDK_KEY_Left, -1);
  add_move_key (keys, GDK_KEY_Right, 1);
  gtk_widget_add_controller (chip, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (chip, GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (chip, keys);
}

/* -- chips */

static void
toggled_cb (FechoColumnChips *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_chip (FechoColumnChips       *self,
          const FechoExportGroup *group,
          gboolean                chosen)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  /* Not by the tint alone. */
  gtk_box_append (GTK_BOX (content), mark);
  gtk_box_append (GTK_BOX (content), gtk_label_new (_(group->label)));
  gtk_button_set_child (GTK_BUTTON (chip), content);
  g_object_bind_property (chip, "active", mark, "visible", G_BINDING_SYNC_CREATE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(group->label), -1);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "flat");
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (chip, group->columns);
  g_object_set_data (G_OBJECT (chip), ID_KEY, (gpointer)group->id);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), chosen);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  make_movable (self, chip);
  gtk_flow_box_append (self->box, chip);
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
}

static void
remove_chips (FechoColumnChips *self)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->box, 0)) != NULL)
    gtk_flow_box_remove (self->box, GTK_WIDGET (child));
}

char **
fecho_column_chips_dup_chosen (FechoColumnChips *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  g_return_val_if_fail (FECHO_IS_COLUMN_CHIPS (self), NULL);

  for (guint i = 0; get_chip (self, i) != NULL; i++)
    {
      if (gtk_toggle_button_get_active (get_chip (self, i)))
        g_strv_builder_add (ids, get_id (get_chip (self, i)));
    }

  return g_strv_builder_end (ids);
}

void
fecho_column_chips_set_chosen (FechoColumnChips  *self,
                               const char *const *ids)
{
  gsize n_groups;
  const FechoExportGroup *groups = fecho_export_groups_get (&n_groups);

  g_return_if_fail (FECHO_IS_COLUMN_CHIPS (self));

  remove_chips (self);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const FechoExportGroup *group = fecho_export_groups_find (ids[i]);

      if (group != NULL)
        add_chip (self, group, TRUE);
    }
  for (gsize i = 0; i < n_groups; i++)
    {
      if (ids == NULL || !g_strv_contains (ids, groups[i].id))
        add_chip (self, &groups[i], ids == NULL);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

guint
fecho_column_chips_get_n (FechoColumnChips *self)
{
  guint n = 0;

  g_return_val_if_fail (FECHO_IS_COLUMN_CHIPS (self), 0);

  while (get_chip (self, n) != NULL)
    n++;

  return n;
}

/* -- the object */

static void
fecho_column_chips_dispose (GObject *object)
{
  FechoColumnChips *self = FECHO_COLUMN_CHIPS (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;

  G_OBJECT_CLASS (fecho_column_chips_parent_class)->dispose (object);
}

static void
fecho_column_chips_class_init (FechoColumnChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_column_chips_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fecho_column_chips_init (FechoColumnChips *self)
{
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->box, 30);
  gtk_flow_box_set_row_spacing (self->box, 6);
  gtk_flow_box_set_column_spacing (self->box, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  /* Translators: of a table. */
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  fecho_column_chips_set_chosen (self, NULL);
}
