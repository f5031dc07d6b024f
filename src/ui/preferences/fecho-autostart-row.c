/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-autostart-row.h"

#include <glib/gi18n.h>

#include "fecho-background.h"
#include "fecho-settings.h"

struct _FechoAutostartRow
{
  AdwActionRow parent_instance;

  GtkWidget *toggle;
  GCancellable *gone;
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (FechoAutostartRow, fecho_autostart_row, ADW_TYPE_ACTION_ROW)

static void
say (FechoAutostartRow *self,
     const char        *text)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
}

static void
set_shown (FechoAutostartRow *self,
           gboolean           active)
{
  self->asking = TRUE;          /* not by a person */
  gtk_switch_set_active (GTK_SWITCH (self->toggle), active);
  self->asking = FALSE;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  FechoAutostartRow *self = data;       /* gone where it was cancelled */
  FechoBackgroundLeave leave;
  gboolean wanted;

  if (!fecho_background_request_finish (result, &leave, NULL))
    return;

  self->asking = FALSE;
  gtk_widget_set_sensitive (self->toggle, TRUE);
  wanted = gtk_switch_get_active (GTK_SWITCH (self->toggle));
  if (leave.answer == FECHO_BACKGROUND_NO_PORTAL)
    say (self, _("This desktop offers no way to start Fecho by itself"));
  else if (wanted && !leave.autostart)
    say (self, _("The desktop refused it: Fecho watches only after you start it"));
  else
    say (self, _("Without a window, to watch your sessions"));
  if (wanted && !leave.autostart)
    set_shown (self, FALSE);
  fecho_settings_set_boolean (FECHO_SETTING_AUTOSTART, wanted && leave.autostart);
}

static void
switched_cb (FechoAutostartRow *self)
{
  if (self->asking)
    return;

  self->asking = TRUE;
  gtk_widget_set_sensitive (self->toggle, FALSE);
  fecho_background_request_async (gtk_switch_get_active (GTK_SWITCH (self->toggle)), self->gone,
                                  answered_cb, self);
}

static void
fecho_autostart_row_dispose (GObject *object)
{
  g_cancellable_cancel (FECHO_AUTOSTART_ROW (object)->gone);

  G_OBJECT_CLASS (fecho_autostart_row_parent_class)->dispose (object);
}

static void
fecho_autostart_row_finalize (GObject *object)
{
  g_object_unref (FECHO_AUTOSTART_ROW (object)->gone);

  G_OBJECT_CLASS (fecho_autostart_row_parent_class)->finalize (object);
}

static void
fecho_autostart_row_class_init (FechoAutostartRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_autostart_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_autostart_row_finalize;
}

static void
fecho_autostart_row_init (FechoAutostartRow *self)
{
  self->gone = g_cancellable_new ();
  self->toggle = gtk_switch_new ();
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (self->toggle),
                         fecho_settings_get_boolean (FECHO_SETTING_AUTOSTART));
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (switched_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Start at login"));
  say (self, _("Without a window, to watch your sessions"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->toggle);
}
